using System.Text.Json;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Gpu;

/// <summary>Reads rate cards; JSON and lines have the same fields and the same checks.</summary>
internal static class GpuRateReader
{
    private const decimal MostMoney = 1_000_000_000m;

    private static readonly string[] OwnFields =
        ["purchase", "residual", "years", "bought", "watts", "measured", "kwh", "pue", "space", "support", "hours", "gpus"];

    private static readonly string[] Fields = ["per_hour", "currency", "from", "to", .. OwnFields];

    public static GpuRateCard Lines(string text, string currency)
    {
        List<UsageError> errors = [];
        List<GpuRate> rates = [];
        foreach (var line in SettingLine.Read(text, errors))
        {
            if (line.Words.Count != 1 || line.Words[0].Length == 0)
            {
                line.Got("gpu", string.Join(" | ", line.Words), "one GPU model, then fields: H100 | per_hour=2.50");
            }
            else if (Rate(line, line.Words[0], currency) is { } rate)
            {
                rates.Add(rate);
            }
        }

        return Card(rates, errors);
    }

    public static GpuRateCard Json(string text, string currency)
    {
        List<UsageError> errors = [];
        List<GpuRate> rates = [];
        try
        {
            using var document = JsonDocument.Parse(
                text.TrimStart('\uFEFF'), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = document.RootElement;
            if (root.ValueKind is JsonValueKind.Object && root.TryGetProperty("currency", out var own) && own.ValueKind is JsonValueKind.String)
            {
                currency = own.GetString()!;
            }

            var list = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("rates", out var inner) ? inner : root;
            if (list.ValueKind is not JsonValueKind.Array)
            {
                errors.Add(new(
                    0, "rates", "rates: is missing, expected {\"currency\": \"USD\", \"rates\": [{\"gpu\": \"H100\", \"per_hour\": 2.50}]}."));
            }
            else
            {
                ReadAll(list, currency, rates, errors);
            }
        }
        catch (JsonException e)
        {
            errors.Add(new((e.LineNumber ?? 0) + 1, "", $"The rate card is not whole JSON: {e.Message}"));
        }

        return Card(rates, errors);
    }

    private static void ReadAll(JsonElement list, string currency, List<GpuRate> rates, List<UsageError> errors)
    {
        var number = 0;
        foreach (var element in list.EnumerateArray())
        {
            var line = new SettingLine(++number, errors);
            if (element.ValueKind is not JsonValueKind.Object)
            {
                line.Fail("rates", "is no object");
                continue;
            }

            var gpu = "";
            foreach (var property in element.EnumerateObject().Where(property => property.Value.ValueKind is not JsonValueKind.Null))
            {
                var value = property.Value.ValueKind is JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
                if (property.NameEquals("gpu"))
                {
                    gpu = value.Trim();
                }
                else
                {
                    line.Set(property.Name, value.Trim());
                }
            }

            if (gpu.Length == 0)
            {
                line.Fail("gpu", "is missing");
            }
            else if (Rate(line, gpu, currency) is { } rate)
            {
                rates.Add(rate);
            }
        }
    }

    private static GpuRateCard Card(List<GpuRate> rates, List<UsageError> errors)
    {
        GpuRateCard.ThrowIfAny(errors);
        return new(rates);
    }

    private static GpuRate? Rate(SettingLine line, string pattern, string currency)
    {
        line.Unknown(Fields);
        var own = Array.Exists(OwnFields, line.Has);
        if (line.Has("per_hour") == own)
        {
            line.Fail(own ? "per_hour" : "gpu", "expected either per_hour, or purchase and years of hardware of one's own");
            return null;
        }

        var code = (line.Text("currency") ?? currency).ToUpperInvariant();
        if (code.Length != 3 || !code.All(char.IsAsciiLetterUpper))
        {
            line.Got("currency", code, "an ISO 4217 code such as USD or KRW");
        }

        var (from, to) = (line.Time("from"), line.Time("to"));
        if (from >= to)
        {
            line.Fail("to", "is not after from");
        }

        return new()
        {
            Pattern = pattern,
            From = from,
            To = to,
            Currency = code,
            PerHour = line.Decimal("per_hour", 0, MostMoney),
            Hardware = own ? Hardware(line) : null,
        };
    }

    private static GpuHardware Hardware(SettingLine line)
    {
        foreach (var needed in (ReadOnlySpan<string>)["purchase", "years"])
        {
            if (!line.Has(needed))
            {
                line.Fail(needed, "is missing");
            }
        }

        var measured = false;
        if (line.Text("measured") is { } flag && !bool.TryParse(flag, out measured))
        {
            line.Got("measured", flag, "true or false");
        }

        if ((line.Has("watts") || measured) && !line.Has("kwh"))
        {
            line.Fail("kwh", "is missing, expected the price of a kilowatt hour");
        }

        var hardware = new GpuHardware
        {
            Purchase = line.Decimal("purchase", 0, MostMoney) ?? 0,
            Residual = line.Decimal("residual", 0, MostMoney) ?? 0,
            Years = line.Decimal("years", 0.1m, 50) ?? 1,
            Bought = line.Time("bought"),
            Watts = line.Decimal("watts", 0, 1_000_000) ?? 0,
            UsesMeasuredEnergy = measured,
            PricePerKilowattHour = line.Decimal("kwh", 0, MostMoney) ?? 0,
            Pue = line.Decimal("pue", 1, 10) ?? 1,
            SpacePerYear = line.Decimal("space", 0, MostMoney) ?? 0,
            SupportPerYear = line.Decimal("support", 0, MostMoney) ?? 0,
            HoursPerYear = line.Decimal("hours", 1, 8_784) ?? GpuHardware.WholeYear,
            Gpus = line.Decimal("gpus", 1, 1_024) ?? 1,
        };
        if (hardware.Residual > hardware.Purchase)
        {
            line.Fail("residual", "is above purchase");
        }

        return hardware;
    }
}

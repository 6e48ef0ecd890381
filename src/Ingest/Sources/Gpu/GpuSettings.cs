using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>What all sources of GPU time have in common: prices, inventory, how cost is divided, where it goes.</summary>
internal sealed record GpuSettings(GpuRateCard Rates, GpuInventory Inventory, GpuPolicy Policy, string Provider, string IdleTeam)
{
    /// <summary>The rate card's settings.</summary>
    public static IReadOnlyList<SourceSetting> RateSettings { get; } =
    [
        new("rates", new("Rate card", "GPU 단가표"), SourceSettingType.Lines)
        {
            Help = new(
                "One line for each GPU model. A price: H100 | per_hour=2.50. Or own hardware: H100 | purchase=30000 | years=4 | residual=3000 | "
                + "watts=700 | kwh=0.12 | pue=1.4 | space=300 | support=500. Both may have currency=, from= and to=. "
                + "Models without a rate are shown as unpriced.",
                "GPU 모델마다 한 줄. 단가: H100 | per_hour=2.50. 또는 자체 장비: H100 | purchase=30000 | years=4 | residual=3000 | watts=700 | kwh=0.12 | "
                + "pue=1.4 | space=300 | support=500. 둘 다 currency=, from=, to=를 쓸 수 있습니다. 단가가 없는 모델은 가격 없음으로 표시됩니다."),
        },
        new("rates_file", new("Rate card file", "GPU 단가표 파일"))
        {
            Help = new(
                "Path of a file with the rate card, lines or JSON, instead of the field above.", "위 입력란 대신 사용할 단가표 파일(줄 형식 또는 JSON)의 경로입니다."),
        },
        new("currency", new("Currency", "통화")) { Default = "USD", Help = new("Of rates that name none.", "통화를 적지 않은 단가의 통화입니다.") },
        new("provider", new("Provider", "공급자"))
        {
            Default = "self-hosted",
            Help = new("Provider of the records; data centre or cloud.", "기록에 표시할 공급자(데이터 센터 또는 클라우드)입니다."),
        },
        new("idle_team", new("Team of idle time", "유휴 시간 담당 팀"))
        {
            Default = "platform",
            Help = new("Team of lines for idle and unmeasured time.", "유휴 시간과 측정되지 않은 시간의 비용을 맡을 팀입니다."),
        },
    ];

    /// <summary>The inventory's setting.</summary>
    public static SourceSetting InventorySetting { get; } = new("inventory", new("Inventory", "보유 GPU"), SourceSettingType.Lines)
    {
        Help = new(
            "One line for each machine or site: node | GPU model | number. With from= and to= if it changes. "
            + "These GPUs cost whether they are measured or not.",
            "장비나 사이트마다 한 줄: 노드 | GPU 모델 | 수량. 바뀌는 경우 from=, to=를 씁니다. 측정되지 않아도 비용이 계산됩니다."),
    };

    /// <summary>How cost is divided.</summary>
    public static IReadOnlyList<SourceSetting> PolicySettings { get; } =
    [
        new("weights", new("Divide by", "배분 기준"), SourceSettingType.Choice)
        {
            Default = "use",
            Choices = ["use", "reserve", "larger"],
            Help = new(
                "use: time at work. reserve: time for which a GPU was held. larger: the larger of both.",
                "use: 실제 작업 시간. reserve: GPU를 점유한 시간. larger: 둘 중 큰 값."),
        },
        new("idle", new("Idle time", "유휴 시간"), SourceSettingType.Choice)
        {
            Default = "own_line",
            Choices = ["own_line", "proportional", "even"],
            Help = new(
                "own_line: on a line of its own. proportional: paid by those who used the GPU, by use. "
                + "even: paid by those who were on it, each the same.",
                "own_line: 별도 항목으로 표시. proportional: 사용량에 비례해 부담. even: GPU를 쓴 쪽이 똑같이 부담."),
        },
    ];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SourceException">One makes no sense; the message names setting, line and field.</exception>
    public static GpuSettings Of(ConnectorContext context, bool hasWeights = true) => new(
        RateCard(context),
        Table("inventory", () => GpuInventory.Parse(context.Text("inventory") ?? "")),
        new(hasWeights ? Weighting(context.Required("weights")) : GpuWeighting.Reserve, Idle(context.Required("idle"))),
        context.Required("provider"),
        context.Required("idle_team"));

    /// <summary>Reads a table of a setting.</summary>
    public static T Table<T>(string setting, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (GpuTableException e)
        {
            throw new SourceException(SourceFaultCode.Settings, $"{setting}: {e.Message}", null, e);
        }
    }

    /// <summary>Fills in what a record of a share costs: by the rate card, or, without a rate, whatever the price list knows of the model.</summary>
    public void Charge(UsageDraft draft, GpuShare share, GpuCost? cost)
    {
        draft.Provider = Provider;
        draft.Usage.Add(new(UsageUnits.GpuHour, share.Hours));
        if (cost is not null)
        {
            draft.EffectiveCost = share.Cost;
            draft.ListCost = share.OwnCost;
            draft.BillingCurrency = cost.Currency;
            draft.Status = CostStatus.Estimated;
        }

        draft.SetTag("AllocatedMethodId", Policy.MethodId);
        draft.SetTag("AllocatedRatio", share.Ratio.ToString("0.############", CultureInfo.InvariantCulture));
    }

    /// <summary>What an hour of some models costs now, part by part: for the answer to a test.</summary>
    public string Describe(IEnumerable<string> models, DateTimeOffset at)
    {
        var prices = models.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
            .Take(10).Select(model => $" {model}: {Rates.Find(model, at)?.PriceAt(at).ToString() ?? "no rate"}.");
        return string.Concat(prices);
    }

    private static GpuRateCard RateCard(ConnectorContext context)
    {
        var text = context.Text("rates");
        if (context.Text("rates_file") is { } path)
        {
            text = text is null
                ? ReadFile(path)
                : throw new SourceException(SourceFaultCode.Settings, "rates_file: rates is there too, expected one of both.");
        }

        var card = Table("rates", () => GpuRateCard.Parse(text ?? "", context.Required("currency")));
        foreach (var rate in card.Rates)
        {
            if (!CurrencyCodes.TryParse(rate.Currency, out _))
            {
                throw new SourceException(
                    SourceFaultCode.Settings,
                    $"rates: {rate.Pattern}, currency: got \"{rate.Currency}\", expected an ISO 4217 code such as USD or KRW.");
            }
        }

        return card;
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SourceException(SourceFaultCode.Settings, $"rates_file: {path} cannot be read: {e.Message}", null, e);
        }
    }

    private static GpuWeighting Weighting(string text) => text switch
    {
        "reserve" => GpuWeighting.Reserve,
        "larger" => GpuWeighting.Larger,
        _ => GpuWeighting.Use,
    };

    private static GpuIdlePolicy Idle(string text) => text switch
    {
        "proportional" => GpuIdlePolicy.Proportional,
        "even" => GpuIdlePolicy.Even,
        _ => GpuIdlePolicy.OwnLine,
    };
}

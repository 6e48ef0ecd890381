using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Silo.Demo;

/// <summary>
/// The demo organization's traffic: for any resource and stretch of time, the usage record that a gateway would have sent. The same
/// seed and the same "now" give the same records.
/// </summary>
internal sealed class DemoTraffic(DateTimeOffset now, int seed, PriceResolver prices)
{
    /// <summary>How far back the history goes.</summary>
    public static readonly TimeSpan History = TimeSpan.FromDays(60);

    /// <summary>The last hours come by the minute, so that the live charts begin full.</summary>
    public static readonly TimeSpan MinuteHistory = TimeSpan.FromHours(3);

    private const double GrowthPerMonth = 0.07;

    private static readonly TimeSpan Korea = TimeSpan.FromHours(9);

    /// <summary>Writes the whole history as NDJSON, oldest first, so that it takes the way of any other upload.</summary>
    public void WriteHistory(Stream output)
    {
        var start = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) - History;
        var minutes = now - MinuteHistory;
        minutes = new(minutes.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        for (var hour = start; hour < minutes; hour += TimeSpan.FromHours(1))
        {
            WriteAll(output, writer, hour, TimeSpan.FromHours(1));
        }

        for (var minute = minutes; minute < now; minute += TimeSpan.FromMinutes(1))
        {
            WriteAll(output, writer, minute, TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Writes what happened in [start, start + length), one record a resource.</summary>
    public void WriteAll(Stream output, Utf8JsonWriter writer, DateTimeOffset start, TimeSpan length)
    {
        for (var i = 0; i < DemoOrganization.Resources.Count; i++)
        {
            if (Write(writer, i, start, length))
            {
                writer.Flush();
                writer.Reset();
                output.WriteByte((byte)'\n');
            }
        }
    }

    /// <summary>
    /// What a resource's use in a stretch of the history comes to by the price list, and by which model; null when it was idle or nobody
    /// knows a price.
    /// </summary>
    public (string Model, decimal Cost, decimal Tokens)? Estimate(int resource, DateTimeOffset start, TimeSpan length)
    {
        var one = DemoOrganization.Resources[resource];
        return Draw(resource, start, length) is { Model: { } model } drawn
            && prices.Price(one.Provider, model, null, start, drawn.Usage) is { State: PricingState.Catalogue } quote
            ? (model, quote.Cost.List, drawn.Usage.Where(unit => unit.Key != UsageUnits.Request).Sum(unit => unit.Value))
            : null;
    }

    /// <summary>What a resource used in a stretch of time, by which model; null when it was idle.</summary>
    public (string? Model, Dictionary<string, decimal> Usage)? Draw(int resource, DateTimeOffset start, TimeSpan length) =>
        Draw(DemoOrganization.Resources[resource], start, length, new(HashCode(seed, resource, start)));

    private (string? Model, Dictionary<string, decimal> Usage)? Draw(DemoResource resource, DateTimeOffset start, TimeSpan length, Random random)
    {
        if (resource.Plot == DemoPlot.Silent && start > now.AddHours(-10))
        {
            return null;
        }

        var activity = Activity(resource, start) * Growth(start) * Plot(resource, start) * Noise(random);
        var requests = resource.RequestsPerHour * activity * length.TotalHours;
        if (resource.IsGpu)
        {
            return (null, new() { [UsageUnits.GpuHour] = (decimal)Math.Round(requests, 4) });
        }

        // In less than an hour it is chance whether there is a request; by the hour the same ones are idle every night, as an office is.
        requests = requests < 5 && length < TimeSpan.FromHours(1) ? Math.Floor(requests + random.NextDouble()) : Math.Round(requests);
        return requests < 1 ? null : Tokens(resource, start, requests, random);
    }

    private bool Write(Utf8JsonWriter writer, int index, DateTimeOffset start, TimeSpan length)
    {
        if (Draw(index, start, length) is not var (model, usage))
        {
            return false;
        }

        var resource = DemoOrganization.Resources[index];
        writer.WriteStartObject();
        writer.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{resource.Name}-{start.ToUnixTimeMilliseconds()}"));
        writer.WriteString("source", "demo");
        writer.WriteString("timestamp", start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        writer.WriteString("provider", resource.Provider);
        WriteOwner(writer, resource);
        if (ExperimentOf(resource, start) is { } experiment)
        {
            writer.WriteString("experiment", experiment);
        }

        writer.WriteString("model", model);
        writer.WriteStartObject("usage");
        foreach (var (unit, quantity) in usage)
        {
            writer.WriteNumber(unit, quantity);
        }

        writer.WriteEndObject();
        WriteCost(writer, resource.Provider, model, start, usage);
        writer.WriteEndObject();
        return true;
    }

    private string? ExperimentOf(DemoResource resource, DateTimeOffset start) => resource.Plot switch
    {
        DemoPlot.Experiment when start > now - DemoBudgets.ExperimentAge => DemoBudgets.Experiment,
        DemoPlot.Baseline when start >= now - DemoBaseline.Began && start < now - DemoBaseline.Ended => DemoBaseline.Id,
        _ => null,
    };

    private static void WriteOwner(Utf8JsonWriter writer, DemoResource resource)
    {
        if (resource.Sender == DemoSender.Names)
        {
            writer.WriteString("team", resource.Team);
            writer.WriteString("project", resource.Project);
        }

        if (resource.Sender != DemoSender.Nobody)
        {
            writer.WriteString("resource", resource.Name);
        }

        if (resource.Sender != DemoSender.Names)
        {
            writer.WriteStartObject("tags");
            foreach (var (tag, value) in Tags(resource))
            {
                writer.WriteString(tag, value);
            }

            writer.WriteEndObject();
        }
    }

    private static (string Tag, string Value)[] Tags(DemoResource resource) => resource.Sender switch
    {
        DemoSender.Key => [("api_key_id", resource.KeyId)],
        DemoSender.Path => [("path", $"teams/{resource.Team}/apps/{resource.Project}")],
        DemoSender.Workspace => [("workspace_id", DemoOrganization.Workspace), ("feature", "help-center")],
        DemoSender.Nobody => [("api_key_id", resource.KeyId), ("namespace", resource.Name)],
        _ => [],
    };

    private (string? Model, Dictionary<string, decimal> Usage) Tokens(DemoResource resource, DateTimeOffset start, double requests, Random random)
    {
        var model = resource.Plot != DemoPlot.ModelSwitch ? resource.Model
            : start > now.AddDays(-15) ? DemoOrganization.ModelAfterSwitch : DemoOrganization.ModelBeforeSwitch;
        var input = Math.Round(requests * resource.InputTokens * (0.9 + (0.2 * random.NextDouble())));
        var cached = Math.Round(input * resource.CacheShare);
        var output = Math.Round(requests * resource.OutputTokens * (0.85 + (0.3 * random.NextDouble())));
        var usage = new Dictionary<string, decimal> { [UsageUnits.Request] = (decimal)requests };
        void Add(string unit, double quantity)
        {
            if (quantity > 0)
            {
                usage[unit] = (decimal)quantity;
            }
        }

        Add(output == 0 ? UsageUnits.Embedding : UsageUnits.Input, input - cached);
        Add(UsageUnits.CacheRead, cached);
        Add(UsageUnits.Output, output);
        return (model, usage);
    }

    /// <summary>
    /// What a provider would have stated by now: last month is invoiced, what is older than three days confirmed. What is younger has
    /// no cost yet and is priced from the catalogue, as is all of the provider whose bill is read.
    /// </summary>
    private void WriteCost(
        Utf8JsonWriter writer, string provider, string? model, DateTimeOffset start, Dictionary<string, decimal> usage)
    {
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var status = start < month ? "invoiced" : start < now.AddDays(-3) ? "confirmed" : null;
        decimal? cost = null;
        if (model is null)
        {
            cost = usage[UsageUnits.GpuHour] * DemoOrganization.GpuHourPrice;
        }
        else if (status is not null && provider != DemoOrganization.BilledProvider && prices.Price(provider, model, null, start, usage) is { State: PricingState.Catalogue } quote)
        {
            cost = quote.Cost.Effective;
        }

        if (cost is { } stated)
        {
            writer.WriteNumber("effective_cost", stated);
            writer.WriteNumber("billed_cost", stated);
            writer.WriteString("billing_currency", "USD");
            writer.WriteString("status", status ?? "estimated");
        }
    }

    /// <summary>A working day in Seoul: quiet nights, a dip at lunch, half-empty weekends.</summary>
    private static double Activity(DemoResource resource, DateTimeOffset start)
    {
        if (resource.IsGpu)
        {
            return resource.IsAlwaysOn ? 0.85 : 0.4;
        }

        var local = start.ToOffset(Korea);
        var hour = local.TimeOfDay.TotalHours;
        var day = 0.5 - (0.5 * Math.Cos((hour - 2.5) / 24 * 2 * Math.PI));
        var lunch = hour is >= 12 and < 13 ? 0.8 : 1;
        var weekend = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.55 : 1;
        var floor = resource.IsAlwaysOn ? 0.18 : 0;
        return (floor + ((1 - floor) * Math.Pow(day, 1.4))) * lunch * weekend;
    }

    private double Growth(DateTimeOffset start) => Math.Pow(1 + GrowthPerMonth, (start - now).TotalDays / 30);

    private double Plot(DemoResource resource, DateTimeOffset start)
    {
        var age = now - start;
        return resource.Plot switch
        {
            DemoPlot.Runaway when age <= TimeSpan.FromHours(1.5) => 9,
            DemoPlot.Runaway when age <= TimeSpan.FromDays(8) && age > TimeSpan.FromDays(8) - TimeSpan.FromHours(5) => 7,
            DemoPlot.Spike when age <= TimeSpan.FromDays(12) && age > TimeSpan.FromDays(12) - TimeSpan.FromHours(3) => 12,
            DemoPlot.Leak when age < TimeSpan.FromDays(20) => Math.Pow(1.03, 20 - age.TotalDays),
            DemoPlot.Experiment when age < TimeSpan.FromHours(30) => 3.2,
            _ => 1,
        };
    }

    /// <summary>Log-normal with a spread of about 9 %.</summary>
    private static double Noise(Random random)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Exp(0.09 * normal);
    }

    /// <summary>A seed that is the same in every process, which <see cref="System.HashCode"/> is not.</summary>
    private static int HashCode(int seed, int resource, DateTimeOffset start)
    {
        var hash = (ulong)start.UtcTicks ^ ((ulong)(uint)seed << 32) ^ ((ulong)(uint)resource * 0x9E3779B97F4A7C15UL);
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return (int)(hash ^ (hash >> 31));
    }
}

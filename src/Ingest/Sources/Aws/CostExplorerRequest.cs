using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Aws;

/// <summary>The question put to Cost Explorer: days, metrics, two groups.</summary>
/// <param name="Group">The second group; the first is always the usage type, which names model and unit.</param>
/// <param name="Services">Only these services; empty is all.</param>
internal sealed record CostExplorerRequest(CostExplorerGroup? Group, IReadOnlyList<string> Services)
{
    public const string Effective = "NetAmortizedCost";
    public const string Billed = "UnblendedCost";
    public const string Quantity = "UsageQuantity";

    /// <summary>The body.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Day after the last one.</param>
    /// <param name="page">Token of the page; null for the first.</param>
    public byte[] Body(DateOnly from, DateOnly to, string? page)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteStartObject("TimePeriod");
            json.WriteString("Start", Day(from));
            json.WriteString("End", Day(to));
            json.WriteEndObject();
            json.WriteString("Granularity", "DAILY");
            json.WriteStartArray("Metrics");
            json.WriteStringValue(Effective);
            json.WriteStringValue(Billed);
            json.WriteStringValue(Quantity);
            json.WriteEndArray();
            WriteGroups(json);
            WriteFilter(json);
            if (page is not null)
            {
                json.WriteString("NextPageToken", page);
            }

            json.WriteEndObject();
        }

        return memory.ToArray();
    }

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void WriteGroups(Utf8JsonWriter json)
    {
        if (Group is null)
        {
            return;
        }

        json.WriteStartArray("GroupBy");
        foreach (var (type, key) in (ReadOnlySpan<CostExplorerGroup>)[new("DIMENSION", "USAGE_TYPE"), Group])
        {
            json.WriteStartObject();
            json.WriteString("Type", type);
            json.WriteString("Key", key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteFilter(Utf8JsonWriter json)
    {
        if (Services.Count == 0)
        {
            return;
        }

        json.WriteStartObject("Filter");
        json.WriteStartObject("Dimensions");
        json.WriteString("Key", "SERVICE");
        json.WriteStartArray("Values");
        foreach (var service in Services)
        {
            json.WriteStringValue(service);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

/// <summary>What Cost Explorer groups by.</summary>
/// <param name="Type"><c>DIMENSION</c>, <c>TAG</c> or <c>COST_CATEGORY</c>.</param>
/// <param name="Key">The dimension's, tag's or category's name.</param>
internal sealed record CostExplorerGroup(string Type, string Key)
{
    /// <summary>Reads <c>SERVICE</c>, <c>LINKED_ACCOUNT</c>, <c>TAG:team</c> or <c>COST_CATEGORY:unit</c>.</summary>
    /// <exception cref="SourceException">It is none of these.</exception>
    public static CostExplorerGroup Parse(string text) => text.Split(':', 2) switch
    {
        ["SERVICE" or "LINKED_ACCOUNT" or "OPERATION"] => new("DIMENSION", text),
        [var type and ("TAG" or "COST_CATEGORY"), { Length: > 0 } key] => new(type, key),
        _ => throw new SourceException(
            SourceFaultCode.Settings,
            $"group: got \"{Usage.Excerpt.Of(text)}\", expected SERVICE, LINKED_ACCOUNT, OPERATION, TAG:name or COST_CATEGORY:name."),
    };

    /// <summary>The value in an answer's key. Tags and categories have their name and <c>$</c> before it; null where nothing comes after.</summary>
    public string? Value(string key)
    {
        var value = Type != "DIMENSION" && key.StartsWith(Key + "$", StringComparison.Ordinal) ? key[(Key.Length + 1)..] : key;
        return value.Length == 0 ? null : value;
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Azure;

/// <summary>Puts the question to Cost Management, page by page.</summary>
internal sealed class AzureQuery
{
    private readonly ConnectorContext _context;
    private readonly AzureToken _token;
    private readonly string _endpoint;
    private readonly string _url;
    private readonly string _groupType;
    private readonly string _groupName;

    public AzureQuery(ConnectorContext context)
    {
        _context = context;
        _token = new(context);
        _endpoint = context.Url("endpoint");
        var scope = context.Required("scope").Trim('/');
        _url = $"{_endpoint}/{scope}/providers/Microsoft.CostManagement/query?api-version={Uri.EscapeDataString(context.Required("api_version"))}";
        (_groupType, _groupName) = Group(context.Required("group"));
    }

    /// <summary>Whether the second group is a tag.</summary>
    public bool IsByTag => _groupType == "TagKey";

    /// <summary>The dimension or tag of the second group.</summary>
    public string GroupName => _groupName;

    /// <summary>All rows of some days, at most 31: the service silently cuts longer ranges.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last moment; never in the future, as the service would answer for last year.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<AzureQueryRow>> RowsAsync(DateOnly from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var body = Body(from, to);
        List<AzureQueryRow> rows = [];
        HashSet<string> asked = new(StringComparer.Ordinal);
        for (string? next = _url; next is not null;)
        {
            if (!asked.Add(next))
            {
                throw new SourceException(SourceFaultCode.BadAnswer, "Cost Management names the same page twice.");
            }

            using var answer = await AskAsync(next, body, cancellationToken).ConfigureAwait(false);
            if (answer is null)
            {
                break;
            }

            if (answer.RootElement.ValueKind is not JsonValueKind.Object || !answer.RootElement.TryGetProperty("properties", out var properties))
            {
                throw new SourceException(SourceFaultCode.BadAnswer, "Cost Management's answer has no properties.");
            }

            rows.AddRange(AzureQueryTable.Read(properties, IsByTag ? "TagValue" : _groupName));
            next = properties.TryGetProperty("nextLink", out var link) && link.ValueKind is JsonValueKind.String && link.GetString() is { Length: > 0 } url
                ? Same(url)
                : null;
        }

        if (rows.FirstOrDefault(row => row.Day < from || row.Day > UtcDay.Of(to)) is { } strange)
        {
            throw new SourceException(
                SourceFaultCode.BadAnswer, $"Cost Management was asked for {from:yyyy-MM-dd} to {to:yyyy-MM-dd} and answers for {strange.Day:yyyy-MM-dd}.");
        }

        return rows;
    }

    private static (string Type, string Name) Group(string text) => text.Split(':', 2) switch
    {
        ["TAG", { Length: > 0 } name] => ("TagKey", name),
        [{ Length: > 0 } name] => ("Dimension", name),
        _ => throw new SourceException(
            SourceFaultCode.Settings, $"group: got \"{Excerpt.Of(text)}\", expected a dimension such as ResourceGroupName, or TAG:name."),
    };

    /// <summary>A link to the next page carries the token along, so it must lead to the same host.</summary>
    private string Same(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Authority == new Uri(_endpoint).Authority
        ? url
        : throw new SourceException(SourceFaultCode.BadAnswer, $"Cost Management's nextLink leads elsewhere: {Excerpt.Of(url)}.");

    private async Task<JsonDocument?> AskAsync(string url, byte[] body, CancellationToken cancellationToken)
    {
        var token = await _token.GetAsync(cancellationToken).ConfigureAwait(false);
        return await _context.Http.JsonAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.Authorization = new("Bearer", token);

                // Its own budget of requests, rather than one shared with all unnamed clients.
                request.Headers.TryAddWithoutValidation("ClientType", "FinOpsAI");
                return request;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private byte[] Body(DateOnly from, DateTimeOffset to)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteString("type", _context.Required("cost"));
            json.WriteString("timeframe", "Custom");
            json.WriteStartObject("timePeriod");
            json.WriteString("from", from.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture));
            json.WriteString("to", to.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
            json.WriteStartObject("dataset");
            json.WriteString("granularity", "Daily");
            json.WriteStartObject("aggregation");
            WriteSum(json, "totalCost", "Cost");
            WriteSum(json, "quantity", "UsageQuantity");
            json.WriteEndObject();
            json.WriteStartArray("grouping");
            WriteGroup(json, "Dimension", "Meter");
            WriteGroup(json, _groupType, _groupName);
            json.WriteEndArray();
            WriteFilter(json, [.. _context.Lines("services")]);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return memory.ToArray();
    }

    private static void WriteSum(Utf8JsonWriter json, string alias, string name)
    {
        json.WriteStartObject(alias);
        json.WriteString("name", name);
        json.WriteString("function", "Sum");
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, string type, string name)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("name", name);
        json.WriteEndObject();
    }

    private static void WriteFilter(Utf8JsonWriter json, List<string> services)
    {
        if (services.Count == 0)
        {
            return;
        }

        json.WriteStartObject("filter");
        json.WriteStartObject("dimensions");
        json.WriteString("name", "ServiceName");
        json.WriteString("operator", "In");
        json.WriteStartArray("values");
        services.ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

using System.Globalization;
using System.Text;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>An organization at a provider that speaks OpenAI's usage and costs API: two keys, an hour's usage each, for every hour of its time.</summary>
internal sealed class OpenAiOrganization(DateTimeOffset from, int hours)
{
    /// <summary>Shows up in no file, log or answer.</summary>
    public const string Key = "sk-admin-e2e-4f1c9b7a2d";

    private const int BucketsAPage = 48;

    /// <summary>Hours whose second key the provider has taken back.</summary>
    public HashSet<int> Gone { get; } = [];

    /// <summary>While set, the key is refused.</summary>
    public bool Refuses { get; set; }

    public DateTimeOffset From => from;

    /// <summary>Requests that it takes to be told of all its hours.</summary>
    public int Pages => (hours + BucketsAPage - 1) / BucketsAPage;

    public DateTimeOffset End => from.AddHours(hours);

    /// <summary>Records that the provider reports now.</summary>
    public int Records => (hours * 2) - Gone.Count;

    /// <summary>What they cost by the list: gpt-4o at 2.50 and 10 USD a million.</summary>
    public decimal Cost => Enumerable.Range(0, hours).Sum(hour => CostOf(hour, 0) + (Gone.Contains(hour) ? 0 : CostOf(hour, 1)));

    /// <summary>What the provider charges for a day: a tenth less than the list.</summary>
    public decimal BillOf(DateTimeOffset day) => 0.9m * Enumerable.Range(0, hours)
        .Where(hour => from.AddHours(hour).UtcDateTime.Date == day.UtcDateTime.Date)
        .Sum(hour => CostOf(hour, 0) + (Gone.Contains(hour) ? 0 : CostOf(hour, 1)));

    public void ServeAt(ProviderServer server)
    {
        server.On("/organization/usage/completions", Usage);
        server.On("/organization/costs", Costs);
    }

    private static decimal CostOf(int hour, int key) => (Input(hour, key) * 2.5m / 1_000_000) + (Output(hour, key) * 10m / 1_000_000);

    private static int Input(int hour, int key) => 100_003 + (hour * 131) + (key * 50_000);

    private static int Output(int hour, int key) => 7_001 + (hour * 17) + (key * 900);

    private ProviderAnswer Usage(ProviderRequest request) => Page(request, TimeSpan.FromHours(1), start =>
    {
        var hour = (int)(start - from).TotalHours;
        return Enumerable.Range(0, hour < 0 || hour >= hours ? 0 : Gone.Contains(hour) ? 1 : 2).Select(key =>
            $$"""{"object":"organization.usage.completions.result","input_tokens":{{Input(hour, key)}},"input_cached_tokens":0,"output_tokens":{{Output(hour, key)}},"num_model_requests":5,"project_id":"proj_search","api_key_id":"key_{{key}}","model":"gpt-4o-2024-08-06","batch":false,"service_tier":"default"}""");
    });

    private ProviderAnswer Costs(ProviderRequest request) => Page(request, TimeSpan.FromDays(1), start =>
    {
        var amount = BillOf(start);
        return amount == 0 ? [] : [string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"object":"organization.costs.result","amount":{"value":{{amount}},"currency":"usd"},"line_item":"gpt-4o-2024-08-06, input","project_id":"proj_search","quantity":null,"quantity_unit":null}""")];
    });

    private ProviderAnswer Page(ProviderRequest request, TimeSpan width, Func<DateTimeOffset, IEnumerable<string>> rows)
    {
        if (Refuses || request.Headers.Authorization != $"Bearer {Key}")
        {
            return ProviderAnswer.Error(401, """{"error":{"message":"Incorrect API key provided.","type":"invalid_request_error"}}""");
        }

        var start = DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Query["start_time"]!, CultureInfo.InvariantCulture));
        var end = request.Query.TryGetValue("end_time", out var until)
            ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(until!, CultureInfo.InvariantCulture))
            : End;
        var page = request.Query.TryGetValue("page", out var cursor) ? int.Parse(cursor!, CultureInfo.InvariantCulture) : 0;
        var first = start + (page * BucketsAPage * width);
        var buckets = new StringBuilder();
        var bucket = first;
        for (; bucket < end && bucket < first + (BucketsAPage * width); bucket += width)
        {
            buckets.Append(buckets.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture,
                $$"""{"object":"bucket","start_time":{{bucket.ToUnixTimeSeconds()}},"end_time":{{(bucket + width).ToUnixTimeSeconds()}},"results":[{{string.Join(',', rows(bucket))}}]}""");
        }

        var more = bucket < end;
        return ProviderAnswer.Json(
            $$"""{"object":"page","data":[{{buckets}}],"has_more":{{(more ? "true" : "false")}},"next_page":{{(more ? $"\"{page + 1}\"" : "null")}}}""");
    }
}

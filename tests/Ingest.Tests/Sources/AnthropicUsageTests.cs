using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class AnthropicUsageTests : IAsyncLifetime
{
    private const string Path = "usage_report/messages";
    private static readonly DateTimeOffset Day = new(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Ten = Day.AddHours(10);

    private AnthropicKit _kit = null!;

    public async ValueTask InitializeAsync() => _kit = await AnthropicKit.StartAsync();

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    private static string Row(
        string workspace = "\"wrkspc_demo\"", string key = "\"apikey_demo\"", string window = "0-200k", string tier = "standard", int input = 52_000,
        string model = "claude-sonnet-4-5-20250929") =>
        $$$"""
        {"uncached_input_tokens":{{{input}}},"cache_read_input_tokens":310000,
         "cache_creation":{"ephemeral_5m_input_tokens":18000,"ephemeral_1h_input_tokens":2000},"output_tokens":7400,
         "server_tool_use":{"web_search_requests":3},"model":"{{{model}}}","workspace_id":{{{workspace}}},"api_key_id":{{{key}}},
         "account_id":null,"service_tier":"{{{tier}}}","context_window":"{{{window}}}","inference_geo":"global","brand_new":{"x":1}}
        """;

    private async Task<UsageRecord> OneAsync(string row)
    {
        _kit.Bucket(Path, Ten, row);
        return (await _kit.Sources.RecordsAsync(_kit.Source("anthropic.usage"), Day, Day.AddDays(1))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Tokens_are_priced_to_the_last_decimal()
    {
        var record = await OneAsync(Row());

        record.Timestamp.ShouldBe(Ten);
        record.Model.ShouldBe("claude-sonnet-4-5");
        record.Region.ShouldBe("global");
        record.ServiceTier.ShouldBeNull();
        record.Pricing.ShouldBe(PricingState.Catalogue);
        record.Usage.ShouldBe(
            new Dictionary<string, decimal>
            {
                [UsageUnits.Input] = 52_000, [UsageUnits.CacheRead] = 310_000, [UsageUnits.CacheWrite5Minutes] = 18_000,
                [UsageUnits.CacheWrite1Hour] = 2_000, [UsageUnits.Output] = 7_400, ["web_search"] = 3,
            },
            ignoreOrder: true);

        // 52,000 × 3 + 310,000 × 0.30 + 18,000 × 3.75 + 2,000 × 6 + 7,400 × 15 per million, 3 × 10 per thousand.
        record.Cost.Effective.ShouldBe(0.4695m);
        (record.Scope.Project, record.Scope.Name).ShouldBe(("wrkspc_demo", "apikey_demo"));
    }

    [Fact]
    public async Task An_hour_of_small_requests_takes_the_base_price_and_large_ones_the_higher_one()
    {
        var small = await OneAsync(Row(input: 900_000));
        var large = await OneAsync(Row(input: 900_000, window: "200k-1M"));

        // Per million: 900,000 × 3 or 6, 310,000 × 0.30 or 0.60, 18,000 × 3.75 or 7.50, 2,000 × 6 or 12, 7,400 × 15 or 22.50, 3 searches × 0.01.
        small.Cost.Effective.ShouldBe(2.7m + 0.093m + 0.0675m + 0.012m + 0.111m + 0.03m);
        large.Cost.Effective.ShouldBe(5.4m + 0.186m + 0.135m + 0.024m + 0.1665m + 0.03m);
    }

    [Fact]
    public async Task Batch_is_a_tier_at_half_the_price_of_tokens()
    {
        var record = await OneAsync(Row(tier: "batch"));

        record.ServiceTier.ShouldBe("batch");
        record.Cost.Effective.ShouldBe((0.4395m / 2) + 0.03m);
    }

    [Fact]
    public async Task Null_is_the_default_workspace_and_the_console()
    {
        var record = await OneAsync(Row(workspace: "null", key: "null"));

        (record.Scope.Project, record.Scope.Name).ShouldBe(("default", "console"));
        record.Tags.Keys.ShouldBe(["context_window", "request_input_tokens"]);
        _kit.Server.Requests.Count.ShouldBe(1, "nothing to look up");
    }

    [Fact]
    public async Task Workspaces_and_keys_show_by_name_and_are_looked_up_once_a_read()
    {
        _kit.Server.On("/v1/organizations/workspaces", request => ProviderAnswer.Json(request.Query.ContainsKey("after_id")
            ? """{"data":[{"id":"wrkspc_demo","name":"Search"}],"has_more":false,"last_id":"wrkspc_demo"}"""
            : """{"data":[{"id":"wrkspc_a","name":"A"}],"has_more":true,"last_id":"wrkspc_a"}"""));
        _kit.Server.On("/v1/organizations/api_keys", """{"data":[{"id":"apikey_demo","name":"prod"}],"has_more":false}""");
        _kit.Bucket(Path, Ten, Row()).Bucket(Path, Ten.AddHours(1), Row());

        var records = await _kit.Sources.RecordsAsync(_kit.Source("anthropic.usage"), Day, Day.AddDays(1));

        records.ShouldAllBe(record => record.Scope.Project == "Search" && record.Scope.Name == "prod");
        _kit.Server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Pages_give_the_same_records_as_one_page()
    {
        for (var hour = 0; hour < 24; hour++)
        {
            _kit.Bucket(Path, Day.AddHours(hour), Row(input: 1_000 + hour));
        }

        var whole = await _kit.Sources.RecordsAsync(_kit.Source("anthropic.usage"), Day, Day.AddDays(1));
        _kit.PageSize = 5;
        var paged = await _kit.Sources.RecordsAsync(_kit.Source("anthropic.usage"), Day, Day.AddDays(1));

        paged.Select(r => (r.Id, r.Cost)).ShouldBe(whole.Select(r => (r.Id, r.Cost)));
        whole.Select(r => r.Id).Distinct().Count().ShouldBe(24);
    }

    [Fact]
    public async Task A_group_that_has_gone_is_missing_from_its_window_and_the_rest_keep_their_ids()
    {
        _kit.Bucket(Path, Ten, string.Join(',', Row(), Row(workspace: "null")));
        var before = await _kit.Sources.ReadAsync(_kit.Source("anthropic.usage"), Ten, SourceKit.Now);
        _kit.Bucket(Path, Ten, Row(workspace: "null", input: 1));
        var after = await _kit.Sources.ReadAsync(_kit.Source("anthropic.usage"), Ten, SourceKit.Now);

        before.Select(b => (b.Window!.Name, b.CoveredUntil, b.Records.Count)).ShouldBe(
            [("2026-11-18", Day.AddDays(1), 2), ("2026-11-19", Day.AddDays(2), 0), ("2026-11-20", SourceKit.Now, 0)]);
        after[0].Records.ShouldHaveSingleItem().Id.ShouldBe(before[0].Records[1].Id);
    }

    [Fact]
    public async Task An_empty_or_odd_row_costs_only_itself()
    {
        _kit.Bucket(Path, Ten, string.Join(',', """{"uncached_input_tokens":0,"output_tokens":0,"model":"claude-opus-4-8"}""", """{"uncached_input_tokens":{},"model":"x"}""", """{"output_tokens":10}""", """{"output_tokens":"10","model":"claude-opus-4-8"}"""));

        var batch = (await _kit.Sources.ReadAsync(_kit.Source("anthropic.usage"), Day, Day.AddDays(1))).ShouldHaveSingleItem();

        batch.Records.ShouldHaveSingleItem().Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.Output] = 10 });
        batch.Errors.Select(error => error.Field).ShouldBe(["uncached_input_tokens", "model"]);
    }

    [Fact]
    public async Task Buckets_that_are_not_in_order_are_a_bad_answer_as_their_day_is_closed()
    {
        _kit.Server.On($"/v1/organizations/{Path}", """{"data":[{"starting_at":"2026-11-18T00:00:00Z","results":[]},{"starting_at":"2026-11-17T00:00:00Z","results":[]}],"has_more":false}""");

        var fault = await _kit.Sources.FaultAsync(_kit.Source("anthropic.usage"), Day.AddDays(-1), Day.AddDays(1));

        fault.Code.ShouldBe(SourceFaultCode.BadAnswer);
        fault.Message.ShouldContain("order of time");
    }

    [Fact]
    public async Task Trying_it_says_what_was_seen()
    {
        _kit.Bucket(Path, Day.AddDays(1), Row());

        var test = await _kit.Sources.Reader.TestAsync(_kit.Source("anthropic.usage"), TestContext.Current.CancellationToken);

        test.ShouldBe(new SourceTest(null, "The key may read usage; 1 groups by day and model since yesterday."));
    }

    [Fact]
    public async Task Faults_of_the_provider_are_waited_out_or_told()
    {
        _kit.Bucket(Path, Ten, Row());

        await ConnectorFaults.HoldAsync(_kit.Sources, _kit.Server, _kit.Source("anthropic.usage"), Day, Day.AddDays(1));
    }
}

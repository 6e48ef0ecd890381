using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class AnthropicAnalyticsTests : IAsyncLifetime
{
    private const string Path = "/v1/organizations/analytics/cost";
    private static readonly DateTimeOffset Day = new(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);

    private AnthropicKit _kit = null!;

    public async ValueTask InitializeAsync() => _kit = await AnthropicKit.StartAsync();

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    private static string Row(int day = 18, string model = "claude-sonnet-4-5", string key = "null", string requests = "812", string list = "\"4746.16\"") =>
        $$$"""
        {"starting_at":"2026-11-{{{day}}}T00:00:00Z","ending_at":"2026-11-{{{day + 1}}}T00:00:00Z",
         "group":{"workspace_id":"wrkspc_demo","model":"{{{model}}}","api_key_id":{{{key}}},"cost_type":null,"token_type":null},
         "cost":{"amount":"4271.55","list_amount":{{{list}}},"currency":"USD","requests":{{{requests}}}}}
        """;

    private static string Page(string rows, string? next = null) =>
        $$"""{"data":[{{rows}}],"has_more":{{(next is null ? "false" : "true")}},"next_page":{{(next is null ? "null" : $"\"{next}\"")}},"data_refreshed_at":"2026-11-20T11:10:00Z","organization_id":"org_demo"}""";

    [Fact]
    public async Task Amounts_come_after_and_before_discount_with_requests()
    {
        _kit.Server.On(Path, Page(Row()));

        var record = (await _kit.Sources.RecordsAsync(_kit.Source("anthropic.analytics"), Day, Day.AddDays(1))).ShouldHaveSingleItem();

        record.Cost.ShouldBe(new CostAmounts(42.7155m, 42.7155m, 47.4616m));
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.Request] = 812 });
        record.Status.ShouldBe(CostStatus.Confirmed);
        (record.Scope.Project, record.Scope.Name).ShouldBe(("wrkspc_demo", "console"));
    }

    [Fact]
    public async Task Requests_ask_for_the_beta_in_order_of_time_and_never_for_overlapping_groups()
    {
        _kit.Server.On(Path, Page(Row()));
        await _kit.Sources.ReadAsync(_kit.Source("anthropic.analytics"), Day, SourceKit.Now);
        var request = _kit.Server.Requests[0];

        request.Headers["anthropic-beta"].ToString().ShouldBe("analytics-usage-cost-2026-08-24");
        request.RawTarget.ShouldStartWith(
            $"{Path}?starting_at=2026-11-18T00%3A00%3A00Z&ending_at=2026-11-20T12%3A00%3A00Z&time_bucket_width=1d&order_by=time&order=asc&limit=1000");
        request.Query["group_by[]"].ToArray().ShouldBe(["workspace_id", "api_key_id", "model", "service_tier", "inference_geo"]);
    }

    [Fact]
    public async Task Rows_of_several_pages_are_cut_into_days()
    {
        _kit.Server.On(Path, request => ProviderAnswer.Json(request.Query["page"] == "p2"
            ? Page(string.Join(',', Row(18, "claude-opus-4-8", requests: "null", list: "null"), Row(20, key: "\"apikey_demo\"")))
            : Page(Row(), "p2")));

        var batches = await _kit.Sources.ReadAsync(_kit.Source("anthropic.analytics"), Day, SourceKit.Now);

        batches.Select(b => (b.Window!.Name, b.Records.Count)).ShouldBe([("2026-11-18", 2), ("2026-11-19", 0), ("2026-11-20", 1)]);
        batches[0].Records[1].Usage.ShouldBeEmpty();
        batches[0].Records[1].Cost.List.ShouldBe(42.7155m, "the list amount is not told");
        batches[2].CoveredUntil.ShouldBe(Day.AddDays(2));
        batches[2].Records[0].Scope.Name.ShouldBe("apikey_demo");
    }

    [Fact]
    public async Task Nothing_is_asked_for_that_the_provider_would_refuse()
    {
        _kit.Server.On(Path, Page(""));

        var batches = await _kit.Sources.ReadAsync(_kit.Source("anthropic.analytics"), new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), SourceKit.Now);

        batches[0].Window!.Name.ShouldBe("2026-01-01");
        _kit.Server.Requests[0].Query["starting_at"].ToString().ShouldBe("2026-01-01T00:00:00Z");
        _kit.Server.Requests[0].Query["ending_at"].ToString().ShouldBe("2026-02-01T00:00:00Z");
    }

    [Fact]
    public async Task A_group_that_has_gone_is_missing_from_its_window()
    {
        _kit.Server.On(Path, Page(string.Join(',', Row(), Row(model: "claude-opus-4-8"))));
        var before = await _kit.Sources.ReadAsync(_kit.Source("anthropic.analytics"), Day, Day.AddDays(1));
        _kit.Server.On(Path, Page(Row(model: "claude-opus-4-8")));
        var after = await _kit.Sources.ReadAsync(_kit.Source("anthropic.analytics"), Day, Day.AddDays(1));

        after.ShouldHaveSingleItem().Records.ShouldHaveSingleItem().Id.ShouldBe(before[0].Records[1].Id);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Trying_it_says_clearly_when_the_beta_is_not_there(int status)
    {
        _kit.Server.On(Path, _ => ProviderAnswer.Error(status));

        var test = await _kit.Sources.Reader.TestAsync(_kit.Source("anthropic.analytics"), TestContext.Current.CancellationToken);

        test.Fault.ShouldBe(SourceFaultCode.Forbidden);
        test.Message.ShouldStartWith("The analytics beta is not available for this key; use anthropic.cost instead.");
        test.Message.ShouldContain("the provider says no");
    }

    [Fact]
    public async Task Trying_it_says_how_fresh_the_data_is()
    {
        _kit.Server.On(Path, Page(Row(19)));

        var test = await _kit.Sources.Reader.TestAsync(_kit.Source("anthropic.analytics"), TestContext.Current.CancellationToken);

        test.ShouldBe(new SourceTest(null, "The key may read analytics; data as of 2026-11-20T11:10:00Z."));
    }

    [Fact]
    public async Task Faults_of_the_provider_are_waited_out_or_told()
    {
        _kit.Server.On(Path, Page(Row()));

        await ConnectorFaults.HoldAsync(_kit.Sources, _kit.Server, _kit.Source("anthropic.analytics"), Day, Day.AddDays(1));
    }
}

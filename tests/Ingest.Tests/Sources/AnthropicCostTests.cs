using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class AnthropicCostTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = new(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);

    private AnthropicKit _kit = null!;

    public async ValueTask InitializeAsync() => _kit = await AnthropicKit.StartAsync();

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    private static string Row(string amount = "\"4271.55\"", string currency = "USD", string token = "uncached_input_tokens", string workspace = "\"wrkspc_demo\"") =>
        $$"""
        {"amount":{{amount}},"currency":"{{currency}}","workspace_id":{{workspace}},"description":"Claude Sonnet 4.5 Usage - Input Tokens",
         "cost_type":"tokens","model":"claude-sonnet-4-5-20250929","token_type":"{{token}}","service_tier":"standard","context_window":"0-200k",
         "inference_geo":"not_available","new":null}
        """;

    private async Task<UsageRecord> OneAsync(string row)
    {
        _kit.Bucket("cost_report", Day, row);
        return (await _kit.Sources.RecordsAsync(_kit.Source("anthropic.cost"), Day, Day.AddDays(1))).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("\"4271.55\"", "USD", "42.7155")]
    [InlineData("\"0.0001\"", "USD", "0.000001")]
    [InlineData("4271.55", "usd", "42.7155")]
    [InlineData("\"4271.55\"", "KRW", "4271.55")]
    [InlineData("\"4271.55\"", "KWD", "4.27155")]
    [InlineData("\"-100\"", "USD", "-1")]
    public async Task Amounts_are_in_the_smallest_unit_of_their_currency(string amount, string currency, string expected)
    {
        var record = await OneAsync(Row(amount, currency));
        var stated = record.StatedCost!.Value;

        stated.Billed.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected);
        stated.Effective.ShouldBe(stated.Billed);
        record.BillingCurrency.ShouldBe(currency.ToUpperInvariant());
        record.ChargeCategory.ShouldBe(stated.Billed < 0 ? "Credit" : "Usage");
    }

    [Fact]
    public async Task A_charge_names_model_kind_and_workspace()
    {
        var record = await OneAsync(Row());

        record.Model.ShouldBe("claude-sonnet-4-5");
        record.Service.ShouldBe("Claude Sonnet 4.5 Usage - Input Tokens");
        record.Status.ShouldBe(CostStatus.Confirmed);
        record.Region.ShouldBeNull();
        record.Usage.ShouldBeEmpty();
        (record.Scope.Project, record.Scope.Name).ShouldBe(("wrkspc_demo", "claude-sonnet-4-5-20250929"));
        record.Tags["token_type"].ShouldBe("uncached_input_tokens");
        _kit.Sources.Reader.Kinds.Single(kind => kind.Kind == "anthropic.cost").Layer.ShouldBe(SourceLayer.Bill);
    }

    [Fact]
    public async Task A_charge_without_model_or_description_is_kept()
    {
        var record = await OneAsync("""{"amount":"5","currency":"USD","cost_type":"session_usage"}""");

        record.Service.ShouldBe("anthropic.session_usage");
        record.Model.ShouldBeNull();
        (record.Scope.Project, record.Scope.Name).ShouldBe(("default", "anthropic.session_usage"));
        record.Cost.Billed.ShouldBe(0.05m);
    }

    [Fact]
    public async Task Days_are_windows_over_several_pages_and_restate()
    {
        _kit.Bucket("cost_report", Day, string.Join(',', Row(), Row(token: "output_tokens"))).Bucket("cost_report", Day.AddDays(1), Row());
        _kit.PageSize = 1;
        var before = await _kit.Sources.ReadAsync(_kit.Source("anthropic.cost"), Day, SourceKit.Now);
        _kit.Bucket("cost_report", Day, Row(amount: "\"7\"", token: "output_tokens"));
        var after = await _kit.Sources.ReadAsync(_kit.Source("anthropic.cost"), Day, SourceKit.Now);

        before.Select(b => (b.Window!.Name, b.CoveredUntil, b.Records.Count)).ShouldBe(
            [("2026-11-18", Day.AddDays(1), 2), ("2026-11-19", Day.AddDays(2), 1), ("2026-11-20", Day.AddDays(2), 0)]);
        after[0].Records.ShouldHaveSingleItem().Id.ShouldBe(before[0].Records[1].Id);
        after[1].Records[0].Id.ShouldBe(before[1].Records[0].Id);
    }

    [Fact]
    public async Task A_long_range_is_asked_for_in_months_at_most()
    {
        (await _kit.Sources.ReadAsync(_kit.Source("anthropic.cost"), Day.AddDays(-61), Day.AddDays(1))).Count.ShouldBe(62);

        _kit.Server.Requests.Select(request => request.Query["starting_at"].ToString()).ShouldBe(["2026-09-18T00:00:00Z", "2026-10-19T00:00:00Z"]);
        _kit.Server.Requests.ShouldAllBe(request => request.Query["limit"] == "31" && request.Query["group_by[]"].Count == 2);
    }

    [Fact]
    public async Task Trying_it_counts_the_charges_of_a_week()
    {
        _kit.Bucket("cost_report", Day, Row());

        var test = await _kit.Sources.Reader.TestAsync(_kit.Source("anthropic.cost"), TestContext.Current.CancellationToken);

        test.ShouldBe(new SourceTest(null, "The key may read costs; 1 charges in the last 7 days."));
    }

    [Fact]
    public async Task Faults_of_the_provider_are_waited_out_or_told()
    {
        _kit.Bucket("cost_report", Day, Row());

        await ConnectorFaults.HoldAsync(_kit.Sources, _kit.Server, _kit.Source("anthropic.cost"), Day, Day.AddDays(1));
    }
}

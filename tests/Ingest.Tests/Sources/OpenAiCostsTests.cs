using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class OpenAiCostsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = new(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);

    private OpenAiKit _kit = null!;

    public async ValueTask InitializeAsync() => _kit = await OpenAiKit.StartAsync();

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    private static string Row(string value = "0.8958740000000000", string item = "\"gpt-4o-mini-2024-07-18, input\"", string more = "") =>
        $$"""
        {"object":"organization.costs.result","amount":{"value":{{value}},"currency":"usd"},"line_item":{{item}},"project_id":"proj_demo1",
         "organization_id":"org_x"{{more}}}
        """;

    private async Task<UsageRecord> OneAsync(string row)
    {
        _kit.Bucket("costs", Day, row);
        return (await _kit.Sources.RecordsAsync(_kit.Source("openai.costs"), Day, Day.AddDays(1))).ShouldHaveSingleItem();
    }

    [Fact]
    public void Costs_are_the_bill_and_not_spend() =>
        _kit.Sources.Reader.Kinds.Single(kind => kind.Kind == "openai.costs").Layer.ShouldBe(SourceLayer.Bill);

    [Theory]
    [InlineData("0.8958740000000000")]
    [InlineData("\"0.8958740000000000\"")]
    [InlineData("8.95874e-1")]
    public async Task An_amount_is_read_exactly_however_it_is_written(string value)
    {
        var record = await OneAsync(Row(value, more: ",\"quantity\":5972493,\"quantity_unit\":\"tokens\",\"api_key_id\":null"));

        record.Cost.ShouldBe(new CostAmounts(0.895874m, 0.895874m, 0.895874m));
        record.BillingCurrency.ShouldBe("USD");
        record.Status.ShouldBe(CostStatus.Confirmed);
        record.Model.ShouldBe("gpt-4o-mini");
        record.Service.ShouldBe("gpt-4o-mini-2024-07-18, input");
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.Input] = 5_972_493 });
        record.Timestamp.ShouldBe(Day);
    }

    [Theory]
    [InlineData("gpt-4o, cached input", "1000_tokens", UsageUnits.CacheRead, 2_000)]
    [InlineData("gpt-4o, output", "tokens", UsageUnits.Output, 2)]
    [InlineData("gpt-4o, training", "tokens", "other:tokens", 2)]
    [InlineData("whisper-1", "duration_minutes", "second.audio", 120)]
    [InlineData("whisper-1", "duration_seconds", "second.audio", 2)]
    [InlineData("whisper-1", "duration_hours", "second.audio", 7_200)]
    [InlineData("file search storage", "gibibyte_hours", "gib_hour", 2)]
    [InlineData("gpt-image-1, image", "images", "image", 2)]
    [InlineData("tts-1", "characters", "character", 2)]
    [InlineData("something new", "moon_units", "other:moon_units", 2)]
    public async Task Quantities_come_in_canonical_units(string item, string unit, string expected, int quantity)
    {
        var record = await OneAsync(Row(item: $"\"{item}\"", more: $",\"quantity\":2,\"quantity_unit\":\"{unit}\""));

        record.Usage.ShouldBe(new Dictionary<string, decimal> { [expected] = quantity });
    }

    [Theory]
    [InlineData("\"gpt-4o-mini batch, output\"", "gpt-4o-mini", "batch")]
    [InlineData("\"o3, flex input\"", "o3", "flex")]
    [InlineData("\"web search calls\"", null, null)]
    [InlineData("\"gpt-of-nobody, input\"", null, null)]
    [InlineData("null", null, null)]
    public async Task A_line_item_names_a_model_only_when_the_catalogue_knows_it(string item, string? model, string? tier)
    {
        var record = await OneAsync(Row(item: item, more: ",\"quantity\":2,\"quantity_unit\":null"));

        record.Model.ShouldBe(model);
        record.ServiceTier.ShouldBe(tier);
        record.Usage.ShouldBeEmpty();
        record.Cost.Effective.ShouldBe(0.895874m);
    }

    [Fact]
    public async Task A_credit_is_negative()
    {
        var record = await OneAsync(Row("-1.5", "\"promotional credit\""));

        record.ChargeCategory.ShouldBe("Credit");
        record.Cost.Billed.ShouldBe(-1.5m);
    }

    [Fact]
    public async Task Days_are_windows_that_cover_up_to_today_and_restate()
    {
        _kit.Bucket("costs", Day, string.Join(',', Row(), Row("2", "\"gpt-4o, output\"")));
        _kit.PageSize = 2;
        var source = _kit.Source("openai.costs");
        var before = await _kit.Sources.ReadAsync(source, Day, SourceKit.Now);
        _kit.Bucket("costs", Day, Row("3", "\"gpt-4o, output\""));
        var after = await _kit.Sources.ReadAsync(source, Day, SourceKit.Now);

        before.Select(batch => (batch.Window!.Name, batch.CoveredUntil)).ShouldBe(
            [("2026-11-18", Day.AddDays(1)), ("2026-11-19", Day.AddDays(2)), ("2026-11-20", Day.AddDays(2))]);
        before.Select(batch => batch.Records.Count).ShouldBe([2, 0, 0]);
        after[0].Records.ShouldHaveSingleItem().Id.ShouldBe(before[0].Records[1].Id);
    }

    [Fact]
    public async Task More_days_than_a_page_may_hold_are_asked_for_in_turn()
    {
        var batches = await _kit.Sources.ReadAsync(_kit.Source("openai.costs"), Day.AddDays(-399), Day.AddDays(1));

        batches.Count.ShouldBe(400);
        _kit.Server.Requests.Select(request => request.Query["limit"].ToString()).ShouldBe(["180", "180", "40"]);
        _kit.Server.Requests.ShouldAllBe(request => request.Query["bucket_width"] == "1d");
    }

    [Fact]
    public async Task A_charge_without_an_amount_costs_only_itself()
    {
        _kit.Bucket("costs", Day, string.Join(',', """{"line_item":"x"}""", """{"amount":{"value":"a lot","currency":"usd"}}""", """{"amount":{"value":1,"currency":"shells"}}""", Row()));

        var batch = (await _kit.Sources.ReadAsync(_kit.Source("openai.costs"), Day, Day.AddDays(1))).ShouldHaveSingleItem();

        batch.Records.Count.ShouldBe(1);
        batch.Errors.Select(error => error.Field).ShouldBe(["amount", "value", "billing_currency"]);
    }

    [Fact]
    public async Task Trying_it_counts_the_charges_of_a_week()
    {
        _kit.Bucket("costs", Day, Row());

        var test = await _kit.Sources.Reader.TestAsync(_kit.Source("openai.costs"), TestContext.Current.CancellationToken);

        test.ShouldBe(new SourceTest(null, "The key may read costs; 1 charges in the last 7 days."));
    }

    [Fact]
    public async Task Faults_of_the_provider_are_waited_out_or_told()
    {
        _kit.Bucket("costs", Day, Row());

        await ConnectorFaults.HoldAsync(_kit.Sources, _kit.Server, _kit.Source("openai.costs"), Day, Day.AddDays(1));
    }
}

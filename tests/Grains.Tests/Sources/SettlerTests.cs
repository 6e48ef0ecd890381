using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Grains.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Grains.Tests.Sources;

public sealed class SettlerTests
{
    private static readonly DateTimeOffset Start = SourceHarness.Start;
    private static readonly DateOnly Yesterday = DateOnly.FromDateTime(Start.UtcDateTime).AddDays(-1);
    private static readonly DateTimeOffset Noon = Start.AddHours(-12);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Estimates_become_what_the_bill_says_and_are_never_added_to_it()
    {
        await using var harness = await SettingAsync();
        await harness.Store.Ledger.AppendAsync([
            SourceHarness.Record(Noon, "a", 1), SourceHarness.Record(Noon.AddHours(1), "b", 2),
            SourceHarness.Record(Noon, "c", 4, model: "o3"), SourceHarness.Record(Noon.AddDays(-1), "other day", 100)], Token);
        await BillAsync(harness, ("gpt-4o", 3.3m), ("o3", 4.2m));

        (await harness.Settler().SettleAsync(Token)).ShouldBe(1);

        (await harness.TotalAsync()).ShouldBe(107.5m);
        var records = (await harness.RecordsAsync()).ToDictionary(record => record.Id);
        (records["a"].Cost, records["a"].Status).ShouldBe((new CostAmounts(1.1m, 1.1m, 1), CostStatus.Confirmed));
        records["b"].Cost.ShouldBe(new(2.2m, 2.2m, 2));
        records["c"].Cost.ShouldBe(new(4.2m, 4.2m, 4));
        records["other day"].Status.ShouldBe(CostStatus.Estimated);
        var day = (await harness.Store.Bills.FindAsync("bill", Yesterday, Token))!;
        day.Settlements.Select(model => (model.Model, model.Estimated, model.Billed, model.Records)).ShouldBe(
            [("gpt-4o", 3m, 3.3m, 2L), ("o3", 4m, 4.2m, 1L)]);
    }

    [Fact]
    public async Task Settled_twice_from_the_same_it_writes_nothing_and_a_change_on_either_side_settles_again()
    {
        await using var harness = await SettingAsync();
        await harness.Store.Ledger.AppendAsync(
            [SourceHarness.Record(Noon, "a", 1), SourceHarness.Record(Noon, "b", 2), SourceHarness.Record(Noon, "c", 1, model: "o3")], Token);
        await BillAsync(harness, ("gpt-4o", 1m), ("nobody used this", 5));
        await harness.Settler().SettleAsync(Token);
        await harness.FollowAsync();
        var head = await harness.Store.Ledger.GetHeadAsync(Token);
        (await harness.TotalAsync()).ShouldBe(7);

        (await harness.Settler().SettleAsync(Token)).ShouldBe(0);
        (await harness.Store.Ledger.GetHeadAsync(Token)).ShouldBe(head);

        // Usage comes late.
        await harness.Store.Ledger.AppendAsync([SourceHarness.Record(Noon, "late", 1)], Token);
        await harness.FollowAsync();
        (await harness.Settler().SettleAsync(Token)).ShouldBe(1);
        (await harness.TotalAsync()).ShouldBe(7);
        (await harness.RecordsAsync()).Single(record => record.Id == "late").Cost.ShouldBe(new(0.25m, 0.25m, 1));

        // The bill is corrected: a charge is gone, another one dearer.
        await BillAsync(harness, ("gpt-4o", 2m));
        (await harness.Settler().SettleAsync(Token)).ShouldBe(1);
        (await harness.TotalAsync()).ShouldBe(3);
        await harness.FollowAsync();
        (await harness.Settler().SettleAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_charge_without_usage_stands_for_itself_until_usage_comes()
    {
        await using var harness = await SettingAsync();
        await BillAsync(harness, ("gpt-4o", 8m), ("", 2m));

        await harness.Settler().SettleAsync(Token);

        var alone = await harness.RecordsAsync();
        alone.Select(record => (record.Model, record.Cost.Effective, record.Status)).OrderBy(line => line.Effective)
            .ShouldBe([(null, 2m, CostStatus.Confirmed), ("gpt-4o", 8m, CostStatus.Confirmed)]);

        await harness.Store.Ledger.AppendAsync([SourceHarness.Record(Noon, "a", 5), SourceHarness.Record(Noon, "b", 1, model: "o3")], Token);
        await harness.FollowAsync();
        await harness.Settler().SettleAsync(Token);

        (await harness.TotalAsync()).ShouldBe(10);
        (await harness.RecordsAsync()).Select(record => (record.Id, record.Cost.Effective)).Order().ShouldBe([("a", 8m), ("b", 2m)]);
    }

    [Fact]
    public async Task Usage_that_the_bill_does_not_name_stays_an_estimate_and_is_shown_as_drift()
    {
        await using var harness = await SettingAsync();
        await harness.Store.Ledger.AppendAsync([SourceHarness.Record(Noon, "a", 1), SourceHarness.Record(Noon, "x", 3, model: "o3")], Token);
        await BillAsync(harness, ("gpt-4o", 1));

        await harness.Settler().SettleAsync(Token);

        (await harness.RecordsAsync()).Single(record => record.Id == "x").Status.ShouldBe(CostStatus.Estimated);
        var o3 = (await harness.Store.Bills.FindAsync("bill", Yesterday, Token))!.Settlements.Single(model => model.Model == "o3");
        (o3.Drift, o3.Records).ShouldBe((-3, 0));
    }

    [Fact]
    public async Task A_model_without_a_price_gets_one_by_its_bill_shared_by_tokens()
    {
        await using var harness = await SettingAsync();
        await harness.Store.Ledger.AppendAsync([
            SourceHarness.Record(Noon, "a", 0) with { Pricing = PricingState.Unpriced },
            SourceHarness.Record(Noon, "b", 0) with
            {
                Pricing = PricingState.Unpriced,
                Usage = new Dictionary<string, decimal> { [UsageUnits.Output] = 3000, [UsageUnits.Request] = 1 },
            }], Token);
        await BillAsync(harness, ("gpt-4o", 4));

        await harness.Settler().SettleAsync(Token);

        (await harness.RecordsAsync()).Select(record => (record.Id, record.Cost.Effective)).Order().ShouldBe([("a", 1m), ("b", 3m)]);
    }

    [Fact]
    public async Task A_bill_settles_only_the_sources_it_is_told_to()
    {
        await using var harness = await SettingAsync("settles", "main");
        await harness.Store.Ledger.AppendAsync(
            [SourceHarness.Record(Noon, "a", 1), SourceHarness.Record(Noon, "b", 1, source: "test.usage:second-account")], Token);
        await BillAsync(harness, ("gpt-4o", 3));

        await harness.Settler().SettleAsync(Token);

        (await harness.RecordsAsync()).Select(record => (record.Id, record.Cost.Effective)).Order().ShouldBe([("a", 3m), ("b", 1m)]);
    }

    [Fact]
    public async Task A_running_day_is_not_settled()
    {
        await using var harness = await SettingAsync();
        harness.Options.SettleAfter = TimeSpan.FromHours(24);
        await harness.Store.Ledger.AppendAsync([SourceHarness.Record(Noon, "a", 1)], Token);
        await BillAsync(harness, ("gpt-4o", 0.1m));

        (await harness.Settler().SettleAsync(Token)).ShouldBe(0);
        harness.Time.Advance(TimeSpan.FromHours(24));
        (await harness.Settler().SettleAsync(Token)).ShouldBe(1);
    }

    [Fact]
    public async Task Drift_out_of_its_usual_range_is_told_closed_when_it_is_usual_again_and_withdrawn_when_the_bill_is_corrected()
    {
        await using var harness = await SettingAsync();
        for (var day = 0; day < 12; day++)
        {
            var at = Noon.AddDays(day);
            harness.Time.Set(Start.AddDays(day + 1));
            await harness.Store.Ledger.AppendAsync([SourceHarness.Record(at, $"d{day}", 100)], Token);
            harness.Days[DateOnly.FromDateTime(at.UtcDateTime)] = [Charge(at, "gpt-4o", day == 10 ? 150 : 95 + (day % 3))];
        }

        await ReadBillAsync(harness);
        await harness.Settler().SettleAsync(Token);

        harness.Told.Select(anomaly => (anomaly.Kind, anomaly.State, anomaly.Detail)).ShouldBe([
            (AnomalyKind.BillDrift, AnomalyState.Open, "openai gpt-4o"), (AnomalyKind.BillDrift, AnomalyState.Closed, "openai gpt-4o")]);
        var told = harness.Told[0];
        told.Actual.ShouldBe(150);
        told.Expected.ShouldBeInRange(94, 98);

        harness.Told.Clear();
        harness.Days[DateOnly.FromDateTime(Noon.AddDays(10).UtcDateTime)] = [Charge(Noon.AddDays(10), "gpt-4o", 96)];
        await ReadBillAsync(harness);
        await harness.Settler().SettleAsync(Token);
        harness.Told.Select(anomaly => (anomaly.Id, anomaly.State)).ShouldBe([(told.Id, AnomalyState.Retracted)]);
    }

    [Fact]
    public void Shares_add_up_exactly_whatever_the_weights()
    {
        var cases = Gen.NonEmptyListOf(Gen.Choose(0, 1_000_000)).SelectMany(weights =>
            Gen.Choose(-1_000_000_000, 1_000_000_000).Select(amount => (Weights: weights, Amount: amount / 777_777_7m)));
        Prop.ForAll(Arb.From(cases), item =>
        {
            decimal[] weights = [.. item.Weights.Select(weight => weight / 1_000m), 1];
            var parts = SettlementMaths.Split(item.Amount, weights);
            return parts.Sum() == item.Amount && parts.Length == weights.Length;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_usual_range_needs_a_week_and_is_never_narrower_than_two_per_cent()
    {
        SettlementMaths.Usual(Enumerable.Repeat(1.0, 6)).ShouldBeNull();
        var narrow = SettlementMaths.Usual(Enumerable.Repeat(0.9, 7))!;
        narrow.Lower.ShouldBe(0.9 / 1.02, 1e-9);
        narrow.Upper.ShouldBe(0.9 * 1.02, 1e-9);
        var wide = SettlementMaths.Usual([0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 50])!;
        wide.Upper.ShouldBeInRange(1.2, 3, "one day far out does not move it");
    }

    private static async Task<SourceHarness> SettingAsync(string? name = null, string? value = null)
    {
        var harness = await SourceHarness.StartAsync();
        await harness.AddAsync("bill", harness.Bill, name is null ? null : new() { [name] = value! });
        return harness;
    }

    private static async Task BillAsync(SourceHarness harness, params (string Model, decimal Amount)[] charges)
    {
        harness.Days[Yesterday] = [.. charges.Select(charge => Charge(Noon, charge.Model, charge.Amount))];
        await ReadBillAsync(harness);
    }

    private static async Task ReadBillAsync(SourceHarness harness)
    {
        var grain = harness.Grain("bill");
        await grain.HurryAsync(Token);
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        (await harness.StateAsync("bill")).LastFault.ShouldBeNull();
    }

    private static UsageRecord Charge(DateTimeOffset at, string model, decimal amount) => SourceHarness.Record(
        new(at.UtcDateTime.Date, TimeSpan.Zero), $"{at:yyyyMMdd} {model}", amount, model, "test.bill:bill", CostStatus.Confirmed, "bill");
}

using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Tests.Cost;

public sealed class GuidanceTests
{
    private const int RunHour = (30 * 24) + 5;

    private static readonly DateTimeOffset RunStart = CostGrainHarness.Start.AddHours(RunHour);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_planned_run_is_not_told_and_leaves_no_trace_in_the_band()
    {
        await using var harness = await CostGrainHarness.StartAsync(33);
        harness.Guidance.Say(Plan(600));

        var told = await TellAsync(harness, Run);

        told.ShouldBeEmpty();
        await using var quiet = await CostGrainHarness.StartAsync(33);
        await TellAsync(quiet, _ => 1);
        var band = (await (await harness.ActivateAsync()).GetBandAsync(Token))[^1];
        var usual = (await (await quiet.ActivateAsync()).GetBandAsync(Token))[^1];
        band.Expected.ShouldBe(usual.Expected, 0.03 * usual.Expected);
    }

    [Fact]
    public async Task Spend_beyond_the_plan_is_told()
    {
        await using var harness = await CostGrainHarness.StartAsync(33);
        harness.Guidance.Say(Plan(60));

        var told = await TellAsync(harness, Run);

        // 60 of some 30 an hour are used up within the third hour.
        told.ShouldContain(anomaly => anomaly.Start >= RunStart && anomaly.Start <= RunStart.AddHours(3));
    }

    [Fact]
    public async Task A_plan_given_afterwards_retracts_the_alert_and_taking_it_back_tells_it_again()
    {
        await using var harness = await CostGrainHarness.StartAsync(33);
        (await TellAsync(harness, Run)).ShouldNotBeEmpty();

        harness.Guidance.Say(Plan(600));
        var grain = await harness.ActivateAsync();
        (await StandingAsync(harness)).ShouldBeEmpty();

        harness.Guidance.Say(Array.Empty<PlannedEvent>());
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        (await StandingAsync(harness)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_planned_pause_is_no_drop_and_no_silence()
    {
        await using var harness = await CostGrainHarness.StartAsync(34);
        harness.Guidance.Say(Plan(-600) with { End = RunStart.AddHours(48) });

        var told = await TellAsync(harness, hour => hour is >= RunHour and < RunHour + 48 ? 0 : 1);

        told.ShouldBeEmpty();
        await using var unplanned = await CostGrainHarness.StartAsync(34);
        (await TellAsync(unplanned, hour => hour is >= RunHour and < RunHour + 48 ? 0 : 1)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_like_of_an_expected_spike_at_the_same_hour_of_the_week_is_not_told_again()
    {
        double Weekly(int hour, double factor) => hour is (20 * 24) + 5 or (27 * 24) + 5 ? factor : hour == (29 * 24) + 9 ? 4 : 1;
        await using var plain = await CostGrainHarness.StartAsync(33);
        var told = await TellAsync(plain, hour => Weekly(hour, 4));
        told.Count(IsSpike).ShouldBe(3);
        var first = told.Where(IsSpike).MinBy(anomaly => anomaly.Start)!;

        await using var harness = await CostGrainHarness.StartAsync(33);
        harness.Guidance.Say(new AnomalyFeedback(first, FeedbackVerdict.Expected, "weekly job", first.End.AddDays(1)));
        var after = (await TellAsync(harness, hour => Weekly(hour, 4))).Where(IsSpike).Select(anomaly => anomaly.Start).Order();

        // The one that was marked stays, its like a week later is silent, the same at another hour is told.
        after.ShouldBe([first.Start, CostGrainHarness.Start.AddHours((29 * 24) + 9)]);
    }

    [Fact]
    public async Task A_larger_one_than_the_expected_is_told()
    {
        await using var plain = await CostGrainHarness.StartAsync(33);
        var first = (await TellAsync(plain, hour => hour == (20 * 24) + 5 ? 4 : 1)).Single(IsSpike);

        await using var harness = await CostGrainHarness.StartAsync(33);
        harness.Guidance.Say(new AnomalyFeedback(first, FeedbackVerdict.Expected, null, first.End.AddDays(1)));
        var told = await TellAsync(harness, hour => hour == (20 * 24) + 5 ? 4 : hour == (27 * 24) + 5 ? 8 : 1);

        told.Count(IsSpike).ShouldBe(2);
    }

    [Fact]
    public async Task Words_of_noise_make_the_scope_harder_to_alarm_until_they_are_taken_back()
    {
        static double Weak(int hour) => hour == RunHour ? 1.36 : 1;
        await using var harness = await CostGrainHarness.StartAsync(33);
        var told = (await TellAsync(harness, Weak)).Single(IsSpike);

        var grain = await harness.ActivateAsync();
        harness.Guidance.Say([.. Enumerable.Range(0, 3).Select(i => new AnomalyFeedback(
            told with { Id = $"noise-{i}" }, FeedbackVerdict.Noise, null, RunStart.AddDays(-3 - i)))]);
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        (await StandingAsync(harness)).ShouldBeEmpty();

        harness.Guidance.Say(Array.Empty<AnomalyFeedback>());
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        (await StandingAsync(harness)).ShouldContain(anomaly => anomaly.Id == told.Id);
    }

    [Fact]
    public async Task What_is_planned_ahead_is_added_to_the_forecast_and_what_was_planned_is_not_foretold_again()
    {
        await using var plain = await CostGrainHarness.StartAsync(40);
        await TellAsync(plain, _ => 1);
        var usual = await ForecastAsync(plain);

        await using var harness = await CostGrainHarness.StartAsync(40);
        harness.Guidance.Say(
            Plan(900) with { Start = CostGrainHarness.Start.AddDays(37), End = CostGrainHarness.Start.AddDays(39) },
            Plan(1_200) with { Id = "ahead", Start = CostGrainHarness.Start.AddDays(42), End = CostGrainHarness.Start.AddDays(44) });
        await TellAsync(harness, hour => hour is >= 37 * 24 and < 39 * 24 ? 2.9 : 1);
        var planned = await ForecastAsync(harness);

        var added = planned.Result.Totals[9].P50 - usual.Result.Totals[9].P50;
        added.ShouldBe(1_200, 0.05 * usual.Result.Totals[9].P50);
        (planned.Result.Steps[2].P50 - usual.Result.Steps[2].P50).ShouldBe(600, 40);
        (planned.Result.Steps[6].P50 - usual.Result.Steps[6].P50).ShouldBe(0, 0.1 * usual.Result.Steps[6].P50);
    }

    private static async Task<ScopeForecast> ForecastAsync(CostGrainHarness harness) =>
        await (await harness.ActivateAsync()).GetForecastAsync(new(Granularity.Day, 10), Token);

    private static double Run(int hour) => hour is >= RunHour and < RunHour + 10 ? 4 : 1;

    private static bool IsSpike(Anomaly anomaly) => anomaly is { Kind: AnomalyKind.Spike, Clock: Granularity.Hour };

    private static PlannedEvent Plan(decimal extra) => new(
        "plan", CostGrainHarness.Key, "fine-tuning", RunStart, RunStart.AddHours(10), extra, null, CostGrainHarness.Start);

    private static async Task<IReadOnlyList<Anomaly>> TellAsync(CostGrainHarness harness, Func<int, double> factor)
    {
        var grain = await harness.ActivateAsync();
        var days = (int)(harness.Time.GetUtcNow() - CostGrainHarness.Start).TotalDays;
        await grain.ApplyAsync(await harness.AppendAsync([.. harness.Days(days, factor)]), Token);
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        await grain.DeactivateAsync(Token);
        return await StandingAsync(harness);
    }

    private static Task<IReadOnlyList<Anomaly>> StandingAsync(CostGrainHarness harness) =>
        harness.Store.Anomalies.ListAnomaliesAsync(new AnomalyFilter(Limit: 1_000), Token);
}

using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Tests.Cost;

public sealed class CostGrainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stretch_told_twice_counts_once()
    {
        await using var harness = await CostGrainHarness.StartAsync();
        var grain = await harness.ActivateAsync();
        var batch = await harness.AppendAsync([.. harness.Days(1)]);

        await grain.ApplyAsync(batch, Token);
        await grain.ApplyAsync(batch, Token);

        var total = (await grain.GetSummaryAsync(Token)).Total;
        total.Records.ShouldBe(24);
        total.Spend.Total.ShouldBe(batch.Entries.Sum(entry => entry.Cost.Effective));
    }

    [Fact]
    public async Task A_gap_between_stretches_is_read_from_the_ledger()
    {
        await using var harness = await CostGrainHarness.StartAsync();
        var grain = await harness.ActivateAsync();
        var lost = await harness.AppendAsync(harness.Record(CostGrainHarness.Start, 1m));
        var told = await harness.AppendAsync(harness.Record(CostGrainHarness.Start, 2m));

        (await grain.ApplyAsync(told, Token)).ShouldBe(told.Upto);

        lost.Upto.ShouldBe(told.Previous);
        (await grain.GetSummaryAsync(Token)).Total.Spend.Total.ShouldBe(3m);
    }

    [Fact]
    public async Task An_activation_replays_what_came_after_its_snapshot()
    {
        await using var harness = await CostGrainHarness.StartAsync();
        var grain = await harness.ActivateAsync();
        await grain.ApplyAsync(await harness.AppendAsync([.. harness.Days(20)]), Token);
        await grain.DeactivateAsync(Token);
        await harness.AppendAsync(harness.Record(CostGrainHarness.Start.AddDays(20), 5m));

        var back = await harness.ActivateAsync();

        var expected = await harness.ActivateFromLedgerAsync();
        (await back.GetSummaryAsync(Token)).ShouldBeEquivalentTo(await expected.GetSummaryAsync(Token));
        (await back.GetBandAsync(Token)).ShouldBe(await expected.GetBandAsync(Token));
        (await back.GetSummaryAsync(Token)).Total.Records.ShouldBe(481);
    }

    [Fact]
    public async Task A_replay_from_an_empty_state_gives_the_same_figures_bands_and_anomalies()
    {
        await using var harness = await CostGrainHarness.StartAsync();
        var grain = await harness.ActivateAsync();
        foreach (var chunk in harness.Days(30, hour => hour is >= 600 and < 604 ? 9 : 1).Chunk(37))
        {
            await grain.ApplyAsync(await harness.AppendAsync(chunk), Token);
        }

        var before = await harness.Store.Anomalies.ListAnomaliesAsync(new(), Token);
        var replayed = await harness.ActivateFromLedgerAsync();
        var after = await harness.Store.Anomalies.ListAnomaliesAsync(new(), Token);

        before.ShouldNotBeEmpty();
        after.ShouldBe(before);
        (await replayed.GetSummaryAsync(Token)).ShouldBeEquivalentTo(await grain.GetSummaryAsync(Token));
        (await replayed.GetBandAsync(Token)).ShouldBe(await grain.GetBandAsync(Token));
    }

    [Fact]
    public async Task Of_two_activations_the_stale_one_is_refused_and_saves_nothing()
    {
        await using var harness = await CostGrainHarness.StartAsync();
        await harness.AppendAsync(harness.Record(CostGrainHarness.Start, 1m));
        var stale = await harness.ActivateAsync();
        var fresh = await harness.ActivateAsync();
        var batch = await harness.AppendAsync(harness.Record(CostGrainHarness.Start, 2m));
        await fresh.ApplyAsync(batch, Token);
        await fresh.DeactivateAsync(Token);

        var fault = await Should.ThrowAsync<GrainFault>(() => stale.DeactivateAsync(Token));

        fault.Code.ShouldBe(GrainFaultCode.Stale);
        fault.Retry.ShouldBeTrue();
        (await harness.Store.Snapshots.LoadAsync(CostGrainHarness.Key.Key, Token))!.Upto.ShouldBe(batch.Upto);
        var reloaded = await harness.ActivateAsync();
        (await reloaded.GetSummaryAsync(Token)).Total.Spend.Total.ShouldBe(3m);
    }

    [Fact]
    public async Task A_restatement_moves_cost_and_status_and_corrects_closed_days()
    {
        await using var harness = await CostGrainHarness.StartAsync(days: 3);
        var grain = await harness.ActivateAsync();
        var yesterday = harness.Time.GetUtcNow().AddDays(-1);
        await grain.ApplyAsync(await harness.AppendAsync(harness.Record(yesterday, 10m, "bill")), Token);

        var restated = harness.Record(yesterday, 12.5m, "bill", revision: 1) with { Status = CostStatus.Confirmed };
        await grain.ApplyAsync(await harness.AppendAsync(restated), Token);

        var figures = (await grain.GetSummaryAsync(Token)).Yesterday;
        figures.Spend.ShouldBe(new SpendByStatus(0, 12.5m, 0));
        figures.Records.ShouldBe(1);
    }

    [Fact]
    public async Task A_spike_that_is_restated_away_is_retracted_without_a_new_alarm()
    {
        await using var harness = await CostGrainHarness.StartAsync();
        var grain = await harness.ActivateAsync();
        await grain.ApplyAsync(await harness.AppendAsync([.. harness.Days(30, hour => hour == 700 ? 12 : 1)]), Token);
        var told = (await harness.Store.Anomalies.ListAnomaliesAsync(new(), Token)).Where(a => a.Clock == Granularity.Hour).ShouldHaveSingleItem();
        told.Start.ShouldBe(CostGrainHarness.Start.AddHours(700));

        var right = harness.Days(30).Single(record => record.Id.EndsWith("-h700", StringComparison.Ordinal)) with { Revision = 1 };
        await grain.ApplyAsync(await harness.AppendAsync(right), Token);
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);

        (await harness.Store.Anomalies.FindAnomalyAsync(told.Id, Token))!.State.ShouldBe(AnomalyState.Retracted);
        (await harness.Store.Anomalies.ListAnomaliesAsync(new(OpenOnly: true), Token)).ShouldBeEmpty();
        (await harness.Store.Anomalies.FindIncidentAsync(told.Id, Token))!.State.ShouldBe(IncidentState.Resolved);
    }

    [Fact]
    public async Task Anomalies_wait_while_the_alert_grain_is_away_and_no_snapshot_hides_them()
    {
        await using var harness = await CostGrainHarness.StartAsync();
        harness.AlertsAreAway = true;
        var grain = await harness.ActivateAsync();
        await grain.ApplyAsync(await harness.AppendAsync([.. harness.Days(30, hour => hour == 700 ? 12 : 1)]), Token);
        await Should.ThrowAsync<GrainFault>(() => grain.DeactivateAsync(Token));
        (await harness.Store.Snapshots.LoadAsync(CostGrainHarness.Key.Key, Token)).ShouldBeNull();

        harness.AlertsAreAway = false;
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);

        (await harness.Store.Anomalies.ListAnomaliesAsync(new(), Token)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_source_that_stops_is_told_as_silence_and_its_spend_as_unknown()
    {
        await using var harness = await CostGrainHarness.StartAsync(days: 30);
        var grain = await harness.ActivateAsync();
        await grain.ApplyAsync(await harness.AppendAsync([.. harness.Days(30)]), Token);
        for (var hour = 0; hour < 14; hour++)
        {
            harness.Time.Advance(TimeSpan.FromHours(1));
            await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        }

        var silence = (await harness.Store.Anomalies.ListAnomaliesAsync(new(), Token)).ShouldHaveSingleItem();
        silence.Kind.ShouldBe(AnomalyKind.Silence);
        silence.State.ShouldBe(AnomalyState.Open);
        silence.Start.ShouldBe(CostGrainHarness.Start.AddDays(30));
        silence.Actual.ShouldBe(0);
        silence.Expected.ShouldBeGreaterThan(50m);

        await grain.ApplyAsync(await harness.AppendAsync(harness.Record(harness.Time.GetUtcNow(), 10m)), Token);
        harness.Time.Advance(TimeSpan.FromHours(2));
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        (await harness.Store.Anomalies.FindAnomalyAsync(silence.Id, Token))!.State.ShouldBe(AnomalyState.Closed);
    }

    [Fact]
    public async Task Issued_forecasts_are_held_against_what_came_also_after_a_reload()
    {
        await using var harness = await CostGrainHarness.StartAsync(days: 30);
        var grain = await harness.ActivateAsync();
        UsageRecord[] all = [.. harness.Days(40)];
        await grain.ApplyAsync(await harness.AppendAsync(all[..(30 * 24)]), Token);
        for (var day = 30; day < 36; day++)
        {
            await grain.TickAsync(harness.Time.GetUtcNow(), Token);
            await grain.ApplyAsync(await harness.AppendAsync(all[(day * 24)..((day + 1) * 24)]), Token);
            harness.Time.Advance(TimeSpan.FromDays(1));
        }

        harness.Time.Advance(TimeSpan.FromHours(12));
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        var live = (await grain.GetForecastAsync(new(Granularity.Day, 3), Token)).LiveRecord.ShouldNotBeNull();
        live.Days.ShouldBe(6);
        live.Forecasts.ShouldBe(1 + 2 + 3 + 4 + 5 + 6);
        live.Wape.ShouldBeLessThan(0.1);
        await grain.DeactivateAsync(Token);

        var again = await harness.ActivateAsync();
        (await again.GetForecastAsync(new(Granularity.Day, 3), Token)).LiveRecord.ShouldBe(live);
    }

    [Fact]
    public async Task A_key_that_runs_away_is_told_within_minutes_not_hours()
    {
        await using var harness = await CostGrainHarness.StartAsync(days: 0);
        var grain = await harness.ActivateAsync();
        const int Calm = 8 * 60;
        var random = new Random(3);
        for (var minute = 0; minute < Calm + 20; minute++)
        {
            var cost = (minute < Calm ? 0.20m : 3m) * (decimal)(0.7 + (0.6 * random.NextDouble()));
            var batch = await harness.AppendAsync(harness.Record(harness.Time.GetUtcNow(), cost));
            harness.Time.Advance(TimeSpan.FromMinutes(1));
            await grain.ApplyAsync(batch, Token);
        }

        var burning = (await harness.Store.Anomalies.ListAnomaliesAsync(new(), Token)).ShouldHaveSingleItem();
        burning.Kind.ShouldBe(AnomalyKind.BurnRate);
        burning.Clock.ShouldBe(Granularity.Minute);
        burning.Start.ShouldBeInRange(CostGrainHarness.Start.AddMinutes(Calm), CostGrainHarness.Start.AddMinutes(Calm + 10));
        burning.Actual.ShouldBeGreaterThan(3 * burning.Expected);
    }

    [Fact]
    public async Task A_forecast_has_ordered_bands_its_own_record_and_a_month_end_not_below_what_is_spent()
    {
        await using var harness = await CostGrainHarness.StartAsync(days: 40);
        var grain = await harness.ActivateAsync();
        await grain.ApplyAsync(await harness.AppendAsync([.. harness.Days(40)]), Token);

        var forecast = await grain.GetForecastAsync(new(Granularity.Day, 14), Token);

        forecast.Result.Reason.ShouldBeNull();
        forecast.Result.Steps.Count.ShouldBe(14);
        forecast.Result.Record.Origins.ShouldBeGreaterThan(0);
        forecast.Result.Steps.ShouldAllBe(q => q.P025 <= q.P10 && q.P10 <= q.P50 && q.P50 <= q.P90 && q.P90 <= q.P975);
        forecast.MonthEnd!.Value.P025.ShouldBeGreaterThanOrEqualTo((double)forecast.MonthToDate);
        forecast.MonthEnd!.Value.P50.ShouldBe(31 * 240, 31 * 240 * 0.03);
    }

    [Fact]
    public async Task Without_history_the_reason_is_given_instead_of_a_figure()
    {
        await using var harness = await CostGrainHarness.StartAsync();
        var grain = await harness.ActivateAsync();

        var summary = await grain.GetSummaryAsync(Token);

        summary.MonthEnd.ShouldBeNull();
        summary.MonthEndReason.ShouldBe("no_data");
    }
}

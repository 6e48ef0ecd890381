using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Grains.Tests.Sources;

public sealed class ConnectorGrainTests
{
    private static readonly DateTimeOffset Start = SourceHarness.Start;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_source_is_read_from_its_beginning_then_by_its_schedule_with_a_look_back()
    {
        await using var harness = await SourceHarness.StartAsync();
        var source = await harness.AddAsync();
        harness.Fill(source.Since, 48);
        var grain = harness.Grain();

        var next = await grain.TickAsync(harness.Time.GetUtcNow(), Token);

        next.ShouldBe(Start.AddMinutes(15));
        (await harness.TotalAsync()).ShouldBe(48);
        var state = await harness.StateAsync();
        (state.CoveredUntil, state.Records, state.LastFault, state.LastSuccessAt).ShouldBe((Start.AddHours(-1), 48, null, Start));
        state.NewestRecordAt.ShouldBe(Start.AddHours(-1));
        state.Days.ShouldBe([new(DateOnly.FromDateTime(Start.UtcDateTime), 48, 0, 0, 0, 0)]);

        (await grain.TickAsync(harness.Time.GetUtcNow(), Token)).ShouldBe(Start.AddMinutes(15));
        harness.Reads.Count.ShouldBe(1, "it is not time yet");
        harness.Time.Advance(TimeSpan.FromMinutes(15));
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        harness.Reads[^1].ShouldBe(new(Start.AddHours(-4), Start.AddMinutes(15), null));
        (await harness.TotalAsync()).ShouldBe(48);
    }

    [Fact]
    public async Task A_restated_hour_and_a_group_that_is_gone_are_corrected_within_the_look_back()
    {
        await using var harness = await SourceHarness.StartAsync();
        await harness.AddAsync();
        harness.Fill(Start.AddHours(-3), 3);
        var grain = harness.Grain();
        await grain.TickAsync(Start, Token);

        harness.Hours[Start.AddHours(-1)][0] = harness.Hours[Start.AddHours(-1)][0] with { Cost = new(5, 0, 5) };
        harness.Hours.Remove(Start.AddHours(-2));
        harness.Time.Advance(TimeSpan.FromMinutes(15));
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);

        (await harness.TotalAsync()).ShouldBe(6);
        var day = (await harness.StateAsync()).Days[^1];
        (day.Accepted, day.Restated, day.Retracted).ShouldBe((3, 1, 1));
    }

    [Fact]
    public async Task A_source_that_fails_for_a_day_catches_up_without_gaps_or_doubles()
    {
        await using var harness = await SourceHarness.StartAsync();
        await harness.AddAsync();
        harness.Fill(Start.AddDays(-2), 48);
        var grain = harness.Grain();
        await grain.TickAsync(Start, Token);

        harness.Fault = new(SourceFaultCode.Unavailable, "the provider failed (503)");
        harness.Fill(Start, 24);
        var failures = 0;
        while (harness.Time.GetUtcNow() < Start.AddDays(1))
        {
            harness.Time.Advance(TimeSpan.FromMinutes(15));
            harness.FailsAfter = failures++ % 5;
            await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        }

        var failing = await harness.StateAsync();
        failing.Failures.ShouldBeGreaterThan(10);
        failing.LastFault!.Message.ShouldBe("the provider failed (503)");
        failing.LastSuccessAt.ShouldBe(Start);

        harness.Fault = null;
        harness.Time.Advance(TimeSpan.FromHours(2));
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);

        (await harness.TotalAsync()).ShouldBe(72);
        (await harness.RecordsAsync()).Select(record => record.Id).Order().ShouldBe(harness.Hours.Values.Select(hour => hour[0].Id).Order());
        var well = await harness.StateAsync();
        (well.Failures, well.LastFault).ShouldBe((0, null));
    }

    [Fact]
    public async Task A_failing_source_is_asked_ever_more_rarely_and_a_wait_that_is_asked_for_is_kept()
    {
        await using var harness = await SourceHarness.StartAsync();
        await harness.AddAsync();
        var grain = harness.Grain();
        harness.Fault = new(SourceFaultCode.Unavailable, "no");
        List<TimeSpan> waits = [];
        for (var failure = 0; failure < 8; failure++)
        {
            var next = await grain.TickAsync(harness.Time.GetUtcNow(), Token);
            waits.Add(next!.Value - harness.Time.GetUtcNow());
            harness.Time.Set(next.Value);
        }

        waits.Select(wait => wait.TotalMinutes).ShouldBe([1, 2, 4, 8, 16, 32, 60, 60]);

        harness.Fault = new(SourceFaultCode.RateLimited, "too many", TimeSpan.FromHours(7));
        (await grain.TickAsync(harness.Time.GetUtcNow(), Token)).ShouldBe(harness.Time.GetUtcNow() + TimeSpan.FromHours(7));

        harness.Fault = new(SourceFaultCode.Unauthorized, "the key was refused");
        await grain.HurryAsync(Token);
        (await grain.TickAsync(harness.Time.GetUtcNow(), Token)).ShouldBe(harness.Time.GetUtcNow() + TimeSpan.FromHours(1));
        (await harness.StateAsync()).Failures.ShouldBe(1);
    }

    [Fact]
    public async Task A_backfill_shows_its_progress_and_goes_on_after_a_crash_where_it_was()
    {
        await using var harness = await SourceHarness.StartAsync();
        await harness.AddAsync();
        harness.Fill(Start.AddDays(-10), 240);
        var grain = harness.Grain();
        await grain.BackfillAsync(Start.AddDays(-10), Start, Token);
        harness.LedgerFailsAfter = 100;

        await Should.ThrowAsync<StoreUnavailableException>(() => grain.TickAsync(Start, Token));

        var half = (await harness.StateAsync()).Backfill!;
        half.CoveredUntil.ShouldBe(Start.AddDays(-10).AddHours(100));
        (half.Records, half.FinishedAt).ShouldBe((100, null));
        harness.LedgerFailsAfter = null;
        var restarted = harness.Grain();
        while ((await harness.StateAsync()).Backfill!.FinishedAt is null)
        {
            await restarted.TickAsync(harness.Time.GetUtcNow(), Token);
        }

        harness.Reads[^1].From.ShouldBe(half.CoveredUntil);
        (await harness.TotalAsync()).ShouldBe(240);
        (await harness.StateAsync()).Backfill!.Records.ShouldBe(240);

        // Then the schedule goes on.
        await restarted.TickAsync(harness.Time.GetUtcNow(), Token);
        (await harness.StateAsync()).LastSuccessAt.ShouldBe(Start);
    }

    [Fact]
    public async Task A_long_reading_lets_a_pause_in_and_goes_on_after_it()
    {
        await using var harness = await SourceHarness.StartAsync();
        var source = await harness.AddAsync();
        harness.Options.Slice = TimeSpan.Zero;
        harness.Fill(source.Since, 48);
        var grain = harness.Grain();
        (await grain.TickAsync(Start, Token)).ShouldBe(Start, "there is more to read");
        (await harness.TotalAsync()).ShouldBe(1);

        await harness.Store.Sources.SaveAsync(source with { IsPaused = true }, Token);
        (await grain.TickAsync(Start, Token)).ShouldBeNull();
        (await harness.TotalAsync()).ShouldBe(1);

        await harness.Store.Sources.SaveAsync(source, Token);
        for (var tick = 0; tick < 60; tick++)
        {
            await grain.TickAsync(Start, Token);
        }

        (await harness.TotalAsync()).ShouldBe(48);
        await grain.DeactivateAsync(Token);
    }

    [Fact]
    public async Task A_source_that_is_changed_while_it_is_read_is_read_anew_as_it_now_is()
    {
        await using var harness = await SourceHarness.StartAsync();
        var source = await harness.AddAsync();
        harness.Options.Slice = TimeSpan.Zero;
        var grain = harness.Grain();
        await grain.TickAsync(Start, Token);
        await grain.TickAsync(Start, Token);
        harness.Reads.Count.ShouldBe(1);

        await harness.Store.Sources.SaveAsync(source with { Settings = new Dictionary<string, string> { ["team"] = "search" } }, Token);
        await grain.TickAsync(Start, Token);

        harness.Reads.Count.ShouldBe(2);
        await grain.DeactivateAsync(Token);
    }

    [Fact]
    public async Task A_clock_set_back_does_not_make_old_readings_win()
    {
        await using var harness = await SourceHarness.StartAsync();
        await harness.AddAsync();
        harness.Fill(Start.AddHours(-2), 2);
        await harness.Grain().TickAsync(Start, Token);
        var before = await harness.StateAsync();

        harness.Hours.Remove(Start.AddHours(-1));
        await harness.Grain().HurryAsync(Token);
        await harness.Grain().TickAsync(Start.AddMinutes(-30), Token);

        (await harness.StateAsync()).Generation.ShouldBe(before.Generation + 1);
        (await harness.TotalAsync()).ShouldBe(1.0m);
    }

    [Fact]
    public async Task Of_a_removed_source_nothing_is_read()
    {
        await using var harness = await SourceHarness.StartAsync();
        (await harness.Grain("gone").TickAsync(Start, Token)).ShouldBeNull();
        (await harness.Grain("gone").HurryAsync(Token)).ShouldBeNull();
        (await harness.Grain("gone").BackfillAsync(Start, Start.AddDays(1), Token)).ShouldBeNull();
        harness.Reads.ShouldBeEmpty();
    }
}

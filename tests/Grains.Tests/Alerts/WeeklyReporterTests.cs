using System.Threading.Channels;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Alerts;
using FinOpsAI.Grains.Budgets;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Grains.Tests.Explanations;
using FinOpsAI.Storage;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Queue = System.Threading.Channels.Channel;

namespace FinOpsAI.Grains.Tests.Alerts;

/// <summary>When weekly reports are told, on a clock of their own: Mondays at nine in Seoul, which is midnight UTC.</summary>
public sealed class WeeklyReporterTests
{
    private static readonly ScopePath Search = ScopePath.ForResource("search", "ranking", "key");
    private static readonly ScopePath Voice = ScopePath.ForResource("voice", "calls", "key");

    private static readonly DateTimeOffset Monday = Utc(2026, 11, 16);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_team_is_told_once_a_week_at_the_hour()
    {
        await using var harness = await ExplanationHarness.StartAsync(isPostgres: false);
        await harness.AddAsync(
            harness.Record(Search, Monday.AddDays(-3), 100), harness.Record(Voice, Monday.AddDays(-3), 50), harness.Record(Search, Monday.AddDays(2), 300));
        await using var clock = new Clock(harness, Monday.AddDays(-1));

        await clock.PassAsync(Monday.AddMinutes(-2));
        (await ToldAsync(harness)).ShouldBeEmpty();

        await clock.PassAsync(Monday);
        var told = await ToldAsync(harness);
        told.Select(notice => notice.Key).ShouldBe(["report/weekly/team:search/2026-11-09", "report/weekly/team:voice/2026-11-09"], ignoreOrder: true);
        told.ShouldAllBe(notice => notice.At == Monday);

        await clock.PassAsync(Monday.AddDays(7).AddMinutes(-2));
        (await ToldAsync(harness)).Count.ShouldBe(2);

        // In the second week voice cost nothing, which is news against the first; in the third there is nothing to say of it.
        await clock.PassAsync(Monday.AddDays(7));
        (await ToldAsync(harness)).Single(notice => notice.Key == "report/weekly/team:search/2026-11-16").Figures.Spent.ShouldBe(3);
        (await ToldAsync(harness)).Single(notice => notice.Key == "report/weekly/team:voice/2026-11-16").Figures.Spent.ShouldBe(0);
        await clock.PassAsync(Monday.AddDays(14));
        (await ToldAsync(harness)).Select(notice => notice.Key).Where(key => key.EndsWith("11-23", StringComparison.Ordinal))
            .ShouldBe(["report/weekly/team:search/2026-11-23"]);
    }

    [Fact]
    public async Task A_server_that_starts_again_tells_no_week_twice()
    {
        await using var harness = await ExplanationHarness.StartAsync(isPostgres: false);
        await harness.AddAsync(harness.Record(Search, Monday.AddDays(-3), 100));
        await using (var first = new Clock(harness, Monday.AddMinutes(-5)))
        {
            await first.PassAsync(Monday);
        }

        // What came in later changes nothing of what was told.
        await harness.AddAsync(harness.Record(Search, Monday.AddDays(-2), 900));
        await using var second = new Clock(harness, Monday.AddMinutes(5));
        await second.PassAsync(Monday.AddDays(5));

        (await ToldAsync(harness)).ShouldHaveSingleItem().Figures.Spent.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(47)]
    public async Task An_hour_missed_by_less_than_two_days_is_made_up_for_when_the_server_has_found_its_feet(int hoursLate)
    {
        await using var harness = await ExplanationHarness.StartAsync(isPostgres: false);
        await harness.AddAsync(harness.Record(Search, Monday.AddDays(-3), 100));
        var start = Monday.AddHours(hoursLate);
        await using var clock = new Clock(harness, start);

        await clock.PassAsync(start.AddMinutes(8));
        (await ToldAsync(harness)).ShouldBeEmpty();
        await clock.PassAsync(start.AddMinutes(10));

        var notice = (await ToldAsync(harness)).ShouldHaveSingleItem();
        notice.Key.ShouldBe("report/weekly/team:search/2026-11-09");
        notice.At.ShouldBe(start.AddMinutes(10));
    }

    [Fact]
    public async Task An_hour_missed_by_two_days_is_past()
    {
        await using var harness = await ExplanationHarness.StartAsync(isPostgres: false);
        await harness.AddAsync(harness.Record(Search, Monday.AddDays(-3), 100));
        await using var clock = new Clock(harness, Monday.AddDays(2));

        await clock.PassAsync(Monday.AddDays(7).AddMinutes(-2));
        (await ToldAsync(harness)).ShouldBeEmpty();
        await clock.PassAsync(Monday.AddDays(7));

        (await ToldAsync(harness)).ShouldHaveSingleItem().Key.ShouldBe("report/weekly/team:search/2026-11-16");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_week_of_the_years_end_begins_and_ends_at_local_midnight(bool isPostgres)
    {
        await using var harness = await ExplanationHarness.StartAsync(isPostgres);
        var (from, to) = (Utc(2025, 12, 28, 15), Utc(2026, 1, 4, 15));
        await harness.AddAsync(
            harness.Record(Search, from.AddDays(-7).AddMinutes(-1), 1),
            harness.Record(Search, from.AddDays(-7), 10),
            harness.Record(Search, from.AddMinutes(-1), 20),
            harness.Record(Search, from, 100),
            harness.Record(Search, Utc(2025, 12, 31, 15), 200),
            harness.Record(Search, to.AddMinutes(-1), 400),
            harness.Record(Search, to, 10_000));
        await using var clock = new Clock(harness, Utc(2026, 1, 4));
        await clock.PassAsync(Utc(2026, 1, 5));

        var notice = (await ToldAsync(harness)).ShouldHaveSingleItem();
        notice.Key.ShouldBe("report/weekly/team:search/2025-12-29");
        notice.Figures.Spent.ShouldBe(7);
        notice.English.Title.ShouldBe("search, week of Dec 29 to Jan 4: $7.00");
        notice.Korean.Title.ShouldContain("12월 29일~1월 4일");
        notice.English.Paragraphs[0].ShouldContain("($0.30)");
    }

    [Fact]
    public async Task A_team_without_cost_in_both_weeks_is_not_told_of()
    {
        await using var harness = await ExplanationHarness.StartAsync(isPostgres: false);
        await harness.AddAsync(
            harness.Record(ScopePath.ForResource("free", "p", "r"), Monday.AddDays(-3), 100, pricePerRequest: 0),
            harness.Record(ScopePath.ForResource("new", "p", "r"), Monday.AddHours(-1), 100),
            harness.Record(ScopePath.ForResource("former", "p", "r"), Monday.AddDays(-20), 100),
            harness.Record(Search, Monday.AddDays(-3), 100));
        await using var clock = new Clock(harness, Monday.AddHours(-1));

        await clock.PassAsync(Monday);

        // "new" began at eight in the morning of the Monday, which is the next report's week.
        (await ToldAsync(harness)).Select(notice => notice.Scope).ShouldBe([ScopePath.ForTeam("search")]);
    }

    [Fact]
    public async Task A_report_that_cannot_be_told_at_its_hour_is_told_as_soon_as_it_can()
    {
        await using var harness = await ExplanationHarness.StartAsync(isPostgres: false);
        await harness.AddAsync(harness.Record(Search, Monday.AddDays(-3), 100), harness.Record(Voice, Monday.AddDays(-3), 100));
        await using var clock = new Clock(harness, Monday.AddMinutes(-5));

        // Nothing can be written for a while, and a forecast that fails for good keeps only its own team waiting.
        clock.IsAway = true;
        await clock.PassAsync(Monday);
        (await ToldAsync(harness)).ShouldBeEmpty();
        clock.IsAway = false;
        clock.Broken = "team:search";
        await clock.PassAsync(Monday.AddMinutes(5));
        (await ToldAsync(harness)).ShouldHaveSingleItem().Key.ShouldBe("report/weekly/team:voice/2026-11-09");
        clock.Broken = null;
        await clock.PassAsync(Monday.AddMinutes(10));

        (await ToldAsync(harness)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("2026-11-15T23:59:59Z", "Asia/Seoul", DayOfWeek.Monday, "2026-11-09T00:00:00Z", "2026-11-02", "2026-11-09")]
    [InlineData("2026-11-15T14:59:59Z", "Asia/Seoul", DayOfWeek.Monday, "2026-11-09T00:00:00Z", "2026-11-02", "2026-11-02")] // Sunday in Seoul.
    [InlineData("2026-11-16T00:00:00Z", "Asia/Seoul", DayOfWeek.Monday, "2026-11-16T00:00:00Z", "2026-11-09", "2026-11-09")]
    [InlineData("2026-12-31T23:00:00Z", "UTC", DayOfWeek.Friday, "2026-12-25T09:00:00Z", "2026-12-18", "2026-12-18")]
    [InlineData("2027-01-01T09:00:00Z", "UTC", DayOfWeek.Friday, "2027-01-01T09:00:00Z", "2026-12-25", "2026-12-25")]
    [InlineData("2024-02-29T12:00:00Z", "UTC", DayOfWeek.Thursday, "2024-02-29T09:00:00Z", "2024-02-22", "2024-02-22")]
    [InlineData("2026-03-09T13:00:00Z", "America/New_York", DayOfWeek.Monday, "2026-03-09T13:00:00Z", "2026-03-02", "2026-03-02")] // After the change to summer time.
    [InlineData("2026-11-02T13:59:59Z", "America/New_York", DayOfWeek.Monday, "2026-10-26T13:00:00Z", "2026-10-19", "2026-10-26")] // After the change back.
    [InlineData("2026-11-02T14:00:00Z", "America/New_York", DayOfWeek.Monday, "2026-11-02T14:00:00Z", "2026-10-26", "2026-10-26")]
    public void What_was_due_and_what_is_over_follow_the_clock_on_the_wall(
        string now, string zone, DayOfWeek day, string at, string firstDay, string lastFullWeek)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;

        // No store is asked.
        var reports = new WeeklyReports(null!, null!, null!, new Grains(), null!, new(), new() { TimeZone = zone, Day = day });
        reports.LastDue(DateTimeOffset.Parse(now, invariant)).ShouldBe((DateTimeOffset.Parse(at, invariant), DateOnly.Parse(firstDay, invariant)));
        reports.LastFullWeek(DateTimeOffset.Parse(now, invariant)).ShouldBe(DateOnly.Parse(lastFullWeek, invariant), "from midnight, whether it is due or not");
    }

    private static DateTimeOffset Utc(int year, int month, int day, int hour = 0) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);

    private static Task<IReadOnlyList<Notice>> ToldAsync(ExplanationHarness harness) => harness.Store.Outbox.ListNoticesAsync(null, null, 100, Token);

    /// <summary>A reporter that runs, with its clock.</summary>
    private sealed class Clock : TimeProvider, INoticeSink, IAsyncDisposable
    {
        private readonly ManualTime _time;
        private readonly Channel<DateTimeOffset> _looked = Queue.CreateUnbounded<DateTimeOffset>();
        private readonly TaskCompletionSource _hasTimer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _stop = new();
        private readonly WorkSignal<OutboxDispatcher> _signal = new();
        private readonly Grains _grains = new();
        private readonly NoticeDesk _desk;
        private readonly Task _run;

        public Clock(ExplanationHarness harness, DateTimeOffset start)
        {
            _time = new(start);
            _desk = new(harness.Store.Outbox, harness.Store.Channels, () => [], _signal, _time);
            var options = new ReportOptions { TimeZone = "Asia/Seoul" };
            var reporter = new WeeklyReporter(
                Reports(harness, _grains, options), harness.Store.Scopes, harness.Store.Outbox, this, options, this, NullLogger<WeeklyReporter>.Instance);
            _run = Task.Run(() => reporter.RunAsync(_stop.Token), CancellationToken.None);
        }

        /// <summary>While set, nothing can be told.</summary>
        public bool IsAway { get; set; }

        /// <summary>A scope whose grain fails for good; null for none.</summary>
        public string? Broken
        {
            get => _grains.Broken;
            set => _grains.Broken = value;
        }

        private static WeeklyReports Reports(ExplanationHarness harness, IGrainResolver grains, ReportOptions options) => new(
            harness.Store.Rollups,
            new BudgetReader(
                harness.Store.Budgets, harness.Store.Reservations, harness.Store.Rollups, harness.Store.Experiments, grains, new AlertKit.OneCurrency()),
            harness.Store.Anomalies,
            grains,
            harness.Explainer,
            new(),
            options);

        /// <summary>Moves the clock to a time, and a minute beyond it: when the reporter looks again, it has done what was due at that time.</summary>
        public async Task PassAsync(DateTimeOffset to)
        {
            await _hasTimer.Task.WaitAsync(Token);
            foreach (var next in (DateTimeOffset[])[to, to.AddMinutes(1)])
            {
                _time.Set(next);
                await WhenLookedAsync(next);
            }
        }

        public override DateTimeOffset GetUtcNow()
        {
            var now = _time.GetUtcNow();
            _looked.Writer.TryWrite(now);
            return now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = _time.CreateTimer(callback, state, dueTime, period);
            _hasTimer.TrySetResult();
            return timer;
        }

        public Task TellAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken) =>
            IsAway ? throw new StoreUnavailableException("away", retry: true) : _desk.TellAsync(notices, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => _run);
            _stop.Dispose();
            _signal.Dispose();
        }

        private async Task WhenLookedAsync(DateTimeOffset at)
        {
            while (await _looked.Reader.ReadAsync(Token) < at)
            {
                // An earlier look.
            }
        }
    }

    /// <summary>No team has a forecast.</summary>
    private sealed class Grains : IGrainResolver
    {
        public string? Broken { get; set; }

        public TGrain Get<TGrain>(string key)
            where TGrain : class => throw new GrainFault(GrainFaultCode.Failed, retry: key != Broken, $"No grain {key} here.");
    }
}

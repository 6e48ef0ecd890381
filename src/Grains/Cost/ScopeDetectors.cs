using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Grains.Guidance;

namespace FinOpsAI.Grains.Cost;

/// <summary>
/// The detectors of a scope on the hour and day clocks with their open episodes: everything that a restatement takes back and runs
/// again. Saved as a whole, so that a checkpoint is one array of bytes.
/// </summary>
internal sealed class ScopeDetectors
{
    private const int HoursPerDay = 24;
    private const decimal LeakShare = 0.1m;
    private const int MissingDaysAllowed = 2;

    private readonly ScopePath _scope;
    private readonly DetectorOptions _options;
    private readonly Episode _hourEpisode;
    private readonly Episode _dayEpisode;
    private ScopeDetector _hour;
    private ScopeDetector _day;
    private SilenceDetector _silence;
    private PlanUse _hourPlans = new();
    private PlanUse _dayPlans = new();
    private Anomaly? _silent;

    public ScopeDetectors(ScopePath scope, DetectorOptions options, long nextHour, DetectorPrior? prior = null)
    {
        _scope = scope;
        _options = options;
        _hourEpisode = new(scope, Granularity.Hour);
        _dayEpisode = new(scope, Granularity.Day);
        _hour = Prior.Start(prior?.Hour, Granularity.Hour, options);
        _day = Prior.Start(prior?.Day, Granularity.Day, options);
        _silence = new(options);
        NextHour = nextHour;
    }

    /// <summary>The first hour not yet observed.</summary>
    public long NextHour { get; private set; }

    /// <summary>Observes the next hour, and the day that ends with it.</summary>
    /// <param name="state">The scope's sums.</param>
    /// <param name="guidance">What people said about the scope.</param>
    /// <param name="report">Told each anomaly that is new or changed.</param>
    /// <returns>The verdict on the hour, for its band.</returns>
    public Verdict Observe(CostState state, ScopeGuidance guidance, Action<Anomaly> report)
    {
        var hour = NextHour++;
        var end = CostState.StartOf(Granularity.Hour, NextHour);
        var budget = guidance.FalseAlertsPer30Days(_options.FalseAlertsPer30Days, end);
        (_hour.FalseAlertsPer30Days, _day.FalseAlertsPer30Days, _silence.FalseAlertsPer30Days) = (budget, budget, budget);
        var usualDay = UsualDay(state, hour);
        void Tell(Anomaly anomaly)
        {
            if (guidance.Expects(anomaly, end) is null)
            {
                report(anomaly);
            }
        }

        var (point, verdict) = Judge(_hour, _hourPlans, state, Granularity.Hour, hour, guidance);
        Observe(_hourEpisode, verdict, point, state, Granularity.Hour, hour, usualDay, Tell);

        ObserveSilence(point, verdict, usualDay, Tell);
        if ((hour + 1) % HoursPerDay == 0)
        {
            var day = hour / HoursPerDay;
            var (whole, dayVerdict) = Judge(_day, _dayPlans, state, Granularity.Day, day, guidance);
            Observe(_dayEpisode, dayVerdict, whole, state, Granularity.Day, day, usualDay, Tell);
        }

        return verdict;
    }

    /// <summary>What hours have left of a plan, with the plan's sign.</summary>
    public double Remaining(PlannedEvent plan) => _hourPlans.Remaining(plan);

    /// <summary>Whether the scope knows its own shape.</summary>
    public bool IsGrown => _hour.CanTeach;

    public void Save(BinaryWriter writer)
    {
        writer.Write(NextHour);
        _hour.Save(writer);
        _day.Save(writer);
        _silence.Save(writer);
        AnomalyFormat.Write(writer, _hourEpisode.Open);
        AnomalyFormat.Write(writer, _dayEpisode.Open);
        AnomalyFormat.Write(writer, _silent);
        _hourPlans.Save(writer);
        _dayPlans.Save(writer);
    }

    public static ScopeDetectors Load(BinaryReader reader, ScopePath scope, DetectorOptions options)
    {
        var detectors = new ScopeDetectors(scope, options, reader.ReadInt64())
        {
            _hour = ScopeDetector.Load(reader, options),
            _day = ScopeDetector.Load(reader, options),
            _silence = SilenceDetector.Load(reader, options),
        };
        detectors._hourEpisode.Restore(AnomalyFormat.Read(reader, scope));
        detectors._dayEpisode.Restore(AnomalyFormat.Read(reader, scope));
        detectors._silent = AnomalyFormat.Read(reader, scope);
        detectors._hourPlans = PlanUse.Load(reader);
        detectors._dayPlans = PlanUse.Load(reader);
        return detectors;
    }

    /// <summary>A bucket with what plans allow in it, and the verdict on it; what the plans explained is taken from them.</summary>
    private static (CostPoint Point, Verdict Verdict) Judge(
        ScopeDetector detector, PlanUse plans, CostState state, Granularity clock, long bucket, ScopeGuidance guidance)
    {
        var point = plans.Allow(state.Point(clock, bucket), clock.Length(), guidance.Plans);
        var verdict = detector.Observe(point);
        plans.Use(verdict.Explained, point.Start, clock.Length(), guidance.Plans);
        return (point, verdict);
    }

    private void Observe(
        Episode episode,
        in Verdict verdict,
        in CostPoint point,
        CostState state,
        Granularity clock,
        long bucket,
        decimal usualDay,
        Action<Anomaly> report)
    {
        if (verdict.Kind == AnomalyKind.Leak)
        {
            if (!verdict.IsOnset)
            {
                return;
            }

            ReportLeak(state, clock == Granularity.Day ? bucket + 1 : bucket / HoursPerDay, verdict, usualDay, report);
        }
        else if (episode.Observe(verdict, point.Start, state.CostOf(clock, bucket), point.IsMissing, usualDay) is { } anomaly)
        {
            report(anomaly);
        }
    }

    private void ObserveSilence(in CostPoint point, in Verdict hour, decimal usualDay, Action<Anomaly> report)
    {
        // A planned pause may be silent.
        var verdict = _silence.Observe(!point.IsMissing || point.PlannedLess > 0);
        if (!verdict.IsAnomaly)
        {
            if (_silent is not null)
            {
                report(_silent with { State = AnomalyState.Closed });
                _silent = null;
            }

            return;
        }

        if (_silent is null)
        {
            var start = point.Start - TimeSpan.FromHours(_silence.GapHours - 1);
            var missed = Episode.Money(hour.Expected) * (_silence.GapHours - 1);
            _silent = new(
                Episode.IdOf(_scope, Granularity.Hour, "silence", start),
                _scope, AnomalyKind.Silence, AnomalyState.Open, Severity.Low, Granularity.Hour, start, point.Start, 0, missed, 0, 0, verdict.Score, null);
        }

        _silent = Episode.Judge(
            _silent with
            {
                End = point.Start + Granularity.Hour.Length(),
                Expected = _silent.Expected + Episode.Money(hour.Expected),
                Score = Math.Max(_silent.Score, verdict.Score),
            },
            usualDay);
        report(_silent);
    }

    /// <summary>
    /// A leak shows over days, not in the bucket in which it was noticed: the last seven whole days against the seven before. At
    /// +3 % a day they differ by 23 %; growth that is no leak stays far below the floor.
    /// </summary>
    private void ReportLeak(CostState state, long today, in Verdict verdict, decimal usualDay, Action<Anomaly> report)
    {
        decimal Week(long first) => Enumerable.Range(0, 7).Sum(offset => state.CostOf(Granularity.Day, first + offset));
        if (Enumerable.Range(1, 14).Count(back => state.Point(Granularity.Day, today - back).IsMissing) > MissingDaysAllowed)
        {
            // Two weeks cannot be compared when days of one are not there.
            return;
        }

        var actual = Week(today - 7);
        var expected = Week(today - 14);
        var start = CostState.StartOf(Granularity.Day, today - 7);
        var leak = new Anomaly(
            Episode.IdOf(_scope, Granularity.Day, "leak", start),
            _scope, AnomalyKind.Leak, AnomalyState.Closed, Severity.Low, Granularity.Day, start, start.AddDays(7),
            actual, expected, expected, expected, verdict.Score, null);
        if (leak.Excess >= Math.Max((decimal)_options.MaterialAmount, LeakShare * expected))
        {
            report(Episode.Judge(leak, usualDay));
        }
    }

    /// <summary>Mean of the last seven whole days that have records.</summary>
    private static decimal UsualDay(CostState state, long hour)
    {
        var day = hour / HoursPerDay;
        decimal sum = 0;
        var days = 0;
        for (var back = 1; back <= 7; back++)
        {
            if (!state.Point(Granularity.Day, day - back).IsMissing)
            {
                sum += state.CostOf(Granularity.Day, day - back);
                days++;
            }
        }

        return days == 0 ? 0 : sum / days;
    }
}

using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Cost;

/// <summary>What the detectors expected of an hour.</summary>
internal struct Band
{
    public float Expected;
    public float Lower;
    public float Upper;
    public bool IsKnown;
}

/// <summary>
/// Runs a scope's detectors over closed buckets. A restated hour takes the detectors back to the checkpoint before it and runs them
/// again, so that what they say is a function of the sums as they now are; an anomaly that is not seen again is retracted.
/// </summary>
internal sealed class ScopeWatch(ScopePath scope, DetectorOptions options)
{
    private const int CheckpointsKept = 4;
    private const int HoursBetweenCheckpoints = 24;
    private const int BandHoursKept = 14 * 24;
    private const int RecentKept = 64;
    private const int BurnWindowMinutes = 15;
    private const int MinutesPerDay = 1_440;

    private readonly List<(long NextHour, byte[] State)> _checkpoints = [];
    private readonly List<Anomaly> _recent = [];
    private readonly BucketRing<Band> _band = new(BandHoursKept);
    private readonly Episode _burnEpisode = new(scope, Granularity.Minute);
    private ScopeGuidance _guidance = ScopeGuidance.None;
    private IReadOnlyList<GuidanceMark> _guided = [];
    private BurnRateDetector? _burn;
    private ScopeDetectors? _detectors;
    private DetectorPrior? _prior;
    private long _nextMinute;
    private long _restatedHour = long.MaxValue;

    /// <summary>Whether an hour that was already judged has changed since.</summary>
    public bool IsBehind => _restatedHour != long.MaxValue;

    /// <summary>Whether nothing has been judged yet.</summary>
    public bool IsNew => _detectors is null;

    /// <summary>Notes that a record came for this time.</summary>
    public void Touch(DateTimeOffset timestamp)
    {
        var hour = CostState.BucketOf(Granularity.Hour, timestamp);
        if (_detectors is not null && hour < _detectors.NextHour)
        {
            _restatedHour = Math.Min(_restatedHour, hour);
        }
    }

    /// <summary>Sets what the detectors start from; null for nothing. Only while <see cref="IsNew"/>.</summary>
    public void Begin(DetectorPrior? prior) => _prior = prior;

    /// <summary>Takes what people say about the scope. What it changes about hours already judged is judged again with the next evaluation.</summary>
    public void Guide(ScopeGuidance guidance)
    {
        if (ReferenceEquals(guidance, _guidance))
        {
            return;
        }

        _guidance = guidance;
        if (ScopeGuidance.FirstDifference(_guided, guidance.Marks) is { } from)
        {
            _guided = guidance.Marks;
            Touch(from);
        }
    }

    /// <summary>What is left of a plan, by the hours judged so far; with the plan's sign.</summary>
    public double Remaining(PlannedEvent plan) => _detectors?.Remaining(plan) ?? (double)plan.ExtraCost;

    /// <summary>Judges every bucket that ends at or before <paramref name="closed"/> and is not yet judged, or no longer rightly.</summary>
    /// <returns>Anomalies that are new or changed.</returns>
    public IReadOnlyList<Anomaly> Evaluate(CostState state, DateTimeOffset closed)
    {
        if (state.IsEmpty)
        {
            return [];
        }

        var seen = new Dictionary<string, Anomaly>(StringComparer.Ordinal);
        _detectors ??= new(scope, options, state.First(Granularity.Hour), _prior);
        _burn ??= new(options);
        var before = IsBehind ? Rewind(state) : [];
        var end = CostState.BucketOf(Granularity.Hour, closed);
        while (_detectors.NextHour < end)
        {
            var hour = _detectors.NextHour;
            var verdict = _detectors.Observe(state, _guidance, anomaly => seen[anomaly.Id] = anomaly);
            Remember(hour, verdict);
            if (_detectors.NextHour % HoursBetweenCheckpoints == 0)
            {
                Checkpoint();
                _prior = _detectors.IsGrown ? null : _prior;
            }
        }

        ObserveMinutes(state, _burn, CostState.BucketOf(Granularity.Minute, closed), anomaly => seen[anomaly.Id] = anomaly);
        foreach (var anomaly in before.Where(anomaly => !seen.ContainsKey(anomaly.Id)))
        {
            seen[anomaly.Id] = anomaly with { State = AnomalyState.Retracted };
        }

        return Changed(seen.Values);
    }

    public IReadOnlyList<BandPoint> Bands()
    {
        var points = new List<BandPoint>(_band.Count);
        for (var hour = _band.First; hour <= _band.Last; hour++)
        {
            var band = _band[hour];
            if (band.IsKnown)
            {
                points.Add(new(CostState.StartOf(Granularity.Hour, hour), band.Expected, band.Lower, band.Upper));
            }
        }

        return points;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_detectors is not null);
        if (_detectors is null)
        {
            return;
        }

        writer.Write7BitEncodedInt(_guided.Count);
        foreach (var mark in _guided)
        {
            writer.Write(mark.From.UtcTicks);
            writer.Write(mark.Text);
        }

        writer.Write(_prior is not null);
        if (_prior is not null)
        {
            writer.Write7BitEncodedInt(_prior.Hour.Length);
            writer.Write(_prior.Hour);
            writer.Write7BitEncodedInt(_prior.Day.Length);
            writer.Write(_prior.Day);
        }

        _detectors.Save(writer);
        _burn!.Save(writer);
        AnomalyFormat.Write(writer, _burnEpisode.Open);
        writer.Write(_nextMinute);
        writer.Write(_restatedHour);
        writer.Write7BitEncodedInt(_checkpoints.Count);
        foreach (var (nextHour, state) in _checkpoints)
        {
            writer.Write(nextHour);
            writer.Write7BitEncodedInt(state.Length);
            writer.Write(state);
        }

        writer.Write7BitEncodedInt(_recent.Count);
        foreach (var anomaly in _recent)
        {
            AnomalyFormat.Write(writer, anomaly);
        }

        writer.Write(_band.First);
        writer.Write7BitEncodedInt(_band.Count);
        for (var hour = _band.First; hour <= _band.Last; hour++)
        {
            var band = _band[hour];
            writer.Write(band.IsKnown);
            if (band.IsKnown)
            {
                writer.Write(band.Expected);
                writer.Write(band.Lower);
                writer.Write(band.Upper);
            }
        }
    }

    public static ScopeWatch Load(BinaryReader reader, ScopePath scope, DetectorOptions options)
    {
        var watch = new ScopeWatch(scope, options);
        if (!reader.ReadBoolean())
        {
            return watch;
        }

        watch._guided =
        [
            .. Enumerable.Range(0, reader.Read7BitEncodedInt())
                .Select(_ => new GuidanceMark(new(reader.ReadInt64(), TimeSpan.Zero), reader.ReadString())),
        ];
        watch._prior = reader.ReadBoolean()
            ? new(reader.ReadBytes(reader.Read7BitEncodedInt()), reader.ReadBytes(reader.Read7BitEncodedInt()))
            : null;
        watch._detectors = ScopeDetectors.Load(reader, scope, options);
        watch._burn = BurnRateDetector.Load(reader, options);
        watch._burnEpisode.Restore(AnomalyFormat.Read(reader, scope));
        watch._nextMinute = reader.ReadInt64();
        watch._restatedHour = reader.ReadInt64();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            watch._checkpoints.Add((reader.ReadInt64(), reader.ReadBytes(reader.Read7BitEncodedInt())));
        }

        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            watch._recent.Add(AnomalyFormat.Read(reader, scope)!);
        }

        var first = reader.ReadInt64();
        var hours = reader.Read7BitEncodedInt();
        for (var hour = first; hour < first + hours; hour++)
        {
            ref var band = ref watch._band.Touch(hour);
            if (reader.ReadBoolean())
            {
                band = new() { IsKnown = true, Expected = reader.ReadSingle(), Lower = reader.ReadSingle(), Upper = reader.ReadSingle() };
            }
        }

        return watch;
    }

    /// <summary>Takes the detectors back before the restated hour; without a checkpoint that old, to the beginning of what is kept.</summary>
    /// <returns>The anomalies told since then, to see which of them come again.</returns>
    private List<Anomaly> Rewind(CostState state)
    {
        _checkpoints.RemoveAll(checkpoint => checkpoint.NextHour > _restatedHour);
        if (_checkpoints.Count > 0)
        {
            using var reader = new BinaryReader(new MemoryStream(_checkpoints[^1].State));
            _detectors = ScopeDetectors.Load(reader, scope, options);
        }
        else
        {
            _detectors = new(scope, options, state.First(Granularity.Hour), _prior);
        }

        _restatedHour = long.MaxValue;
        var from = CostState.StartOf(Granularity.Hour, _detectors.NextHour);
        return [.. _recent.Where(a => a.End > from && a.Clock != Granularity.Minute && a.State != AnomalyState.Retracted)];
    }

    private void Checkpoint()
    {
        _checkpoints.Add((_detectors!.NextHour, StateBytes.Of(_detectors.Save)));
        if (_checkpoints.Count > CheckpointsKept)
        {
            _checkpoints.RemoveAt(0);
        }
    }

    private void ObserveMinutes(CostState state, BurnRateDetector burn, long end, Action<Anomaly> report)
    {
        burn.FalseAlertsPer30Days = _guidance.FalseAlertsPer30Days(options.FalseAlertsPer30Days, CostState.StartOf(Granularity.Minute, end));
        _nextMinute = Math.Max(_nextMinute, end - CostState.MinutesKept);
        for (; _nextMinute < end; _nextMinute++)
        {
            var point = state.Point(Granularity.Minute, _nextMinute);
            if ((point.IsMissing && _burnEpisode.Open is null) || IsPlanned(point.Start))
            {
                continue;
            }

            // The detector speaks of the sum of its window; an episode adds up minutes.
            var window = burn.Observe(point.Start, point.IsMissing ? 0 : point.Cost);
            var minute = window with
            {
                Expected = window.Expected / BurnWindowMinutes,
                Lower = window.Lower / BurnWindowMinutes,
                Upper = window.Upper / BurnWindowMinutes,
            };
            var usualDay = Episode.Money(minute.Expected * MinutesPerDay);
            if (_burnEpisode.Observe(minute, point.Start, state.CostOf(Granularity.Minute, _nextMinute), isMissing: false, usualDay) is { } anomaly)
            {
                report(anomaly);
            }
        }
    }

    /// <summary>Whether a plan with something left covers the minute: how fast it burns is then left to the hours, which know how much.</summary>
    private bool IsPlanned(DateTimeOffset minute) =>
        _guidance.Plans.Any(plan => plan.ExtraCost > 0 && plan.Start <= minute && minute < plan.End && Remaining(plan) > 0);

    private void Remember(long hour, in Verdict verdict)
    {
        if (double.IsFinite(verdict.Expected) && !_band.IsTooOld(hour))
        {
            _band.Touch(hour) = new()
            {
                IsKnown = true,
                Expected = (float)verdict.Expected,
                Lower = (float)verdict.Lower,
                Upper = (float)verdict.Upper,
            };
        }
    }

    private List<Anomaly> Changed(IEnumerable<Anomaly> anomalies)
    {
        var changed = new List<Anomaly>();
        foreach (var anomaly in anomalies.OrderBy(anomaly => anomaly.Start))
        {
            var known = _recent.FindIndex(recent => recent.Id == anomaly.Id);
            if (known >= 0 && _recent[known] == anomaly)
            {
                continue;
            }

            if (known >= 0)
            {
                _recent.RemoveAt(known);
            }

            _recent.Add(anomaly);
            changed.Add(anomaly);
        }

        if (_recent.Count > RecentKept)
        {
            _recent.RemoveRange(0, _recent.Count - RecentKept);
        }

        return changed;
    }
}

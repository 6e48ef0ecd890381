using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Cost;

/// <summary>Rolling cost state of one scope; see <see cref="ICostGrain"/>.</summary>
public sealed partial class CostGrain : ICostGrain, IActorLifecycle
{
    /// <summary>How long after a scope's last record time alone still closes its buckets; a scope silent for longer sleeps.</summary>
    private static readonly TimeSpan WatchAfterLastRecord = TimeSpan.FromHours(48);

    private readonly ScopePath _scope;
    private readonly ILedger _ledger;
    private readonly ISnapshotStore _snapshots;
    private readonly IGrainResolver _grains;
    private readonly IGuidanceBook _guidance;
    private readonly GrainOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<CostGrain> _logger;
    private readonly ScopeForecaster _forecaster;
    private readonly Dictionary<string, Anomaly> _unreported = new(StringComparer.Ordinal);
    private CostState _state = new();
    private ScopeWatch _watch;
    private (DateTimeOffset Before, DetectorPrior? Prior)? _given;
    private string? _etag;
    private long _savedUpto;
    private long _entriesSinceSave;
    private DateTimeOffset _savedAt;

    /// <summary>Makes the grain of a scope; nothing is loaded before <see cref="ActivateAsync"/>.</summary>
    /// <param name="key">A <see cref="ScopePath.Key"/>.</param>
    /// <param name="ledger">The source of truth.</param>
    /// <param name="snapshots">Where the state is saved.</param>
    /// <param name="grains">Finds the alert grain.</param>
    /// <param name="guidance">What people told the detectors.</param>
    /// <param name="options">Sensitivity and snapshot cadence.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where faults go.</param>
    /// <exception cref="FormatException">The key does not name a scope.</exception>
    public CostGrain(
        string key,
        ILedger ledger,
        ISnapshotStore snapshots,
        IGrainResolver grains,
        IGuidanceBook guidance,
        GrainOptions options,
        TimeProvider time,
        ILogger<CostGrain> logger)
    {
        _scope = ScopePath.Parse(key);
        _ledger = ledger;
        _snapshots = snapshots;
        _grains = grains;
        _guidance = guidance;
        _options = options;
        _time = time;
        _logger = logger;
        _forecaster = new(_scope, options);
        _watch = new(_scope, options.Detectors());
    }

    /// <inheritdoc />
    public async Task ActivateAsync(CancellationToken cancellationToken)
    {
        var snapshot = await _snapshots.LoadAsync(_scope.Key, cancellationToken);
        _savedAt = _time.GetUtcNow();
        if (snapshot is not null)
        {
            _etag = snapshot.ETag;
            _savedUpto = snapshot.Upto;
            Restore(snapshot);
        }

        await CatchUpAsync(await _ledger.GetHeadAsync(cancellationToken), cancellationToken);
        await WatchAsync(EventWatermark(), cancellationToken);
    }

    /// <inheritdoc />
    public async Task DeactivateAsync(CancellationToken cancellationToken)
    {
        await ReportAsync(cancellationToken);
        if (_entriesSinceSave > 0)
        {
            await SaveAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task<long> ApplyAsync(ScopeBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Upto <= _state.Applied)
        {
            return _state.Applied;
        }

        if (batch.Previous > _state.Applied)
        {
            await CatchUpAsync(batch.Previous, cancellationToken);
        }

        Fold(batch.Entries);
        _state.Applied = batch.Upto;

        // A restatement runs the detectors again from a checkpoint: left to the next tick, so that an unsorted import does it once.
        if (!_watch.IsBehind)
        {
            await WatchAsync(EventWatermark(), cancellationToken);
        }

        if (_entriesSinceSave >= _options.SnapshotEveryEntries)
        {
            await SaveAsync(cancellationToken);
        }

        return _state.Applied;
    }

    /// <inheritdoc />
    public async Task TickAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _given = null;
        if (_state.LastRecordAt is { } last)
        {
            var live = now - last <= WatchAfterLastRecord;
            await WatchAsync(live ? now - _options.LateAllowance : EventWatermark(), cancellationToken);
            if (live)
            {
                _forecaster.Tick(_state, now);
            }
        }

        if (_entriesSinceSave > 0 && now - _savedAt >= _options.SnapshotEvery)
        {
            await SaveAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task<ScopeSummary> GetSummaryAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var minute = CostState.BucketOf(Granularity.Minute, now);
        decimal Minute(int ago) => _state.CostOf(Granularity.Minute, minute - ago);
        Guide();
        var forecast = _state.IsEmpty ? null : _forecaster.Get(_state, new(Granularity.Day, null), now);
        return Task.FromResult(new ScopeSummary(
            _scope.Key,
            _state.Applied,
            now,
            Enumerable.Range(1, 5).Sum(Minute) / 5,
            [.. Enumerable.Range(0, 60).Select(i => Minute(59 - i))],
            _state.Day(now),
            _state.Day(now, daysAgo: 1),
            _state.Month(now),
            _state.Month(new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddDays(-1)),
            _state.Total,
            forecast?.MonthEnd,
            forecast is null ? "no_data" : forecast.Result.Reason,
            _state.LastRecordAt));
    }

    /// <inheritdoc />
    public Task<ScopeForecast> GetForecastAsync(ForecastRequest request, CancellationToken cancellationToken)
    {
        Guide();
        return Task.FromResult(_forecaster.Get(_state, request, _time.GetUtcNow()));
    }

    /// <inheritdoc />
    public Task<DetectorPrior?> GetPriorAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        // Resources of one deployment are born in the same hour: they share one answer until the next tick.
        if (_given?.Before != before)
        {
            _given = (before, Prior.Of(_state, _options.Detectors(), before));
        }

        return Task.FromResult(_given?.Prior);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<BandPoint>> GetBandAsync(CancellationToken cancellationToken) => Task.FromResult(_watch.Bands());

    private async Task CatchUpAsync(long upto, CancellationToken cancellationToken)
    {
        if (upto <= _state.Applied)
        {
            return;
        }

        await foreach (var page in _ledger.ReadAsync(_state.Applied, upto, _scope, cancellationToken))
        {
            Fold(page);
            _state.Applied = page[^1].Position;
        }

        _state.Applied = upto;
    }

    private void Fold(IReadOnlyList<LedgerEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Position > _state.Applied)
            {
                _state.Fold(entry);
                _watch.Touch(entry.Timestamp);
                _entriesSinceSave++;
            }
        }
    }

    /// <summary>Up to where the scope's own records say that time has passed; never into the future.</summary>
    private DateTimeOffset EventWatermark() =>
        Min(_state.LastRecordAt ?? DateTimeOffset.UnixEpoch + _options.LateAllowance, _time.GetUtcNow()) - _options.LateAllowance;

    private async Task WatchAsync(DateTimeOffset closed, CancellationToken cancellationToken)
    {
        if (_watch.IsNew && !_state.IsEmpty && _scope.Parent is { } parent)
        {
            _watch.Begin(await AskPriorAsync(parent, cancellationToken));
        }

        Guide();
        foreach (var anomaly in _watch.Evaluate(_state, closed))
        {
            _unreported[anomaly.Id] = anomaly;
        }

        try
        {
            await ReportAsync(cancellationToken);
        }
        catch (GrainFault fault) when (fault.Retry)
        {
            // Kept and told again with the next tick; no snapshot is saved before.
            LogReportPostponed(fault, _scope.Key, _unreported.Count);
        }
    }

    private void Guide()
    {
        var guidance = _guidance.For(_scope);
        _watch.Guide(guidance);
        _forecaster.Guide(guidance, _watch.Remaining);
    }

    private async Task<DetectorPrior?> AskPriorAsync(ScopePath parent, CancellationToken cancellationToken)
    {
        try
        {
            return await _grains.Get<ICostGrain>(parent.Key).GetPriorAsync(CostState.StartOf(Granularity.Hour, _state.First(Granularity.Hour)), cancellationToken);
        }
        catch (GrainFault fault) when (fault.Retry)
        {
            // Learning from nothing takes days longer, but waiting would hold up the spend that is here now.
            LogPriorMissed(fault, _scope.Key, parent.Key);
            return null;
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        if (_unreported.Count == 0)
        {
            return;
        }

        var report = new AnomalyReport([.. _unreported.Values], _time.GetUtcNow());
        await _grains.Get<IAlertGrain>(ScopePath.Organization.Key).ReportAsync(report, cancellationToken);
        _unreported.Clear();
    }

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}

using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Sources;

/// <summary>
/// Reads one source; see <see cref="IConnectorGrain"/>. The store holds its state: each tick begins with what stands there, and each batch is in
/// the ledger before the place behind it is saved. A reading that does not fit one tick stays open and goes on with the next.
/// </summary>
public sealed partial class ConnectorGrain(
    string key,
    ISourceStore store,
    ISourceReader reader,
    SourceDelivery delivery,
    SourceOptions options,
    TimeProvider time,
    ILogger<ConnectorGrain> logger) : IConnectorGrain, IActorLifecycle
{
    private Reading? _reading;

    /// <inheritdoc />
    public Task ActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task DeactivateAsync(CancellationToken cancellationToken) => await CloseAsync();

    /// <inheritdoc />
    public async Task<DateTimeOffset?> TickAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var source = await store.FindAsync(key, cancellationToken);
        if (source is null or { IsPaused: true })
        {
            await CloseAsync();
            return null;
        }

        if (_reading is { } open && !open.IsOf(source))
        {
            // Somebody changed the source while it was being read: it is read anew, as it is now.
            await CloseAsync();
        }

        var state = await StateAsync(cancellationToken);
        if (_reading is null && state.NextRunAt > now)
        {
            return state.NextRunAt;
        }

        try
        {
            state = await ReadAsync(source, state, now, cancellationToken);
        }
        catch (SourceException e)
        {
            state = await FailAsync(source, e, cancellationToken);
        }
        catch (Exception)
        {
            // The store's or the ledger's failure: the reading is begun anew from what is saved.
            await CloseAsync();
            throw;
        }

        return _reading is null && state.Backfill is not { FinishedAt: null } ? state.NextRunAt : state.NextRunAt ?? now;
    }

    /// <inheritdoc />
    public async Task<SourceState?> HurryAsync(CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is null)
        {
            return null;
        }

        var state = await StateAsync(cancellationToken) with { NextRunAt = null, Failures = 0 };
        await store.SaveStateAsync(state, cancellationToken);
        return state;
    }

    /// <inheritdoc />
    public async Task<SourceState?> BackfillAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is null)
        {
            return null;
        }

        await CloseAsync();
        var state = await StateAsync(cancellationToken);
        state = state with
        {
            NextRunAt = null,
            Failures = 0,
            Backfill = new(from.ToUniversalTime(), to.ToUniversalTime(), from.ToUniversalTime(), 0, time.GetUtcNow(), null, null),
        };
        await store.SaveStateAsync(state, cancellationToken);
        return state;
    }

    private async Task<SourceState> ReadAsync(DataSource source, SourceState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_reading is null)
        {
            (_reading, state) = Begin(source, state, now);
            await store.SaveStateAsync(state, cancellationToken);
        }

        // By the running clock, not by the tick's: a batch may take long.
        var end = time.GetUtcNow() + options.Slice;
        do
        {
            if (!await _reading.NextAsync(cancellationToken))
            {
                var finished = Finish(source, state, _reading);
                await CloseAsync();
                await store.SaveStateAsync(finished, cancellationToken);
                LogRead(source.Id, finished.CoveredUntil);
                return finished;
            }

            // The next batch is read while the ledger takes this one.
            var batch = _reading.Batch;
            _reading.ReadAhead();
            var taken = await delivery.TakeAsync(source, _reading.Kind, batch, _reading.Generation, cancellationToken);
            state = SourceBook.Took(state, batch, taken, _reading.IsBackfill, time.GetUtcNow());
            await store.SaveStateAsync(state, cancellationToken);
        }
        while (time.GetUtcNow() < end);
        return state;
    }

    private (Reading Reading, SourceState State) Begin(DataSource source, SourceState state, DateTimeOffset now)
    {
        var kind = reader.Kinds.FirstOrDefault(kind => kind.Kind == source.Kind)
            ?? throw new SourceException(SourceFaultCode.Settings, $"There is no connector '{source.Kind}'.");
        if (reader.Check(source) is [var error, ..])
        {
            throw new SourceException(SourceFaultCode.Settings, error.Message);
        }

        // Later than any reading before it, also when the clock was set back.
        var generation = Math.Max(now.UtcTicks, state.Generation + 1);
        var read = state.Backfill is { FinishedAt: null } backfill
            ? new SourceRead(backfill.CoveredUntil, backfill.To, backfill.Cursor)
            : new SourceRead(ForwardFrom(source, kind, state), now, state.Cursor);
        var reading = new Reading(
            source, kind, generation, state.Backfill is { FinishedAt: null },
            token => reader.ReadAsync(source, read, token).GetAsyncEnumerator(token));
        return (reading, state with { Generation = generation, LastRunAt = now });
    }

    private static DateTimeOffset ForwardFrom(DataSource source, SourceKind kind, SourceState state)
    {
        var from = state.CoveredUntil is { } covered ? covered - kind.Lookback : source.Since;
        return from < source.Since ? source.Since : from;
    }

    private SourceState Finish(DataSource source, SourceState state, Reading reading)
    {
        var now = time.GetUtcNow();
        if (reading.IsBackfill)
        {
            // What comes by schedule is due at once: the backfill may have taken hours.
            return state with
            {
                Failures = 0,
                LastFault = null,
                NextRunAt = null,
                Backfill = state.Backfill! with { FinishedAt = now, CoveredUntil = state.Backfill.To },
            };
        }

        return state with
        {
            Failures = 0,
            LastFault = null,
            LastSuccessAt = now,
            NextRunAt = now + (source.Every ?? reading.Kind.Every),
        };
    }

    private async Task<SourceState> FailAsync(DataSource source, SourceException fault, CancellationToken cancellationToken)
    {
        await CloseAsync();
        var now = time.GetUtcNow();
        var state = await StateAsync(cancellationToken);
        var failures = state.Failures + 1;
        var patience = fault.Code is SourceFaultCode.Settings or SourceFaultCode.Unauthorized or SourceFaultCode.Forbidden
            ? options.LongestBackOff
            : Shorter(options.FirstBackOff * Math.Pow(2, Math.Min(failures - 1, 20)), options.LongestBackOff);
        state = state with
        {
            Failures = failures,
            LastFault = new(fault.Code, fault.Message, now),
            NextRunAt = now + (fault.RetryAfter ?? patience),
        };
        await store.SaveStateAsync(state, cancellationToken);
        LogFailed(source.Id, fault.Code, failures, fault.Message);
        return state;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task<SourceState> StateAsync(CancellationToken cancellationToken) =>
        await store.FindStateAsync(key, cancellationToken) ?? new() { Id = key };

    private async ValueTask CloseAsync()
    {
        if (_reading is { } open)
        {
            _reading = null;
            await open.DisposeAsync();
        }
    }

    [LoggerMessage(EventId = 2501, Level = LogLevel.Information, Message = "Source {Source} has been read; covered until {CoveredUntil}")]
    private partial void LogRead(string source, DateTimeOffset? coveredUntil);

    [LoggerMessage(EventId = 2502, Level = LogLevel.Warning, Message = "Source {Source} cannot be read ({Code}, failure {Failures}): {Message}")]
    private partial void LogFailed(string source, SourceFaultCode code, int failures, string message);

    /// <summary>A connector's answer, open between ticks.</summary>
    private sealed class Reading : IAsyncDisposable
    {
        private readonly CancellationTokenSource _ending = new();
        private readonly IAsyncEnumerator<SourceBatch> _batches;
        private readonly DataSource _source;
        private Task<bool>? _ahead;

        public Reading(
            DataSource source, SourceKind kind, long generation, bool isBackfill, Func<CancellationToken, IAsyncEnumerator<SourceBatch>> open)
        {
            (_source, Kind, Generation, IsBackfill) = (source, kind, generation, isBackfill);
            _batches = open(_ending.Token);
        }

        public SourceKind Kind { get; }

        public long Generation { get; }

        public bool IsBackfill { get; }

        public SourceBatch Batch => _batches.Current;

        /// <summary>Whether the source is still as it was when this was begun.</summary>
        public bool IsOf(DataSource source) =>
            source.Kind == _source.Kind && source.Layer == _source.Layer && source.Since == _source.Since
            && IsSame(source.Settings, _source.Settings) && IsSame(source.Secrets, _source.Secrets);

        /// <summary>Begins to read the next batch; <see cref="Batch"/> must have been looked at before.</summary>
        public void ReadAhead() => _ahead ??= _batches.MoveNextAsync().AsTask();

        /// <summary>The enumerator outlives the tick that opened it, so each tick's token is passed on for its own time only.</summary>
        public async Task<bool> NextAsync(CancellationToken cancellationToken)
        {
            await using var stop = cancellationToken.Register(_ending.Cancel);
            ReadAhead();
            var next = _ahead!;
            _ahead = null;
            return await next;
        }

        private static bool IsSame(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
            a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && value == pair.Value);

        public async ValueTask DisposeAsync()
        {
            await _ending.CancelAsync();
            if (_ahead is { } ahead)
            {
                await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await _batches.DisposeAsync();
            _ending.Dispose();
        }
    }
}

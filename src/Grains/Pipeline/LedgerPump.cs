using System.Threading.Channels;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Pipeline;

/// <summary>
/// Carries the ledger, in order, to the grains of all four scopes and to the rollups. It starts where the rollups are, so that
/// whatever happened, each entry reaches both; grains skip what they have.
/// </summary>
public sealed partial class LedgerPump(
    ILedger ledger,
    IRollupStore rollups,
    IGrainResolver grains,
    ILiveFeed feed,
    ActiveScopes active,
    GrainOptions options,
    TimeProvider time,
    ILogger<LedgerPump> logger) : IEngineStatus
{
    private const int ResultsWaiting = 32;
    private const int EntriesPerFlush = 200_000;
    private const int DeliveryAttempts = 5;

    /// <summary>Between flushes at least this many times as long as the last one took: a dear flush is shared by more entries.</summary>
    private const int FlushRest = 5;

    private static readonly TimeSpan LedgerPoll = TimeSpan.FromSeconds(2);

    private readonly Channel<AppendResult> _results = Channel.CreateBounded<AppendResult>(
        new BoundedChannelOptions(ResultsWaiting) { SingleReader = true });

    private readonly RollupAccumulator _sums = new();
    private readonly Dictionary<ScopePath, long> _delivered = [];
    private readonly Dictionary<ScopePath, ScopePath[]> _lines = [];
    private long _start;
    private long _position;
    private long _flushed;
    private long _head;
    private int _entriesSinceFlush;
    private long _flushedAt;
    private long _polledAt;
    private TimeSpan _flushTook;
    private Task<bool>? _wait;

    /// <inheritdoc />
    public bool IsCaughtUp { get; private set; }

    /// <inheritdoc />
    public long DeliveredPosition => Interlocked.Read(ref _position);

    /// <inheritdoc />
    public long LedgerPosition => Math.Max(Interlocked.Read(ref _head), DeliveredPosition);

    /// <summary>Takes what the writer appended; waits while too much is waiting.</summary>
    public ValueTask OfferAsync(AppendResult result, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _head, result.Head);
        return _results.Writer.WriteAsync(result, cancellationToken);
    }

    /// <summary>Takes no more; <see cref="RunAsync"/> ends when everything is delivered and written.</summary>
    public void Complete() => _results.Writer.TryComplete();

    /// <summary>Delivers until <see cref="Complete"/> or cancellation.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _start = _position = _flushed = await rollups.GetPositionAsync(cancellationToken);
        _flushedAt = _polledAt = time.GetTimestamp();
        await CatchUpAsync(await ledger.GetHeadAsync(cancellationToken), cancellationToken);
        await FlushAsync(cancellationToken);
        IsCaughtUp = true;

        while (await WaitAsync(cancellationToken))
        {
            while (_results.Reader.TryRead(out var result))
            {
                if (result.Head <= _position)
                {
                    continue;
                }

                // Another process, or the start, may have left a stretch that never came through the channel.
                await CatchUpAsync(result.Previous, cancellationToken);
                await DeliverAsync(result.Entries, result.Head, cancellationToken);
                await FlushWhenDueAsync(cancellationToken);
            }

            await PollAsync(cancellationToken);
            await FlushWhenDueAsync(cancellationToken);
        }

        await FlushAsync(cancellationToken);
    }

    /// <summary>Waits for results, at most until the next flush or the next look at the ledger is due.</summary>
    /// <returns>False when there will be no more.</returns>
    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        _wait ??= _results.Reader.WaitToReadAsync(cancellationToken).AsTask();
        try
        {
            var more = await _wait.WaitAsync(_entriesSinceFlush == 0 ? LedgerPoll : options.RollupInterval, time, cancellationToken);
            _wait = null;
            return more;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    /// <summary>Fetches what another process, such as <c>import</c>, has appended.</summary>
    private async Task PollAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_polledAt) < LedgerPoll || _results.Reader.Count > 0)
        {
            return;
        }

        _polledAt = time.GetTimestamp();
        try
        {
            await CatchUpAsync(await ledger.GetHeadAsync(cancellationToken), cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogPollPostponed(e);
        }
    }

    private async Task CatchUpAsync(long upto, CancellationToken cancellationToken)
    {
        if (upto <= _position)
        {
            return;
        }

        await foreach (var page in ledger.ReadAsync(_position, upto, null, cancellationToken))
        {
            await DeliverAsync(page, page[^1].Position, cancellationToken);
            await FlushWhenDueAsync(cancellationToken);
        }

        Interlocked.Exchange(ref _position, upto);
    }

    private async Task DeliverAsync(IReadOnlyList<LedgerEntry> entries, long upto, CancellationToken cancellationToken)
    {
        var keepMinutesSince = time.GetUtcNow() - options.MinuteRetention;
        var byScope = new Dictionary<ScopePath, List<LedgerEntry>>();
        foreach (var entry in entries)
        {
            var line = Line(entry.Scope);
            _sums.Add(entry, line, keepMinutesSince);
            foreach (var scope in line)
            {
                if (!byScope.TryGetValue(scope, out var list))
                {
                    byScope[scope] = list = [];
                }

                list.Add(entry);
            }
        }

        // Narrowest first: the cause of an anomaly is then told before its impact on the wider scopes.
        foreach (var level in byScope.GroupBy(scope => scope.Key.Kind).OrderByDescending(level => level.Key))
        {
            await Task.WhenAll(level.Select(scope => DeliverAsync(scope.Key, scope.Value, upto, cancellationToken)));
        }

        foreach (var (scope, list) in byScope)
        {
            _delivered[scope] = upto;
            active.Touch(scope, list.Max(entry => entry.Timestamp));
        }

        Interlocked.Exchange(ref _position, upto);
        _entriesSinceFlush += entries.Count;
        feed.CostChanged(byScope.Keys.Select(scope => scope.Key));
    }

    /// <summary>
    /// Tells one grain. A grain that keeps failing is left behind: its next message does not continue what it has, so it reads the
    /// missing stretch from the ledger by itself.
    /// </summary>
    private async Task DeliverAsync(ScopePath scope, List<LedgerEntry> entries, long upto, CancellationToken cancellationToken)
    {
        var batch = new ScopeBatch(_delivered.GetValueOrDefault(scope, _start), upto, entries);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await grains.Get<ICostGrain>(scope.Key).ApplyAsync(batch, cancellationToken);
                return;
            }
            catch (GrainFault fault) when (attempt < DeliveryAttempts)
            {
                LogDeliveryRetried(fault, scope.Key, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), time, cancellationToken);
            }
            catch (GrainFault fault)
            {
                LogDeliveryFailed(fault, scope.Key, upto);
                return;
            }
        }
    }

    private ScopePath[] Line(ScopePath scope)
    {
        if (!_lines.TryGetValue(scope, out var line))
        {
            _lines[scope] = line = [.. scope.SelfAndAncestors()];
        }

        return line;
    }

    private Task FlushWhenDueAsync(CancellationToken cancellationToken) =>
        _entriesSinceFlush >= EntriesPerFlush
        || (_entriesSinceFlush > 0 && time.GetElapsedTime(_flushedAt) >= Max(options.RollupInterval, _flushTook * FlushRest))
            ? FlushAsync(cancellationToken)
            : Task.CompletedTask;

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_position == _flushed)
        {
            return;
        }

        var started = time.GetTimestamp();
        for (var delay = TimeSpan.FromMilliseconds(100); ; delay = Min(delay * 2, TimeSpan.FromSeconds(10)))
        {
            try
            {
                if (!await rollups.CommitAsync(_flushed, _position, _sums.Sums, cancellationToken))
                {
                    throw new InvalidOperationException(
                        $"The rollups are not at position {_flushed}: another process writes them too. Run one engine per store.");
                }

                break;
            }
            catch (StoreUnavailableException e)
            {
                LogFlushPostponed(e, _sums.Sums.Count);
                await Task.Delay(delay, time, cancellationToken);
            }
        }

        _flushed = _position;
        _flushedAt = time.GetTimestamp();
        _flushTook = time.GetElapsedTime(started, _flushedAt);
        _entriesSinceFlush = 0;
        _sums.Clear();
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "Delivery to {Scope} failed, attempt {Attempt}")]
    private partial void LogDeliveryRetried(Exception exception, string scope, int attempt);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Error, Message = "Delivery to {Scope} up to {Position} given up; it will catch up from the ledger")]
    private partial void LogDeliveryFailed(Exception exception, string scope, long position);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "{Rows} rollup rows could not be written yet")]
    private partial void LogFlushPostponed(Exception exception, int rows);

    [LoggerMessage(EventId = 2204, Level = LogLevel.Warning, Message = "The ledger could not be asked for news")]
    private partial void LogPollPostponed(Exception exception);
}

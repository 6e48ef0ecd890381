using System.Globalization;
using System.Threading.Channels;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Attribution;

/// <summary>
/// Runs previews and applications of rules beside the way of the data, one after the other. That an application was begun is noted in the store: a process
/// that starts again goes on with it, from the beginning, which is safe since what lies where it belongs stays untouched.
/// </summary>
public sealed partial class AttributionJobs(
    Reattribution reattribution,
    AttributionBook book,
    IAttributionStore store,
    IUsageSink sink,
    IAuditLog audit,
    TimeProvider time,
    ILogger<AttributionJobs> logger) : IAttributionJobs, IEnginePart
{
    private const int MostKept = 20;
    private const int MostWaiting = 8;

    private readonly Lock _lock = new();
    private readonly List<Job> _jobs = [];
    private readonly Channel<Job> _waiting = Channel.CreateBounded<Job>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private long _made;

    /// <inheritdoc />
    public string Name => "attribution";

    /// <inheritdoc />
    public async Task<AttributionJob?> PreviewAsync(
        IReadOnlyList<AttributionRule>? rules, DateTimeOffset from, DateTimeOffset to, string by, CancellationToken cancellationToken)
    {
        var used = rules is null ? await book.NewestAsync(cancellationToken) : null;
        var attributor = new Attributor(used ?? RuleSet.Empty with { Rules = rules! });
        return Add(new(NewJob(AttributionJobKind.Preview, by, from, to, used?.Version), attributor));
    }

    /// <inheritdoc />
    public async Task<AttributionJob?> ApplyAsync(DateTimeOffset from, DateTimeOffset to, string by, CancellationToken cancellationToken)
    {
        var rules = await book.NewestAsync(cancellationToken);
        var job = new Job(NewJob(AttributionJobKind.Apply, by, from, to, rules.Version), null);
        lock (_lock)
        {
            if (_jobs.Exists(other => other.Now is { Kind: AttributionJobKind.Apply, State: AttributionJobState.Waiting or AttributionJobState.Running }))
            {
                return null;
            }

            if (Add(job) is null)
            {
                return null;
            }
        }

        return job.Now;
    }

    /// <inheritdoc />
    public IReadOnlyList<AttributionJob> List()
    {
        lock (_lock)
        {
            return [.. _jobs.Select(job => job.Now).Reverse()];
        }
    }

    /// <inheritdoc />
    public AttributionJob? Find(string id) => FindJob(id)?.Now;

    /// <inheritdoc />
    public async Task<AttributionJob?> WaitAsync(string id, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (FindJob(id) is not { } job)
        {
            return null;
        }

        try
        {
            await job.Ended.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It goes on; the caller asks again.
        }

        return job.Now;
    }

    /// <inheritdoc />
    public async Task<bool> CancelAsync(string id, CancellationToken cancellationToken)
    {
        if (FindJob(id) is not { } job || job.Ended.Task.IsCompleted)
        {
            return false;
        }

        await job.Stop.CancelAsync();
        return true;
    }

    /// <summary>Runs jobs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ResumeAsync(cancellationToken);
        await foreach (var job in _waiting.Reader.ReadAllAsync(cancellationToken))
        {
            await RunAsync(job, cancellationToken);
        }
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FindUnfinishedAsync(cancellationToken) is { } unfinished)
            {
                LogResumed(unfinished.By, unfinished.From, unfinished.To);
                await ApplyAsync(unfinished.From, unfinished.To, unfinished.By, cancellationToken);
            }
        }
        catch (StoreUnavailableException e)
        {
            LogNotResumed(e);
        }
    }

    private async Task RunAsync(Job job, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, job.Stop.Token);
        try
        {
            either.Token.ThrowIfCancellationRequested();
            var now = job.Now;
            job.Now = now with { State = AttributionJobState.Running, RecordsTotal = await reattribution.CountAsync(now.From, now.To, either.Token) };
            var effect = job.Rules is { } proposed
                ? await reattribution.PreviewAsync(proposed, now.From, now.To, job.Read, either.Token)
                : await ApplyAsync(job, either.Token);
            job.End(AttributionJobState.Done, time.GetUtcNow(), effect, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping: an application goes on with the next start.
            job.End(AttributionJobState.Cancelled, time.GetUtcNow(), null, null);
            throw;
        }
        catch (OperationCanceledException)
        {
            await GiveUpAsync(job, cancellationToken);
            job.End(AttributionJobState.Cancelled, time.GetUtcNow(), null, null);
        }
        catch (Exception e)
        {
            LogFailed(e, job.Now.Id);
            job.End(AttributionJobState.Failed, time.GetUtcNow(), null, e is StoreUnavailableException ? "The store did not answer." : e.Message);
        }
    }

    private async Task<AttributionEffect> ApplyAsync(Job job, CancellationToken cancellationToken)
    {
        var now = job.Now;
        await store.SaveUnfinishedAsync(now, cancellationToken);
        var rules = await book.CurrentAsync(cancellationToken);
        var effect = await reattribution.ApplyAsync(rules, sink, now.From, now.To, job.Read, cancellationToken);
        await audit.AppendAsync([Applied(now.By, now.From, now.To, rules.Set.Version, effect, time.GetUtcNow())], cancellationToken);
        await store.SaveUnfinishedAsync(null, cancellationToken);
        return effect;
    }

    /// <summary>The audit log's line of an application.</summary>
    public static AuditEntry Applied(
        string by, DateTimeOffset from, DateTimeOffset to, int version, AttributionEffect effect, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return new(at, by, "attribution.applied", "attribution/rules", null)
        {
            Details = new Dictionary<string, string>
            {
                ["from"] = from.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                ["to"] = to.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                ["version"] = version.ToString(CultureInfo.InvariantCulture),
                ["records"] = effect.Records.ToString(CultureInfo.InvariantCulture),
                ["moved"] = effect.Moved.ToString(CultureInfo.InvariantCulture),
                ["moved_cost"] = effect.MovedCost.Effective.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    /// <summary>Somebody stopped an application: it must not go on with the next start.</summary>
    private async Task GiveUpAsync(Job job, CancellationToken cancellationToken)
    {
        if (job.Rules is null)
        {
            try
            {
                await store.SaveUnfinishedAsync(null, cancellationToken);
            }
            catch (StoreUnavailableException e)
            {
                LogFailed(e, job.Now.Id);
            }
        }
    }

    private AttributionJob NewJob(AttributionJobKind kind, string by, DateTimeOffset from, DateTimeOffset to, int? version)
    {
        var now = time.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMddHHmmssfff}-{Interlocked.Increment(ref _made)}");
        return new(id, kind, by, now, from, to, version);
    }

    private AttributionJob? Add(Job job)
    {
        lock (_lock)
        {
            if (!_waiting.Writer.TryWrite(job))
            {
                return null;
            }

            _jobs.Add(job);
            if (_jobs.Count > MostKept && _jobs.FindIndex(old => old.Ended.Task.IsCompleted) is >= 0 and var oldest)
            {
                _jobs.RemoveAt(oldest);
            }

            return job.Now;
        }
    }

    private Job? FindJob(string id)
    {
        lock (_lock)
        {
            return _jobs.Find(job => job.Now.Id == id);
        }
    }

    [LoggerMessage(EventId = 2701, Level = LogLevel.Information, Message = "Going on with rules that {By} had applied to {From:u} to {To:u}")]
    private partial void LogResumed(string by, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(EventId = 2702, Level = LogLevel.Warning, Message = "Whether rules were being applied is not known: the store did not answer")]
    private partial void LogNotResumed(Exception exception);

    [LoggerMessage(EventId = 2703, Level = LogLevel.Error, Message = "Attribution job {Job} failed")]
    private partial void LogFailed(Exception exception, string job);

    /// <summary>A job; the runner alone changes how far it is, readers see one state or the next.</summary>
    private sealed class Job(AttributionJob asked, Attributor? rules)
    {
        private volatile AttributionJob _now = asked;

        /// <summary>The proposed rules of a preview; null for an application.</summary>
        public Attributor? Rules { get; } = rules;

        public CancellationTokenSource Stop { get; } = new();

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public AttributionJob Now
        {
            get => _now;
            set => _now = value;
        }

        public void Read(long records) => _now = _now with { RecordsRead = records };

        public void End(AttributionJobState state, DateTimeOffset at, AttributionEffect? effect, string? fault)
        {
            _now = _now with { State = state, EndedAt = at, Effect = effect, Fault = fault };
            Ended.TrySetResult();
        }
    }
}

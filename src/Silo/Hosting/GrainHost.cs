using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using FinOpsAI.Core.Contracts;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Silo.Hosting;

/// <summary>
/// Runs grains in this process: one mailbox per key, one message at a time, activation on first use, snapshot and drop when idle.
/// The contract rules are those of the cluster host, so that a grain cannot tell the difference.
/// </summary>
public sealed partial class GrainHost : IGrainResolver, IAsyncDisposable
{
    private static readonly Meter Meter = new("FinOpsAI.Host");

    private readonly FrozenDictionary<Type, GrainRegistration> _registrations;
    private readonly IReadOnlyList<GrainRegistration> _stopOrder;
    private readonly ConcurrentDictionary<GrainId, Mailbox> _mailboxes = new();
    private readonly GrainHostOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<GrainHost> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _sweeping = new();
    private readonly Counter<long> _activations = Meter.CreateCounter<long>("finopsai.grain.activations", description: "Grains activated");
    private readonly Task _sweep;
    private int _isStopping;

    /// <summary>Starts the host.</summary>
    /// <param name="registrations">The grains; on a stop they are drained in this order, callers before those they call.</param>
    /// <param name="options">Bounds and timeouts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where faults go.</param>
    public GrainHost(
        IEnumerable<GrainRegistration> registrations, GrainHostOptions options, TimeProvider time, ILogger<GrainHost> logger)
    {
        _stopOrder = [.. registrations];
        _registrations = _stopOrder.ToFrozenDictionary(registration => registration.Contract);
        _options = options;
        _time = time;
        _logger = logger;
        Stopping = _stopping.Token;
        Meter.CreateObservableGauge("finopsai.grain.mailboxes", () => _mailboxes.Count, description: "Grains with a mailbox");
        _sweep = SweepAsync();
    }

    internal CancellationToken Stopping { get; }

    internal long Now => _time.GetTimestamp();

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">No grain is registered for the contract.</exception>
    public TGrain Get<TGrain>(string key)
        where TGrain : class
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _registrations.TryGetValue(typeof(TGrain), out var registration)
            ? (TGrain)registration.Proxy(new(this, new(typeof(TGrain), key)))
            : throw new InvalidOperationException($"No grain is registered for {typeof(TGrain)}.");
    }

    /// <summary>Runs everything that waits, saves every grain, and stops. Callers from outside are refused meanwhile.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopping, 1) != 0)
        {
            return;
        }

        await _sweeping.CancelAsync();
        await _sweep;
        var deadline = Task.Delay(_options.DrainTimeout, _time);
        foreach (var registration in _stopOrder)
        {
            var mailboxes = _mailboxes.Where(mailbox => mailbox.Key.Contract == registration.Contract).Select(mailbox => mailbox.Value).ToList();
            foreach (var mailbox in mailboxes)
            {
                mailbox.Close();
            }

            var drained = Task.WhenAll(mailboxes.Select(mailbox => mailbox.Gone));
            if (await Task.WhenAny(drained, deadline) == deadline)
            {
                LogDrainTimedOut(mailboxes.Count(mailbox => !mailbox.Gone.IsCompleted), _options.DrainTimeout);
                break;
            }
        }

        await _stopping.CancelAsync();
        _stopping.Dispose();
        _sweeping.Dispose();
    }

    /// <summary>Completes when every grain that now has a mailbox has been dropped, or has closed it to do so.</summary>
    public Task WhenEmptyAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_mailboxes.Values.Select(mailbox => mailbox.Gone)).WaitAsync(cancellationToken);

    internal async Task<TResult> AskAsync<TGrain, TArgument, TResult>(
        GrainId id, TArgument argument, Func<TGrain, TArgument, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
        where TGrain : class
    {
        var chain = CallChain.Current;
        if (chain is null && _isStopping != 0)
        {
            throw new GrainFault(GrainFaultCode.Unavailable, retry: true, "The host is stopping.");
        }

        if (chain is not null && chain.Contains(id))
        {
            throw new GrainFault(GrainFaultCode.Cycle, retry: false, $"{chain.Grain} calls {id}, which waits for it.");
        }

        var message = new Message<TGrain, TArgument, TResult>(argument, call, chain, cancellationToken);
        while (true)
        {
            var mailbox = Find(id);
            if (await mailbox.PostAsync(message, cancellationToken))
            {
                return await message.Answer.WaitAsync(cancellationToken);
            }

            await mailbox.Gone.WaitAsync(cancellationToken);
        }
    }

    internal void Remove(GrainId id, Mailbox mailbox) => _mailboxes.TryRemove(new(id, mailbox));

    internal void CountActivation(GrainId id) => _activations.Add(1, new KeyValuePair<string, object?>("grain", id.Contract.Name));

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "{Grain} was stale and has been dropped")]
    internal partial void LogStale(Exception exception, GrainId grain);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "{Grain} could not be activated")]
    internal partial void LogActivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "{Grain} could not be saved")]
    internal partial void LogDeactivationFailed(Exception exception, GrainId grain);

    private Mailbox Find(GrainId id)
    {
        while (true)
        {
            if (_mailboxes.TryGetValue(id, out var known))
            {
                return known;
            }

            var mailbox = new Mailbox(this, id, _registrations[id.Contract].Activate, _options.MailboxCapacity);
            if (_mailboxes.TryAdd(id, mailbox))
            {
                mailbox.Start();
                return mailbox;
            }
        }
    }

    private async Task SweepAsync()
    {
        using var timer = new PeriodicTimer(_options.IdleTimeout / 4, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_sweeping.Token))
            {
                var before = Now - (long)(_options.IdleTimeout.TotalSeconds * _time.TimestampFrequency);
                foreach (var mailbox in _mailboxes.Values.Where(mailbox => mailbox.IsIdle(before)))
                {
                    mailbox.Close();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    [LoggerMessage(EventId = 1004, Level = LogLevel.Error, Message = "{Grains} grains were not saved within {Timeout}")]
    private partial void LogDrainTimedOut(int grains, TimeSpan timeout);
}

using System.Collections.Concurrent;
using FinOpsAI.Core.Contracts;

namespace FinOpsAI.Grains.Tests.Conformance;

/// <summary>The contract through which a host is examined.</summary>
public interface IProbeGrain
{
    /// <summary>Adds to the grain's sum, yielding half-way so that an overlap would show.</summary>
    Task<long> AddAsync(int value, CancellationToken cancellationToken);

    /// <summary>Notes a number; numbers of one sender must come in order.</summary>
    Task NoteAsync(int sender, int number, CancellationToken cancellationToken);

    Task<long> SumAsync(CancellationToken cancellationToken);

    /// <summary>Holds the grain's turn until the gate opens or the caller gives up.</summary>
    Task HoldAsync(string gate, CancellationToken cancellationToken);

    /// <summary>Changes state half-way, then fails with an exception of its own.</summary>
    Task FailAsync(CancellationToken cancellationToken);

    /// <summary>Saves where another activation has saved since.</summary>
    Task SaveAsync(CancellationToken cancellationToken);

    /// <summary>Calls the first of these keys with the rest.</summary>
    Task CallAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);
}

/// <summary>What all probes of one test share: their saved states, and what was observed of them.</summary>
public sealed class ProbeWorld
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _arrivals = new();
    private int _overlaps;
    private int _failingActivations;

    public ConcurrentDictionary<string, (long Version, long Sum)> Saved { get; } = new();

    public ConcurrentDictionary<string, int> Activations { get; } = new();

    public ConcurrentDictionary<string, int> Deactivations { get; } = new();

    public ConcurrentDictionary<string, ConcurrentQueue<(int Sender, int Number)>> Notes { get; } = new();

    /// <summary>How often a message began while another one of the same grain was half-way.</summary>
    public int Overlaps => _overlaps;

    /// <summary>How many further activations fail.</summary>
    public int FailingActivations { get => _failingActivations; init => _failingActivations = value; }

    public void CountOverlap() => Interlocked.Increment(ref _overlaps);

    public bool TakeFailure() => Interlocked.Decrement(ref _failingActivations) >= 0;

    public void Open(string gate) => Gate(gate).TrySetResult();

    public Task Gate(string gate, CancellationToken cancellationToken)
    {
        _arrivals.GetOrAdd(gate, static _ => New()).TrySetResult();
        return Gate(gate).Task.WaitAsync(cancellationToken);
    }

    /// <summary>Completes when a grain holds its turn at the gate.</summary>
    public Task ArrivedAt(string gate) => _arrivals.GetOrAdd(gate, static _ => New()).Task;

    private TaskCompletionSource Gate(string gate) => _gates.GetOrAdd(gate, static _ => New());

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A plain grain that watches its host.</summary>
public sealed class ProbeGrain(string key, ProbeWorld world, IGrainResolver grains) : IProbeGrain, IActorLifecycle
{
    private int _inside;
    private long _sum;
    private long _version;

    public Task ActivateAsync(CancellationToken cancellationToken)
    {
        if (world.TakeFailure())
        {
            throw new IOException("The store is away.");
        }

        world.Activations.AddOrUpdate(key, 1, static (_, n) => n + 1);
        (_version, _sum) = world.Saved.GetValueOrDefault(key);
        return Task.CompletedTask;
    }

    public async Task DeactivateAsync(CancellationToken cancellationToken)
    {
        world.Deactivations.AddOrUpdate(key, 1, static (_, n) => n + 1);
        await SaveAsync(cancellationToken);
    }

    public async Task<long> AddAsync(int value, CancellationToken cancellationToken)
    {
        await Turn(() => Task.Yield());
        return _sum += value;
    }

    public Task NoteAsync(int sender, int number, CancellationToken cancellationToken)
    {
        world.Notes.GetOrAdd(key, static _ => new()).Enqueue((sender, number));
        return Task.CompletedTask;
    }

    public Task<long> SumAsync(CancellationToken cancellationToken) => Task.FromResult(_sum);

    public Task HoldAsync(string gate, CancellationToken cancellationToken) => world.Gate(gate, cancellationToken);

    public Task FailAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("Refused by the grain.");

    public Task SaveAsync(CancellationToken cancellationToken)
    {
        // The fence of the snapshot store: only who has loaded the newest state may save.
        if (world.Saved.GetValueOrDefault(key).Version != _version)
        {
            throw new GrainFault(GrainFaultCode.Stale, retry: true, $"{key} was outrun.");
        }

        world.Saved[key] = (++_version, _sum);
        return Task.CompletedTask;
    }

    public Task CallAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => keys.Count == 0
        ? Task.CompletedTask
        : grains.Get<IProbeGrain>(keys[0]).CallAsync([.. keys.Skip(1)], cancellationToken);

    private async Task Turn(Func<System.Runtime.CompilerServices.YieldAwaitable> half)
    {
        if (Interlocked.Increment(ref _inside) != 1)
        {
            world.CountOverlap();
        }

        await half();
        Interlocked.Decrement(ref _inside);
    }
}

namespace FinOpsAI.Grains.Policies;

/// <summary>Wakes whoever carries out decisions, so that nobody waits for the next look.</summary>
public sealed class PolicySignal : IDisposable
{
    private readonly SemaphoreSlim _work = new(0, 1);

    /// <summary>There is something to do.</summary>
    public void Wake()
    {
        try
        {
            _work.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    /// <summary>Waits until there is something to do, at most as long as said.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _work.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing happened; time itself may have made something due.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _work.Dispose();
}

namespace FinOpsAI.Grains.Pipeline;

/// <summary>Tells a worker of this process that there is something new, so that it need not wait for its next look.</summary>
/// <typeparam name="TWorker">The worker.</typeparam>
public sealed class WorkSignal<TWorker> : IDisposable
{
    private readonly SemaphoreSlim _news = new(0, 1);

    /// <summary>There is something new.</summary>
    public void Set()
    {
        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already said and not yet heard.
        }
    }

    /// <summary>Waits for news, or as long as the worker waits at most.</summary>
    public async Task WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, enough.Token);
        try
        {
            await _news.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // No news; time itself may have made something due.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _news.Dispose();
}

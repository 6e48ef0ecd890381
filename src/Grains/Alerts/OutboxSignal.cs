namespace FinOpsAI.Grains.Alerts;

/// <summary>Tells the dispatcher of this process that there is something new, so that it need not wait for its next look.</summary>
public sealed class OutboxSignal : IDisposable
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

    /// <summary>Waits for news, or as long as the dispatcher waits at most.</summary>
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
            // No news: time to look all the same.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _news.Dispose();
}

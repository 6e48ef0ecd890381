namespace FinOpsAI.Grains.Alerts;

/// <summary>When one channel may be sent the next message: not faster than its receiver takes them, not more in a minute than people read.</summary>
/// <param name="pace">The shortest time between two messages.</param>
/// <param name="perMinute">The most in a minute; null for no bound.</param>
/// <param name="time">The clock.</param>
internal sealed class ChannelPace(TimeSpan pace, int? perMinute, TimeProvider time)
{
    private readonly Queue<DateTimeOffset> _sent = new();
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>When the next message may go; in the past for now.</summary>
    public DateTimeOffset Next
    {
        get
        {
            var now = time.GetUtcNow();
            while (_sent.TryPeek(out var oldest) && oldest <= now.AddMinutes(-1))
            {
                _sent.Dequeue();
            }

            var byCount = perMinute is { } most && _sent.Count >= most ? _sent.Peek().AddMinutes(1) : DateTimeOffset.MinValue;
            return byCount > _notBefore ? byCount : _notBefore;
        }
    }

    /// <summary>A message goes now.</summary>
    public void Note()
    {
        var now = time.GetUtcNow();
        _notBefore = Later(_notBefore, now + pace);
        if (perMinute is not null)
        {
            _sent.Enqueue(now);
        }
    }

    /// <summary>The receiver asks for a rest.</summary>
    public void Rest(TimeSpan wait) => _notBefore = Later(_notBefore, time.GetUtcNow() + wait);

    /// <summary>Waits until the next message may go.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = Next - time.GetUtcNow();
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

namespace FinOpsAI.Core.Alerts;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>It waits for its time, or for another try.</summary>
    Waiting = 0,

    /// <summary>It arrived.</summary>
    Delivered = 1,

    /// <summary>It will not arrive by itself: refused, tried too often, or the channel is disabled. It can be sent again.</summary>
    Dead = 2,

    /// <summary>It became part of a message that holds several notices.</summary>
    Folded = 3,
}

/// <summary>
/// One notice, or a digest of several, on its way to one channel. Its id is derived from both, so that it exists once; it is also the key by which a
/// receiver tells a repetition.
/// </summary>
/// <param name="Id">Derived from the channel and the notices.</param>
/// <param name="Channel">The channel's id.</param>
/// <param name="Thread">The notice's thread; a digest's own.</param>
/// <param name="Notices">Keys of its notices: one, or those of a digest, oldest first.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record Delivery(string Id, string Channel, string Thread, IReadOnlyList<string> Notices, DateTimeOffset CreatedAt)
{
    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; init; }

    /// <summary>Not sent before, UTC.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>It was kept back by quiet hours: with others it becomes a digest.</summary>
    public bool WasHeld { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was last tried, UTC.</summary>
    public DateTimeOffset? LastTriedAt { get; init; }

    /// <summary>What was said then when it did not arrive, without secrets; null when it did.</summary>
    public string? LastError { get; init; }

    /// <summary>When it arrived, UTC.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>The digest that holds it; null for none.</summary>
    public string? FoldedInto { get; init; }

    /// <summary>Whether it holds several notices.</summary>
    public bool IsDigest => Notices.Count > 1;
}

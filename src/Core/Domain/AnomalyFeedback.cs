namespace FinOpsAI.Core.Domain;

/// <summary>What a person thinks of an anomaly.</summary>
public enum FeedbackVerdict
{
    /// <summary>It was right to tell: the scope's detectors become more eager.</summary>
    Useful = 1,

    /// <summary>True, but known: the like of it at the same time of the week or month is not told again for a while.</summary>
    Expected = 2,

    /// <summary>Nothing happened: the scope's detectors become less eager.</summary>
    Noise = 3,
}

/// <summary>A person's word on an anomaly. One per anomaly; a later one replaces it, and removing it undoes what it changed.</summary>
/// <param name="Anomaly">The anomaly as it was when the word was given.</param>
/// <param name="Verdict">The word.</param>
/// <param name="Note">Why; null for nothing.</param>
/// <param name="At">UTC. It changes how buckets that end after this are judged.</param>
public sealed record AnomalyFeedback(Anomaly Anomaly, FeedbackVerdict Verdict, string? Note, DateTimeOffset At);

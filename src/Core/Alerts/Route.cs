using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Alerts;

/// <summary>
/// Which notices go where. A notice goes by every route that it fits; one that fits none goes to the server's log, so that nothing is lost. What
/// follows on a notice (taken, over) goes where the notice went.
/// </summary>
public sealed record Route
{
    /// <summary>1 to 40 lower-case letters, digits and <c>-</c>; never changes.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Notices on this scope and below.</summary>
    public ScopePath Scope { get; init; } = ScopePath.Organization;

    /// <summary>Of these kinds; empty for all.</summary>
    public IReadOnlyList<NoticeKind> Kinds { get; init; } = [];

    /// <summary>Of this severity and above.</summary>
    public Severity MinSeverity { get; init; }

    /// <summary>To these channels, by id.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>And to all channels of this role; null for no more.</summary>
    public string? Role { get; init; }

    /// <summary>When nothing is sent but kept for the end; null for never.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>Only what nobody took in time goes by it.</summary>
    public bool IsEscalation { get; init; }

    /// <summary>Nothing goes by it for the time being.</summary>
    public bool IsPaused { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True when a notice goes by this route.</summary>
    public bool Fits(Notice notice) =>
        !IsPaused
        && Scope.Contains(notice.Scope)
        && notice.Severity >= MinSeverity
        && (Kinds.Count == 0 || Kinds.Contains(notice.Kind))
        && (!IsEscalation || notice.Escalation > 0);
}

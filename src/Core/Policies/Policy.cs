using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Policies;

/// <summary>How much a policy does by itself, rising.</summary>
public enum PolicyAutonomy
{
    /// <summary>Says that its condition came true.</summary>
    Notify = 1,

    /// <summary>Proposes its action; anybody may approve or decline it.</summary>
    Propose = 2,

    /// <summary>Asks its approver, and forgets the action when no answer comes in time.</summary>
    Ask = 3,

    /// <summary>Acts, and says so.</summary>
    Act = 4,
}

/// <summary>What a policy can have done by whoever receives its webhook: a gateway, a scheduler.</summary>
public enum PolicyActionKind
{
    /// <summary>Slow a key or deployment down.</summary>
    ThrottleKey = 1,

    /// <summary>Let another model answer.</summary>
    SwitchModel = 2,

    /// <summary>Stop a job or an experiment.</summary>
    StopJob = 3,
}

/// <summary>What must be true of a notice; all that is given must hold. A figure that a notice does not carry does not hold.</summary>
public sealed record PolicyCondition
{
    /// <summary>Any of these kinds; empty for all but <see cref="NoticeKind.Policy"/>, to which no policy ever answers.</summary>
    public IReadOnlyList<NoticeKind> Kinds { get; init; } = [];

    /// <summary>Any of these subjects, such as <c>spike</c>; empty for all.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>At least this severe.</summary>
    public Severity MinimalSeverity { get; init; }

    /// <summary>At least this much beyond what was expected, reporting currency.</summary>
    public decimal? MinimalExcess { get; init; }

    /// <summary>At least this much for each hour of waiting, reporting currency.</summary>
    public decimal? MinimalPerHour { get; init; }

    /// <summary>At least this share of the limit; 1 is all of it.</summary>
    public decimal? MinimalShare { get; init; }

    /// <summary>At least this probable that the limit will be exceeded, 0 to 1.</summary>
    public double? MinimalProbability { get; init; }

    /// <summary>At most this many hours until the limit is reached.</summary>
    public double? MaximalHoursToBreach { get; init; }
}

/// <summary>What is to be done, and by whom.</summary>
/// <param name="Kind">What.</param>
public sealed record PolicyAction(PolicyActionKind Kind)
{
    /// <summary>What the receiver needs to know: the model to switch to, requests a minute.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>For how long; null until somebody takes it back.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Where the signed webhook goes; null when people do it by hand.</summary>
    public string? Url { get; init; }

    /// <summary>The webhook's signing secret as <see cref="Ports.ISecretStore"/> keeps it; null without a webhook.</summary>
    public string? Secret { get; init; }

    /// <summary>Words for whoever reads or receives it; null for none.</summary>
    public string? Text { get; init; }
}

/// <summary>A rule that answers notices: when its condition holds, it notifies, proposes, asks or acts.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Scope">Notices about this scope and below.</param>
/// <param name="Condition">What must be true of a notice.</param>
/// <param name="Autonomy">How much it does by itself.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record Policy(string Id, string Name, ScopePath Scope, PolicyCondition Condition, PolicyAutonomy Autonomy, DateTimeOffset CreatedAt)
{
    /// <summary>Whether it answers at all.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Whether it only says what it would have done. An acting policy begins so; leaving it is a step of its own.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>What is to be done; null for a policy that only notifies.</summary>
    public PolicyAction? Action { get; init; }

    /// <summary>How long it leaves a thread alone once it has answered.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Who may answer when it asks; null for anybody.</summary>
    public string? Approver { get; init; }

    /// <summary>How long it waits for an answer.</summary>
    public TimeSpan ApprovalTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Answers before this count no more: somebody let it propose again. UTC; null for all.</summary>
    public DateTimeOffset? LearnsFrom { get; init; }
}

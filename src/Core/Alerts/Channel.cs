using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Core.Alerts;

/// <summary>A place where people or programs are told: a Slack channel, somebody's mailbox, a PagerDuty service.</summary>
public sealed record Channel
{
    /// <summary>The channel that is always there: the server's log.</summary>
    public const string ConsoleId = "console";

    /// <summary>1 to 40 lower-case letters, digits and <c>-</c>; never changes.</summary>
    public required string Id { get; init; }

    /// <summary>How it is reached: a <see cref="ChannelKind.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What its readers read.</summary>
    public NarrativeLanguage Language { get; init; }

    /// <summary>What its readers do, such as <c>finops</c> or <c>engineer</c>, so that a route can mean all of them; null for nothing.</summary>
    public string? Role { get; init; }

    /// <summary>Values by setting, without secrets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets by setting: a reference to where one stands, or encrypted text.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>How a channel fares.</summary>
/// <param name="Id">The channel's id.</param>
public sealed record ChannelState(string Id)
{
    /// <summary>When something last arrived, UTC; null for never.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>When something last did not arrive, UTC; null for never.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>What was said then, without secrets.</summary>
    public string? LastError { get; init; }

    /// <summary>Final refusals since the last success.</summary>
    public int Refusals { get; init; }

    /// <summary>Since when nothing is sent to it any more, UTC; null while it is in use.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why, without secrets; null while it is in use.</summary>
    public string? DisabledBecause { get; init; }
}

/// <summary>A way to reach people, and what it needs: what the dashboard and <c>alerts</c> show of it.</summary>
/// <param name="Kind">Its name, such as <c>slack</c>.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">What to create where, and its limits.</param>
/// <param name="Settings">Its settings, in the order in which they are asked for.</param>
public sealed record ChannelKind(string Kind, SourceText Title, SourceText Description, IReadOnlyList<SourceSetting> Settings)
{
    /// <summary>The shortest time between two messages of one channel; zero for none.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>How many messages of one channel may be on their way at once.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Whether many notices may become one message. Programs want each of them.</summary>
    public bool CanDigest { get; init; } = true;
}

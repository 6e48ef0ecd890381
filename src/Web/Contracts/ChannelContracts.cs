using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Contracts;

/// <summary>A way to reach people.</summary>
/// <param name="Kind">Its name, such as <c>slack</c>.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">What to create where, and its limits.</param>
/// <param name="Settings">Its settings, in the order in which they are asked for.</param>
public sealed record ChannelKindResponse(
    string Kind, LocalizedText Title, LocalizedText Description, IReadOnlyList<SourceSettingResponse> Settings);

/// <summary>The ways to reach people.</summary>
/// <param name="Items">By kind.</param>
/// <param name="Roles">The roles that channels and routes may name.</param>
public sealed record ChannelKindListResponse(IReadOnlyList<ChannelKindResponse> Items, IReadOnlyList<string> Roles);

/// <summary>How a channel fares, in a word.</summary>
public enum ChannelStatus
{
    /// <summary>Nothing was sent to it yet.</summary>
    Unused,

    /// <summary>The last message arrived.</summary>
    Well,

    /// <summary>The last message did not arrive; it is tried again.</summary>
    Failing,

    /// <summary>Nothing is sent to it any more until somebody enables it.</summary>
    Disabled,
}

/// <summary>A place where people or programs are told.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Kind">How it is reached.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Language"><c>en</c> or <c>ko</c>.</param>
/// <param name="Role">What its readers do; null for nothing.</param>
/// <param name="Settings">Values by setting, without secrets.</param>
/// <param name="Secrets">For each secret of its kind, whether it is set.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="IsBuiltIn">The server's log, which is always there and cannot be changed.</param>
/// <param name="Status">How it fares.</param>
/// <param name="LastSuccessAt">When something last arrived, UTC; null for never.</param>
/// <param name="LastErrorAt">When something last did not arrive, UTC; null for never.</param>
/// <param name="LastError">What was said then.</param>
/// <param name="DisabledAt">Since when nothing is sent to it, UTC; null while it is in use.</param>
/// <param name="DisabledBecause">Why; null while it is in use.</param>
/// <param name="Waiting">Deliveries on their way.</param>
/// <param name="Dead">Deliveries that were given up and can be sent again.</param>
public sealed record ChannelResponse(
    string Id,
    string Kind,
    string Name,
    string Language,
    string? Role,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, SourceSecretResponse> Secrets,
    DateTimeOffset? CreatedAt,
    bool IsBuiltIn,
    ChannelStatus Status,
    DateTimeOffset? LastSuccessAt,
    DateTimeOffset? LastErrorAt,
    string? LastError,
    DateTimeOffset? DisabledAt,
    string? DisabledBecause,
    long Waiting,
    long Dead);

/// <summary>All channels.</summary>
/// <param name="Items">By id; the server's log first.</param>
public sealed record ChannelListResponse(IReadOnlyList<ChannelResponse> Items);

/// <summary>Sets up a channel, or changes one.</summary>
/// <param name="Id">1 to 40 lower-case letters, digits and <c>-</c>; made from the name when absent. A change ignores it.</param>
/// <param name="Kind">How it is reached; cannot change.</param>
/// <param name="Name">Its name for people, 1 to 100 characters.</param>
/// <param name="Language"><c>en</c> or <c>ko</c>; absent keeps it, for a new channel <c>en</c>.</param>
/// <param name="Role">What its readers do; absent or empty for nothing.</param>
/// <param name="Settings">All values by setting, without secrets; absent keeps them.</param>
/// <param name="Secrets">
/// Secrets by setting: <c>env:NAME</c>, <c>file:PATH</c> or <c>config:KEY</c> says where one stands, anything else is the secret and is kept encrypted. Absent keeps
/// what was set, empty removes it.
/// </param>
public sealed record ChannelRequest(
    string? Id,
    string? Kind,
    string? Name,
    string? Language,
    string? Role,
    IReadOnlyDictionary<string, string?>? Settings,
    IReadOnlyDictionary<string, string?>? Secrets);

/// <summary>What a test message showed.</summary>
/// <param name="Ok">Whether it arrived.</param>
/// <param name="Message">What the receiver said, for people.</param>
public sealed record ChannelTestResponse(bool Ok, string Message);

/// <summary>Hours in which nothing is sent but kept for their end.</summary>
/// <param name="From">Local time, <c>HH:mm</c>.</param>
/// <param name="To">Local time, <c>HH:mm</c>; before <paramref name="From"/> it is on the next day; equal to it, there are none.</param>
/// <param name="TimeZone">IANA name such as <c>Asia/Seoul</c>.</param>
/// <param name="Days">Days of the week that are quiet as a whole: <c>monday</c> to <c>sunday</c>; absent for none.</param>
/// <param name="CriticalBreaksThrough">Critical notices are told all the same; absent is true.</param>
public sealed record QuietHoursModel(string? From, string? To, string? TimeZone, IReadOnlyList<string>? Days, bool? CriticalBreaksThrough);

/// <summary>Which notices go where.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Scope">Notices on this scope and below.</param>
/// <param name="Kinds">Of these kinds; empty for all.</param>
/// <param name="MinSeverity">Of this severity and above.</param>
/// <param name="Channels">To these channels, by id.</param>
/// <param name="Role">And to all channels of this role; null for no more.</param>
/// <param name="Quiet">When nothing is sent; null for never.</param>
/// <param name="IsEscalation">Only what nobody took in time goes by it.</param>
/// <param name="IsPaused">Nothing goes by it for the time being.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record RouteResponse(
    string Id,
    string Name,
    ScopeResponse Scope,
    IReadOnlyList<NoticeKind> Kinds,
    Severity MinSeverity,
    IReadOnlyList<string> Channels,
    string? Role,
    QuietHoursModel? Quiet,
    bool IsEscalation,
    bool IsPaused,
    DateTimeOffset CreatedAt);

/// <summary>All routes. What fits none goes to the server's log.</summary>
/// <param name="Items">By id.</param>
public sealed record RouteListResponse(IReadOnlyList<RouteResponse> Items);

/// <summary>Sets up a route, or replaces one.</summary>
/// <param name="Id">1 to 40 lower-case letters, digits and <c>-</c>; made from the name when absent. A change ignores it.</param>
/// <param name="Name">Its name for people, 1 to 100 characters.</param>
/// <param name="Scope">Notices on this scope and below; absent for the organization.</param>
/// <param name="Kinds">Of these kinds, such as <c>incident</c>; absent or empty for all.</param>
/// <param name="MinSeverity"><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>; absent is <c>low</c>.</param>
/// <param name="Channels">To these channels, by id.</param>
/// <param name="Role">And to all channels of this role.</param>
/// <param name="Quiet">When nothing is sent; absent for never.</param>
/// <param name="IsEscalation">Only what nobody took in time goes by it.</param>
/// <param name="IsPaused">Nothing goes by it for the time being.</param>
public sealed record RouteRequest(
    string? Id,
    string? Name,
    string? Scope,
    IReadOnlyList<string>? Kinds,
    string? MinSeverity,
    IReadOnlyList<string>? Channels,
    string? Role,
    QuietHoursModel? Quiet,
    bool? IsEscalation,
    bool? IsPaused);

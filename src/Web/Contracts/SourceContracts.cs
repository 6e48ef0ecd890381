using FinOpsAI.Core.Sources;

namespace FinOpsAI.Web.Contracts;

/// <summary>One setting of a kind of source.</summary>
/// <param name="Name">Its name in <c>settings</c>, or in <c>secrets</c> for a secret.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Help">What it means, where to find it.</param>
/// <param name="Type">How it is entered.</param>
/// <param name="IsRequired">Whether a source cannot do without.</param>
/// <param name="Default">Its value when nothing is entered.</param>
/// <param name="Choices">The values of a choice.</param>
public sealed record SourceSettingResponse(
    string Name, LocalizedText Label, LocalizedText? Help, SourceSettingType Type, bool IsRequired, string? Default, IReadOnlyList<string> Choices);

/// <summary>A kind of data source.</summary>
/// <param name="Kind">Its name, such as <c>openai.usage</c>.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">What it reads, with what right, at what delay and price.</param>
/// <param name="Layer">What its records are unless the source says otherwise.</param>
/// <param name="EverySeconds">How often it is read unless the source says otherwise.</param>
/// <param name="FirstReadSeconds">How far back a new source starts.</param>
/// <param name="ReadsByTime">Whether any range of time can be asked for; if not, a backfill reads everything again.</param>
/// <param name="Settings">Its settings, in the order in which they are asked for.</param>
public sealed record SourceKindResponse(
    string Kind,
    LocalizedText Title,
    LocalizedText Description,
    SourceLayer Layer,
    long EverySeconds,
    long FirstReadSeconds,
    bool ReadsByTime,
    IReadOnlyList<SourceSettingResponse> Settings);

/// <summary>The kinds of data sources.</summary>
/// <param name="Items">By kind.</param>
public sealed record SourceKindListResponse(IReadOnlyList<SourceKindResponse> Items);

/// <summary>How a data source fares.</summary>
public enum SourceStatus
{
    /// <summary>It was not read yet.</summary>
    NeverRead,

    /// <summary>Its last read came to its end.</summary>
    Well,

    /// <summary>Its last reads failed for a cause that usually passes (asked too often, provider unreachable), at most twice in a row; it is tried again.</summary>
    Waiting,

    /// <summary>Its last read failed for a cause that somebody must mend, or for the third time in a row.</summary>
    Failing,

    /// <summary>Somebody paused it.</summary>
    Paused,
}

/// <summary>Whether a secret is set; never the secret.</summary>
/// <param name="IsSet">Whether it is.</param>
/// <param name="Reference">Where it stands: <c>env:NAME</c>, <c>file:PATH</c> or <c>config:KEY</c>; null for one that is kept encrypted.</param>
public sealed record SourceSecretResponse(bool IsSet, string? Reference);

/// <summary>The last failure of a data source.</summary>
/// <param name="Code">What kind of fault.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="At">UTC.</param>
public sealed record SourceFaultResponse(SourceFaultCode Code, string Message, DateTimeOffset At);

/// <summary>A backfill.</summary>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="To">Exclusive, UTC.</param>
/// <param name="CoveredUntil">Everything before it has been taken.</param>
/// <param name="Progress">Share of the range that has been taken, 0 to 1.</param>
/// <param name="Records">Records read so far.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="FinishedAt">UTC; null while it runs.</param>
public sealed record SourceBackfillResponse(
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset CoveredUntil,
    double Progress,
    long Records,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt);

/// <summary>What a data source gave on one UTC day of reading.</summary>
/// <param name="Day">The day.</param>
/// <param name="Accepted">New records.</param>
/// <param name="Restated">Records whose figures changed.</param>
/// <param name="Retracted">Records that the provider no longer reports.</param>
/// <param name="Unchanged">Records read again as they were.</param>
/// <param name="Rejected">Rows that could not be used.</param>
public sealed record SourceDayResponse(DateOnly Day, long Accepted, long Restated, long Retracted, long Unchanged, long Rejected);

/// <summary>A row that could not be used.</summary>
/// <param name="Line">Its number within what was read.</param>
/// <param name="Field">The field.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record SourceRowErrorResponse(long Line, string Field, string Message);

/// <summary>How far a data source has been read, and how it went.</summary>
/// <param name="Status">The whole in a word.</param>
/// <param name="CoveredUntil">Everything before it has been taken at least once, UTC; null before the first read.</param>
/// <param name="NewestRecordAt">The newest charge period read, UTC.</param>
/// <param name="LagSeconds">Now minus the newest charge period; null without one.</param>
/// <param name="LastRunAt">When it was last read, UTC.</param>
/// <param name="LastSuccessAt">When it was last read to the end, UTC.</param>
/// <param name="NextRunAt">When it is read next, UTC; null is now, or never while it is paused.</param>
/// <param name="Failures">Failures since the last success.</param>
/// <param name="LastFault">The last failure; null after a success.</param>
/// <param name="Backfill">The last backfill; null when none was asked for.</param>
/// <param name="Records">All records ever taken from it.</param>
/// <param name="Days">What it gave on the last 35 days, oldest first, days without a read left out.</param>
/// <param name="RowErrors">The last rows that could not be used, newest last.</param>
public sealed record SourceStateResponse(
    SourceStatus Status,
    DateTimeOffset? CoveredUntil,
    DateTimeOffset? NewestRecordAt,
    long? LagSeconds,
    DateTimeOffset? LastRunAt,
    DateTimeOffset? LastSuccessAt,
    DateTimeOffset? NextRunAt,
    int Failures,
    SourceFaultResponse? LastFault,
    SourceBackfillResponse? Backfill,
    long Records,
    IReadOnlyList<SourceDayResponse> Days,
    IReadOnlyList<SourceRowErrorResponse> RowErrors);

/// <summary>A data source.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Layer">What its records are.</param>
/// <param name="EverySeconds">How often it is read.</param>
/// <param name="Since">Nothing before it is read, UTC.</param>
/// <param name="IsPaused">Not read for the time being.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="RecordSource">The <c>source</c> of its records.</param>
/// <param name="Settings">Values by setting, without secrets.</param>
/// <param name="Secrets">For each secret of its kind, whether it is set.</param>
/// <param name="State">How it fares.</param>
public sealed record SourceResponse(
    string Id,
    string Kind,
    string Name,
    SourceLayer Layer,
    long EverySeconds,
    DateTimeOffset Since,
    bool IsPaused,
    DateTimeOffset CreatedAt,
    string RecordSource,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, SourceSecretResponse> Secrets,
    SourceStateResponse State);

/// <summary>All data sources.</summary>
/// <param name="AsOf">UTC: what the lags are counted to.</param>
/// <param name="Items">By id.</param>
public sealed record SourceListResponse(DateTimeOffset AsOf, IReadOnlyList<SourceResponse> Items);

/// <summary>Sets up a data source, or changes one.</summary>
/// <param name="Id">1 to 40 lower-case letters, digits and <c>-</c>; made from the name when absent. A change ignores it.</param>
/// <param name="Kind">Its kind; cannot change.</param>
/// <param name="Name">Its name for people, 1 to 100 characters.</param>
/// <param name="Layer"><c>spend</c> or <c>bill</c>; absent is what the kind says.</param>
/// <param name="EverySeconds">How often it is read, 10 seconds to 31 days; absent is what the kind says.</param>
/// <param name="Since">Nothing before it is read, RFC 3339; absent keeps it, for a new source what the kind says.</param>
/// <param name="IsPaused">Whether it is not read for the time being; absent keeps it.</param>
/// <param name="Settings">All values by setting, without secrets; empty ones are left out.</param>
/// <param name="Secrets">
/// Secrets by setting: <c>env:NAME</c>, <c>file:PATH</c> or <c>config:KEY</c> says where one stands, anything else is the secret and is kept encrypted. Absent keeps
/// what was set, empty removes it.
/// </param>
public sealed record SourceRequest(
    string? Id,
    string? Kind,
    string? Name,
    string? Layer,
    long? EverySeconds,
    string? Since,
    bool? IsPaused,
    IReadOnlyDictionary<string, string?>? Settings,
    IReadOnlyDictionary<string, string?>? Secrets);

/// <summary>Tries a data source that is not saved, or a saved one with changes.</summary>
/// <param name="Id">The saved source; absent for one that is not saved.</param>
/// <param name="Kind">The kind of one that is not saved.</param>
/// <param name="Settings">All values by setting; absent is what is saved.</param>
/// <param name="Secrets">Secrets by setting; absent is what is saved.</param>
public sealed record SourceTestRequest(
    string? Id, string? Kind, IReadOnlyDictionary<string, string?>? Settings, IReadOnlyDictionary<string, string?>? Secrets);

/// <summary>What trying a data source showed.</summary>
/// <param name="Ok">Whether it works.</param>
/// <param name="Fault">Why it does not; null when it does.</param>
/// <param name="Message">What was reached and seen, or what went wrong.</param>
public sealed record SourceTestResponse(bool Ok, SourceFaultCode? Fault, string Message);

/// <summary>Asks for a range to be read again.</summary>
/// <param name="From">RFC 3339, inclusive; without a zone it is UTC.</param>
/// <param name="To">RFC 3339, exclusive; absent is now.</param>
public sealed record SourceBackfillRequest(string? From, string? To);

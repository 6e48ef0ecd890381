using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Contracts;

/// <summary>What somebody wrote on an incident.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Author">Who.</param>
/// <param name="At">UTC.</param>
/// <param name="Text">The words.</param>
public sealed record IncidentCommentResponse(string Id, string Author, DateTimeOffset At, string Text);

/// <summary>What people have done about an incident.</summary>
/// <param name="Assignee">Who takes care of it; null for nobody.</param>
/// <param name="AcknowledgedBy">Who took it; null for nobody.</param>
/// <param name="AcknowledgedAt">When, UTC.</param>
/// <param name="SnoozedUntil">Nobody is told of it before this, UTC; null when it is not put off.</param>
/// <param name="Outcome">How it ended; null while it goes on.</param>
/// <param name="ClosedBy">Who ended it; null when nobody did.</param>
/// <param name="ClosedAt">When it ended, UTC; null while it goes on.</param>
/// <param name="Reopened">How often it was opened again.</param>
/// <param name="Escalations">How often it was told again because nobody took it.</param>
/// <param name="NextEscalationAt">When it is told again unless somebody takes it, UTC; null when it will not be.</param>
/// <param name="Comments">Oldest first.</param>
public sealed record IncidentHandlingResponse(
    string? Assignee,
    string? AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? SnoozedUntil,
    IncidentOutcome? Outcome,
    string? ClosedBy,
    DateTimeOffset? ClosedAt,
    int Reopened,
    int Escalations,
    DateTimeOffset? NextEscalationAt,
    IReadOnlyList<IncidentCommentResponse> Comments);

/// <summary>One line of an incident's history, from the audit log.</summary>
/// <param name="At">UTC.</param>
/// <param name="Actor">Who; <c>system</c> for the product itself.</param>
/// <param name="Action">What was done, such as <c>incident.acknowledged</c>.</param>
/// <param name="Details">What changed, by name.</param>
public sealed record IncidentHistoryResponse(DateTimeOffset At, string Actor, string Action, IReadOnlyDictionary<string, string> Details);

/// <summary>An incident with what was done and told about it.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="History">What people and the product did, newest first.</param>
/// <param name="Notices">What was told, newest first.</param>
/// <param name="Deliveries">To whom, and whether it arrived, newest first.</param>
public sealed record IncidentDetailResponse(
    IncidentResponse Incident,
    IReadOnlyList<IncidentHistoryResponse> History,
    IReadOnlyList<NoticeResponse> Notices,
    IReadOnlyList<DeliveryResponse> Deliveries);

/// <summary>Takes, mends, expects, dismisses or opens an incident again.</summary>
/// <param name="Note">Why; up to 4,000 characters; absent for nothing.</param>
public sealed record IncidentStepRequest(string? Note);

/// <summary>Gives an incident to somebody.</summary>
/// <param name="Assignee">Who, up to 100 characters; absent or empty for nobody.</param>
public sealed record AssignRequest(string? Assignee);

/// <summary>Writes on an incident.</summary>
/// <param name="Text">1 to 4,000 characters.</param>
/// <param name="Key">Any text; the same comment sent again under the same key is written once. Absent: equal comments of one author are one.</param>
public sealed record CommentRequest(string? Text, string? Key);

/// <summary>Puts an incident off. One of the two.</summary>
/// <param name="Until">RFC 3339, within 31 days.</param>
/// <param name="Minutes">From now, 1 to 44,640.</param>
public sealed record SnoozeRequest(string? Until, int? Minutes);

/// <summary>A notice's words in one language.</summary>
/// <param name="Title">One line.</param>
/// <param name="Paragraphs">What happened, why, what waiting costs.</param>
/// <param name="Facts">Short facts with their names.</param>
/// <param name="Advice">What can be done.</param>
public sealed record NoticeTextResponse(
    string Title, IReadOnlyList<string> Paragraphs, IReadOnlyList<NoticeFact> Facts, IReadOnlyList<string> Advice);

/// <summary>Something that was told.</summary>
/// <param name="Key">Unique for what happened.</param>
/// <param name="Thread">What belongs together.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Phase">Where in its thread it stands.</param>
/// <param name="Scope">Whose spend it is about.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="At">UTC.</param>
/// <param name="Figures">The numbers it rests on, reporting currency; null where one makes no sense.</param>
/// <param name="English">The words, English.</param>
/// <param name="Korean">The words, Korean.</param>
/// <param name="Subject">What it is about more closely.</param>
/// <param name="Page">The dashboard's page for it, from the root.</param>
/// <param name="Owner">Who owns what it is about.</param>
/// <param name="Escalation">How often it was told before without anybody taking it.</param>
public sealed record NoticeResponse(
    string Key,
    string Thread,
    NoticeKind Kind,
    NoticePhase Phase,
    ScopeResponse Scope,
    Severity Severity,
    DateTimeOffset At,
    NoticeFigures Figures,
    NoticeTextResponse English,
    NoticeTextResponse Korean,
    string? Subject,
    string? Page,
    string? Owner,
    int Escalation);

/// <summary>Notices, newest first.</summary>
/// <param name="Items">The notices.</param>
public sealed record NoticeListResponse(IReadOnlyList<NoticeResponse> Items);

/// <summary>One notice, or a digest of several, on its way to one channel.</summary>
/// <param name="Id">Stable; receivers see it as the key of idempotency.</param>
/// <param name="Channel">The channel's id.</param>
/// <param name="ChannelName">Its name; the id when the channel is gone.</param>
/// <param name="ChannelKind">How it is reached; null when the channel is gone.</param>
/// <param name="Thread">What belongs together.</param>
/// <param name="Notices">Keys of its notices.</param>
/// <param name="Title">The first notice's title, in both languages; null when it is no longer kept.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="DueAt">Not sent before, UTC.</param>
/// <param name="WasHeld">Kept back by quiet hours.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastTriedAt">UTC; null before the first try.</param>
/// <param name="LastError">What was said when it did not arrive; null when it did.</param>
/// <param name="DeliveredAt">UTC; null as long as it has not.</param>
/// <param name="FoldedInto">The digest that holds it; null for none.</param>
public sealed record DeliveryResponse(
    string Id,
    string Channel,
    string ChannelName,
    string? ChannelKind,
    string Thread,
    IReadOnlyList<string> Notices,
    LocalizedText? Title,
    DeliveryState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueAt,
    bool WasHeld,
    int Attempts,
    DateTimeOffset? LastTriedAt,
    string? LastError,
    DateTimeOffset? DeliveredAt,
    string? FoldedInto);

/// <summary>Deliveries, newest first.</summary>
/// <param name="Items">The deliveries.</param>
public sealed record DeliveryListResponse(IReadOnlyList<DeliveryResponse> Items);

/// <summary>Sends dead deliveries again.</summary>
/// <param name="Ids">Which; absent for all of the channel.</param>
/// <param name="Channel">All dead ones of this channel; absent when <paramref name="Ids"/> says which.</param>
public sealed record ResendRequest(IReadOnlyList<string>? Ids, string? Channel);

/// <summary>What is sent again.</summary>
/// <param name="Resent">How many.</param>
public sealed record ResendResponse(int Resent);

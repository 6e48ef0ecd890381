using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Policies;
using FinOpsAI.Web.Identity;

namespace FinOpsAI.Web.Contracts;

/// <summary>Adds a policy, or changes one.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Scope">Notices about this scope and below; default the organization.</param>
/// <param name="Enabled">Whether it answers at all; default true.</param>
/// <param name="Condition">What must be true of a notice.</param>
/// <param name="Autonomy"><c>notify</c>, <c>propose</c>, <c>ask</c> or <c>act</c>.</param>
/// <param name="Action">What is to be done; required but for <c>notify</c>.</param>
/// <param name="CooldownMinutes">How long it leaves a thread alone once it has answered; 1 to 43,200, default 360.</param>
/// <param name="Approver">Who may answer when it asks; null for anybody.</param>
/// <param name="ApprovalTimeoutMinutes">How long it waits for an answer; 1 to 10,080, default 60.</param>
public sealed record PolicyRequest(
    string? Name,
    string? Scope,
    bool? Enabled,
    PolicyConditionRequest? Condition,
    string? Autonomy,
    PolicyActionRequest? Action,
    int? CooldownMinutes,
    string? Approver,
    int? ApprovalTimeoutMinutes) : IScopedRequest;

/// <summary>What must be true of a notice; all that is given must hold.</summary>
/// <param name="Kinds">Any of these: <c>incident</c>, <c>budgetThreshold</c>, <c>budgetForecast</c>, <c>budgetRequest</c>, <c>experiment</c>, <c>report</c>, <c>system</c>.</param>
/// <param name="Subjects">Any of these, such as <c>spike</c>.</param>
/// <param name="MinimalSeverity"><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>; default low.</param>
/// <param name="MinimalExcess">At least this much beyond what was expected.</param>
/// <param name="MinimalPerHour">At least this much for each hour of waiting.</param>
/// <param name="MinimalShare">At least this share of the limit; 1 is all of it.</param>
/// <param name="MinimalProbability">At least this probable that the limit will be exceeded, 0 to 1.</param>
/// <param name="MaximalHoursToBreach">At most this many hours until the limit is reached.</param>
public sealed record PolicyConditionRequest(
    IReadOnlyList<string>? Kinds,
    IReadOnlyList<string>? Subjects,
    string? MinimalSeverity,
    decimal? MinimalExcess,
    decimal? MinimalPerHour,
    decimal? MinimalShare,
    double? MinimalProbability,
    double? MaximalHoursToBreach);

/// <summary>What is to be done.</summary>
/// <param name="Kind"><c>throttleKey</c>, <c>switchModel</c> or <c>stopJob</c>.</param>
/// <param name="Parameters">What the receiver needs to know; at most 20.</param>
/// <param name="DurationMinutes">For how long; null until somebody takes it back.</param>
/// <param name="Url">Where the signed webhook goes; required for <c>act</c>.</param>
/// <param name="Secret">Its signing secret, <c>whsec_</c> and base64, or where it stands (<c>env:NAME</c>, <c>file:PATH</c>); never given back. Left out it stays.</param>
/// <param name="Text">Words for whoever reads or receives it.</param>
public sealed record PolicyActionRequest(
    string? Kind, IReadOnlyDictionary<string, string>? Parameters, int? DurationMinutes, string? Url, string? Secret, string? Text);

/// <summary>A policy.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Name">For display.</param>
/// <param name="Scope">Notices about this scope and below.</param>
/// <param name="Enabled">Whether it answers at all.</param>
/// <param name="DryRun">Whether it only says what it would have done.</param>
/// <param name="Condition">What must be true of a notice.</param>
/// <param name="Autonomy">How much it does by itself.</param>
/// <param name="Action">What is to be done; null when it only notifies.</param>
/// <param name="CooldownMinutes">How long it leaves a thread alone once it has answered.</param>
/// <param name="Approver">Who may answer when it asks; null for anybody.</param>
/// <param name="ApprovalTimeoutMinutes">How long it waits for an answer.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record PolicyResponse(
    string Id,
    string Name,
    ScopeResponse Scope,
    bool Enabled,
    bool DryRun,
    PolicyConditionResponse Condition,
    PolicyAutonomy Autonomy,
    PolicyActionResponse? Action,
    int CooldownMinutes,
    string? Approver,
    int ApprovalTimeoutMinutes,
    DateTimeOffset CreatedAt);

/// <summary>What must be true of a notice.</summary>
/// <param name="Kinds">Any of these; empty for all.</param>
/// <param name="Subjects">Any of these; empty for all.</param>
/// <param name="MinimalSeverity">At least this severe.</param>
/// <param name="MinimalExcess">At least this much beyond what was expected; null for any.</param>
/// <param name="MinimalPerHour">At least this much for each hour of waiting.</param>
/// <param name="MinimalShare">At least this share of the limit.</param>
/// <param name="MinimalProbability">At least this probable.</param>
/// <param name="MaximalHoursToBreach">At most this many hours until the limit.</param>
public sealed record PolicyConditionResponse(
    IReadOnlyList<NoticeKind> Kinds,
    IReadOnlyList<string> Subjects,
    Severity MinimalSeverity,
    decimal? MinimalExcess,
    decimal? MinimalPerHour,
    decimal? MinimalShare,
    double? MinimalProbability,
    double? MaximalHoursToBreach);

/// <summary>What is to be done.</summary>
/// <param name="Kind">What.</param>
/// <param name="Parameters">What the receiver needs to know.</param>
/// <param name="DurationMinutes">For how long; null until somebody takes it back.</param>
/// <param name="Url">Where the webhook goes; null when people do it by hand.</param>
/// <param name="HasSecret">Whether a signing secret is kept.</param>
/// <param name="Text">Words for whoever reads or receives it.</param>
public sealed record PolicyActionResponse(
    PolicyActionKind Kind, IReadOnlyDictionary<string, string> Parameters, int? DurationMinutes, string? Url, bool HasSecret, string? Text);

/// <summary>Policies, by name.</summary>
/// <param name="Items">The policies, each with its record.</param>
public sealed record PolicyListResponse(IReadOnlyList<PolicyDetailResponse> Items);

/// <summary>A policy with what was made of it.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Record">Its decisions and the answers to them.</param>
public sealed record PolicyDetailResponse(PolicyResponse Policy, PolicyRecordResponse Record);

/// <summary>What a policy decided, what people answered, and what that has made of it.</summary>
/// <param name="Decisions">Decisions by state, those that occurred.</param>
/// <param name="Approved">Proposals and questions that were approved, as far as they count.</param>
/// <param name="Declined">Those that were declined.</param>
/// <param name="ApprovalRate">Approved among the answered, 0 to 1; null without an answer.</param>
/// <param name="ApprovalRateUpper">Upper end of its 95 % Wilson interval; null without an answer.</param>
/// <param name="IsQuiet">True when it has stopped proposing, because at least 5 were answered and even the upper end is under a half.</param>
/// <param name="LearnsFrom">Answers before this count no more, UTC; null for all.</param>
/// <param name="Useful">Incidents it answered on which a person said "useful".</param>
/// <param name="Expected">Those on which a person said "expected".</param>
/// <param name="Noise">Those on which a person said "noise".</param>
public sealed record PolicyRecordResponse(
    IReadOnlyDictionary<PolicyDecisionState, int> Decisions,
    int Approved,
    int Declined,
    double? ApprovalRate,
    double? ApprovalRateUpper,
    bool IsQuiet,
    DateTimeOffset? LearnsFrom,
    int Useful,
    int Expected,
    int Noise);

/// <summary>A policy's answer to a notice.</summary>
/// <param name="Id">Stable; the webhook's id.</param>
/// <param name="PolicyId">The policy.</param>
/// <param name="PolicyName">Its name then.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Autonomy">The policy's autonomy then.</param>
/// <param name="Scope">Whose spend it is about.</param>
/// <param name="NoticeKind">What it answers.</param>
/// <param name="NoticeThread">The notice's thread, such as <c>incident/ID</c>.</param>
/// <param name="NoticeTitle">The notice's title.</param>
/// <param name="NoticePage">The dashboard's page for it; null for none.</param>
/// <param name="Severity">How much the notice matters.</param>
/// <param name="Action">What is to be done; null when it only notifies.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Approver">Who may answer; null for anybody.</param>
/// <param name="ExpiresAt">Until when an answer counts, UTC.</param>
/// <param name="AnsweredBy">Who answered; null while nobody has.</param>
/// <param name="AnsweredAt">When, UTC.</param>
/// <param name="Reason">The reason given.</param>
/// <param name="Attempts">How often the webhook was sent.</param>
/// <param name="NextAttemptAt">When it is sent (again), UTC.</param>
/// <param name="Result">What the last attempt came to.</param>
/// <param name="ClosedAt">When it came to its end, UTC.</param>
/// <param name="Steps">Its life so far, oldest first.</param>
/// <param name="DryRun">Whether the policy was in its dry run then: approved, nothing is sent.</param>
public sealed record PolicyDecisionResponse(
    string Id,
    string PolicyId,
    string PolicyName,
    PolicyDecisionState State,
    PolicyAutonomy Autonomy,
    ScopeResponse Scope,
    NoticeKind NoticeKind,
    string NoticeThread,
    LocalizedText NoticeTitle,
    string? NoticePage,
    Severity Severity,
    PolicyActionResponse? Action,
    DateTimeOffset DecidedAt,
    string? Approver,
    DateTimeOffset? ExpiresAt,
    string? AnsweredBy,
    DateTimeOffset? AnsweredAt,
    string? Reason,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    string? Result,
    DateTimeOffset? ClosedAt,
    IReadOnlyList<PolicyStepResponse> Steps,
    bool DryRun);

/// <summary>A step in a decision's life.</summary>
/// <param name="State">What it became.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Who; <c>system</c> for the product itself.</param>
/// <param name="Text">The reason given, or what came back; null for nothing.</param>
public sealed record PolicyStepResponse(PolicyDecisionState State, DateTimeOffset At, string By, string? Text);

/// <summary>Decisions, newest first.</summary>
/// <param name="Items">The decisions.</param>
public sealed record PolicyDecisionListResponse(IReadOnlyList<PolicyDecisionResponse> Items);

/// <summary>An approval or a refusal.</summary>
/// <param name="Reason">Why, at most 2,000 characters; may be left out.</param>
public sealed record PolicyAnswerRequest(string? Reason);

/// <summary>What a policy would have done.</summary>
/// <param name="Since">Notices and incidents from here on were looked at, UTC.</param>
/// <param name="Looked">How many were looked at.</param>
/// <param name="Items">Those that match and are not left alone after an earlier one, newest first.</param>
public sealed record PolicyPreviewResponse(DateTimeOffset Since, int Looked, IReadOnlyList<PolicyMatchResponse> Items);

/// <summary>A notice that a policy would have answered.</summary>
/// <param name="Thread">Its thread, such as <c>incident/ID</c>.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">More closely; null when the kind says it all.</param>
/// <param name="Scope">Whose spend.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Title">Its title.</param>
/// <param name="Page">The dashboard's page for it; null for none.</param>
public sealed record PolicyMatchResponse(
    string Thread, NoticeKind Kind, string? Subject, ScopeResponse Scope, Severity Severity, DateTimeOffset At, LocalizedText Title, string? Page);

/// <summary>What people said of each kind of detector, and what that has made of sensitivities.</summary>
/// <param name="Since">Words from here on, UTC.</param>
/// <param name="ConfiguredFalseAlertsPer30Days">Expected false alerts of a scope in 30 days without any word.</param>
/// <param name="Kinds">By kind of anomaly.</param>
/// <param name="Scopes">Scopes on whose anomalies something was said, with their sensitivity now.</param>
public sealed record DetectorVerdictsResponse(
    DateTimeOffset Since,
    double ConfiguredFalseAlertsPer30Days,
    IReadOnlyList<DetectorVerdictResponse> Kinds,
    IReadOnlyList<ScopeVerdictResponse> Scopes);

/// <summary>What people said of one kind of anomaly.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Useful">It was right to tell.</param>
/// <param name="Expected">True, but known.</param>
/// <param name="Noise">Nothing happened.</param>
public sealed record DetectorVerdictResponse(AnomalyKind Kind, int Useful, int Expected, int Noise);

/// <summary>What people said of one scope's anomalies.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Useful">It was right to tell.</param>
/// <param name="Expected">True, but known.</param>
/// <param name="Noise">Nothing happened.</param>
/// <param name="FalseAlertsPer30Days">Its expected false alerts in 30 days now.</param>
public sealed record ScopeVerdictResponse(ScopeResponse Scope, int Useful, int Expected, int Noise, double FalseAlertsPer30Days);

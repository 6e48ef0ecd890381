using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Contracts;

/// <summary>New rules in place of all before.</summary>
/// <param name="ExpectedVersion">The version that the change starts from; 0 when there are no rules yet.</param>
/// <param name="Note">Why; may be left out.</param>
/// <param name="Rules">All rules, in order: the first that matches places a record.</param>
public sealed record RuleSetRequest(int ExpectedVersion, string? Note, IReadOnlyList<AttributionRule> Rules);

/// <summary>One rule more, behind all others: how a suggestion is accepted.</summary>
/// <param name="ExpectedVersion">The version that the change starts from.</param>
/// <param name="Note">Why; may be left out.</param>
/// <param name="Rule">The rule.</param>
public sealed record RuleRequest(int ExpectedVersion, string? Note, AttributionRule Rule);

/// <summary>Makes an old version the newest again, as a new version.</summary>
/// <param name="ExpectedVersion">The version in use now.</param>
/// <param name="Note">Why; may be left out.</param>
public sealed record RuleSetRestoreRequest(int ExpectedVersion, string? Note);

/// <summary>Versions of the rules.</summary>
/// <param name="Items">Newest first.</param>
public sealed record RuleSetVersionListResponse(IReadOnlyList<RuleSetVersion> Items);

/// <summary>A dimension that conditions and templates can name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tags">For an alias the tags in which it looks, the first that is there wins; empty for a field of the record.</param>
public sealed record RuleDimensionResponse(string Name, IReadOnlyList<string> Tags);

/// <summary>What conditions and templates can name beside <c>tag:NAME</c>.</summary>
/// <param name="Items">By name.</param>
public sealed record RuleDimensionListResponse(IReadOnlyList<RuleDimensionResponse> Items);

/// <summary>Asks what rules would move.</summary>
/// <param name="Rules">Proposed rules; left out for those in use.</param>
/// <param name="From">Inclusive start of charge periods, UTC.</param>
/// <param name="To">Exclusive end, UTC; left out for now.</param>
public sealed record AttributionPreviewRequest(IReadOnlyList<AttributionRule>? Rules, string? From, string? To);

/// <summary>Asks for records to be restated by the rules in use.</summary>
/// <param name="From">Inclusive start of charge periods, UTC.</param>
/// <param name="To">Exclusive end, UTC; left out for now.</param>
public sealed record AttributionApplyRequest(string? From, string? To);

/// <summary>Previews and applications of rules.</summary>
/// <param name="Items">Newest first.</param>
public sealed record AttributionJobListResponse(IReadOnlyList<AttributionJob> Items);

/// <summary>Where a shared cost arises.</summary>
/// <param name="Scope">Key of a team, project or resource.</param>
/// <param name="Provider">Only this provider's cost; null for all.</param>
/// <param name="Model">Only this model's cost; null for all.</param>
public sealed record SharedOriginContract(string Scope, string? Provider = null, string? Model = null);

/// <summary>Who takes a part of a shared cost.</summary>
/// <param name="Scope">Key of a team or project.</param>
/// <param name="Share">Its share where shares are fixed, above 0, in any unit.</param>
public sealed record SharedTargetContract(string Scope, decimal? Share = null);

/// <summary>A shared cost to be added, or to take the place of the one of its id.</summary>
/// <param name="Id">Unique; letters, digits, dot, dash, underscore. Made of the name when left out on adding.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Origin">What is divided.</param>
/// <param name="Method">How.</param>
/// <param name="Driver">What is measured where the division is proportional.</param>
/// <param name="Targets">Who takes a part; empty for every team that has records outside the origin on the day.</param>
/// <param name="Except">Teams that take no part when all others do.</param>
/// <param name="Fallback">What happens on a day on which no target has any of the driver.</param>
/// <param name="EffectiveFrom">First UTC day; null for all before.</param>
/// <param name="EffectiveUntil">The UTC day after the last; null for all to come.</param>
public sealed record SharedCostRequest(
    string? Id,
    string? Name,
    SharedOriginContract? Origin,
    ShareMethod Method,
    ShareDriver? Driver = null,
    IReadOnlyList<SharedTargetContract>? Targets = null,
    IReadOnlyList<string>? Except = null,
    ShareFallback Fallback = ShareFallback.Stay,
    DateOnly? EffectiveFrom = null,
    DateOnly? EffectiveUntil = null);

/// <summary>A shared cost.</summary>
/// <param name="Id">Unique; the FOCUS export's AllocatedMethodId.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Origin">What is divided.</param>
/// <param name="Method">How.</param>
/// <param name="Driver">What is measured where the division is proportional; null elsewhere.</param>
/// <param name="Targets">Who takes a part; empty for every team that has records outside the origin on the day.</param>
/// <param name="Except">Teams that take no part when all others do.</param>
/// <param name="Fallback">What happens on a day on which no target has any of the driver.</param>
/// <param name="EffectiveFrom">First UTC day; null for all before.</param>
/// <param name="EffectiveUntil">The UTC day after the last; null for all to come.</param>
public sealed record SharedCostResponse(
    string Id,
    string Name,
    SharedOriginContract Origin,
    ShareMethod Method,
    ShareDriver? Driver,
    IReadOnlyList<SharedTargetContract> Targets,
    IReadOnlyList<string> Except,
    ShareFallback Fallback,
    DateOnly? EffectiveFrom,
    DateOnly? EffectiveUntil);

/// <summary>All shared costs.</summary>
/// <param name="Items">By id.</param>
public sealed record SharedCostListResponse(IReadOnlyList<SharedCostResponse> Items);

/// <summary>A target's part of a shared cost.</summary>
/// <param name="Scope">Its scope key.</param>
/// <param name="Cost">Its part.</param>
/// <param name="Share">Of all parts, 0 to 1; 0 when they are nothing.</param>
public sealed record SharedPartResponse(string Scope, CostAmounts Cost, decimal Share);

/// <summary>Days on which a shared cost stayed where it arose.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Reason">Why.</param>
/// <param name="Cost">What stayed.</param>
public sealed record SharedStayResponse(DateOnly Day, StayReason Reason, CostAmounts Cost);

/// <summary>How a shared cost was divided.</summary>
/// <param name="Id">The shared cost.</param>
/// <param name="Name">Its name.</param>
/// <param name="Divided">What was divided: the parts add up to it to the last decimal.</param>
/// <param name="Parts">By target, dearest first.</param>
/// <param name="Stays">What was not divided, by day.</param>
public sealed record SharedResultResponse(
    string Id, string Name, CostAmounts Divided, IReadOnlyList<SharedPartResponse> Parts, IReadOnlyList<SharedStayResponse> Stays);

/// <summary>How shared costs were divided.</summary>
/// <param name="From">First UTC day.</param>
/// <param name="To">The UTC day after the last.</param>
/// <param name="Items">By id.</param>
public sealed record SharedResultListResponse(DateOnly From, DateOnly To, IReadOnlyList<SharedResultResponse> Items);

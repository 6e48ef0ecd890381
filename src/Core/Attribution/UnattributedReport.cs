namespace FinOpsAI.Core.Attribution;

/// <summary>Why a rule is suggested.</summary>
public enum SuggestionReason
{
    /// <summary>Records with the same value lie with one team elsewhere.</summary>
    PlacedElsewhere = 0,

    /// <summary>The value holds the name of a team.</summary>
    NameContains = 1,

    /// <summary>One value covers at least half of what is unattributed; the team is named after it, to be changed.</summary>
    CoversMost = 2,
}

/// <summary>Unattributed spend of one value of a dimension.</summary>
/// <param name="Value">The value.</param>
/// <param name="Cost">EffectiveCost.</param>
/// <param name="Records">Records.</param>
/// <param name="Share">Of all unattributed cost looked at, 0 to 1.</param>
public sealed record UnattributedValue(string Value, decimal Cost, long Records, decimal Share);

/// <summary>A dimension that explains unattributed spend.</summary>
/// <param name="Dimension">Its name, as a rule's condition takes it.</param>
/// <param name="Coverage">Share of the cost whose records have it, 0 to 1.</param>
/// <param name="Distinct">How many values it has.</param>
/// <param name="Values">The dearest ten.</param>
public sealed record UnattributedGroup(string Dimension, decimal Coverage, int Distinct, IReadOnlyList<UnattributedValue> Values);

/// <summary>A rule ready to be added.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Rule">The rule; its id is free in the rules in use.</param>
/// <param name="Cost">EffectiveCost that it would move, of what was looked at.</param>
/// <param name="Records">Records that it would move.</param>
/// <param name="Evidence">What speaks for it: records elsewhere that say the same; 0 where it is the name alone.</param>
public sealed record AttributionSuggestion(SuggestionReason Reason, AttributionRule Rule, decimal Cost, long Records, long Evidence);

/// <summary>Spend without a team, what it has in common, and rules that would place it.</summary>
/// <param name="From">Inclusive start of charge periods, UTC.</param>
/// <param name="To">Exclusive end, UTC.</param>
/// <param name="Cost">Unattributed EffectiveCost.</param>
/// <param name="OrganizationCost">EffectiveCost of the organization.</param>
/// <param name="Share">Unattributed of the whole, 0 to 1; 0 when nothing was spent.</param>
/// <param name="Records">Unattributed records.</param>
/// <param name="LookedFrom">From which time on records were looked at for groups and suggestions, UTC: the newest days first, as far as the limit goes.</param>
/// <param name="LookedAt">How many records were looked at.</param>
/// <param name="IsPartial">True when there are more.</param>
/// <param name="Version">The version of the rules in use.</param>
/// <param name="Groups">The dimensions that explain most.</param>
/// <param name="Suggestions">By cost, dearest first.</param>
public sealed record UnattributedReport(
    DateTimeOffset From,
    DateTimeOffset To,
    decimal Cost,
    decimal OrganizationCost,
    decimal Share,
    long Records,
    DateTimeOffset LookedFrom,
    long LookedAt,
    bool IsPartial,
    int Version,
    IReadOnlyList<UnattributedGroup> Groups,
    IReadOnlyList<AttributionSuggestion> Suggestions);

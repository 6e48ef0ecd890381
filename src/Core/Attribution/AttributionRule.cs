namespace FinOpsAI.Core.Attribution;

/// <summary>How a condition compares; letters' case is ignored.</summary>
public enum ConditionOperator
{
    /// <summary>The dimension is the one value.</summary>
    Is = 0,

    /// <summary>The dimension is one of the values.</summary>
    AnyOf = 1,

    /// <summary>
    /// The dimension matches the one pattern: <c>*</c> stands for any characters but a slash, <c>**</c> for any at all, <c>?</c> for one character.
    /// What each star stands for is captured, numbered from 1 through all conditions of the rule.
    /// </summary>
    Matches = 2,
}

/// <summary>One thing that must hold of a record.</summary>
/// <param name="Dimension">One of <see cref="RuleDimensions.Names"/>, or <c>tag:NAME</c>.</param>
/// <param name="Operator">How it compares.</param>
/// <param name="Values">What it is compared to: one value or pattern, or for <c>anyOf</c> up to 200 values.</param>
public sealed record RuleCondition(string Dimension, ConditionOperator Operator, IReadOnlyList<string> Values);

/// <summary>
/// Where a rule puts what matches it. Each field is a template: <c>{1}</c> is what the first star stood for, <c>{tag:NAME}</c> and
/// <c>{model}</c> are dimensions of the record. A field that is null, or whose template names something the record lacks, stays as the sender stated it.
/// </summary>
/// <param name="Team">Team.</param>
/// <param name="Project">Project.</param>
/// <param name="Resource">Resource.</param>
/// <param name="Experiment">Experiment.</param>
/// <param name="Feature">The product's feature.</param>
/// <param name="Customer">The customer served.</param>
public sealed record RuleAssignment(
    string? Team = null, string? Project = null, string? Resource = null, string? Experiment = null, string? Feature = null, string? Customer = null);

/// <summary>One rule. The first rule of a set that matches a record places it; the others do not touch it.</summary>
/// <param name="Id">Unique in its set; letters, digits, dot, dash and underscore.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Conditions">1 to 10; all must hold.</param>
/// <param name="Assign">At least one field.</param>
public sealed record AttributionRule(string Id, string Name, IReadOnlyList<RuleCondition> Conditions, RuleAssignment Assign)
{
    /// <summary>First UTC day of charge periods for which it holds; null for all before.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>The UTC day after the last for which it holds; null for all to come.</summary>
    public DateOnly? EffectiveUntil { get; init; }
}

/// <summary>An immutable version of all rules, in their order. The newest version is the one in use.</summary>
/// <param name="Version">1 for the first; 0 stands for "no rules yet".</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="By">Who made it.</param>
/// <param name="Note">Why; null when nothing was said.</param>
/// <param name="Rules">The rules; the first that matches wins.</param>
public sealed record RuleSet(int Version, DateTimeOffset At, string By, string? Note, IReadOnlyList<AttributionRule> Rules)
{
    /// <summary>Before anybody made a rule.</summary>
    public static RuleSet Empty { get; } = new(0, DateTimeOffset.UnixEpoch, "system", null, []);
}

/// <summary>A version without its rules, for lists.</summary>
/// <param name="Version">Its number.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="By">Who made it.</param>
/// <param name="Note">Why; null when nothing was said.</param>
/// <param name="Rules">How many rules it has.</param>
public sealed record RuleSetVersion(int Version, DateTimeOffset At, string By, string? Note, int Rules);

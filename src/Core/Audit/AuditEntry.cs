using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Audit;

/// <summary>One line of the audit log: who did what to what, and why.</summary>
/// <param name="At">UTC.</param>
/// <param name="Actor">The person's or client's name; <c>system</c> for the product itself.</param>
/// <param name="Action">What was done, noun and verb, such as <c>budget.changed</c>, <c>policy.approved</c>, <c>attribution.applied</c>.</param>
/// <param name="Subject">What it was done to, such as <c>budget/BUDGET</c>.</param>
/// <param name="Scope">Whose spend it concerns; null for the whole installation.</param>
public sealed record AuditEntry(DateTimeOffset At, string Actor, string Action, string Subject, ScopePath? Scope)
{
    /// <summary>The name under which the product itself acts.</summary>
    public const string System = "system";

    /// <summary>What changed or was decided, by name: amounts, states before and after, the reason given.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}

namespace FinOpsAI.Core.Domain;

/// <summary>Which attribution rule placed a record, and what the sender had stated: enough to take the rule's work back.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Version">The version of the rule set that placed it; a later one that places it the same leaves it.</param>
/// <param name="Scope">The scope as stated.</param>
/// <param name="Experiment">The experiment as stated.</param>
/// <param name="Feature">The feature as stated.</param>
/// <param name="Customer">The customer as stated.</param>
public sealed record RecordPlacement(string Rule, int Version, ScopePath Scope, string? Experiment, string? Feature, string? Customer)
{
    /// <summary>A record as its sender stated it, whatever a rule did since.</summary>
    public static UsageRecord Undo(UsageRecord record) => record.Placement is not { } placement ? record : record with
    {
        Scope = placement.Scope,
        Experiment = placement.Experiment,
        Feature = placement.Feature,
        Customer = placement.Customer,
        Placement = null,
    };
}

namespace FinOpsAI.Core.Domain;

/// <summary>Whether an entry adds a record or takes an earlier revision of it back.</summary>
public enum EntryKind
{
    /// <summary>Adds a record.</summary>
    Charge = 1,

    /// <summary>Takes back the charge of the record's previous revision, in the scope and period of that charge.</summary>
    Reversal = -1,
}

/// <summary>
/// One line of the append-only ledger, as every reader folds it. Amounts are signed (a reversal's are negative), so a reader only
/// ever adds; a restated record is a reversal followed by a new charge, possibly in another scope or period.
/// </summary>
/// <param name="Position">The line's number, strictly growing in commit order, without regard to gaps.</param>
/// <param name="Kind">Charge or reversal.</param>
/// <param name="Scope">The resource's scope.</param>
/// <param name="Timestamp">Start of the charge period, UTC.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; empty where none is involved.</param>
/// <param name="Status">How sure the amounts are.</param>
/// <param name="Pricing">Where the amounts come from.</param>
/// <param name="Cost">Signed amounts in the reporting currency.</param>
/// <param name="Usage">Signed usage.</param>
/// <param name="Experiment">The experiment, when one is named.</param>
public sealed record LedgerEntry(
    long Position,
    EntryKind Kind,
    ScopePath Scope,
    DateTimeOffset Timestamp,
    string Provider,
    string Model,
    CostStatus Status,
    PricingState Pricing,
    CostAmounts Cost,
    UsageTotals Usage,
    string? Experiment)
{
    /// <summary>+1 for a charge, -1 for a reversal: what the entry adds to a count of records.</summary>
    public int Sign => (int)Kind;
}

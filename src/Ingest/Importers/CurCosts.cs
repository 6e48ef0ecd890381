using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// The three costs of a line. Effective cost spreads commitments: what a savings plan or reservation covers costs its share of the commitment,
/// and the fee's own line costs what went unused, so that used and unused together are the fee. Billed cost is as invoiced. Where a report has the
/// columns net of discounts these are used throughout; where it lacks the columns of a commitment its lines keep their billed cost, which
/// adds up to the fee as well.
/// </summary>
internal sealed class CurCosts(CurHeader names)
{
    private readonly Pair _billed = new(names.Find("line_item_net_unblended_cost"), names.Find("line_item_unblended_cost"));
    private readonly Pair _planUse = new(
        names.Find("savings_plan_net_savings_plan_effective_cost"), names.Find("savings_plan_savings_plan_effective_cost"));
    private readonly int _planTotal = names.Find("savings_plan_total_commitment_to_date");
    private readonly int _planUsed = names.Find("savings_plan_used_commitment");
    private readonly Pair _reservedUse = new(names.Find("reservation_net_effective_cost"), names.Find("reservation_effective_cost"));
    private readonly Pair _reservedIdle = new(names.Find("reservation_net_unused_recurring_fee"), names.Find("reservation_unused_recurring_fee"));
    private readonly Pair _reservedIdleUpfront = new(
        names.Find("reservation_net_unused_amortized_upfront_fee_for_billing_period"),
        names.Find("reservation_unused_amortized_upfront_fee_for_billing_period"));
    private readonly int _reservation = names.Find("reservation_reservation_a_r_n");
    private readonly int _list = names.Find("pricing_public_on_demand_cost");

    private bool SpreadsPlans => _planUse.IsThere && _planTotal >= 0 && _planUsed >= 0;

    private bool SpreadsReservations => _reservedUse.IsThere && _reservedIdle.IsThere;

    /// <summary>Reads the costs of a row into a draft.</summary>
    /// <returns>The column that cannot be read; -1 when all can.</returns>
    public int Read(CsvRow row, ReadOnlySpan<char> type, bool isMarketplace, UsageDraft draft)
    {
        // A report with net costs has the discounts in them: the discount's own line would take them off twice.
        var billedColumn = _billed.Net >= 0 && IsDiscount(type) ? _billed.Net : _billed.Of(row);
        if (!TryRead(row, billedColumn, out var billed))
        {
            return billedColumn;
        }

        (draft.BilledCost, draft.EffectiveCost) = (billed, billed);
        var wrong = type switch
        {
            "SavingsPlanCoveredUsage" when SpreadsPlans => Effective(row, draft, _planUse.Of(row)),
            "SavingsPlanRecurringFee" when SpreadsPlans => Effective(row, draft, _planTotal, _planUsed, -1),
            "SavingsPlanNegation" or "SavingsPlanUpfrontFee" when SpreadsPlans => Effective(row, draft, -1),
            "DiscountedUsage" when SpreadsReservations => Effective(row, draft, _reservedUse.Of(row)),
            "RIFee" when SpreadsReservations => Effective(row, draft, _reservedIdle.Of(row), _reservedIdleUpfront.Of(row), 1),
            "Fee" when SpreadsReservations && !FocusValues.IsNull(row[_reservation]) => Effective(row, draft, -1),
            _ => -1,
        };
        return wrong >= 0 ? wrong : ReadList(row, type, isMarketplace, draft);
    }

    /// <summary>Sets the effective cost to a column's amount, plus or minus that of another; columns that are not there are 0.</summary>
    private static int Effective(CsvRow row, UsageDraft draft, int column, int other = -1, int sign = 1)
    {
        if (!TryRead(row, column, out var amount))
        {
            return column;
        }

        if (!TryRead(row, other, out var more))
        {
            return other;
        }

        draft.EffectiveCost = amount + (sign * more);
        return -1;
    }

    private int ReadList(CsvRow row, ReadOnlySpan<char> type, bool isMarketplace, UsageDraft draft)
    {
        if (type is "SavingsPlanNegation" || IsDiscount(type))
        {
            draft.ListCost = 0;
            return -1;
        }

        if (FocusValues.IsNull(row[_list]))
        {
            return -1;
        }

        if (!TryRead(row, _list, out var list))
        {
            return _list;
        }

        // Nothing sold by others has a list price here: 0 means unknown.
        draft.ListCost = list == 0 && (isMarketplace || draft.BilledCost != 0) ? null : list;
        return -1;
    }

    private static bool IsDiscount(ReadOnlySpan<char> type) => type.EndsWith("Discount", StringComparison.Ordinal);

    private static bool TryRead(CsvRow row, int column, out decimal value)
    {
        value = 0;
        return FocusValues.IsNull(row[column]) || CsvColumns.TryDecimal(row[column], out value);
    }

    /// <summary>A cost after discounts and before them; the former is empty in reports and rows without discounts.</summary>
    private readonly record struct Pair(int Net, int Gross)
    {
        public bool IsThere => Net >= 0 || Gross >= 0;

        public int Of(CsvRow row) => FocusValues.IsNull(row[Net]) ? Gross : Net;
    }
}

using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Cost;

/// <summary>Sums of a period, mutable in place within its ring.</summary>
internal struct DayFigures
{
    public decimal Estimated;
    public decimal Confirmed;
    public decimal Invoiced;
    public UsageTotals Usage;
    public long Records;
    public long Unpriced;

    public void Add(LedgerEntry entry)
    {
        switch (entry.Status)
        {
            case CostStatus.Estimated:
                Estimated += entry.Cost.Effective;
                break;
            case CostStatus.Confirmed:
                Confirmed += entry.Cost.Effective;
                break;
            default:
                Invoiced += entry.Cost.Effective;
                break;
        }

        Usage += entry.Usage;
        Records += entry.Sign;
        if (entry.Pricing is PricingState.Unpriced or PricingState.Unconverted)
        {
            Unpriced += entry.Sign;
        }
    }

    public void Add(in DayFigures other)
    {
        Estimated += other.Estimated;
        Confirmed += other.Confirmed;
        Invoiced += other.Invoiced;
        Usage += other.Usage;
        Records += other.Records;
        Unpriced += other.Unpriced;
    }

    public readonly PeriodFigures ToPeriod() => new(new(Estimated, Confirmed, Invoiced), Usage, Records, Unpriced);
}

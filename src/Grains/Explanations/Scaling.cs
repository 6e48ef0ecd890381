using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;

namespace FinOpsAI.Grains.Explanations;

/// <summary>Brings costs to another length or sum so that the parts still add up to the whole.</summary>
internal readonly record struct Scaling(decimal Numerator, decimal Denominator)
{
    /// <summary>From one length of time to another.</summary>
    public static Scaling Of(TimeSpan from, TimeSpan to) => new((decimal)to.TotalSeconds, (decimal)from.TotalSeconds);

    public decimal Of(decimal amount) => Denominator == Numerator ? amount : amount * Numerator / Denominator;

    /// <summary>Each amount scaled; the running sums are rounded, so that the amounts add up to the scaled sum rounded alike.</summary>
    public decimal[] Of(IReadOnlyList<decimal> amounts)
    {
        var scaled = new decimal[amounts.Count];
        decimal running = 0, given = 0;
        for (var i = 0; i < scaled.Length; i++)
        {
            running += amounts[i];
            var upToHere = Math.Round(Of(running), ExactShares.Decimals);
            scaled[i] = upToHere - given;
            given = upToHere;
        }

        return scaled;
    }

    public IReadOnlyList<ModelCost> Of(IReadOnlyList<ModelCost> models)
    {
        var costs = Of([.. models.Select(model => model.Cost)]);
        var scaling = this;
        return [.. models.Zip(costs, (model, cost) => new ModelCost(model.Model, cost, scaling.Of(model.Usage)))];
    }

    private UsageTotals Of(UsageTotals usage) => new(
        Of(usage.InputTokens), Of(usage.CachedTokens), Of(usage.OutputTokens), Of(usage.Requests), Of(usage.GpuHours));
}

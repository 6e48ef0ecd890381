namespace FinOpsAI.Core.Facts;

/// <summary>What a record counts, so that a cost per request is never taken over records that count none.</summary>
[Flags]
public enum UsageCounts
{
    /// <summary>Neither requests nor tokens.</summary>
    None = 0,

    /// <summary>Requests.</summary>
    Requests = 1,

    /// <summary>Tokens.</summary>
    Tokens = 2,
}

/// <summary>What a record says about itself beyond who spent on which model. Texts, empty where the record names none.</summary>
/// <param name="Service">FOCUS ServiceName.</param>
/// <param name="Region">FOCUS RegionId.</param>
/// <param name="ServiceTier"><c>standard</c>, <c>batch</c>, <c>flex</c>, <c>priority</c> or <c>provisioned</c>; empty means standard.</param>
/// <param name="ChargeCategory">FOCUS ChargeCategory.</param>
/// <param name="Experiment">The experiment.</param>
/// <param name="Feature">The product's feature.</param>
/// <param name="Customer">The customer on whose behalf it was spent.</param>
public sealed record UsageFacets(
    string Service, string Region, string ServiceTier, string ChargeCategory, string Experiment, string Feature, string Customer)
{
    /// <summary>What the records count.</summary>
    public UsageCounts Counts { get; init; }

    /// <summary>What a record counts, by its quantities.</summary>
    public static UsageCounts CountsOf(IReadOnlyDictionary<string, decimal> usage)
    {
        var totals = Domain.UsageTotals.From(usage);
        return (totals.Requests == 0 ? UsageCounts.None : UsageCounts.Requests) | (totals.Tokens() == 0 ? UsageCounts.None : UsageCounts.Tokens);
    }
}

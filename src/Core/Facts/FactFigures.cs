using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Facts;

/// <summary>Everything that rows of facts sum to.</summary>
public sealed class FactFigures
{
    private const string BatchTier = "batch";

    /// <summary>All three costs.</summary>
    public CostAmounts Cost { get; private set; }

    /// <summary>Effective cost that is estimated.</summary>
    public decimal Estimated { get; private set; }

    /// <summary>Effective cost that is confirmed.</summary>
    public decimal Confirmed { get; private set; }

    /// <summary>Effective cost that is invoiced.</summary>
    public decimal Invoiced { get; private set; }

    /// <summary>Usage.</summary>
    public UsageTotals Usage { get; private set; }

    /// <summary>Input tokens read from a cache.</summary>
    public decimal CacheReads { get; private set; }

    /// <summary>Effective cost of the records that count requests.</summary>
    public decimal RequestCost { get; private set; }

    /// <summary>Tokens of the records that count requests.</summary>
    public decimal RequestTokens { get; private set; }

    /// <summary>Effective cost of the records that count tokens.</summary>
    public decimal TokenCost { get; private set; }

    /// <summary>Effective cost of the records that count requests or tokens.</summary>
    public decimal CallCost { get; private set; }

    /// <summary>The part of <see cref="CallCost"/> that went in batches.</summary>
    public decimal BatchCost { get; private set; }

    /// <summary>Effective cost of the records that name a customer.</summary>
    public decimal CustomerCost { get; private set; }

    /// <summary>Records, restated ones once.</summary>
    public long Records { get; private set; }

    /// <summary>Records among them without a price or an exchange rate.</summary>
    public long Unpriced { get; private set; }

    /// <summary>Whether any row was added.</summary>
    public bool HasRows { get; private set; }

    /// <summary>Cost per request; null without requests.</summary>
    public decimal? CostPerRequest => FactMetrics.Ratio(RequestCost, Usage.Requests);

    /// <summary>Cost per 1,000,000 tokens; null without tokens.</summary>
    public decimal? CostPerMillionTokens => FactMetrics.Ratio(TokenCost * FactMetrics.Million, Usage.Tokens());

    /// <summary>Tokens per request, of the records that count requests; null without requests.</summary>
    public decimal? TokensPerRequest => FactMetrics.Ratio(RequestTokens, Usage.Requests);

    /// <summary>The part of all input tokens that was read from a cache; null without input tokens.</summary>
    public decimal? CacheHitRate => FactMetrics.Ratio(CacheReads, Usage.InputTokens + Usage.CachedTokens);

    /// <summary>The part of the cost of requests and tokens that went in batches; null without such cost.</summary>
    public decimal? BatchShare => FactMetrics.Ratio(BatchCost, CallCost);

    /// <summary>Adds a row.</summary>
    public void Add(CostFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        Add(fact, UsageTotals.From(fact.Sums.Usage));
    }

    /// <summary>Adds a row whose usage is folded already.</summary>
    internal void Add(CostFact fact, in UsageTotals usage)
    {
        var effective = fact.Sums.Cost.Effective;
        HasRows = true;
        Cost += fact.Sums.Cost;
        Usage += usage;
        CacheReads += FactMetrics.CacheReads(fact.Sums.Usage);
        Records += fact.Sums.Records;
        Unpriced += fact.Sums.Unpriced;
        switch (fact.Key.Status)
        {
            case CostStatus.Estimated:
                Estimated += effective;
                break;
            case CostStatus.Confirmed:
                Confirmed += effective;
                break;
            default:
                Invoiced += effective;
                break;
        }

        AddUnits(fact.Key.Facets, effective, usage);
    }

    /// <summary>Adds what was summed elsewhere.</summary>
    internal void Add(FactFigures other)
    {
        HasRows |= other.HasRows;
        Cost += other.Cost;
        Usage += other.Usage;
        CacheReads += other.CacheReads;
        Records += other.Records;
        Unpriced += other.Unpriced;
        Estimated += other.Estimated;
        Confirmed += other.Confirmed;
        Invoiced += other.Invoiced;
        RequestCost += other.RequestCost;
        RequestTokens += other.RequestTokens;
        TokenCost += other.TokenCost;
        CallCost += other.CallCost;
        BatchCost += other.BatchCost;
        CustomerCost += other.CustomerCost;
    }

    private void AddUnits(UsageFacets facets, decimal effective, in UsageTotals usage)
    {
        if (facets.Counts.HasFlag(UsageCounts.Requests))
        {
            RequestCost += effective;
            RequestTokens += usage.Tokens();
        }

        TokenCost += facets.Counts.HasFlag(UsageCounts.Tokens) ? effective : 0;
        CallCost += facets.Counts == UsageCounts.None ? 0 : effective;
        BatchCost += facets.Counts != UsageCounts.None && facets.ServiceTier == BatchTier ? effective : 0;
        CustomerCost += facets.Customer.Length > 0 ? effective : 0;
    }
}

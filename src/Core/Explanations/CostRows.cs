using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Explanations;

/// <summary>What a row's cost is counted by.</summary>
internal enum CostBasis
{
    /// <summary>Requests, and the tokens of each where they are known.</summary>
    Requests,

    /// <summary>Tokens, of sources that do not count requests.</summary>
    Tokens,

    /// <summary>GPU hours.</summary>
    GpuHours,

    /// <summary>Nothing: a fee, a credit, a correction.</summary>
    Charges,
}

/// <summary>Pairs the models of two periods by what both can be counted by.</summary>
internal static class CostRows
{
    /// <summary>One pair a model; two where nothing was counted in both periods, so that the one goes and the other comes.</summary>
    public static IReadOnlyList<CostRowPair> Pair(
        IReadOnlyList<ModelCost> before, IReadOnlyList<ModelCost> after, Func<string, TokenWeights?> weights)
    {
        var pairs = new List<CostRowPair>();
        foreach (var model in before.Concat(after).Select(row => row.Model).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (was, now) = (Sum(before, model), Sum(after, model));
            var kinds = weights(model) ?? TokenWeights.Equal;
            var none = new ModelCost(model, 0, default);
            if (!IsPresent(was) || !IsPresent(now) || Common(was, now, kinds) is not { } common)
            {
                Add(pairs, was, none, kinds);
                Add(pairs, none, now, kinds);
            }
            else
            {
                pairs.Add(new(common, was, now, kinds));
            }
        }

        return pairs;
    }

    /// <summary>A model's rows as one.</summary>
    public static ModelCost Sum(IReadOnlyList<ModelCost> rows, string model)
    {
        decimal cost = 0;
        UsageTotals usage = default;
        foreach (var row in rows.Where(row => row.Model == model))
        {
            cost += row.Cost;
            usage += row.Usage;
        }

        return new(model, cost, usage);
    }

    private static void Add(List<CostRowPair> pairs, ModelCost before, ModelCost after, TokenWeights weights)
    {
        var row = IsPresent(before) ? before : after;
        if (IsPresent(row))
        {
            pairs.Add(new(Common(row, row, weights) ?? CostBasis.Charges, before, after, weights));
        }
    }

    private static bool IsPresent(ModelCost row) => row.Cost != 0 || row.Usage != default;

    /// <summary>What is paid for comes first: GPU hours before the requests that ran on them. Null when nothing counts both.</summary>
    private static CostBasis? Common(ModelCost a, ModelCost b, TokenWeights weights) =>
        a.Usage.GpuHours > 0 && b.Usage.GpuHours > 0 ? CostBasis.GpuHours
        : a.Usage.Requests > 0 && b.Usage.Requests > 0 ? CostBasis.Requests
        : CostRowPair.HasTokens(a, weights) && CostRowPair.HasTokens(b, weights) ? CostBasis.Tokens
        : IsUncounted(a) && IsUncounted(b) ? CostBasis.Charges
        : null;

    private static bool IsUncounted(ModelCost row) =>
        row.Usage is { GpuHours: <= 0, Requests: <= 0 } && row.Usage.InputTokens + row.Usage.CachedTokens + row.Usage.OutputTokens <= 0;
}

/// <summary>A model before and after. A side on which it was not there is all zeros.</summary>
internal sealed record CostRowPair(CostBasis Basis, ModelCost Before, ModelCost After, TokenWeights Weights)
{
    public string Model => Before.Model;

    public decimal BasisBefore => Counted(Before);

    public decimal BasisAfter => Counted(After);

    /// <summary>The factors of the model's cost. What has no value on the side where the model was not there has that of the other: it did not change.</summary>
    /// <param name="allBefore">The basis of all models together before.</param>
    /// <param name="allAfter">The same after.</param>
    public FactorChange[] Changes(decimal allBefore, decimal allAfter)
    {
        var hasTokens = (BasisBefore == 0 || HasTokens(Before, Weights)) && (BasisAfter == 0 || HasTokens(After, Weights));
        FactorChange Of(CostFactor factor, Func<ModelCost, decimal> value) => new(
            factor,
            BasisBefore == 0 ? value(After) : value(Before),
            BasisAfter == 0 ? value(Before) : value(After));

        // Where nothing was counted at all before, the models' shares are those of after: everything is volume.
        var shareAfter = allAfter == 0 ? BasisBefore / allBefore : BasisAfter / allAfter;
        var shareBefore = allBefore == 0 ? shareAfter : BasisBefore / allBefore;
        List<FactorChange> changes = [new(CostFactor.Volume, allBefore, allAfter), new(CostFactor.ModelMix, shareBefore, shareAfter)];
        if (!hasTokens)
        {
            return [.. changes, Of(CostFactor.Price, row => row.Cost / Counted(row))];
        }

        if (Basis == CostBasis.Requests)
        {
            changes.Add(Of(CostFactor.TokensPerRequest, row => Tokens(row) / row.Usage.Requests));
        }

        changes.Add(Of(CostFactor.TokenMix, row => Weighted(row, Weights) / Tokens(row)));
        changes.Add(Of(CostFactor.Price, row => row.Cost / Weighted(row, Weights)));
        return [.. changes];
    }

    /// <summary>A factor's contribution with the measure by which a reader knows it.</summary>
    public FactorEffect Effect(FactorChange change, decimal amount, decimal allBefore, decimal allAfter)
    {
        var isNew = BasisBefore == 0;
        var isGone = BasisAfter == 0;
        switch (change.Factor)
        {
            case CostFactor.Volume:
                return new(Model, amount, Basis == CostBasis.Requests ? ExplanationMeasure.Requests : ExplanationMeasure.Tokens, allBefore, allAfter);
            case CostFactor.ModelMix:
                return new(Model, amount, ExplanationMeasure.ShareOfVolume, change.Before, change.After);
            case CostFactor.TokensPerRequest:
                return new(Model, amount, ExplanationMeasure.TokensPerRequest, change.Before, change.After);
            case CostFactor.TokenMix when !isNew && !isGone:
                var (kind, before, after) = TurnedKind();
                return new(Model, amount, kind, before, after);
            case CostFactor.Price when !isNew && !isGone:
                var perTokens = HasTokens(Before, Weights) && HasTokens(After, Weights);
                return perTokens
                    ? new(Model, amount, ExplanationMeasure.PricePerMillionTokens, PerMillion(Before), PerMillion(After))
                    : new(Model, amount, ExplanationMeasure.PricePerRequest, change.Before, change.After);
            default:
                return new(Model, amount, null, null, null);
        }
    }

    public static bool HasTokens(ModelCost row, TokenWeights weights) => Tokens(row) > 0 && Weighted(row, weights) > 0;

    /// <summary>The kind of tokens whose share changed most; of two alike the rarer one, by which people name the change.</summary>
    private (ExplanationMeasure Kind, decimal Before, decimal After) TurnedKind()
    {
        static decimal Share(ModelCost row, Func<UsageTotals, decimal> kind) => kind(row.Usage) / Tokens(row);
        (ExplanationMeasure Kind, Func<UsageTotals, decimal> Of)[] kinds =
        [
            (ExplanationMeasure.CachedShare, usage => usage.CachedTokens),
            (ExplanationMeasure.OutputShare, usage => usage.OutputTokens),
            (ExplanationMeasure.InputShare, usage => usage.InputTokens),
        ];
        return kinds
            .Select(kind => (kind.Kind, Before: Share(Before, kind.Of), After: Share(After, kind.Of)))
            .MaxBy(kind => Math.Round(Math.Abs(kind.After - kind.Before), 12));
    }

    /// <summary>The price of a million tokens, both periods at the mix of before: what the price alone did.</summary>
    private decimal PerMillion(ModelCost row) => 1_000_000 * row.Cost / Weighted(row, Weights) * (Weighted(Before, Weights) / Tokens(Before));

    private decimal Counted(ModelCost row) => Basis switch
    {
        CostBasis.Requests => row.Usage.Requests,
        CostBasis.Tokens => Tokens(row),
        _ => 0,
    };

    private static decimal Tokens(ModelCost row) => row.Usage.InputTokens + row.Usage.CachedTokens + row.Usage.OutputTokens;

    private static decimal Weighted(ModelCost row, TokenWeights weights) =>
        (row.Usage.InputTokens * weights.Input) + (row.Usage.CachedTokens * weights.Cached) + (row.Usage.OutputTokens * weights.Output);
}

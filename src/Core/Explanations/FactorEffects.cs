using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Explanations;

/// <summary>What a factor did to one model.</summary>
internal sealed record FactorEffect(string Model, decimal Amount, ExplanationMeasure? Measure, decimal? Before, decimal? After);

/// <summary>Collects what the factors did to each model, and rounds so that everything adds up.</summary>
internal sealed class FactorEffects
{
    /// <summary>The share of a part that one model must have to be named with it.</summary>
    private const decimal StandsOut = 0.5m;

    private readonly Dictionary<CostFactor, List<FactorEffect>> _effects = [];

    public void Add(CostFactor factor, FactorEffect effect)
    {
        if (!_effects.TryGetValue(factor, out var known))
        {
            _effects[factor] = known = [];
        }

        known.Add(effect);
    }

    /// <summary>The parts, largest first. What rounding leaves over belongs to the largest.</summary>
    public DecomposedCost ToParts(decimal before, decimal after)
    {
        before = Math.Round(before, ExactShares.Decimals);
        after = Math.Round(after, ExactShares.Decimals);
        var sums = _effects
            .Select(factor => (factor.Key, Sum: factor.Value.Sum(effect => effect.Amount)))
            .OrderByDescending(factor => Math.Abs(factor.Sum))
            .ThenBy(factor => factor.Key)
            .ToList();
        var rounded = sums.Select(factor => Math.Round(factor.Sum, ExactShares.Decimals)).ToArray();
        if (rounded.Length > 0)
        {
            rounded[0] += after - before - rounded.Sum();
        }

        return new(before, after, [.. sums.Zip(rounded, (factor, amount) => Part(factor.Key, amount)).Where(part => part.Amount != 0)]);
    }

    private ExplanationPart Part(CostFactor factor, decimal amount)
    {
        var models = ByModel(_effects[factor]);
        if (factor == CostFactor.ModelMix)
        {
            // A mix is told by the model that took the others' place.
            var risen = models.MaxBy(effect => (effect.After ?? 0) - (effect.Before ?? 0))!;
            return Of(factor, amount, risen, risen.Model);
        }

        var largest = amount > 0 ? models.MaxBy(effect => effect.Amount)! : models.MinBy(effect => effect.Amount)!;
        var standsOut = largest.Model.Length > 0 && Math.Abs(largest.Amount) >= StandsOut * Math.Abs(amount);
        return factor switch
        {
            CostFactor.Volume => Of(factor, amount, largest, standsOut ? largest.Model : null),
            CostFactor.GpuHours or CostFactor.Retries => Of(factor, amount, Together(models), standsOut ? largest.Model : null),
            _ when standsOut => Of(factor, amount, largest, largest.Model),
            _ => new(factor, amount, null, null, null),
        };
    }

    private static ExplanationPart Of(CostFactor factor, decimal amount, FactorEffect effect, string? subject) => new(
        factor,
        amount,
        string.IsNullOrEmpty(subject) ? null : subject,
        effect.Measure is null ? null : Rounded(effect.Before),
        effect.Measure is null ? null : Rounded(effect.After))
    {
        Measure = effect.Measure,
    };

    private static decimal? Rounded(decimal? measure) => measure is { } value ? Math.Round(value, 6) : null;

    /// <summary>The models' measures added: hours, requests.</summary>
    private static FactorEffect Together(List<FactorEffect> models) => new(
        string.Empty, 0, models[0].Measure, models.Sum(effect => effect.Before), models.Sum(effect => effect.After));

    private static List<FactorEffect> ByModel(List<FactorEffect> effects) =>
    [
        .. effects.GroupBy(effect => effect.Model, StringComparer.Ordinal).Select(model =>
            (model.Where(effect => effect.Measure is not null).MaxBy(effect => Math.Abs(effect.Amount)) ?? model.First())
                with { Amount = model.Sum(effect => effect.Amount) }),
    ];
}

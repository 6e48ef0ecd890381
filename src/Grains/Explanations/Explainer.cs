using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Explanations;

/// <summary>Explains changes of cost from the rollups, and what calls that failed cost from the records where they are few.</summary>
public sealed class Explainer(IRollupStore rollups, ILedger ledger, IScopeDirectory scopes, ITokenPriceBook prices) : IExplainer
{
    /// <summary>Scopes below that are named; the rest is one figure.</summary>
    public const int MostChildren = 5;

    private readonly PeriodReader _reader = new(rollups);
    private readonly LikeTime _likeTime = new(scopes);
    private readonly FailedCalls _failed = new(ledger);

    /// <inheritdoc />
    public async Task<Explanation?> ExplainAsync(ExplanationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(request.From, request.To);
        var period = new TimeRange(request.From.ToUniversalTime(), request.To.ToUniversalTime());
        if (await BaselineAsync(request, period, cancellationToken) is not { Count: > 0 } times)
        {
            return null;
        }

        var now = await _reader.ReadPeriodAsync(request.Scope, period, cancellationToken);
        var then = await _reader.ReadAsync(request.Scope, times, cancellationToken);
        var scaling = Scaling.Of(then.Length, now.Length);
        var failedNow = await _failed.MeasureAsync(request.Scope, now, cancellationToken);
        var failedThen = failedNow is null ? null : await _failed.MeasureAsync(request.Scope, then, cancellationToken);
        var cost = CostDecomposition.Decompose(
            new(scaling.Of(then.Models)) { Failed = failedThen is null ? null : scaling.Of(failedThen) },
            new(now.Models) { Failed = failedNow },
            model => prices.Find(model, period.From));
        var before = request.Expected is { } expected ? Math.Round(expected, ExactShares.Decimals) : cost.Before;
        var children = Children(now, then, scaling, cost.Before, before);
        var listed = children.Take(MostChildren).ToList();
        return new(
            request.Scope,
            now.Times[0].From,
            now.Times[0].To,
            then.Times.Min(time => time.From),
            then.Times.Max(time => time.To),
            before,
            cost.After,
            Parts(cost, before),
            listed,
            request.Scope.Kind == ScopeKind.Resource ? 0 : cost.After - before - listed.Sum(child => child.Delta))
        {
            Unpriced = now.Unpriced,
            BaselineWindows = then.Times.Count,
            HasRetries = failedThen is not null,
            Occasion = request.Occasion,
        };
    }

    private async Task<IReadOnlyList<TimeRange>?> BaselineAsync(
        ExplanationRequest request, TimeRange period, CancellationToken cancellationToken)
    {
        if (request.BaselineFrom is not { } from || request.BaselineTo is not { } to)
        {
            return await _likeTime.FindAsync(request.Scope, period, cancellationToken);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        return [new(from.ToUniversalTime(), to.ToUniversalTime())];
    }

    /// <summary>The parts, with one more when something else than the like time was expected.</summary>
    private static IReadOnlyList<ExplanationPart> Parts(DecomposedCost cost, decimal before)
    {
        if (before == cost.Before)
        {
            return cost.Parts;
        }

        var anyway = new ExplanationPart(CostFactor.Expected, cost.Before - before, null, cost.Before, before) { Measure = ExplanationMeasure.Money };
        return [.. cost.Parts.Append(anyway).OrderByDescending(part => Math.Abs(part.Amount)).ThenBy(part => part.Factor)];
    }

    /// <summary>All scopes below, largest change first. What was expected of the whole is expected of each in proportion to its like time.</summary>
    private static List<ExplanationChild> Children(PeriodSums now, PeriodSums then, Scaling scaling, decimal likeTime, decimal expected)
    {
        var scopes = now.Children.Concat(then.Children).Select(child => child.Scope).Distinct().OrderBy(scope => scope.Key, StringComparer.Ordinal).ToList();
        decimal[] Costs(PeriodSums sums) => [.. scopes.Select(scope => sums.Children.Where(child => child.Scope == scope).Sum(child => child.Cost))];
        var before = scaling.Of(Costs(then));
        if (likeTime > 0 && expected != likeTime)
        {
            before = new Scaling(expected, likeTime).Of(before);
        }

        var after = new Scaling(1, 1).Of(Costs(now));
        return
        [
            .. scopes.Select((scope, i) => new ExplanationChild(scope, before[i], after[i]))
                .Where(child => child.Before != 0 || child.After != 0)
                .OrderByDescending(child => Math.Abs(child.Delta))
                .ThenBy(child => child.Scope.Key, StringComparer.Ordinal),
        ];
    }
}

using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Explanations;

/// <summary>Compares this month's forecast with one issued earlier in the month.</summary>
public sealed class ForecastExplainer(
    IForecastNotes notes, IScopeDirectory scopes, IGrainResolver grains, IGuidanceBook guidance, TimeProvider time) : IForecastExplainer
{
    /// <summary>Scopes below that are looked at; forecasts of more would hold up the answer.</summary>
    private const int MostChildren = 30;

    private readonly MonthForecast _forecast = new(grains, guidance);

    /// <inheritdoc />
    public async Task<Explanation?> ExplainAsync(ScopePath scope, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var now = time.GetUtcNow();
        if (await EarlierAsync(scope, since, now, cancellationToken) is not { } earlier
            || await _forecast.ReadAsync(scope, now, cancellationToken) is not { } later)
        {
            return null;
        }

        var cost = ForecastComparison.Compare(earlier, later);
        var children = await ChildrenAsync(scope, earlier.IssuedAt, now, cancellationToken);
        var listed = children.Take(Explainer.MostChildren).ToList();
        return new(
            scope,
            later.Month,
            later.Month.AddMonths(1),
            earlier.IssuedAt,
            now,
            cost.Before,
            cost.After,
            cost.Parts,
            listed,
            scope.Kind == ScopeKind.Resource ? 0 : cost.After - cost.Before - listed.Sum(child => child.Delta))
        {
            Occasion = ExplanationOccasion.Forecast,
        };
    }

    private async Task<ForecastNote?> EarlierAsync(ScopePath scope, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var issued = await notes.ListAsync(scope, month, Granularity.Day.Floor(now), cancellationToken);
        return issued.LastOrDefault(note => note.IssuedAt <= since) ?? (issued is [var first, ..] ? first : null);
    }

    /// <summary>Medians do not add up, so what the scopes below do not explain stays with the others.</summary>
    private async Task<List<ExplanationChild>> ChildrenAsync(
        ScopePath scope, DateTimeOffset issuedAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var children = new List<ExplanationChild>();
        if (scope.Kind is ScopeKind.Project or ScopeKind.Resource)
        {
            return children;
        }

        var day = Granularity.Day.Floor(issuedAt);
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var child in await scopes.ListAsync(scope, null, month, MostChildren, cancellationToken))
        {
            var before = await notes.ListAsync(child.Scope, day, day.AddDays(1), cancellationToken);
            if (before is [var note, ..] && await _forecast.ReadAsync(child.Scope, now, cancellationToken) is { } later)
            {
                children.Add(new(child.Scope, note.MonthEnd, later.MonthEnd));
            }
        }

        return [.. children.Where(child => child.Delta != 0).OrderByDescending(child => Math.Abs(child.Delta)).ThenBy(child => child.Scope.Key, StringComparer.Ordinal)];
    }
}

using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Showback;

/// <summary>Folds cells into the report of a period, beside those of the period before.</summary>
internal static class ShowbackBuilder
{
    public static ShowbackReport Build(
        ShowbackPeriod period,
        ShowbackCells now,
        ShowbackCells before,
        string? team,
        ShowbackMetric metric,
        IReadOnlyList<SharedCost> shared,
        DateTimeOffset asOf)
    {
        var names = shared.ToDictionary(one => one.Id, one => one.Name, StringComparer.Ordinal);
        var teams = now.Cells.ToLookup(cell => cell.Key.Team, StringComparer.Ordinal);
        var teamsBefore = before.Cells.ToLookup(cell => cell.Key.Team, StringComparer.Ordinal);
        var lines = now.Lines.ToLookup(line => line.Scope.Team!, StringComparer.Ordinal);
        return new(
            period.Name,
            period.Kind,
            period.Start,
            period.End,
            period.Previous.Name,
            asOf >= UtcDay.StartOf(period.End),
            asOf,
            metric,
            Figures(now.Cells, before.Cells, metric),
            [
                .. teams.Select(cells => cells.Key).Union(teamsBefore.Select(cells => cells.Key), StringComparer.Ordinal)
                    .Where(name => team is null || name == team)
                    .Select(name => Team(name, [.. teams[name]], [.. teamsBefore[name]], [.. lines[name]], metric, names))
                    .OrderByDescending(one => one.Figures.Total.Total).ThenBy(one => one.Team, StringComparer.Ordinal),
            ],
            now.Stays);
    }

    private static TeamShowback Team(
        string name,
        List<KeyValuePair<ShowbackKey, ShowbackAmounts>> now,
        List<KeyValuePair<ShowbackKey, ShowbackAmounts>> before,
        List<AllocationLine> lines,
        ShowbackMetric metric,
        Dictionary<string, string> names) => new(
            name,
            Figures(now, before, metric),
            Lines(
                now, before, metric,
                key => key.Project is null ? ScopePath.ForTeam(name).Key : ScopePath.ForProject(name, key.Project).Key,
                key => key.Project ?? ""),
            Lines(now, before, metric, key => $"{key.Provider}/{key.Model}", key => key.Model.Length == 0 ? key.Provider : key.Model),
            [
                .. lines.GroupBy(line => line.Shared, StringComparer.Ordinal)
                    .Select(one => new ShowbackShare(
                        one.Key,
                        names.GetValueOrDefault(one.Key) ?? one.Key,
                        one.Where(line => !line.IsOut).Sum(line => Pick(metric, line.Cost)),
                        -one.Where(line => line.IsOut).Sum(line => Pick(metric, line.Cost))))
                    .OrderByDescending(one => Math.Abs(one.In) + Math.Abs(one.Out)).ThenBy(one => one.Shared, StringComparer.Ordinal),
            ]);

    private static List<ShowbackLine> Lines(
        List<KeyValuePair<ShowbackKey, ShowbackAmounts>> now,
        List<KeyValuePair<ShowbackKey, ShowbackAmounts>> before,
        ShowbackMetric metric,
        Func<ShowbackKey, string> key,
        Func<ShowbackKey, string> name)
    {
        var past = before.ToLookup(cell => key(cell.Key), StringComparer.Ordinal);
        var present = now.ToLookup(cell => key(cell.Key), StringComparer.Ordinal);
        return
        [
            .. present.Select(line => line.Key).Union(past.Select(line => line.Key), StringComparer.Ordinal)
                .Select(one => new ShowbackLine(
                    one, name((present[one].Any() ? present[one] : past[one]).First().Key), Figures(present[one], past[one], metric)))
                .OrderByDescending(line => line.Figures.Total.Total).ThenBy(line => line.Key, StringComparer.Ordinal),
        ];
    }

    private static ShowbackFigures Figures(
        IEnumerable<KeyValuePair<ShowbackKey, ShowbackAmounts>> now, IEnumerable<KeyValuePair<ShowbackKey, ShowbackAmounts>> before, ShowbackMetric metric)
    {
        StatusAmounts direct = default, taken = default, given = default, total = default;
        foreach (var (key, amounts) in now)
        {
            direct += StatusAmounts.Of(key.Status, Pick(metric, amounts.Direct));
            taken += StatusAmounts.Of(key.Status, Pick(metric, amounts.In));
            given += StatusAmounts.Of(key.Status, Pick(metric, amounts.Out));
            total += StatusAmounts.Of(key.Status, Pick(metric, amounts.Total));
        }

        return new(direct, taken, given, total, before.Sum(cell => Pick(metric, cell.Value.Total)));
    }

    public static decimal Pick(ShowbackMetric metric, CostAmounts cost) => metric switch
    {
        ShowbackMetric.Billed => cost.Billed,
        ShowbackMetric.List => cost.List,
        _ => cost.Effective,
    };
}

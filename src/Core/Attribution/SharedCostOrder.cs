using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>In which order shared costs are divided: one that hands cost to another's origin goes before it; otherwise by id.</summary>
internal static class SharedCostOrder
{
    /// <summary>The order.</summary>
    /// <param name="all">Those that hold on the day.</param>
    /// <param name="circle">The ids that hand on to each other in a circle; empty when there is an order.</param>
    /// <returns>Null when there is a circle.</returns>
    public static IReadOnlyList<SharedCost>? Of(IReadOnlyList<SharedCost> all, out IReadOnlyList<string> circle)
    {
        var rest = all.OrderBy(shared => shared.Id, StringComparer.Ordinal).ToList();
        List<SharedCost> order = [];
        while (rest.Count > 0)
        {
            if (rest.Find(shared => !rest.Exists(other => other != shared && Feeds(other, shared))) is not { } next)
            {
                circle = Walk(rest);
                return null;
            }

            order.Add(next);
            rest.Remove(next);
        }

        circle = [];
        return order;
    }

    /// <summary>Whether parts of one can land in the other's origin.</summary>
    private static bool Feeds(SharedCost from, SharedCost to)
    {
        if (IsOther(from.Origin.Provider, to.Origin.Provider) || IsOther(from.Origin.Model, to.Origin.Model))
        {
            return false;
        }

        var origin = to.Origin.Scope;
        return from.Targets.Count > 0
            ? from.Targets.Any(target => origin.Contains(target.Scope))
            : origin.Kind is ScopeKind.Team && IsTarget(from, origin.Team!);
    }

    /// <summary>
    /// Whether a team may take part where all do. A team whose cost is divided as a whole does not: its part would land in the origin again. One that hosts a
    /// shared project or resource does, by what it uses besides.
    /// </summary>
    public static bool IsTarget(SharedCost shared, string team) =>
        team != ScopePath.Unattributed
        && !shared.Except.Contains(team, StringComparer.Ordinal)
        && !(shared.Origin.Scope.Kind is ScopeKind.Team && shared.Origin.Scope.Team == team);

    private static bool IsOther(string? a, string? b) => a is not null && b is not null && !string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>Goes back from one to what feeds it until one comes again; among those left every one is fed.</summary>
    private static List<string> Walk(List<SharedCost> rest)
    {
        List<SharedCost> path = [rest[0]];
        while (true)
        {
            var feeder = rest.First(other => other != path[^1] && Feeds(other, path[^1]));
            var seen = path.IndexOf(feeder);
            if (seen >= 0)
            {
                return [.. path.Skip(seen).Select(shared => shared.Id).Reverse()];
            }

            path.Add(feeder);
        }
    }
}

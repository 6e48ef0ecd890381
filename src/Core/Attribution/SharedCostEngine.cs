using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Attribution;

/// <summary>
/// Divides the shared costs of one UTC day. A division works on the day's sums by provider, model and status, each of the three cost columns by itself,
/// so that every part keeps its status and the parts add up to the origin. A shared cost also hands on what an earlier one brought to its origin.
/// </summary>
public static class SharedCostEngine
{
    private const decimal SecondsPerHour = 3_600;

    /// <summary>Divides.</summary>
    /// <param name="day">The UTC day.</param>
    /// <param name="projects">The day's sums of all projects.</param>
    /// <param name="resources">The day's sums of those resources that are an origin of their own.</param>
    /// <param name="shared">Shared costs, checked; those that do not hold on the day are left out.</param>
    public static SharedDay Divide(
        DateOnly day, IReadOnlyList<DailyCost> projects, IReadOnlyList<DailyCost> resources, IReadOnlyList<SharedCost> shared)
    {
        var order = SharedCostOrder.Of([.. shared.Where(one => one.HoldsOn(day))], out var circle)
            ?? throw new InvalidOperationException($"Shared costs {string.Join(", ", circle)} hand their cost on in a circle.");
        if (order.Count == 0)
        {
            return new([], []);
        }

        var balance = Balance(projects, resources);
        var byTeam = projects.ToLookup(row => row.Scope.Team!, StringComparer.Ordinal);
        List<AllocationLine> lines = [];
        List<SharedStay> stays = [];
        foreach (var one in order)
        {
            List<KeyValuePair<Cell, CostAmounts>> origin =
            [
                .. balance.Where(cell => cell.Value != default && IsOrigin(one.Origin, cell.Key.Scope, cell.Key.Provider, cell.Key.Model))
                    .OrderBy(cell => cell.Key.Scope.Key, StringComparer.Ordinal),
            ];
            if (origin.Count == 0)
            {
                continue;
            }

            var (targets, stay) = Targets(one, byTeam, resources);
            if (stay is { } reason)
            {
                stays.Add(new(day, one.Id, reason, origin.Aggregate(default(CostAmounts), (sum, cell) => sum + cell.Value)));
                continue;
            }

            Divide(day, one.Id, origin, targets, balance, lines);
        }

        return new(lines, stays);
    }

    private static void Divide(
        DateOnly day,
        string id,
        List<KeyValuePair<Cell, CostAmounts>> origin,
        List<Target> targets,
        Dictionary<Cell, CostAmounts> balance,
        List<AllocationLine> lines)
    {
        decimal[] weights = [.. targets.Select(target => target.Weight)];
        var sum = weights.Sum();
        foreach (var cell in origin)
        {
            balance[cell.Key] = default;
            lines.Add(new(day, id, cell.Key.Scope, cell.Key.Provider, cell.Key.Model, cell.Key.Status, -cell.Value, null, null));
        }

        foreach (var group in origin.GroupBy(cell => (cell.Key.Provider, cell.Key.Model, cell.Key.Status))
            .OrderBy(group => group.Key.Provider, StringComparer.Ordinal).ThenBy(group => group.Key.Model, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Status))
        {
            var whole = group.Aggregate(default(CostAmounts), (total, cell) => total + cell.Value);
            var effective = Split(whole.Effective, weights);
            var billed = Split(whole.Billed, weights);
            var list = Split(whole.List, weights);
            for (var index = 0; index < targets.Count; index++)
            {
                var part = new CostAmounts(effective[index], billed[index], list[index]);
                if (part == default)
                {
                    continue;
                }

                var target = targets[index];
                var key = new Cell(target.Scope, group.Key.Provider, group.Key.Model, group.Key.Status);
                balance[key] = balance.GetValueOrDefault(key) + part;
                lines.Add(new(
                    day, id, target.Scope, key.Provider, key.Model, key.Status, part, Math.Round(target.Weight / sum, ExactShares.Decimals), target.Quantity));
            }
        }
    }

    /// <summary>Divides an amount to the last decimal, also one with more decimals than parts are given: the last part has the remainder.</summary>
    private static decimal[] Split(decimal whole, decimal[] weights)
    {
        var parts = ExactShares.Split(whole, weights);
        var rest = whole - Math.Round(whole, ExactShares.Decimals);
        if (rest != 0)
        {
            parts[Array.FindLastIndex(weights, weight => weight > 0)] += rest;
        }

        return parts;
    }

    /// <summary>What lies where before anything is shared; a resource that is an origin is taken out of its project.</summary>
    private static Dictionary<Cell, CostAmounts> Balance(IReadOnlyList<DailyCost> projects, IReadOnlyList<DailyCost> resources)
    {
        var balance = new Dictionary<Cell, CostAmounts>();
        foreach (var row in projects)
        {
            Add(row.Scope, row, row.Sums.Cost);
        }

        foreach (var row in resources)
        {
            Add(row.Scope, row, row.Sums.Cost);
            Add(row.Scope.Parent!, row, -row.Sums.Cost);
        }

        return balance;

        void Add(ScopePath scope, DailyCost row, CostAmounts cost)
        {
            var key = new Cell(scope, row.Provider, row.Model, row.Status);
            balance[key] = balance.GetValueOrDefault(key) + cost;
        }
    }

    private static (List<Target> Targets, StayReason? Stay) Targets(
        SharedCost shared, ILookup<string, DailyCost> byTeam, IReadOnlyList<DailyCost> resources)
    {
        IReadOnlyList<SharedTarget> named = shared.Targets.Count > 0
            ? shared.Targets
            :
            [
                .. byTeam.Select(team => team.Key).Where(team => SharedCostOrder.IsTarget(shared, team))
                    .Order(StringComparer.Ordinal).Select(ScopePath.ForTeam)
                    .Where(team => Measured(row => row.Sums.Records, team, shared.Origin, byTeam, resources) > 0)
                    .Select(team => new SharedTarget(team)),
            ];
        if (named.Count == 0)
        {
            return ([], StayReason.NoTargets);
        }

        switch (shared.Method)
        {
            case ShareMethod.Even:
                return ([.. named.Select(target => new Target(target.Scope, 1, null))], null);
            case ShareMethod.Fixed:
                return ([.. named.Select(target => new Target(target.Scope, target.Share!.Value, null))], null);
            default:
                var driver = shared.Driver!.Value;
                List<Target> measured =
                [
                    .. named.Select(target => (target.Scope, Quantity: Math.Max(0, Measured(row => Quantity(driver, row), target.Scope, shared.Origin, byTeam, resources))))
                        .Select(target => new Target(target.Scope, target.Quantity, target.Quantity)),
                ];
                return measured.Exists(target => target.Weight > 0) ? (measured, null)
                    : shared.Fallback is ShareFallback.Even ? ([.. measured.Select(target => target with { Weight = 1 })], null)
                    : ([], StayReason.NoDriver);
        }
    }

    /// <summary>What a target used by itself: without what lies in the origin, where the origin is a part of it.</summary>
    private static decimal Measured(
        Func<DailyCost, decimal> quantity, ScopePath target, SharedOrigin origin, ILookup<string, DailyCost> byTeam, IReadOnlyList<DailyCost> resources)
    {
        var own = byTeam[target.Team!].Where(row => target.Contains(row.Scope) && !IsOrigin(origin, row.Scope, row.Provider, row.Model)).Sum(quantity);
        return target.Contains(origin.Scope) && origin.Scope.Kind is ScopeKind.Resource
            ? own - resources.Where(row => IsOrigin(origin, row.Scope, row.Provider, row.Model)).Sum(quantity)
            : own;
    }

    private static decimal Quantity(ShareDriver driver, DailyCost row) => driver switch
    {
        ShareDriver.Tokens => row.Sums.Usage.InputTokens + row.Sums.Usage.CachedTokens + row.Sums.Usage.OutputTokens,
        ShareDriver.Requests => row.Sums.Usage.Requests,
        ShareDriver.GpuSeconds => row.Sums.Usage.GpuHours * SecondsPerHour,
        _ => row.Sums.Cost.Effective,
    };

    private static bool IsOrigin(SharedOrigin origin, ScopePath scope, string provider, string model) =>
        origin.Scope.Contains(scope)
        && (origin.Provider is null || string.Equals(origin.Provider, provider, StringComparison.OrdinalIgnoreCase))
        && (origin.Model is null || string.Equals(origin.Model, model, StringComparison.OrdinalIgnoreCase));

    private readonly record struct Cell(ScopePath Scope, string Provider, string Model, CostStatus Status);

    private readonly record struct Target(ScopePath Scope, decimal Weight, decimal? Quantity);
}

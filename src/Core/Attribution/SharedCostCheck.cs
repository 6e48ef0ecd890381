using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>Says what is wrong with a shared cost, alone and beside the others, all of it at once.</summary>
public static class SharedCostCheck
{
    /// <summary>Shared costs of an installation.</summary>
    public const int MaxSharedCosts = 200;

    /// <summary>Targets, or teams left out, of one.</summary>
    public const int MaxTargets = 500;

    private const decimal MaxShare = 1_000_000_000m;

    /// <summary>The faults of one; empty when it can be used.</summary>
    /// <param name="shared">The one to check.</param>
    /// <param name="others">All others that there are, without an earlier state of it.</param>
    public static IReadOnlyList<RuleFault> Of(SharedCost shared, IReadOnlyList<SharedCost> others)
    {
        ArgumentNullException.ThrowIfNull(shared);
        List<RuleFault> faults = [];
        RuleCheck.CheckId(faults, "id", shared.Id);
        RuleCheck.CheckText(faults, "name", shared.Name, RuleCheck.MaxNameLength);
        if (others.Count >= MaxSharedCosts)
        {
            faults.Add(new("id", $"there are {others.Count} shared costs, expected at most {MaxSharedCosts}"));
        }

        if (shared.Origin.Scope.Kind is ScopeKind.Organization)
        {
            faults.Add(new("origin.scope", "got the organization, expected a team, project or resource: nobody would be left to take a part"));
        }

        if (shared.EffectiveFrom >= shared.EffectiveUntil)
        {
            faults.Add(new(
                "effectiveUntil", $"got {shared.EffectiveUntil:yyyy-MM-dd}, expected a day after effectiveFrom, {shared.EffectiveFrom:yyyy-MM-dd}"));
        }

        CheckMethod(faults, shared);
        CheckTargets(faults, shared);
        if (faults.Count == 0 && FindCycle([.. others, shared]) is { } cycle)
        {
            faults.Add(new("targets", cycle));
        }

        return faults;
    }

    /// <summary>A sentence on shared costs that hand on to each other in a circle on some day; null when none do.</summary>
    private static string? FindCycle(IReadOnlyList<SharedCost> all)
    {
        foreach (var day in all.Select(shared => shared.EffectiveFrom ?? DateOnly.MinValue).Distinct().Order())
        {
            if (SharedCostOrder.Of([.. all.Where(shared => shared.HoldsOn(day))], out var circle) is null)
            {
                return $"{string.Join(" → ", circle.Append(circle[0]))} hand their cost on in a circle"
                    + (day == DateOnly.MinValue ? "" : $" from {day:yyyy-MM-dd}") + ", expected an end";
            }
        }

        return null;
    }

    private static void CheckMethod(List<RuleFault> faults, SharedCost shared)
    {
        if (!Enum.IsDefined(shared.Method))
        {
            faults.Add(new("method", "expected even, fixed or proportional"));
        }

        if (shared.Method is ShareMethod.Proportional && shared.Driver is not { } driver)
        {
            faults.Add(new("driver", "is missing, expected tokens, requests, gpuSeconds or directCost"));
        }

        if (shared.Method is ShareMethod.Fixed && shared.Targets.Count == 0)
        {
            faults.Add(new("targets", "got none, expected the teams or projects that have fixed shares"));
        }
    }

    private static void CheckTargets(List<RuleFault> faults, SharedCost shared)
    {
        if (shared.Targets.Count > MaxTargets || shared.Except.Count > MaxTargets)
        {
            faults.Add(new("targets", $"got {Math.Max(shared.Targets.Count, shared.Except.Count)}, expected at most {MaxTargets}"));
            return;
        }

        if (shared.Targets.Count > 0 && shared.Except.Count > 0)
        {
            faults.Add(new("except", "got teams to leave out beside named targets, expected one or the other"));
        }

        if (shared.Except.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add(new("except", "got an empty name, expected teams"));
        }

        for (var index = 0; index < shared.Targets.Count; index++)
        {
            var (scope, share) = shared.Targets[index];
            if (scope.Kind is not (ScopeKind.Team or ScopeKind.Project))
            {
                faults.Add(new($"targets[{index}].scope", $"got {scope.Key}, expected a team or a project"));
            }
            else if (shared.Origin.Scope.Contains(scope))
            {
                faults.Add(new($"targets[{index}].scope", $"{scope.Key} lies within the origin, {shared.Origin.Scope.Key}: it cannot share with itself"));
            }
            else if (shared.Targets.Take(index).FirstOrDefault(other => other.Scope.Contains(scope) || scope.Contains(other.Scope)) is { } other)
            {
                faults.Add(new($"targets[{index}].scope", $"{scope.Key} and {other.Scope.Key} overlap, expected each part to go to one of them"));
            }

            if (shared.Method is ShareMethod.Fixed && share is null or <= 0 or > MaxShare)
            {
                faults.Add(new($"targets[{index}].share", $"got {share?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"}, expected a share above 0"));
            }
        }
    }
}

using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Gpu;

/// <summary>By what a GPU's cost is divided among those who use it.</summary>
public enum GpuWeighting
{
    /// <summary>By the time in which each one's work ran on it.</summary>
    Use,

    /// <summary>By the time for which each one held it, at work or not.</summary>
    Reserve,

    /// <summary>By the larger of both, as Kubernetes' device plugin gives GPUs to one alone.</summary>
    Larger,
}

/// <summary>Who pays for the time in which nobody used a GPU.</summary>
public enum GpuIdlePolicy
{
    /// <summary>It stands on a line of its own.</summary>
    OwnLine,

    /// <summary>Those who used the GPU, in proportion to their use.</summary>
    Proportional,

    /// <summary>Those who were on the GPU, each the same.</summary>
    Even,
}

/// <summary>How a GPU's cost is divided.</summary>
/// <param name="Weighting">By what.</param>
/// <param name="Idle">Who pays for idle time.</param>
public sealed record GpuPolicy(GpuWeighting Weighting = GpuWeighting.Use, GpuIdlePolicy Idle = GpuIdlePolicy.OwnLine)
{
    /// <summary>The method's name in records, FOCUS AllocatedMethodId: <c>gpu.use.own_line</c>.</summary>
    public string MethodId => $"gpu.{Weighting.ToString().ToLowerInvariant()}.{Idle switch
    {
        GpuIdlePolicy.Proportional => "proportional",
        GpuIdlePolicy.Even => "even",
        _ => "own_line",
    }}";
}

/// <summary>What somebody had of a GPU.</summary>
/// <param name="Workload">Who.</param>
/// <param name="UsedHours">Hours of a whole GPU at work: Σ engine active × time.</param>
/// <param name="ReservedHours">Hours of a whole GPU held.</param>
public sealed record GpuClaim(GpuWorkload Workload, decimal UsedHours, decimal ReservedHours);

/// <summary>What is known of one or more GPUs during some time.</summary>
/// <param name="ServiceHours">GPU-hours in service, whether anything was measured or not.</param>
/// <param name="MeasuredHours">GPU-hours of it for which there are measurements; the rest is unknown, not idle.</param>
/// <param name="Claims">Who had what of it.</param>
public sealed record GpuUse(decimal ServiceHours, decimal MeasuredHours, IReadOnlyList<GpuClaim> Claims);

/// <summary>What a line of an allocation is.</summary>
public enum GpuShareKind
{
    /// <summary>Somebody's part.</summary>
    Workload,

    /// <summary>Measured, and nobody's.</summary>
    Idle,

    /// <summary>Nobody knows: the GPU was in service but not measured.</summary>
    Unmeasured,
}

/// <summary>One line of an allocation.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Claim">Whose; null for idle and unmeasured time.</param>
/// <param name="Hours">GPU-hours of one's own, without a part of idle time.</param>
/// <param name="Ratio">The part of the whole cost; those of all lines add up to 1 exactly.</param>
/// <param name="Cost">The part of the cost, including one's part of idle time; those of all lines add up to the cost exactly.</param>
/// <param name="OwnCost">The cost of <paramref name="Hours"/> alone.</param>
public sealed record GpuShare(GpuShareKind Kind, GpuClaim? Claim, decimal Hours, decimal Ratio, decimal Cost, decimal OwnCost);

/// <summary>Divides the cost of a GPU among those who used it.</summary>
public static class GpuAllocation
{
    /// <summary>
    /// Divides a cost. With H hours in service, M of them measured, and weights w(i) in hours by <see cref="GpuPolicy.Weighting"/>:
    /// <code>
    /// w(i) := w(i) × H / Σw                  when Σw > H
    /// idle = max(0, M − Σw)                  unmeasured = H − max(M, Σw)
    /// charged(i) = w(i)                      idle on its own line
    ///            = w(i) × (1 + idle / Σw)    idle in proportion
    ///            = w(i) + idle / n           idle evenly
    /// cost(i) = C × charged(i) / H
    /// </code>
    /// Idle time that nobody can be charged with, and unmeasured time always, stand on lines of their own. All parts are exact: see
    /// <see cref="ExactShares"/>. Lines without hours and cost are left out.
    /// </summary>
    /// <param name="use">What is known; hours 0 or more, those in service above 0.</param>
    /// <param name="cost">The whole cost, C; rounded to 12 decimals first.</param>
    /// <param name="policy">How to divide it.</param>
    /// <returns>Workloads in the order of the claims, then idle, then unmeasured time.</returns>
    public static IReadOnlyList<GpuShare> Split(GpuUse use, decimal cost, GpuPolicy policy)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(use.ServiceHours, nameof(use));
        var own = use.Claims.Select(claim => Weight(claim, policy.Weighting)).ToArray();
        var used = own.Sum();
        if (used > use.ServiceHours)
        {
            own = ExactShares.Split(use.ServiceHours, own);
            used = own.Sum();
        }

        var measured = Math.Clamp(use.MeasuredHours, Math.Min(used, use.ServiceHours), use.ServiceHours);
        var idle = measured - Math.Min(used, measured);
        decimal[] hours = [.. own, idle, use.ServiceHours - measured];
        decimal[] charged = [.. hours];
        if (Payers(own, policy.Idle) is { Length: > 0 } payers && idle > 0)
        {
            charged[^2] = 0;
            for (var i = 0; i < payers.Length; i++)
            {
                charged[i] += idle * payers[i];
            }
        }

        return Lines(use.Claims, hours, charged, cost);
    }

    /// <summary>Each one's part of idle time; empty when nobody can be charged with it.</summary>
    private static decimal[] Payers(decimal[] own, GpuIdlePolicy policy)
    {
        var sum = own.Sum();
        return policy switch
        {
            GpuIdlePolicy.Proportional when sum > 0 => [.. own.Select(weight => weight / sum)],
            GpuIdlePolicy.Even => [.. own.Select(_ => 1m / own.Length)],
            _ => [],
        };
    }

    private static List<GpuShare> Lines(IReadOnlyList<GpuClaim> claims, decimal[] hours, decimal[] charged, decimal cost)
    {
        var costs = ExactShares.Split(cost, charged);
        var ratios = ExactShares.Split(1, charged);
        var ownCosts = ExactShares.Split(cost, hours);
        var exactHours = ExactShares.Split(hours.Sum(), hours);
        List<GpuShare> shares = [];
        for (var i = 0; i < hours.Length; i++)
        {
            // Time of no use that others pay for is not said twice; what rounds to nothing everywhere is nothing.
            var isPaidByOthers = i == claims.Count && charged[i] == 0;
            if (!isPaidByOthers && (exactHours[i] != 0 || costs[i] != 0 || ratios[i] != 0))
            {
                var kind = i < claims.Count ? GpuShareKind.Workload : i == claims.Count ? GpuShareKind.Idle : GpuShareKind.Unmeasured;
                shares.Add(new(kind, i < claims.Count ? claims[i] : null, exactHours[i], ratios[i], costs[i], ownCosts[i]));
            }
        }

        return shares;
    }

    private static decimal Weight(GpuClaim claim, GpuWeighting weighting) => Math.Max(0, weighting switch
    {
        GpuWeighting.Use => claim.UsedHours,
        GpuWeighting.Reserve => claim.ReservedHours,
        _ => Math.Max(claim.UsedHours, claim.ReservedHours),
    });
}

using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Gpu;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Gpu;

public sealed class GpuAllocationTests
{
    private static GpuClaim Claim(string name, decimal used, decimal reserved = 0) => new(new GpuWorkload(Namespace: name), used, reserved);

    private static IEnumerable<(string, decimal)> Costs(GpuUse use, GpuIdlePolicy idle, GpuWeighting weighting = GpuWeighting.Use) =>
        GpuAllocation.Split(use, 2.50m, new(weighting, idle)).Select(share => (share.Claim?.Workload.Namespace ?? share.Kind.ToString(), share.Cost));

    private static readonly GpuUse Hour = new(1, 1, [Claim("payments", 0.55m, 1), Claim("search", 0.20m)]);

    [Fact]
    public void Idle_time_on_its_own_line_leaves_each_workload_what_it_used() =>
        Costs(Hour, GpuIdlePolicy.OwnLine).ShouldBe([("payments", 1.375m), ("search", 0.50m), ("Idle", 0.625m)]);

    [Fact]
    public void Idle_time_in_proportion_is_paid_by_use() =>
        Costs(Hour, GpuIdlePolicy.Proportional).ShouldBe([("payments", 1.833333333333m), ("search", 0.666666666667m)]);

    [Fact]
    public void Idle_time_evenly_is_paid_by_head() =>
        Costs(Hour, GpuIdlePolicy.Even).ShouldBe([("payments", 1.6875m), ("search", 0.8125m)]);

    [Fact]
    public void Idle_time_of_a_GPU_that_nobody_was_on_stays_idle() =>
        Costs(new(1, 1, []), GpuIdlePolicy.Proportional).ShouldBe([("Idle", 2.50m)]);

    [Fact]
    public void Idle_time_with_workloads_that_did_nothing_can_be_shared_evenly_but_not_in_proportion()
    {
        GpuUse asleep = new(1, 1, [Claim("a", 0, 1), Claim("b", 0, 1)]);

        Costs(asleep, GpuIdlePolicy.Proportional).ShouldBe([("Idle", 2.50m)]);
        Costs(asleep, GpuIdlePolicy.Even).ShouldBe([("a", 1.25m), ("b", 1.25m)]);
    }

    [Fact]
    public void Time_without_measurements_is_unknown_and_never_shared()
    {
        GpuUse halfSeen = new(1, 0.5m, [Claim("payments", 0.25m)]);

        Costs(halfSeen, GpuIdlePolicy.OwnLine).ShouldBe([("payments", 0.625m), ("Idle", 0.625m), ("Unmeasured", 1.25m)]);
        Costs(halfSeen, GpuIdlePolicy.Proportional).ShouldBe([("payments", 1.25m), ("Unmeasured", 1.25m)]);
    }

    [Fact]
    public void GPU_that_nobody_measured_still_costs() =>
        Costs(new(1, 0, []), GpuIdlePolicy.Even).ShouldBe([("Unmeasured", 2.50m)]);

    [Fact]
    public void Weights_above_the_whole_are_scaled_down_to_it() =>
        Costs(new(1, 1, [Claim("a", 0.9m), Claim("b", 0.6m)]), GpuIdlePolicy.OwnLine).ShouldBe([("a", 1.50m), ("b", 1.00m)]);

    [Theory]
    [InlineData(GpuWeighting.Use, "0.25", "0.75")]
    [InlineData(GpuWeighting.Reserve, "0.5", "0")]
    [InlineData(GpuWeighting.Larger, "0.5", "0.75")]
    public void Weight_is_use_or_reservation_or_the_larger_of_both(GpuWeighting weighting, string first, string second)
    {
        var shares = GpuAllocation.Split(new(2, 2, [Claim("a", 0.25m, 0.5m), Claim("b", 0.75m, 0)]), 1, new(weighting));

        shares.Where(share => share.Claim?.Workload.Namespace == "a").Sum(share => share.Hours).ShouldBe(decimal.Parse(first, null));
        shares.Where(share => share.Claim?.Workload.Namespace == "b").Sum(share => share.Hours).ShouldBe(decimal.Parse(second, null));
    }

    [Fact]
    public void Own_cost_is_what_the_hours_alone_cost_whoever_pays_for_idle_time()
    {
        var shares = GpuAllocation.Split(Hour, 2.50m, new(GpuWeighting.Use, GpuIdlePolicy.Proportional));

        shares.Select(share => share.OwnCost).ShouldBe([1.375m, 0.50m]);
        shares.Select(share => share.Hours).ShouldBe([0.55m, 0.20m]);
    }

    [Fact]
    public void Method_is_named_by_weighting_and_idle_policy() =>
        new GpuPolicy(GpuWeighting.Larger, GpuIdlePolicy.Proportional).MethodId.ShouldBe("gpu.larger.proportional");

    [Fact]
    public void Parts_add_up_to_the_cost_exactly_whatever_was_used() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll<int>(seed =>
        {
            var (use, cost, policy) = Any(seed);
            var shares = GpuAllocation.Split(use, cost, policy);

            shares.Sum(share => share.Cost).ShouldBe(Math.Round(cost, ExactShares.Decimals));
            shares.Sum(share => share.Ratio).ShouldBe(1m);
            shares.ShouldAllBe(share => share.Cost >= 0 && share.Ratio >= 0 && share.Hours >= 0);
            if (policy.Idle is GpuIdlePolicy.OwnLine)
            {
                shares.Sum(share => share.Hours).ShouldBe(Math.Round(use.ServiceHours, ExactShares.Decimals));
                shares.ShouldAllBe(share => share.OwnCost == share.Cost);
            }
        }));

    [Fact]
    public void More_use_never_costs_less() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var (low, high) = (random.NextDecimal(), random.NextDecimal());
            (low, high) = low < high ? (low, high) : (high, low);
            var shares = GpuAllocation.Split(new(1, 1, [Claim("low", low), Claim("high", high)]), random.NextDecimal() * 100, new());

            // Up to one unit of the last decimal, which rounding may give to either.
            (CostOf(shares, "high") + 0.000000000001m).ShouldBeGreaterThanOrEqualTo(CostOf(shares, "low"));
        }));

    private static decimal CostOf(IEnumerable<GpuShare> shares, string name) =>
        shares.Where(share => share.Claim?.Workload.Namespace == name).Sum(share => share.Cost);

    private static (GpuUse Use, decimal Cost, GpuPolicy Policy) Any(int seed)
    {
        var random = new Random(seed);
        var service = random.Next(4) == 0 ? random.Next(1, 3_601) / 3_600m : 1m;
        var claims = Enumerable.Range(0, random.Next(12)).Select(i => Claim(
            $"w{i}", random.Next(4) == 0 ? 0 : random.NextDecimal() / random.Next(1, 8), random.Next(3) == 0 ? 0 : random.NextDecimal())).ToList();
        var cost = random.Next(5) switch
        {
            0 => 0m,
            1 => random.Next(100) * 0.000000000001m,
            2 => random.NextDecimal() * 1_000_000m,
            _ => random.NextDecimal() * 10,
        };
        return (
            new(service, service * random.Next(5) / 4m, claims), cost, new((GpuWeighting)random.Next(3), (GpuIdlePolicy)random.Next(3)));
    }
}

/// <summary>Random amounts.</summary>
internal static class RandomDecimals
{
    /// <summary>From 0 to below 1, with all decimals filled.</summary>
    public static decimal NextDecimal(this Random random) => new(random.Next(), random.Next(), random.Next(0x204F_CE5E), false, 28);
}

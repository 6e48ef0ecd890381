using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Showback;
using FinOpsAI.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Attribution;

public sealed class SharedCostTests
{
    private static readonly DateOnly Day = new(2026, 5, 5);
    private static readonly ScopePath Platform = ScopePath.ForTeam("platform");
    private static readonly ScopePath Search = ScopePath.ForTeam("search");
    private static readonly ScopePath Ads = ScopePath.ForTeam("ads");

    [Fact]
    public void Parts_add_up_to_the_origin_by_status_and_column_before_and_after_rules_change() => Prop.ForAll<int>(seed =>
    {
        var cases = new AttributionCases(seed);
        var records = cases.Records(120);
        var shared = cases.SharedCosts(6);

        AddsUp(records, shared);
        AddsUp(new Attributor(cases.RuleSet(1, 8)).Apply(records), shared);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_part_is_in_proportion_to_the_driver_to_one_unit_of_the_last_decimal() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var amount = random.Next(1, 1_000_000) / 7m;
        decimal[] tokens = [random.Next(1_000), random.Next(1_000), 1];
        var rows = new[]
        {
            Row("platform", amount, 0), Row("search", 1, tokens[0]), Row("ads", 1, tokens[1]), Row("hr", 1, tokens[2]),
        };

        var day = SharedCostEngine.Divide(Day, rows, [], [Proportional("gateway", Platform)]);

        foreach (var (team, quantity) in new[] { "search", "ads", "hr" }.Zip(tokens))
        {
            var part = day.Lines.Where(line => line.Scope.Team == team).Sum(line => line.Cost.Effective);
            (part - (amount * quantity / tokens.Sum())).ShouldBeInRange(-0.000000000002m, 0.000000000002m);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Even_and_fixed_shares_go_to_their_targets()
    {
        var rows = new[] { Row("platform", 90, 0), Row("search", 5, 1) };
        SharedCost even = new("e", "e", new(Platform), ShareMethod.Even) { Targets = [new(Search), new(Ads)] };
        SharedCost shares = new("f", "f", new(Platform), ShareMethod.Fixed) { Targets = [new(Search, 1), new(Ads, 2)] };

        Parts(rows, even).ShouldBe([("team:search", 45m), ("team:ads", 45m)]);
        Parts(rows, shares).ShouldBe([("team:search", 30m), ("team:ads", 60m)]);
    }

    [Fact]
    public void All_teams_means_those_with_records_on_the_day_without_origin_exceptions_and_the_unattributed()
    {
        var rows = new[] { Row("platform", 90, 1), Row("search", 5, 1), Row("ads", 5, 1), Row("hr", 5, 1), Row(ScopePath.Unattributed, 5, 1) };

        Parts(rows, Proportional("p", Platform) with { Except = ["hr"] }).ShouldBe([("team:ads", 45m), ("team:search", 45m)]);
    }

    [Theory]
    [InlineData(ShareMethod.Even)]
    [InlineData(ShareMethod.Proportional)]
    public void A_team_that_hosts_a_shared_project_takes_its_part_by_its_other_projects_and_none_without(ShareMethod method)
    {
        var gateway = ScopePath.ForProject("platform", "gateway");
        var rows = new[]
        {
            Row("platform", 100, 1_000_000) with { Scope = gateway }, Row("search", 5, 3), Row("ads", 5, 3),
        };
        SharedCost shared = new("s", "s", new(gateway), method) { Driver = ShareDriver.Tokens };

        Parts(rows, shared).ShouldBe([("team:ads", 50m), ("team:search", 50m)]);
        Parts([.. rows, Row("platform", 5, 3) with { Scope = ScopePath.ForProject("platform", "evals") }], shared)
            .Select(part => part.Item1).ShouldBe(["team:ads", "team:platform", "team:search"]);
    }

    [Fact]
    public void A_shared_resource_alone_makes_its_team_no_target()
    {
        var resource = ScopePath.ForResource("platform", "p", "cache");
        var cache = Row("platform", 90, 50) with { Scope = resource };
        SharedCost shared = new("s", "s", new(resource), ShareMethod.Even);

        var day = SharedCostEngine.Divide(Day, [Row("platform", 90, 50), Row("ads", 5, 3)], [cache], [shared]);

        day.Lines.Where(line => !line.IsOut).Select(line => (line.Scope.Key, line.Cost.Effective)).ShouldBe([("team:ads", 90m)]);
    }

    [Fact]
    public void A_day_without_any_of_the_driver_stays_at_the_origin_and_is_told()
    {
        var rows = new[] { Row("platform", 90, 5), Row("search", 5, 0) };
        var shared = Proportional("p", Platform);

        var stay = SharedCostEngine.Divide(Day, rows, [], [shared]);

        stay.Lines.ShouldBeEmpty();
        stay.Stays.ShouldHaveSingleItem().ShouldBe(new(Day, "p", StayReason.NoDriver, new(90, 90, 90)));
        Parts(rows, shared with { Fallback = ShareFallback.Even }).ShouldBe([("team:search", 90m)]);
        SharedCostEngine.Divide(Day, [rows[0]], [], [shared]).Stays.ShouldHaveSingleItem().Reason.ShouldBe(StayReason.NoTargets);
    }

    [Fact]
    public void Only_the_named_provider_and_model_are_shared()
    {
        var rows = new[] { Row("platform", 90, 1), Row("platform", 10, 1) with { Provider = "aws" }, Row("search", 5, 1) };
        SharedCost shared = new("s", "s", new(Platform, "AWS"), ShareMethod.Even) { Targets = [new(Search)] };

        Parts(rows, shared).ShouldBe([("team:search", 10m)]);
    }

    [Fact]
    public void A_resource_can_be_shared_with_its_own_project_and_its_use_does_not_count_as_the_projects()
    {
        var resource = ScopePath.ForResource("search", "p", "cache");
        var own = Row("search", 100, 60);
        var cache = own with { Scope = resource, Sums = new(new(40, 40, 40), new(50, 0, 0, 0, 0), 1, 0) };
        SharedCost shared = new("s", "s", new(resource), ShareMethod.Proportional)
        {
            Driver = ShareDriver.Tokens,
            Targets = [new(ScopePath.ForProject("search", "p")), new(Ads)],
        };
        SharedCostCheck.Of(shared, []).ShouldBeEmpty();

        var day = SharedCostEngine.Divide(Day, [own, Row("ads", 0, 30)], [cache], [shared]);

        day.Lines.Where(line => !line.IsOut).Select(line => (line.Scope.Key, line.Cost.Effective, line.Quantity))
            .ShouldBe([("project:search/p", 10m, 10m), ("team:ads", 30m, 30m)]);
        day.Lines.Single(line => line.IsOut).ShouldSatisfyAllConditions(
            line => line.Scope.ShouldBe(resource), line => line.Cost.Effective.ShouldBe(-40));
    }

    [Fact]
    public void A_chain_hands_on_what_was_brought()
    {
        var rows = new[] { Row("platform", 60, 0), Row("search", 10, 1), Row("ads", 5, 1) };
        SharedCost second = new("a-second", "s", new(Search), ShareMethod.Even) { Targets = [new(Ads)] };
        SharedCost first = new("b-first", "f", new(Platform), ShareMethod.Even) { Targets = [new(Search), new(Ads)] };
        SharedCostCheck.Of(second, [first]).ShouldBeEmpty();

        var day = SharedCostEngine.Divide(Day, rows, [], [second, first]);

        day.Lines.Where(line => line.Scope == Ads).Sum(line => line.Cost.Effective).ShouldBe(70);
        day.Lines.Sum(line => line.Cost.Effective).ShouldBe(0);
    }

    [Fact]
    public void A_circle_is_refused_and_named_unless_dates_or_providers_keep_it_open()
    {
        SharedCost a = new("a", "a", new(Platform), ShareMethod.Even) { Targets = [new(Search)] };
        SharedCost b = new("b", "b", new(Search), ShareMethod.Even) { Targets = [new(Ads)] };
        SharedCost c = new("c", "c", new(Ads), ShareMethod.Even) { Targets = [new(Platform)] };

        SharedCostCheck.Of(c, [a, b]).ShouldHaveSingleItem().Message.ShouldContain("in a circle");
        SharedCostCheck.Of(c with { EffectiveFrom = Day }, [a with { EffectiveUntil = Day }, b]).ShouldBeEmpty();
        SharedCostCheck.Of(c with { Origin = new(Ads, "aws") }, [a with { Origin = new(Platform, "openai") }, b]).ShouldBeEmpty();
        SharedCostCheck.Of(Proportional("d", Search), [Proportional("e", Platform)]).ShouldHaveSingleItem().Message.ShouldContain("circle");
        SharedCostCheck.Of(Proportional("d", Search) with { Except = ["platform"] }, [Proportional("e", Platform)]).ShouldBeEmpty();
    }

    [Fact]
    public void Bad_shared_costs_are_refused_by_field()
    {
        SharedCost good = new("a", "a", new(Platform), ShareMethod.Even) { Targets = [new(Search)] };
        string[] Fields(SharedCost shared) => [.. SharedCostCheck.Of(shared, []).Select(fault => fault.Field)];

        Fields(good).ShouldBeEmpty();
        Fields(good with { Id = "a b" }).ShouldBe(["id"]);
        Fields(good with { Name = "" }).ShouldBe(["name"]);
        Fields(good with { Origin = new(ScopePath.Organization) }).ShouldContain("origin.scope");
        Fields(good with { Method = ShareMethod.Proportional }).ShouldBe(["driver"]);
        Fields(good with { Method = ShareMethod.Fixed }).ShouldBe(["targets[0].share"]);
        Fields(good with { Method = ShareMethod.Fixed, Targets = [] }).ShouldBe(["targets"]);
        Fields(good with { Targets = [new(Platform)] }).ShouldBe(["targets[0].scope"]);
        Fields(good with { Targets = [new(Search), new(ScopePath.ForProject("search", "x"))] }).ShouldBe(["targets[1].scope"]);
        Fields(good with { Targets = [new(ScopePath.ForResource("a", "b", "c"))] }).ShouldBe(["targets[0].scope"]);
        Fields(good with { Except = ["x"] }).ShouldBe(["except"]);
        Fields(good with { EffectiveFrom = Day, EffectiveUntil = Day }).ShouldBe(["effectiveUntil"]);
    }

    private static void AddsUp(IReadOnlyList<UsageRecord> records, IReadOnlyList<SharedCost> shared)
    {
        var origins = shared.Select(one => one.Origin.Scope).ToHashSet();
        var cells = ShowbackCells.Of(
            AttributionCases.FirstDay, AttributionCases.LastDay, DailyCosts.Of(records, ScopeKind.Project),
            [.. DailyCosts.Of(records, ScopeKind.Resource).Where(row => origins.Contains(row.Scope))], shared);
        foreach (var status in Enum.GetValues<CostStatus>())
        {
            var whole = records.Where(record => record.Status == status).Aggregate(default(CostAmounts), (sum, record) => sum + record.Cost);
            var parts = cells.Cells.Where(cell => cell.Key.Status == status).Aggregate(default(CostAmounts), (sum, cell) => sum + cell.Value.Total);
            parts.ShouldBe(whole);
            foreach (var one in cells.Lines.Where(line => line.Status == status).GroupBy(line => (line.Day, line.Shared)))
            {
                var taken = one.Where(line => line.IsOut).Aggregate(default(CostAmounts), (sum, line) => sum + line.Cost);
                var given = one.Where(line => !line.IsOut).Aggregate(default(CostAmounts), (sum, line) => sum + line.Cost);
                given.ShouldBe(-taken);
            }
        }
    }

    private static List<(string Scope, decimal Effective)> Parts(IReadOnlyList<DailyCost> rows, SharedCost shared) =>
        [.. SharedCostEngine.Divide(Day, rows, [], [shared]).Lines.Where(line => !line.IsOut).Select(line => (line.Scope.Key, line.Cost.Effective))];

    private static SharedCost Proportional(string id, ScopePath origin) => new(id, id, new(origin), ShareMethod.Proportional) { Driver = ShareDriver.Tokens };

    private static DailyCost Row(string team, decimal cost, decimal tokens) => new(
        Day, ScopePath.ForProject(team, "p"), "openai", "gpt-4o", CostStatus.Confirmed, new(new(cost, cost, cost), new(tokens, 0, 0, 0, 0), 1, 0));
}

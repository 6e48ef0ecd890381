using System.Text.Json;

namespace FinOpsAI.Silo.Tests.Demo;

/// <summary>What a stranger finds in the demo: the whole story, and nothing that was not planted.</summary>
public sealed class DemoTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exactly_the_planted_causes_show_as_incidents()
    {
        var incidents = await demo.ListAsync("alerts?limit=1000", Token);

        incidents.Select(Cause).Order().ShouldBe(
        [
            "resource:assistant/agent-runtime/agent-runtime-prod-key",
            "resource:assistant/agent-runtime/agent-runtime-prod-key",
            "resource:platform/evaluation/evaluation-ci-key",
            "resource:platform/training/h100-pool-b",
            "resource:search/semantic-index/semantic-index-batch-key",
            "resource:vision/image-studio/image-studio-batch-key",
            "resource:vision/ocr/ocr-prod-key",
        ]);
        var runaways = incidents.Where(incident => Cause(incident).EndsWith("agent-runtime-prod-key", StringComparison.Ordinal))
            .ToDictionary(incident => incident.GetProperty("state").GetString()!, Impact);
        runaways["resolved"].ShouldBe(["project:assistant/agent-runtime", "team:assistant", "org"]);
        runaways["open"].Take(2).ShouldBe(["project:assistant/agent-runtime", "team:assistant"]);
    }

    [Fact]
    public async Task Rules_of_the_first_version_place_records_and_what_nobody_claimed_suggests_a_rule()
    {
        var rules = await demo.GetAsync("attribution/rules", Token);
        var records = await demo.ListAsync("records?limit=1000", Token);
        var lost = await demo.GetAsync("attribution/unattributed", Token);

        rules.GetProperty("version").GetInt32().ShouldBe(1);
        var placed = records.Where(record => record.GetProperty("rule").ValueKind == JsonValueKind.String).ToList();
        placed.Select(record => record.GetProperty("rule").GetString()).Distinct().Order()
            .ShouldBe(rules.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).Order());
        placed.ShouldAllBe(record => record.GetProperty("ruleVersion").GetInt32() == 1);
        lost.GetProperty("cost").GetDecimal().ShouldBeGreaterThan(0);
        lost.GetProperty("suggestions").EnumerateArray()
            .First(suggestion => suggestion.GetProperty("reason").GetString() == "nameContains")
            .GetProperty("rule").GetProperty("assign").GetProperty("team").GetString().ShouldBe("assistant");
    }

    [Fact]
    public async Task Shared_costs_are_divided_and_teams_add_up_to_the_organization()
    {
        var results = await demo.ListAsync("attribution/shared-costs/result", Token);
        var report = (await demo.GetAsync("showback?period=2026-10", Token)).GetProperty("report");

        results.Count.ShouldBe(2);
        foreach (var result in results)
        {
            var divided = Effective(result.GetProperty("divided"));
            divided.ShouldBeGreaterThan(0);
            result.GetProperty("stays").GetArrayLength().ShouldBe(0);
            result.GetProperty("parts").EnumerateArray().Sum(part => Effective(part.GetProperty("cost"))).ShouldBe(divided);
        }

        var teams = report.GetProperty("teams").EnumerateArray().ToList();
        decimal Sum(string column) => teams.Sum(team => Total(team.GetProperty("figures"), column));
        Sum("allocatedIn").ShouldBeGreaterThan(0);
        Sum("allocatedIn").ShouldBe(Sum("allocatedOut"));
        Sum("total").ShouldBe(Total(report.GetProperty("organization"), "direct"));
    }

    [Fact]
    public async Task The_bill_is_a_little_above_the_estimate_and_figures_are_estimated_confirmed_and_invoiced()
    {
        var source = (await demo.ListAsync("sources", Token)).ShouldHaveSingleItem();
        var drift = await demo.GetAsync("sources/drift?days=90", Token);
        var totals = drift.GetProperty("totals");
        var (past, present) = (await ReportAsync("2026-10"), await ReportAsync("2026-11"));

        source.GetProperty("layer").GetString().ShouldBe("bill");
        totals.GetProperty("ratio").GetDouble().ShouldBeInRange(1.02, 1.03);
        totals.GetProperty("alone").GetDecimal().ShouldBe(0);
        totals.GetProperty("unusual").GetInt32().ShouldBe(0);
        past.GetProperty("invoiced").GetDecimal().ShouldBe(past.GetProperty("total").GetDecimal());
        present.GetProperty("confirmed").GetDecimal().ShouldBeGreaterThan(0);
        present.GetProperty("estimated").GetDecimal().ShouldBeGreaterThan(0);

        async Task<JsonElement> ReportAsync(string period) =>
            (await demo.GetAsync($"showback?period={period}", Token)).GetProperty("report").GetProperty("organization").GetProperty("direct");
    }

    [Fact]
    public async Task People_are_told_a_policy_proposes_in_its_dry_run_and_the_audit_log_says_so()
    {
        var routes = await demo.ListAsync("routes", Token);
        var decision = (await demo.ListAsync("policy-decisions?state=proposed", Token))[0];
        var audit = await demo.ListAsync("audit", Token);
        var chain = await demo.GetAsync("audit/verification", Token);

        routes.Count(route => route.GetProperty("quiet").ValueKind == JsonValueKind.Object).ShouldBe(1);
        routes.Count(route => route.GetProperty("isEscalation").GetBoolean()).ShouldBe(1);
        decision.GetProperty("scope").GetProperty("key").GetString().ShouldBe("resource:assistant/agent-runtime/agent-runtime-prod-key");
        (await demo.GetAsync($"policies/{decision.GetProperty("policyId").GetString()}", Token))
            .GetProperty("policy").GetProperty("dryRun").GetBoolean().ShouldBeTrue();
        var actions = audit.Select(line => line.GetProperty("action").GetString()).ToList();
        actions.ShouldContain("attribution.rules_changed");
        actions.ShouldContain("policy.proposed");
        chain.GetProperty("isIntact").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_running_experiment_is_beyond_its_estimate_and_compared_with_a_finished_one()
    {
        var experiments = (await demo.ListAsync("experiments", Token)).ToDictionary(experiment => experiment.GetProperty("id").GetString()!);
        var (running, finished) = (experiments["long-context-ablation"], experiments["short-context-baseline"]);
        var compared = await demo.ListAsync("experiments/compare?ids=long-context-ablation,short-context-baseline&metric=eval%20points", Token);

        running.GetProperty("state").GetString().ShouldBe("running");
        running.GetProperty("cost").GetDecimal().ShouldBeGreaterThan(running.GetProperty("estimate").GetDecimal());
        finished.GetProperty("state").GetString().ShouldBe("finished");
        finished.GetProperty("cost").GetDecimal().ShouldBeInRange(120, 180);
        compared.Select(item => item.GetProperty("experiment").GetProperty("id").GetString()).ShouldBe(["short-context-baseline", "long-context-ablation"]);
        compared[1].GetProperty("timesBest").GetDouble().ShouldBeGreaterThan(1);
    }

    private static string Cause(JsonElement incident) => incident.GetProperty("cause").GetProperty("scope").GetProperty("key").GetString()!;

    private static List<string?> Impact(JsonElement incident) =>
        [.. incident.GetProperty("impact").EnumerateArray().Select(anomaly => anomaly.GetProperty("scope").GetProperty("key").GetString())];

    private static decimal Effective(JsonElement cost) => cost.GetProperty("effective").GetDecimal();

    private static decimal Total(JsonElement figures, string column) => figures.GetProperty(column).GetProperty("total").GetDecimal();
}

using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Tests.Attribution;

public sealed class UnattributedAnalysisTests
{
    private int _number;

    [Fact]
    public void A_value_that_lies_with_one_team_elsewhere_is_suggested_for_that_team_and_project()
    {
        var suggestion = Suggest(
            Lost(30, ("api_key_id", "key-1")), Record("search", "chat", 5, ("api_key_id", "key-1")), Record("search", "chat", 5, ("api_key_id", "KEY-1")))
            .ShouldHaveSingleItem();

        (suggestion.Reason, suggestion.Cost, suggestion.Records, suggestion.Evidence).ShouldBe((SuggestionReason.PlacedElsewhere, 30m, 1L, 2L));
        suggestion.Rule.Assign.ShouldBe(new RuleAssignment("search", "chat"));
        suggestion.Rule.Conditions[0].Dimension.ShouldBe("api_key");
    }

    [Fact]
    public void A_value_of_several_projects_is_suggested_for_the_team_alone_and_one_of_several_teams_not_at_all()
    {
        Suggest(Lost(30, ("owner", "x")), Record("search", "chat", 5, ("owner", "x")), Record("search", "mail", 5, ("owner", "x")))
            .ShouldHaveSingleItem().Rule.Assign.ShouldBe(new RuleAssignment("search"));
        Suggest(Lost(30, ("owner", "x")), Record("search", "chat", 5, ("owner", "x")), Record("ads", "chat", 5, ("owner", "x"))).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_is_found_as_a_word_of_its_own_only()
    {
        Suggest(Lost(10, ("cluster", "prod-Search-7")), Lost(90, ("zone", "a"), ("other", "research"))).Select(one => (one.Reason, one.Rule.Assign.Team))
            .ShouldContain((SuggestionReason.NameContains, "search"));
        Suggest(Lost(10, ("cluster", "research-7")), Lost(90)).ShouldBeEmpty();
    }

    [Fact]
    public void A_value_that_covers_at_least_half_is_suggested_as_a_team_of_its_name()
    {
        var suggestion = Suggest(Lost(50, ("owner", "payments")), Lost(50, ("owner", "many"), ("x", "1")), Lost(0))
            .Where(one => one.Rule.Conditions[0].Dimension == "tag:owner").ToList();

        suggestion.Select(one => (one.Reason, one.Rule.Assign.Team)).ShouldBe(
            [(SuggestionReason.CoversMost, "many"), (SuggestionReason.CoversMost, "payments")], ignoreOrder: true);
        Suggest(Lost(49, ("owner", "payments")), Lost(51)).ShouldBeEmpty();
    }

    [Fact]
    public void A_suggested_rule_is_a_good_rule_with_an_id_of_its_own_and_moves_what_it_says()
    {
        var used = new RuleSet(1, DateTimeOffset.UnixEpoch, "x", null, [new("tag-owner-pay-ments", "x", [new("model", ConditionOperator.Is, ["none"])], new("t"))]);
        UsageRecord[] records = [Lost(60, ("owner", "pay ments")), Lost(5, ("owner", "{1}")), Lost(1, ("owner", new string('x', 1_000)))];
        var analysis = new UnattributedAnalysis(used, ["search"]);
        Array.ForEach(records, analysis.See);

        var suggestion = analysis.Suggestions().ShouldHaveSingleItem();

        suggestion.Rule.Id.ShouldBe("tag-owner-pay-ments-2");
        RuleCheck.Of([.. used.Rules, suggestion.Rule]).ShouldBeEmpty();
        var rules = new Attributor(used with { Rules = [.. used.Rules, suggestion.Rule] });
        records.Where(record => !ReferenceEquals(rules.Apply(record), record)).Sum(record => record.Cost.Effective).ShouldBe(suggestion.Cost);
    }

    [Fact]
    public void Groups_are_ordered_by_what_they_explain_and_a_dimension_of_single_things_is_let_go()
    {
        var analysis = new UnattributedAnalysis(RuleSet.Empty, []);
        for (var index = 0; index < 200_001; index++)
        {
            analysis.See(Lost(1, ("request_id", $"{index}"), ("zone", index % 2 == 0 ? "a" : "b")));
        }

        var groups = analysis.Groups();

        groups.ShouldNotContain(group => group.Dimension == "tag:request_id");
        var zone = groups.Single(group => group.Dimension == "tag:zone");
        (zone.Coverage, zone.Distinct).ShouldBe((1m, 2));
        zone.Values.Select(value => value.Records).ShouldBe([100_001L, 100_000L]);
    }

    private static IReadOnlyList<AttributionSuggestion> Suggest(params UsageRecord[] records)
    {
        var analysis = new UnattributedAnalysis(RuleSet.Empty, ["search", "ads", ScopePath.Unattributed]);
        Array.ForEach(records, analysis.See);
        return analysis.Suggestions();
    }

    private UsageRecord Lost(decimal cost, params (string Key, string Value)[] tags) => Record(ScopePath.Unattributed, ScopePath.Unattributed, cost, tags);

    private UsageRecord Record(string team, string project, decimal cost, params (string Key, string Value)[] tags) => new()
    {
        Id = $"r{_number++}",
        Source = "api",
        Timestamp = DateTimeOffset.UnixEpoch,
        Provider = "openai",
        Scope = ScopePath.ForResource(team, project, ScopePath.Unattributed),
        Usage = new Dictionary<string, decimal>(),
        Cost = new(cost, cost, cost),
        Pricing = PricingState.Given,
        Status = CostStatus.Confirmed,
        Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value),
    };
}

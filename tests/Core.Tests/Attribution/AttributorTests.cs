using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Attribution;

public sealed class AttributorTests
{
    [Fact]
    public void Applying_again_changes_nothing() => Prop.ForAll<int>(seed =>
    {
        var cases = new AttributionCases(seed);
        var rules = new Attributor(cases.RuleSet(1, 8));
        RuleCheck.Of(rules.Set.Rules).ShouldBeEmpty();

        var once = rules.Apply(cases.Records(40));

        rules.Apply(once).ShouldBeSameAs(once);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Later_rules_start_from_what_was_stated_whatever_came_between() => Prop.ForAll<int>(seed =>
    {
        var cases = new AttributionCases(seed);
        var records = cases.Records(40);
        var first = new Attributor(cases.RuleSet(1, 8));
        var second = new Attributor(cases.RuleSet(2, 8));

        var by = second.Apply(first.Apply(records));

        by.Select(Place).ShouldBe(second.Apply(records).Select(Place));
        Attributor.None.Apply(by).ShouldBe(records);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_but_the_place_of_a_record_changes() => Prop.ForAll<int>(seed =>
    {
        var cases = new AttributionCases(seed);
        var records = cases.Records(40);

        var placed = new Attributor(cases.RuleSet(1, 8)).Apply(records);

        for (var index = 0; index < records.Count; index++)
        {
            RecordPlacement.Undo(placed[index]).ShouldBe(records[index]);
            if (Place(placed[index]) == Place(records[index]))
            {
                placed[index].Placement.ShouldBeNull();
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Looking_rules_up_finds_what_trying_them_one_by_one_finds() => Prop.ForAll<int>(seed =>
    {
        var cases = new AttributionCases(seed);
        var rules = cases.Rules(25).Select(rule => new CompiledRule(rule)).ToList();
        var index = new RuleIndex(rules);

        foreach (var record in cases.Records(40))
        {
            index.Find(record)?.Rule.ShouldBeSameAs(rules.Find(rule => rule.Place(record, []) is not null));
            (index.Find(record) is null).ShouldBe(rules.TrueForAll(rule => rule.Place(record, []) is null));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_rules_the_very_same_list_comes_back()
    {
        var records = new AttributionCases(1).Records(10);

        Attributor.None.Apply(records).ShouldBeSameAs(records);
    }

    [Fact]
    public void The_first_rule_that_matches_wins_as_a_whole()
    {
        var rules = Rules(
            Rule("a", "api_key", "key-1", new(Team: "search")),
            Rule("b", "api_key", "key-1", new(Team: "ads", Customer: "acme")));

        var placed = rules.Apply(Record(("api_key_id", "KEY-1")));

        placed.Scope.ShouldBe(ScopePath.ForResource("search", ScopePath.Unattributed, "r"));
        placed.Customer.ShouldBeNull();
        placed.Placement.ShouldBe(new RecordPlacement("a", 3, ScopePath.ForResource(ScopePath.Unattributed, ScopePath.Unattributed, "r"), null, null, null));
    }

    [Fact]
    public void Stars_are_captured_through_all_conditions_and_templates_name_them_and_dimensions()
    {
        var rules = Rules(new AttributionRule(
            "a",
            "paths",
            [
                new("tag:path", ConditionOperator.Matches, ["teams/*/apps/*"]),
                new("api_key", ConditionOperator.Matches, ["prod-*"]),
            ],
            new("{1}", "{2}-{3}", "{provider}", "exp {tag:run}", "{tag:feature}", "{tag:missing}")));

        var placed = rules.Apply(Record(("path", "Teams/search/apps/chat"), ("api_key_id", "prod-eu"), ("run", "7"), ("feature", "summaries")));

        placed.Scope.ShouldBe(ScopePath.ForResource("search", "chat-eu", "openai"));
        (placed.Experiment, placed.Feature, placed.Customer).ShouldBe(("exp 7", "summaries", null));
    }

    [Theory]
    [InlineData("prod-*", "prod-eu", true)]
    [InlineData("prod-*", "prod-", true)]
    [InlineData("prod-*", "prod-eu/x", false)]
    [InlineData("prod-**", "prod-eu/x", true)]
    [InlineData("prod-?", "prod-1", true)]
    [InlineData("prod-?", "prod-12", false)]
    [InlineData("*.chat.*", "eu.chat.7", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("(x)[y]$", "(x)[y]$", true)]
    [InlineData("teams/**/apps/*", "teams/a/b/apps/c", true)]
    public void Patterns_match_whole_texts_and_one_star_stops_at_a_slash(string pattern, string value, bool matches)
    {
        var rules = Rules(new AttributionRule("a", "a", [new("tag:x", ConditionOperator.Matches, [pattern])], new(Team: "hit")));

        (rules.Apply(Record(("x", value))).Scope.Team == "hit").ShouldBe(matches);
    }

    [Fact]
    public void A_pattern_of_many_stars_takes_no_longer_than_the_text_is_long()
    {
        var rules = Rules(new AttributionRule("a", "a", [new("tag:x", ConditionOperator.Matches, ["**a**a**a**a**a**a**a**a**b"])], new(Team: "hit")));

        rules.Apply(Record(("x", new string('a', 1_024)))).Scope.Team.ShouldBe(ScopePath.Unattributed);
    }

    [Fact]
    public void A_rule_holds_by_the_charge_period_from_its_first_day_to_before_its_last()
    {
        var rules = Rules(Rule("a", "provider", "openai", new(Team: "hit")) with { EffectiveFrom = new(2026, 5, 1), EffectiveUntil = new(2026, 6, 1) });
        string Team(string at) => rules.Apply(Record() with { Timestamp = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture) }).Scope.Team!;

        Team("2026-04-30T23:59:59Z").ShouldBe(ScopePath.Unattributed);
        Team("2026-05-01T00:00:00Z").ShouldBe("hit");
        Team("2026-05-31T23:59:59Z").ShouldBe("hit");
        Team("2026-06-01T00:00:00Z").ShouldBe(ScopePath.Unattributed);
    }

    [Fact]
    public void A_value_that_makes_no_name_leaves_the_field_as_stated()
    {
        var rules = Rules(Rule("a", "provider", "openai", new("{tag:team}", "p")));

        rules.Apply(Record(("team", "a\0b"))).Scope.ShouldBe(ScopePath.ForResource(ScopePath.Unattributed, "p", "r"));
        rules.Apply(Record(("team", "  "))).Scope.Team.ShouldBe(ScopePath.Unattributed);
        rules.Apply(Record(("team", new string('x', 600)))).Scope.Team.ShouldBe(ScopePath.Unattributed);
    }

    [Theory]
    [InlineData("api_key", "api_key_id")]
    [InlineData("api_key", "aws.iam_principal")]
    [InlineData("account", "aws.account")]
    [InlineData("account", "azure.subscription")]
    [InlineData("account", "focus.sub_account")]
    [InlineData("workspace", "workspace_id")]
    [InlineData("workspace", "project_id")]
    [InlineData("namespace", "namespace")]
    public void Aliases_look_into_the_tags_that_connectors_write(string alias, string tag) =>
        Rules(Rule("a", alias, "v", new(Team: "hit"))).Apply(Record((tag, "v"))).Scope.Team.ShouldBe("hit");

    [Fact]
    public void A_rule_that_changes_nothing_leaves_no_trace()
    {
        var record = Record();

        Rules(Rule("a", "provider", "openai", new(Team: "{team}"))).Apply(record).ShouldBeSameAs(record);
    }

    [Fact]
    public void A_newer_version_that_places_the_same_keeps_the_version_that_placed_it()
    {
        var rule = Rule("a", "provider", "openai", new(Team: "hit"));
        var placed = Rules(rule).Apply(Record());

        new Attributor(new(9, DateTimeOffset.UnixEpoch, "x", null, [rule])).Apply(placed).ShouldBeSameAs(placed);
    }

    private static Attributor Rules(params AttributionRule[] rules)
    {
        RuleCheck.Of(rules).ShouldBeEmpty();
        return new(new(3, DateTimeOffset.UnixEpoch, "test", null, rules));
    }

    private static AttributionRule Rule(string id, string dimension, string value, RuleAssignment assign) =>
        new(id, id, [new(dimension, ConditionOperator.Is, [value])], assign);

    private static UsageRecord Record(params (string Key, string Value)[] tags) => new()
    {
        Id = "r",
        Source = "api",
        Timestamp = new(2026, 5, 5, 0, 0, 0, TimeSpan.Zero),
        Provider = "openai",
        Scope = ScopePath.ForResource(ScopePath.Unattributed, ScopePath.Unattributed, "r"),
        Usage = new Dictionary<string, decimal>(),
        Cost = new(1, 1, 1),
        Pricing = PricingState.Given,
        Status = CostStatus.Confirmed,
        Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value),
    };

    private static (ScopePath Scope, string? Experiment, string? Feature, string? Customer) Place(UsageRecord record) =>
        (record.Scope, record.Experiment, record.Feature, record.Customer);
}

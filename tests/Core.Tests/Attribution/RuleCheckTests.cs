using FinOpsAI.Core.Attribution;

namespace FinOpsAI.Core.Tests.Attribution;

public sealed class RuleCheckTests
{
    private static readonly AttributionRule Good = new("a", "A", [new("api_key", ConditionOperator.Matches, ["prod-*"])], new(Team: "{1}"));

    [Fact]
    public void A_good_rule_has_no_fault() => RuleCheck.Of([Good]).ShouldBeEmpty();

    [Fact]
    public void Every_fault_names_rule_and_field_and_all_are_told_at_once()
    {
        var faults = RuleCheck.Of(
        [
            Good with { Id = "no spaces" },
            Good with { Id = "b", Name = " " },
            Good with { Id = "B" },
            Good with { Id = "c", Conditions = [] },
            Good with { Id = "d", Conditions = [new("keys", ConditionOperator.Is, ["x"])], Assign = new(Team: "x") },
            Good with { Id = "e", Conditions = [new("api_key", ConditionOperator.Is, ["x", "y"])], Assign = new(Team: "x") },
            Good with { Id = "f", Conditions = [new("api_key", (ConditionOperator)7, ["x"])], Assign = new(Team: "x") },
            Good with { Id = "g", Assign = new() },
            Good with { Id = "h", Assign = new(Team: "{2}") },
            Good with { Id = "i", Assign = new(Project: "{oops}") },
            Good with { Id = "j", Assign = new(Project: "a}b{") },
            Good with { Id = "k", EffectiveFrom = new(2026, 5, 1), EffectiveUntil = new(2026, 5, 1) },
            Good with { Id = "l", Conditions = [new("tag:", ConditionOperator.AnyOf, [.. Enumerable.Repeat("x", 201)])], Assign = new(Team: "x") },
            Good with { Id = "m", Conditions = [new("tag:x", ConditionOperator.Matches, [new string('*', 21)])] },
            null,
        ]);

        faults.Select(fault => fault.Field).ShouldBe(
        [
            "rules[0].id", "rules[1].name", "rules[2].id", "rules[3].conditions", "rules[3].assign.team", "rules[4].conditions[0].dimension",
            "rules[5].conditions[0].values", "rules[6].conditions[0].operator", "rules[7].assign", "rules[8].assign.team", "rules[9].assign.project",
            "rules[10].assign.project", "rules[11].effectiveUntil", "rules[12].conditions[0].dimension", "rules[12].conditions[0].values",
            "rules[13].conditions", "rules[14]",
        ]);
        faults.ShouldAllBe(fault => fault.Message.Length > 10);
    }

    [Fact]
    public void Text_from_outside_may_lack_any_part_of_a_rule()
    {
        RuleCheck.Of(null).ShouldHaveSingleItem().Field.ShouldBe("rules");
        RuleCheck.Of([new(null!, null!, null!, null!)]).Select(fault => fault.Field).ShouldBe(
            ["rules[0].id", "rules[0].name", "rules[0].conditions", "rules[0].assign"]);
        RuleCheck.Of([Good with { Conditions = [null!, new(null!, ConditionOperator.Is, null!)], Assign = new(Team: "x") }]).Select(fault => fault.Field)
            .ShouldBe(["rules[0].conditions[0]", "rules[0].conditions[1].dimension", "rules[0].conditions[1].values"]);
    }

    [Fact]
    public void There_are_at_most_a_thousand_rules() =>
        RuleCheck.Of([.. Enumerable.Repeat(Good, 1_001)]).ShouldHaveSingleItem().Message.ShouldContain("1000");
}

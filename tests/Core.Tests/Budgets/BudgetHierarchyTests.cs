using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Tests.Budgets;

public sealed class BudgetHierarchyTests
{
    private static readonly BudgetLimit Organization = Of("org", 100, ScopePath.Organization);
    private static readonly BudgetLimit Search = Of("search", 60, ScopePath.ForTeam("search"));
    private static readonly BudgetLimit Chat = Of("chat", 10, ScopePath.ForProject("search", "chat"));

    [Fact]
    public void Budgets_that_fit_have_no_warning() => BudgetHierarchy.Check(Search, [Organization, Search, Chat]).ShouldBeEmpty();

    [Fact]
    public void Children_that_add_up_to_more_than_their_parent_are_told_on_both_sides()
    {
        var vision = Of("vision", 41, ScopePath.ForTeam("vision"));
        BudgetLimit[] all = [Organization, Search, vision, Chat];

        var expected = new BudgetWarning(BudgetMisfit.ChildrenExceedParent, Organization, 101);
        BudgetHierarchy.Check(vision, all).ShouldBe([expected]);
        BudgetHierarchy.Check(Organization, all).ShouldBe([expected]);
        BudgetHierarchy.Check(Chat, all).ShouldBeEmpty();
    }

    [Fact]
    public void A_child_larger_than_the_next_budget_above_is_told_also_over_a_gap()
    {
        var resource = Of("key", 70, ScopePath.ForResource("search", "chat", "key"));

        BudgetHierarchy.Check(resource, [Organization, Search, resource]).ShouldBe(
            [new(BudgetMisfit.LargerThanParent, Search, 70), new(BudgetMisfit.ChildrenExceedParent, Search, 70)]);
    }

    [Fact]
    public void Budgets_of_other_periods_totals_and_experiments_are_left_out()
    {
        var daily = new BudgetLimit(SomeBudget.Of(BudgetPeriod.Day, 500, ScopePath.ForTeam("search"), "daily"), 500);
        var experiment = new BudgetLimit(SomeBudget.Of(BudgetPeriod.Month, 900, ScopePath.ForTeam("search"), "e") with { Experiment = "x" }, 900);

        BudgetHierarchy.Check(daily, [Organization, Search, daily, experiment]).ShouldBeEmpty();
        BudgetHierarchy.Check(experiment, [Organization, experiment]).ShouldBeEmpty();
        BudgetHierarchy.Check(Search, [Organization, Search, daily, experiment]).ShouldBeEmpty();
    }

    [Fact]
    public void Of_several_budgets_of_a_scope_the_smallest_counts()
    {
        var generous = Of("generous", 500, ScopePath.Organization);

        BudgetHierarchy.Check(Search, [generous, Organization, Search]).ShouldBeEmpty();
    }

    private static BudgetLimit Of(string id, decimal limit, ScopePath scope) => new(SomeBudget.Of(amount: limit, scope: scope, id: id), limit);
}

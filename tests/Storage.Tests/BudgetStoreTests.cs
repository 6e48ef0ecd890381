using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteBudgetStoreTests : BudgetStoreTests<SqliteHarness>;

public sealed class PostgresBudgetStoreTests : BudgetStoreTests<PostgresHarness>;

public abstract class BudgetStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task Budgets_are_written_replaced_listed_by_id_found_by_scope_and_removed()
    {
        var team = ScopePath.ForTeam("검색");
        await Store.Budgets.SaveAsync(Some.Budget("b", team, 1000.123456789m), Token);
        await Store.Budgets.SaveAsync(Some.Budget("a", ScopePath.Organization, 5), Token);
        var changed = Some.Budget("b", team, 2000.5m) with
        {
            Currency = "KRW", IsHard = true, FreeModels = ["gpt-*"], Increase = new(3000, Some.Noon, "r"), Owner = "이수진", CarryOverCap = 1.5m,
        };
        await Store.Budgets.SaveAsync(changed, Token);

        (await Store.Budgets.ListAsync(Token)).Select(budget => budget.Id).ShouldBe(["a", "b"]);
        var found = (await Store.Budgets.FindAsync("b", Token)).ShouldNotBeNull();
        found.Thresholds.ShouldBe(changed.Thresholds);
        found.FreeModels.ShouldBe(changed.FreeModels);
        (found with { Thresholds = changed.Thresholds, FreeModels = changed.FreeModels }).ShouldBe(changed);
        (await Store.Budgets.FindAsync(team, Token)).ShouldHaveSingleItem().Id.ShouldBe("b");
        (await Store.Budgets.FindAsync("없음", Token)).ShouldBeNull();
        (await Store.Budgets.RemoveAsync("b", Token)).ShouldNotBeNull().Amount.ShouldBe(2000.5m);
        (await Store.Budgets.RemoveAsync("b", Token)).ShouldBeNull();
        (await Store.Budgets.ListAsync(Token)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_budget_of_an_experiment_is_none_of_its_scope()
    {
        await Store.Budgets.SaveAsync(Some.Budget("e", ScopePath.Organization, 5) with { Experiment = "x" }, Token);

        (await Store.Budgets.FindAsync(ScopePath.Organization, Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_budget_of_nothing_is_refused(int amount) => await Should.ThrowAsync<ArgumentOutOfRangeException>(
        () => Store.Budgets.SaveAsync(Some.Budget("b", ScopePath.Organization, amount), Token));
}

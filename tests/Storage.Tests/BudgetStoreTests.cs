using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteBudgetStoreTests : BudgetStoreTests<SqliteHarness>;

public sealed class PostgresBudgetStoreTests : BudgetStoreTests<PostgresHarness>;

public abstract class BudgetStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task Budgets_are_set_replaced_listed_by_scope_and_removed()
    {
        var team = ScopePath.ForTeam("검색");
        await Store.Budgets.SetAsync(new(team, 1000.123456789m), Token);
        await Store.Budgets.SetAsync(new(ScopePath.Organization, 5), Token);
        await Store.Budgets.SetAsync(new(team, 2000.5m), Token);

        (await Store.Budgets.ListAsync(Token)).ShouldBe([new(ScopePath.Organization, 5), new(team, 2000.5m)]);
        (await Store.Budgets.FindAsync(team, Token)).ShouldBe(new(team, 2000.5m));
        (await Store.Budgets.FindAsync(ScopePath.ForTeam("없음"), Token)).ShouldBeNull();
        (await Store.Budgets.RemoveAsync(team, Token)).ShouldBeTrue();
        (await Store.Budgets.RemoveAsync(team, Token)).ShouldBeFalse();
        (await Store.Budgets.ListAsync(Token)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_budget_of_nothing_is_refused(int amount) => await Should.ThrowAsync<ArgumentOutOfRangeException>(
        () => Store.Budgets.SetAsync(new(ScopePath.Organization, amount), Token));
}

using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteBudgetMigrationTests : BudgetMigrationTests<SqliteHarness>
{
    protected override string Provider => "Sqlite";

    protected override string Before => "CREATE TABLE budgets (scope TEXT PRIMARY KEY, monthly_amount ANY NOT NULL) STRICT";
}

public sealed class PostgresBudgetMigrationTests : BudgetMigrationTests<PostgresHarness>
{
    protected override string Provider => "Postgres";

    protected override string Before => """CREATE TABLE budgets (scope text COLLATE "C" PRIMARY KEY, monthly_amount numeric NOT NULL)""";
}

public abstract class BudgetMigrationTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    protected abstract string Provider { get; }

    /// <summary>The table of monthly budgets as the first version had it.</summary>
    protected abstract string Before { get; }

    [Fact]
    public async Task Monthly_budgets_of_before_are_kept_to_the_last_digit()
    {
        foreach (var table in new[]
        {
            "budgets", "budgets_told", "budget_requests", "reservation_counters", "reservations", "experiments", "experiments_told",
            "experiment_metrics", "experiment_costs", "experiment_totals", "experiment_position",
        })
        {
            await Harness.ExecuteAsync($"DROP TABLE {table}");
        }

        var team = ScopePath.ForTeam("검색");
        await Harness.ExecuteAsync(Before);
        await Harness.ExecuteAsync($"INSERT INTO budgets VALUES ('org', 5), ('{team.Key}', {(Provider == "Sqlite" ? "'1000.123456789012345678'" : "1000.123456789012345678")})");
        var assembly = typeof(IStore).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream($"FinOpsAI.Storage.{Provider}.Migrations.0006_budgets.sql")!);
        await Harness.ExecuteAsync(await reader.ReadToEndAsync(Token));

        var budgets = await Store.Budgets.ListAsync(Token);

        budgets.Select(budget => (budget.Id, budget.Scope, budget.Amount)).ShouldBe(
            [("monthly-1", ScopePath.Organization, 5m), ("monthly-2", team, 1000.123456789012345678m)]);
        budgets.ShouldAllBe(budget => budget.Period == BudgetPeriod.Month && !budget.IsHard && budget.Currency == null && !budget.CarriesOver);
        budgets[0].Thresholds.ShouldBe(Budget.UsualThresholds);
        budgets[0].ForecastProbability.ShouldBe(Budget.UsualForecastProbability);
        budgets[0].FreeModels.ShouldBeEmpty();
        budgets[0].CreatedAt.Year.ShouldBeGreaterThanOrEqualTo(2024);
    }
}

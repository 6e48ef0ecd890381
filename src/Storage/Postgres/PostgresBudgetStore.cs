using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Budgets in PostgreSQL.</summary>
internal sealed class PostgresBudgetStore(PostgresDatabase database) : IBudgetStore
{
    public Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Budget>>(
        async connection => await connection.Sql("SELECT scope, monthly_amount FROM budgets ORDER BY scope")
            .ListAsync(row => new Budget(ScopePath.Parse(row.GetString(0)), row.GetDecimal(1)), cancellationToken),
        cancellationToken);

    public Task<Budget?> FindAsync(ScopePath scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return database.ReadAsync(
            connection => connection.Sql("SELECT monthly_amount FROM budgets WHERE scope = $1").With(scope.Key)
                .FirstAsync(row => new Budget(scope, row.GetDecimal(0)), cancellationToken),
            cancellationToken);
    }

    public Task SetAsync(Budget budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget.MonthlyAmount);
        return database.WriteAsync(
            connection => connection.Sql(
                """
                INSERT INTO budgets (scope, monthly_amount) VALUES ($1, $2)
                ON CONFLICT (scope) DO UPDATE SET monthly_amount = excluded.monthly_amount
                """).With(budget.Scope.Key).With(budget.MonthlyAmount).RunAsync(cancellationToken),
            cancellationToken);
    }

    public Task<bool> RemoveAsync(ScopePath scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return database.WriteAsync(
            async connection => await connection.Sql("DELETE FROM budgets WHERE scope = $1").With(scope.Key).RunAsync(cancellationToken) > 0,
            cancellationToken);
    }
}

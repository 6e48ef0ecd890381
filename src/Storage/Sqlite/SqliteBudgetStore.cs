using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Budgets in SQLite.</summary>
internal sealed class SqliteBudgetStore(SqliteDatabase database) : IBudgetStore
{
    public Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var select = session.Sql("SELECT scope, monthly_amount FROM budgets ORDER BY scope");
            var budgets = new List<Budget>();
            while (select.Step())
            {
                budgets.Add(new(ScopePath.Parse(select.Text(0)), select.Decimal(1)));
            }

            return (IReadOnlyList<Budget>)budgets;
        },
        cancellationToken);

    public Task<Budget?> FindAsync(ScopePath scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return database.ReadAsync(
            session =>
            {
                var select = session.Sql("SELECT monthly_amount FROM budgets WHERE scope = ?").Bind(scope.Key);
                return select.Step() ? new Budget(scope, select.Decimal(0)) : null;
            },
            cancellationToken);
    }

    public Task SetAsync(Budget budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget.MonthlyAmount);
        return database.WriteAsync(
            Durability.Durable,
            session => session.Sql("INSERT OR REPLACE INTO budgets (scope, monthly_amount) VALUES (?, ?)")
                .Bind(budget.Scope.Key).Bind(budget.MonthlyAmount).Run(),
            cancellationToken);
    }

    public Task<bool> RemoveAsync(ScopePath scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return database.WriteAsync(
            Durability.Durable, session => session.Sql("DELETE FROM budgets WHERE scope = ?").Bind(scope.Key).Run() > 0, cancellationToken);
    }
}

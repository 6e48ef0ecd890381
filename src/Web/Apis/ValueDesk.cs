using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Value;
using Microsoft.AspNetCore.Http;

namespace FinOpsAI.Web.Apis;

/// <summary>Writes units of value and their counts, each change with its audit line.</summary>
internal sealed class ValueDesk(IValueStore store, IAuditLog audit, ICurrencies currencies, TimeProvider time)
{
    public async Task<ValueUnit> AddAsync(ValueUnit unit, HttpContext context, CancellationToken cancellationToken)
    {
        var owner = Caller.Of(context);
        unit = unit with
        {
            Id = ContentId.Of("value", unit.Name, unit.Scope.Key, owner.Id, unit.SavedAt.UtcTicks), Owner = owner.Id, OwnerName = owner.Name,
        };
        await store.SaveAsync(unit, cancellationToken);
        await LogAsync(Entry(unit, "valueUnit.added", context));
        return unit;
    }

    public async Task ChangeAsync(ValueUnit unit, ValueUnit before, HttpContext context, CancellationToken cancellationToken)
    {
        await store.SaveAsync(unit, cancellationToken);
        await LogAsync(Entry(unit, "valueUnit.changed", context, before));
    }

    public async Task<bool> RemoveAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.RemoveAsync(id, cancellationToken) is not { } unit)
        {
            return false;
        }

        await LogAsync(Entry(unit, "valueUnit.removed", context));
        return true;
    }

    public async Task CountAsync(ValueUnit unit, IReadOnlyList<ValueCountChange> changes, HttpContext context, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return;
        }

        await store.CountAsync(unit.Id, changes, cancellationToken);
        await LogAsync(ValueAudit.Counted(unit, changes, Caller.Name(context), time.GetUtcNow()));
    }

    private AuditEntry Entry(ValueUnit unit, string action, HttpContext context, ValueUnit? before = null) =>
        ValueAudit.Of(unit, action, currencies.Reporting, Caller.Name(context), time.GetUtcNow(), before);

    /// <summary>What was written has a line, also when the caller has gone meanwhile.</summary>
    private Task LogAsync(AuditEntry entry) => audit.AppendAsync([entry], CancellationToken.None);
}

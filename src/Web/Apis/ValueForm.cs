using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Value;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Reads units of value from requests, collecting every fault.</summary>
internal static class ValueForm
{
    private const int MaxName = 200;
    private const decimal MaxWorth = 1_000_000_000m;

    /// <summary>A new unit without an id, or <paramref name="before"/> as it shall be; null when the request has faults, which the query then holds.</summary>
    public static ValueUnit? Read(Query query, ValueUnitRequest request, ValueUnit? before, ICurrencies currencies, DateTimeOffset now)
    {
        var name = query.Text("name", request.Name, MaxName);
        query.Require("name", name);
        var scope = string.IsNullOrEmpty(request.Scope) && before is not null ? before.Scope : query.Scope(request.Scope);
        if (before is not null && scope != before.Scope)
        {
            query.Fail("scope", $"A unit of value stays with its scope, {before.Scope.Key}: make another one.");
        }

        if (request.Worth is <= 0 or > MaxWorth)
        {
            query.Fail("worth", $"{request.Worth} is out of range: expected above 0, at most {MaxWorth:0}; nothing when nobody says what one is worth.");
        }

        var currency = query.Currency(request.Currency, currencies, now);
        return query.HasFailed
            ? null
            : new(before?.Id ?? "", name!, scope, request.Worth, request.Worth is null ? null : currency, before?.Owner ?? "", before?.OwnerName ?? "", now);
    }
}

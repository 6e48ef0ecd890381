using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Showback;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Shared costs as the API writes and reads them.</summary>
internal static class SharedCostForm
{
    /// <summary>Reads and checks one.</summary>
    /// <returns>Null when something is wrong; <paramref name="query"/> says what.</returns>
    public static SharedCost? Read(Query query, SharedCostRequest request, string id, IReadOnlyList<SharedCost> others)
    {
        query.Require("name", request.Name);
        query.Require("origin.scope", request.Origin?.Scope);
        var origin = Scope(query, "origin.scope", request.Origin?.Scope);
        var targets = (request.Targets ?? [])
            .Select((target, index) => new SharedTarget(Scope(query, $"targets[{index}].scope", target?.Scope), target?.Share)).ToList();
        if (query.HasFailed)
        {
            return null;
        }

        var shared = new SharedCost(
            id, request.Name!.Trim(), new(origin, Text(request.Origin!.Provider), Text(request.Origin.Model)), request.Method)
        {
            Driver = request.Method is ShareMethod.Proportional ? request.Driver : null,
            Targets = targets,
            Except = request.Except ?? [],
            Fallback = request.Fallback,
            EffectiveFrom = request.EffectiveFrom,
            EffectiveUntil = request.EffectiveUntil,
        };
        RulesApi.Fail(query, SharedCostCheck.Of(shared, others));
        return query.HasFailed ? null : shared;
    }

    public static SharedCostResponse ToResponse(SharedCost shared) => new(
        shared.Id,
        shared.Name,
        new(shared.Origin.Scope.Key, shared.Origin.Provider, shared.Origin.Model),
        shared.Method,
        shared.Driver,
        [.. shared.Targets.Select(target => new SharedTargetContract(target.Scope.Key, target.Share))],
        shared.Except,
        shared.Fallback,
        shared.EffectiveFrom,
        shared.EffectiveUntil);

    /// <summary>How one was divided.</summary>
    public static SharedResultResponse Result(SharedCost shared, ShowbackCells cells)
    {
        var parts = cells.Lines.Where(line => line.Shared == shared.Id && !line.IsOut)
            .GroupBy(line => line.Scope)
            .Select(part => (Scope: part.Key, Cost: part.Aggregate(default(CostAmounts), (sum, line) => sum + line.Cost)))
            .ToList();
        var divided = parts.Aggregate(default(CostAmounts), (sum, part) => sum + part.Cost);
        return new(
            shared.Id,
            shared.Name,
            divided,
            [
                .. parts.OrderByDescending(part => part.Cost.Effective).ThenBy(part => part.Scope.Key, StringComparer.Ordinal)
                    .Select(part => new SharedPartResponse(
                        part.Scope.Key, part.Cost, divided.Effective == 0 ? 0 : Math.Round(part.Cost.Effective / divided.Effective, 6))),
            ],
            [.. cells.Stays.Where(stay => stay.Shared == shared.Id).Select(stay => new SharedStayResponse(stay.Day, stay.Reason, stay.Cost))]);
    }

    private static ScopePath Scope(Query query, string field, string? key)
    {
        if (ScopePath.TryParse(key, out var scope))
        {
            return scope;
        }

        query.Fail(field, $"'{key}' is not a scope: expected team:T, project:T/P or resource:T/P/R.");
        return ScopePath.Organization;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

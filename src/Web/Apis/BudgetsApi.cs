using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Monthly budgets.</summary>
internal static class BudgetsApi
{
    private const decimal MaxAmount = 1_000_000_000_000m;

    public static void MapBudgetsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/budgets", ListBudgets).WithName("listBudgets").WithTags("Budgets").WithSummary("All monthly budgets");
        api.MapPut("/budgets", SetBudget).WithName("setBudget").WithTags("Budgets").WithSummary("Sets a scope's monthly budget");
        api.MapDelete("/budgets", RemoveBudget).WithName("removeBudget").WithTags("Budgets").WithSummary("Removes a scope's monthly budget");
    }

    private static async Task<Ok<BudgetListResponse>> ListBudgets(IBudgetStore budgets, CancellationToken cancellationToken)
    {
        var all = await budgets.ListAsync(cancellationToken);
        return TypedResults.Ok(new BudgetListResponse([.. all.Select(budget => new BudgetResponse(budget.Scope.Key, budget.MonthlyAmount))]));
    }

    private static async Task<Results<Ok<BudgetResponse>, ValidationProblem>> SetBudget(
        IBudgetStore budgets, ILiveFeed feed, string? scope, BudgetRequest request, CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        if (request.MonthlyAmount is <= 0 or > MaxAmount)
        {
            query.Fail("monthlyAmount", $"{request.MonthlyAmount} is out of range: expected above 0, at most {MaxAmount}.");
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        await budgets.SetAsync(new(path, request.MonthlyAmount), cancellationToken);
        feed.CostChanged([path.Key]);
        return TypedResults.Ok(new BudgetResponse(path.Key, request.MonthlyAmount));
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> RemoveBudget(
        IBudgetStore budgets, ILiveFeed feed, string? scope, CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (!await budgets.RemoveAsync(path, cancellationToken))
        {
            return TypedResults.NotFound();
        }

        feed.CostChanged([path.Key]);
        return TypedResults.NoContent();
    }
}

using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Budgets, and the short way to a scope's monthly one.</summary>
internal static class BudgetsApi
{
    private const string Tag = "Budgets";

    /// <summary>Where one lies, by its id.</summary>
    internal static readonly ItemScope Where = ItemScope.In<IBudgetStore>(
        async (store, id, token) => (await store.FindAsync(id, token))?.Scope);

    public static void MapBudgetsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/budgets", ListBudgets).Needs(Permission.ReadCosts).WithName("listBudgets").WithTags(Tag).WithSummary("Budgets and how they stand");
        api.MapPut("/budgets", SetMonthlyBudget).NeedsOnScope(Permission.ManageBudgets).WithName("setBudget").WithTags(Tag).WithSummary("Sets a scope's monthly budget");
        api.MapDelete("/budgets", RemoveMonthlyBudget).NeedsOnScope(Permission.ManageBudgets).WithName("removeBudget").WithTags(Tag).WithSummary("Removes a scope's monthly budget");
        api.MapPost("/budgets", AddBudget).Needs(Permission.ManageBudgets).WithName("addBudget").WithTags(Tag).WithSummary("Makes a budget");
        api.MapGet("/budgets/{id}", GetBudget).Needs(Permission.ReadCosts).On(Where).WithName("getBudget").WithTags(Tag).WithSummary("A budget and how it stands");
        api.MapPut("/budgets/{id}", ChangeBudget).Needs(Permission.ManageBudgets).On(Where).WithName("changeBudget").WithTags(Tag).WithSummary("Replaces a budget's settings");
        api.MapDelete("/budgets/{id}", DeleteBudget).Needs(Permission.ManageBudgets).On(Where).WithName("deleteBudget").WithTags(Tag).WithSummary("Removes a budget; its reservations stay in the books");
    }

    private static async Task<Results<Ok<BudgetListResponse>, ValidationProblem>> ListBudgets(
        HttpContext context, BudgetsReader reader, string? scope, CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var items = await reader.ListAsync(path, Caller.Of(context), cancellationToken);
        return TypedResults.Ok(new BudgetListResponse(
            [.. items.OrderBy(item => item.Scope.Key, StringComparer.Ordinal).ThenBy(item => item.Name, StringComparer.Ordinal)]));
    }

    private static async Task<Results<Ok<BudgetResponse>, ValidationProblem>> SetMonthlyBudget(
        HttpContext context,
        IBudgetStore budgets,
        BudgetWriter writer,
        BudgetsReader reader,
        TimeProvider time,
        string? scope,
        MonthlyBudgetRequest request,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        query.Amount("monthlyAmount", request.MonthlyAmount);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var before = await MonthlyAsync(budgets, path, cancellationToken);
        var budget = before is null
            ? Budget.Monthly($"monthly-{ContentId.Of(path.Key)}", "Monthly budget", path, request.MonthlyAmount, time.GetUtcNow())
            : before with { Amount = request.MonthlyAmount, Currency = null, Increase = null };
        await writer.SaveAsync(budget, before, Caller.Name(context), cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(budget, Caller.Of(context), cancellationToken));
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> RemoveMonthlyBudget(
        HttpContext context, IBudgetStore budgets, BudgetWriter writer, string? scope, CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (await MonthlyAsync(budgets, path, cancellationToken) is not { } budget)
        {
            return TypedResults.NotFound();
        }

        await writer.RemoveAsync(budget, Caller.Name(context), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<BudgetResponse>, ValidationProblem>> AddBudget(
        HttpContext context,
        BudgetWriter writer,
        BudgetsReader reader,
        ICurrencies currencies,
        TimeProvider time,
        BudgetRequest request,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var now = time.GetUtcNow();
        if (BudgetForm.Read(query, request, null, currencies, now) is not { } budget)
        {
            return query.Problem()!;
        }

        budget = budget with { Id = ContentId.Of(budget.Scope.Key, budget.Name, budget.Period, now.UtcTicks) };
        await writer.SaveAsync(budget, null, Caller.Name(context), cancellationToken);
        return TypedResults.Created($"/api/v1/budgets/{budget.Id}", await reader.ReadAsync(budget, Caller.Of(context), cancellationToken));
    }

    private static async Task<Results<Ok<BudgetResponse>, NotFound>> GetBudget(
        string id, HttpContext context, IBudgetStore budgets, BudgetsReader reader, CancellationToken cancellationToken) =>
        await budgets.FindAsync(id, cancellationToken) is { } budget
            ? TypedResults.Ok(await reader.ReadAsync(budget, Caller.Of(context), cancellationToken))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<BudgetResponse>, NotFound, ValidationProblem>> ChangeBudget(
        string id,
        HttpContext context,
        IBudgetStore budgets,
        BudgetWriter writer,
        BudgetsReader reader,
        ICurrencies currencies,
        TimeProvider time,
        BudgetRequest request,
        CancellationToken cancellationToken)
    {
        if (await budgets.FindAsync(id, cancellationToken) is not { } before)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        if (BudgetForm.Read(query, request, before, currencies, time.GetUtcNow()) is not { } budget)
        {
            return query.Problem()!;
        }

        await writer.SaveAsync(budget, before, Caller.Name(context), cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(budget, Caller.Of(context), cancellationToken));
    }

    private static async Task<Results<NoContent, NotFound>> DeleteBudget(
        string id, HttpContext context, IBudgetStore budgets, BudgetWriter writer, CancellationToken cancellationToken)
    {
        if (await budgets.FindAsync(id, cancellationToken) is not { } budget)
        {
            return TypedResults.NotFound();
        }

        await writer.RemoveAsync(budget, Caller.Name(context), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The budget that the short way sets: the scope's monthly one, of several the first.</summary>
    private static async Task<Budget?> MonthlyAsync(IBudgetStore budgets, ScopePath scope, CancellationToken cancellationToken) =>
        (await budgets.FindAsync(scope, cancellationToken)).FirstOrDefault(budget => budget.Period == BudgetPeriod.Month);
}

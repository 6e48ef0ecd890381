using System.Globalization;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Requests for larger budgets: asked, shown beside the forecast, answered.</summary>
internal static class IncreaseRequestsApi
{
    private const string Tag = "Budget requests";
    private const int MaxText = 2_000;

    private static readonly Dictionary<string, IncreaseState> States = new()
    {
        ["pending"] = IncreaseState.Pending,
        ["approved"] = IncreaseState.Approved,
        ["declined"] = IncreaseState.Declined,
    };

    public static void MapIncreaseRequestsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/budget-requests", ListAll).Needs(Permission.ReadCosts).WithName("listIncreaseRequests").WithTags(Tag).WithSummary("Requests for larger budgets, newest first");
        api.MapGet("/budgets/{id}/requests", ListOne).Needs(Permission.ReadCosts).On(BudgetsApi.Where).WithName("listBudgetRequests").WithTags(Tag).WithSummary("A budget's requests, newest first");
        api.MapPost("/budgets/{id}/requests", Ask).Needs(Permission.RequestIncrease).On(BudgetsApi.Where).WithName("requestIncrease").WithTags(Tag).WithSummary("Asks for a larger budget");
        api.MapPost("/budgets/{id}/requests/{request}/approve", Approve).Needs(Permission.ApproveIncrease).On(BudgetsApi.Where).WithName("approveIncrease").WithTags(Tag).WithSummary("Approves a request");
        api.MapPost("/budgets/{id}/requests/{request}/decline", Decline).Needs(Permission.ApproveIncrease).On(BudgetsApi.Where).WithName("declineIncrease").WithTags(Tag).WithSummary("Declines a request");
    }

    private static async Task<Results<Ok<IncreaseRequestListResponse>, ValidationProblem>> ListAll(
        HttpContext context, IBudgetStore budgets, IncreaseDesk desk, string? state, string? scope, CancellationToken cancellationToken)
    {
        var query = new Query();
        var wanted = query.Choice("state", state, States);
        var path = query.Scope(scope);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var requests = await budgets.ListRequestsAsync(null, cancellationToken);
        return TypedResults.Ok(await desk.ReadAsync(
            [.. requests.Where(request => path.Contains(request.Scope) && Caller.Reaches(context, request.Scope) && (wanted is null || request.State == wanted))], cancellationToken));
    }

    private static async Task<Results<Ok<IncreaseRequestListResponse>, NotFound>> ListOne(
        string id, IBudgetStore budgets, IncreaseDesk desk, CancellationToken cancellationToken) =>
        await budgets.FindAsync(id, cancellationToken) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(await desk.ReadAsync(await budgets.ListRequestsAsync(id, cancellationToken), cancellationToken));

    private static async Task<Results<Created<IncreaseRequestResponse>, NotFound, ValidationProblem>> Ask(
        string id,
        HttpContext context,
        IBudgetStore budgets,
        IncreaseDesk desk,
        ICurrencies currencies,
        TimeProvider time,
        IncreaseRequestRequest request,
        CancellationToken cancellationToken)
    {
        if (await budgets.FindAsync(id, cancellationToken) is not { } budget)
        {
            return TypedResults.NotFound();
        }

        var now = time.GetUtcNow();
        var query = new Query();
        var amount = query.Amount("amount", request.Amount);
        if (!query.HasFailed && amount <= budget.AmountAt(now))
        {
            query.Fail("amount", string.Create(CultureInfo.InvariantCulture, $"{amount} is not above the present amount, {budget.AmountAt(now)}."));
        }

        if (!currencies.TryConvert(amount, budget.Currency, now, out _, out _))
        {
            query.Fail("amount", BudgetWords.NoRate(budget.Currency!, currencies.Reporting, NarrativeLanguage.English));
        }

        var reason = query.Text("reason", request.Reason, MaxText);
        query.Require("reason", reason);
        var by = Caller.NameFor(context, query.Text("by", request.By, 100));
        var until = Until(query, request.Until, now);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var answer = await desk.AskAsync(budget, amount, reason!, until, by, cancellationToken);
        return TypedResults.Created($"/api/v1/budgets/{budget.Id}/requests/{answer.Id}", answer);
    }

    private static Task<Results<Ok<IncreaseRequestResponse>, NotFound, Conflict<IncreaseRequestResponse>, ValidationProblem>> Approve(
        string id,
        string request,
        HttpContext context,
        IBudgetStore budgets,
        IncreaseDesk desk,
        TimeProvider time,
        IncreaseDecisionRequest decision,
        CancellationToken cancellationToken) =>
        Decide(id, request, IncreaseState.Approved, context, budgets, desk, time, decision, cancellationToken);

    private static Task<Results<Ok<IncreaseRequestResponse>, NotFound, Conflict<IncreaseRequestResponse>, ValidationProblem>> Decline(
        string id,
        string request,
        HttpContext context,
        IBudgetStore budgets,
        IncreaseDesk desk,
        TimeProvider time,
        IncreaseDecisionRequest decision,
        CancellationToken cancellationToken) =>
        Decide(id, request, IncreaseState.Declined, context, budgets, desk, time, decision, cancellationToken);

    private static async Task<Results<Ok<IncreaseRequestResponse>, NotFound, Conflict<IncreaseRequestResponse>, ValidationProblem>> Decide(
        string id,
        string request,
        IncreaseState state,
        HttpContext context,
        IBudgetStore budgets,
        IncreaseDesk desk,
        TimeProvider time,
        IncreaseDecisionRequest decision,
        CancellationToken cancellationToken)
    {
        if (await budgets.FindAsync(id, cancellationToken) is not { } budget
            || await budgets.FindRequestAsync(request, cancellationToken) is not { } asked
            || asked.Budget != id)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        var comment = query.Text("comment", decision.Comment, MaxText);
        var until = Until(query, decision.Until, time.GetUtcNow()) ?? asked.Until;
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var answer = await desk.DecideAsync(budget, asked, state, comment, until, Caller.Name(context), cancellationToken);
        return answer.IsDecided ? TypedResults.Ok(answer.Request) : TypedResults.Conflict(answer.Request);
    }

    private static DateTimeOffset? Until(Query query, string? text, DateTimeOffset now)
    {
        var until = query.Instant("until", text);
        if (until <= now)
        {
            query.Fail("until", $"{until:O} has passed.");
        }

        return until;
    }
}

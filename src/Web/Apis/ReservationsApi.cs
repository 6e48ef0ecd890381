using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Reserve, spend, settle: for gateways and job launchers.</summary>
internal static class ReservationsApi
{
    private const string Tag = "Reservations";
    private const string Route = "/budgets/{id}/reservations";
    private const int MaxKey = 100;

    private static readonly Dictionary<string, ReservationState> States = new()
    {
        ["held"] = ReservationState.Held,
        ["settled"] = ReservationState.Settled,
        ["released"] = ReservationState.Released,
        ["expired"] = ReservationState.Expired,
    };

    public static void MapReservationsApi(this IEndpointRouteBuilder api)
    {
        Describe(api.MapPost(Route, Reserve), "reserve", "Reserves an amount; denied with 402 when it does not fit")
            .Produces<ReservationAnswerResponse>(StatusCodes.Status201Created)
            .Produces<ReservationAnswerResponse>(StatusCodes.Status402PaymentRequired);
        Describe(api.MapPut(Route + "/{key}", Settle), "settle", "Says what a reservation really cost");
        Describe(api.MapDelete(Route + "/{key}", Release), "release", "Gives a reservation back");
        api.MapGet(Route, List).Needs(Permission.ReadCosts).On(BudgetsApi.Where).WithName("listReservations").WithTags(Tag).WithSummary("A budget's reservations, newest first")
            .Produces<ReservationListResponse>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary) => route
        .Needs(Permission.Reserve)
        .On(BudgetsApi.Where)
        .WithName(name)
        .WithTags(Tag)
        .WithSummary(summary)
        .Produces<ReservationAnswerResponse>()
        .Produces<ReservationAnswerResponse>(StatusCodes.Status409Conflict)
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Reserve(
        string id,
        IReservations reservations,
        IBudgetStore budgets,
        ICurrencies currencies,
        TimeProvider time,
        ReservationRequest request,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        query.Require("key", request.Key);
        CheckKey(query, request.Key);
        query.Amount("amount", request.Amount);
        var lease = query.Duration("ttl", request.Ttl, TimeSpan.FromSeconds(1), reservations.MaxLease) ?? reservations.DefaultLease;
        var model = query.Text("model", request.Model, 200);
        var amount = await ConvertAsync(query, id, request.Amount ?? 0, request.Currency, budgets, currencies, time, cancellationToken);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var answer = await reservations.AskAsync(id, new(ReservationVerb.Reserve, request.Key!, amount, lease, model), cancellationToken);
        return Answer(answer, id, currencies, time);
    }

    private static async Task<IResult> Settle(
        string id,
        string key,
        IReservations reservations,
        IBudgetStore budgets,
        ICurrencies currencies,
        TimeProvider time,
        SettlementRequest request,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        if (request.Amount is null)
        {
            query.Fail("amount", "Required.");
        }
        else if (request.Amount is < 0 or > BudgetForm.MaxAmount)
        {
            query.Fail("amount", $"{request.Amount} is out of range: expected 0 to {BudgetForm.MaxAmount}.");
        }

        var amount = await ConvertAsync(query, id, request.Amount ?? 0, request.Currency, budgets, currencies, time, cancellationToken);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        return Answer(
            await reservations.AskAsync(id, new(ReservationVerb.Settle, key, amount, TimeSpan.Zero, null), cancellationToken), id, currencies, time);
    }

    private static async Task<IResult> Release(
        string id, string key, IReservations reservations, ICurrencies currencies, TimeProvider time, CancellationToken cancellationToken) =>
        Answer(
            await reservations.AskAsync(id, new(ReservationVerb.Release, key, 0, TimeSpan.Zero, null), cancellationToken), id, currencies, time);

    private static async Task<IResult> List(
        string id, IBudgetStore budgets, IReservationStore store, string? state, string? limit, CancellationToken cancellationToken)
    {
        var query = new Query();
        var wanted = query.Choice("state", state, States);
        var count = query.Limit(limit, 100, 1_000);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (await budgets.FindAsync(id, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        var items = await store.ListAsync(id, wanted, count, cancellationToken);
        return TypedResults.Ok(new ReservationListResponse([.. items.Select(BudgetMapping.ToResponse)]));
    }

    /// <summary>A denial has a status of its own, so that a caller that looks at nothing else does not spend.</summary>
    private static IResult Answer(ReservationAnswer answer, string id, ICurrencies currencies, TimeProvider time)
    {
        if (answer.Outcome is ReservationOutcome.UnknownBudget or ReservationOutcome.UnknownKey)
        {
            return TypedResults.Problem(
                answer.Outcome == ReservationOutcome.UnknownBudget ? "There is no such budget." : "The budget has no reservation of this key.",
                statusCode: StatusCodes.Status404NotFound);
        }

        var body = answer.ToResponse(currencies.Reporting, time.GetUtcNow());
        return answer switch
        {
            { Outcome: ReservationOutcome.Denied } => TypedResults.Json(body, statusCode: StatusCodes.Status402PaymentRequired),
            { Outcome: ReservationOutcome.Conflict } => TypedResults.Conflict(body),
            { IsNew: true } => TypedResults.Created(
                $"/api/v1/budgets/{Uri.EscapeDataString(id)}/reservations/{Uri.EscapeDataString(answer.Reservation!.Key)}", body),
            _ => TypedResults.Ok(body),
        };
    }

    private static void CheckKey(Query query, string? key)
    {
        if (key is not null && (key.Length > MaxKey || key.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter == '/')))
        {
            query.Fail("key", $"Expected 1 to {MaxKey} characters without blanks and slashes.");
        }
    }

    /// <summary>
    /// An amount in the reporting currency, by the rate of the period's start: by the same one as the limit, and the same when a call is sent again.
    /// </summary>
    private static async Task<decimal> ConvertAsync(
        Query query,
        string id,
        decimal amount,
        string? currency,
        IBudgetStore budgets,
        ICurrencies currencies,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (query.Currency(currency, currencies, now) is not { } code || await budgets.FindAsync(id, cancellationToken) is not { } budget)
        {
            return amount;
        }

        currencies.TryConvert(amount, code, BudgetWindow.At(budget, now).Start, out var converted, out _);
        return converted;
    }
}

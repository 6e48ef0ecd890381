using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Value;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Units of value of one's own: what they are, how many a day brought, what one costs and is worth.</summary>
internal static class ValueApi
{
    private const string Tag = "Value";

    /// <summary>Units of the installation, at most.</summary>
    private const int MostUnits = 100;

    private const int MaxBody = 1024 * 1024;

    /// <summary>Where one lies, by its id.</summary>
    private static readonly ItemScope Where = ItemScope.In<IValueStore>(async (store, id, token) => (await store.FindAsync(id, token))?.Scope);

    public static void MapValueApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/value", Report).NeedsOnScope(Permission.ReadCosts).WithName("getValue").WithTags(Tag).WithSummary("Cost per unit of value, and the return");
        api.MapGet("/value-units", List).Needs(Permission.ReadCosts).WithName("listValueUnits").WithTags(Tag).WithSummary("Units of value");
        api.MapPost("/value-units", Add).Needs(Permission.ManageBudgets).WithName("addValueUnit").WithTags(Tag).WithSummary("Sets up a unit of value");
        api.MapPut("/value-units/{id}", Change).Needs(Permission.ManageBudgets).On(Where).WithName("changeValueUnit").WithTags(Tag).WithSummary("Changes a unit of value");
        api.MapDelete("/value-units/{id}", Remove).Needs(Permission.ManageBudgets).On(Where).WithName("removeValueUnit").WithTags(Tag).WithSummary("Removes a unit of value with its counts");
        api.MapPut("/value-units/{id}/counts", Count).NeedsEither(Permission.ManageBudgets, Permission.Ingest).On(Where)
            .WithName("countValue").WithTags(Tag).WithSummary("Counts by UTC day: JSON, or CSV with the columns day and amount")
            .Accepts<ValueCountsRequest>("application/json", "text/csv");
    }

    private static async Task<Results<Ok<ValueReportResponse>, ValidationProblem>> Report(
        IValueStore store,
        ValueReader reader,
        ICurrencies currencies,
        TimeProvider time,
        string? scope,
        string? from,
        string? to,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var today = UtcDay.Of(time.GetUtcNow());
        var (first, end) = ExploreForm.Period(query, from, to, today);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var units = (await store.ListAsync(cancellationToken)).Where(unit => path.Contains(unit.Scope)).OrderBy(unit => unit.Scope != path);
        var reports = await reader.ReadAsync(units, first, end, cancellationToken);
        return TypedResults.Ok(new ValueReportResponse(
            path.Key,
            first,
            end,
            first.AddDays(first.DayNumber - end.DayNumber),
            currencies.Reporting,
            [.. reports.Select(report => report.ToResponse(currencies.Reporting))]));
    }

    private static async Task<Results<Ok<ValueUnitListResponse>, ValidationProblem>> List(
        HttpContext context, IValueStore store, ICurrencies currencies, string? scope, CancellationToken cancellationToken)
    {
        var query = new Query();
        var asked = query.OptionalScope(scope);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        return TypedResults.Ok(new ValueUnitListResponse(
        [
            .. (await store.ListAsync(cancellationToken))
                .Where(unit => (asked is null || asked.Contains(unit.Scope)) && Caller.Reaches(context, unit.Scope))
                .Select(unit => unit.ToResponse(currencies.Reporting)),
        ]));
    }

    private static async Task<Results<Created<ValueUnitResponse>, ValidationProblem>> Add(
        ValueUnitRequest request,
        HttpContext context,
        IValueStore store,
        ValueDesk desk,
        ICurrencies currencies,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        if ((await store.ListAsync(cancellationToken)).Count >= MostUnits)
        {
            query.Fail("name", $"There are {MostUnits} units of value, which is as many as there may be: remove one first.");
        }

        if (ValueForm.Read(query, request, null, currencies, time.GetUtcNow()) is not { } unit)
        {
            return query.Problem()!;
        }

        unit = await desk.AddAsync(unit, context, cancellationToken);
        return TypedResults.Created($"/api/v1/value-units/{unit.Id}", unit.ToResponse(currencies.Reporting));
    }

    private static async Task<Results<Ok<ValueUnitResponse>, NotFound, ValidationProblem>> Change(
        string id,
        ValueUnitRequest request,
        HttpContext context,
        IValueStore store,
        ValueDesk desk,
        ICurrencies currencies,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } before)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        if (ValueForm.Read(query, request, before, currencies, time.GetUtcNow()) is not { } unit)
        {
            return query.Problem()!;
        }

        await desk.ChangeAsync(unit, before, context, cancellationToken);
        return TypedResults.Ok(unit.ToResponse(currencies.Reporting));
    }

    private static async Task<Results<NoContent, NotFound>> Remove(
        string id, HttpContext context, ValueDesk desk, CancellationToken cancellationToken) =>
        await desk.RemoveAsync(id, context, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<Ok<ValueCountsResponse>, NotFound, ProblemHttpResult>> Count(
        string id, HttpContext context, IValueStore store, ValueDesk desk, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } unit)
        {
            return TypedResults.NotFound();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBody;
        }

        var rows = new ValueCountRows(UtcDay.Of(time.GetUtcNow()));
        if (!await TryReadAsync(rows, context.Request, cancellationToken))
        {
            return TypedResults.Problem(
                $"Expected {{\"counts\":[{{\"day\":\"2026-11-01\",\"amount\":412}}]}}, or text/csv with the columns day and amount; at most {ValueCountRows.MaxRows} rows.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        var changes = rows.Changes;
        await desk.CountAsync(unit, changes, context, cancellationToken);
        var accepted = changes.Count(change => change.Amount is not null);
        return TypedResults.Ok(new ValueCountsResponse(accepted, changes.Count - accepted, rows.Rejected, rows.Errors));
    }

    private static async Task<bool> TryReadAsync(ValueCountRows rows, HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true)
        {
            using var reader = new StreamReader(request.Body);
            return rows.TryReadCsv(await reader.ReadToEndAsync(cancellationToken));
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            return rows.TryReadJson(body.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

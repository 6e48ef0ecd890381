using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>What if: changes of what drives a scope's cost, replayed on its own traffic.</summary>
internal static class ScenariosApi
{
    private const string Tag = "Scenarios";

    /// <summary>Scenarios of one owner, at most.</summary>
    private const int MostScenarios = 200;

    /// <summary>Where one lies, by its id.</summary>
    private static readonly ItemScope Where = ItemScope.In<IScenarioStore>(
        async (store, id, token) => (await store.FindAsync(id, token))?.Scope);

    public static void MapScenariosApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/scenarios", List).Needs(Permission.ReadCosts).WithName("listScenarios").WithTags(Tag).WithSummary("Saved scenarios");
        api.MapPost("/scenarios", Save).Needs(Permission.SaveAnalyses).WithName("saveScenario").WithTags(Tag).WithSummary("Keeps a scenario");
        api.MapGet("/scenarios/models", Models).NeedsOnScope(Permission.ReadCosts).WithName("listScenarioModels").WithTags(Tag).WithSummary("Models that traffic can be moved to");
        api.MapPost("/scenarios/preview", Preview).Needs(Permission.ReadCosts).WithName("previewScenario").WithTags(Tag).WithSummary("Computes a scenario without keeping it");
        api.MapGet("/scenarios/{id}", Get).Needs(Permission.ReadCosts).On(Where).WithName("getScenario").WithTags(Tag).WithSummary("A kept scenario");
        api.MapPut("/scenarios/{id}", Change).Needs(Permission.SaveAnalyses).On(Where).WithName("changeScenario").WithTags(Tag).WithSummary("Changes a scenario of one's own");
        api.MapDelete("/scenarios/{id}", Remove).Needs(Permission.SaveAnalyses).On(Where).WithName("removeScenario").WithTags(Tag).WithSummary("Removes a scenario of one's own");
        api.MapGet("/scenarios/{id}/result", Result).Needs(Permission.ReadCosts).On(Where).WithName("getScenarioResult").WithTags(Tag).WithSummary("What a kept scenario comes to now");
    }

    private static async Task<Results<Ok<ScenarioListResponse>, ValidationProblem>> List(
        HttpContext context, IScenarioStore store, string? scope, CancellationToken cancellationToken)
    {
        var query = new Query();
        var asked = query.OptionalScope(scope);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var all = await store.ListAsync(cancellationToken);
        return TypedResults.Ok(new ScenarioListResponse(
        [
            .. all
                .Where(scenario => (asked is null || asked.Contains(scenario.Scope)) && Caller.Reaches(context, scenario.Scope))
                .Select(scenario => scenario.ToResponse(IsMine(context, scenario))),
        ]));
    }

    private static async Task<Results<Created<ScenarioResponse>, ValidationProblem>> Save(
        ScenarioRequest request,
        HttpContext context,
        IScenarioStore store,
        ScenarioDesk desk,
        IUsagePricer pricer,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        query.Require("name", request.Name);
        if ((await store.ListAsync(cancellationToken)).Count(one => IsMine(context, one)) >= MostScenarios)
        {
            query.Fail("name", $"You have {MostScenarios} scenarios, which is as many as one may keep: remove one first.");
        }

        if (new ScenarioForm(query, pricer, time.GetUtcNow()).Read(request) is not { } scenario)
        {
            return query.Problem()!;
        }

        scenario = await desk.AddAsync(scenario, context, cancellationToken);
        return TypedResults.Created($"/api/v1/scenarios/{scenario.Id}", scenario.ToResponse(isMine: true));
    }

    private static async Task<Results<Ok<ModelChoiceListResponse>, ValidationProblem>> Models(
        ScenarioDesk desk, string? scope, CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        return query.Problem() is { } problem ? problem : TypedResults.Ok(await desk.ModelsAsync(path, cancellationToken));
    }

    private static async Task<Results<Ok<ScenarioResultResponse>, ValidationProblem>> Preview(
        ScenarioRequest request, ScenarioDesk desk, IUsagePricer pricer, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new Query();
        return new ScenarioForm(query, pricer, time.GetUtcNow()).Read(request) is { } scenario
            ? TypedResults.Ok(await desk.ComputeAsync(scenario, cancellationToken))
            : query.Problem()!;
    }

    private static async Task<Results<Ok<ScenarioResponse>, NotFound>> Get(
        string id, HttpContext context, IScenarioStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } scenario
            ? TypedResults.Ok(scenario.ToResponse(IsMine(context, scenario)))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<ScenarioResponse>, NotFound, ProblemHttpResult, ValidationProblem>> Change(
        string id,
        ScenarioRequest request,
        HttpContext context,
        IScenarioStore store,
        ScenarioDesk desk,
        IUsagePricer pricer,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } before)
        {
            return TypedResults.NotFound();
        }

        if (!IsMine(context, before))
        {
            return NotMine(before);
        }

        var query = new Query();
        query.Require("name", request.Name);
        if (new ScenarioForm(query, pricer, time.GetUtcNow()).Read(request, before) is not { } scenario)
        {
            return query.Problem()!;
        }

        await desk.ChangeAsync(scenario, context, cancellationToken);
        return TypedResults.Ok(scenario.ToResponse(isMine: true));
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Remove(
        string id, HttpContext context, IScenarioStore store, ScenarioDesk desk, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } scenario)
        {
            return TypedResults.NotFound();
        }

        if (!IsMine(context, scenario))
        {
            return NotMine(scenario);
        }

        await desk.RemoveAsync(id, context, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ScenarioResultResponse>, NotFound>> Result(
        string id, IScenarioStore store, ScenarioDesk desk, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } scenario
            ? TypedResults.Ok(await desk.ComputeAsync(scenario, cancellationToken))
            : TypedResults.NotFound();

    private static ProblemHttpResult NotMine(Scenario scenario) => TypedResults.Problem(
        $"The scenario is {scenario.OwnerName}'s: keep one of your own instead.", statusCode: StatusCodes.Status403Forbidden);

    /// <summary>Others see a scenario, but change only one of their own.</summary>
    private static bool IsMine(HttpContext context, Scenario scenario) => scenario.Owner == Caller.Of(context).Id;
}

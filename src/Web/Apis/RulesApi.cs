using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Attribution rules and their versions.</summary>
internal static class RulesApi
{
    private const string Tag = "Attribution";

    public static void MapRulesApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/attribution/rules", Get).NeedsOnOrganization(Permission.ReadCosts).WithName("getAttributionRules").WithTags(Tag).WithSummary("The rules in use");
        api.MapPut("/attribution/rules", Replace).NeedsOnOrganization(Permission.ManageAttribution).WithName("changeAttributionRules").WithTags(Tag).WithSummary("Makes a new version of the rules");
        api.MapPost("/attribution/rules", Add).NeedsOnOrganization(Permission.ManageAttribution).WithName("addAttributionRule").WithTags(Tag).WithSummary("Adds a rule behind all others");
        api.MapGet("/attribution/versions", ListVersions).NeedsOnOrganization(Permission.ReadCosts).WithName("listAttributionVersions").WithTags(Tag).WithSummary("All versions of the rules");
        api.MapGet("/attribution/versions/{version:int}", GetVersion).NeedsOnOrganization(Permission.ReadCosts).WithName("getAttributionVersion").WithTags(Tag).WithSummary("An earlier version");
        api.MapPost("/attribution/versions/{version:int}/restore", Restore).NeedsOnOrganization(Permission.ManageAttribution).WithName("restoreAttributionVersion").WithTags(Tag)
            .WithSummary("Makes an earlier version the newest again");
        api.MapGet("/attribution/dimensions", ListDimensions).NeedsOnOrganization(Permission.ReadCosts).WithName("listAttributionDimensions").WithTags(Tag)
            .WithSummary("What conditions and templates can name");
    }

    private static async Task<Ok<RuleSet>> Get([FromServices] AttributionBook book, CancellationToken cancellationToken) =>
        TypedResults.Ok(await book.NewestAsync(cancellationToken));

    private static async Task<Results<Ok<RuleSet>, ValidationProblem, ProblemHttpResult>> Replace(
        RuleSetRequest request, HttpContext context, [FromServices] AttributionBook book, CancellationToken cancellationToken)
    {
        var query = new Query();
        Fail(query, RuleCheck.Of(request.Rules));
        var note = query.Note(request.Note);
        return query.Problem() is { } problem
            ? problem
            : await ChangeAsync(book, request.ExpectedVersion, request.Rules, context, note, cancellationToken);
    }

    private static async Task<Results<Ok<RuleSet>, ValidationProblem, ProblemHttpResult>> Add(
        RuleRequest request, HttpContext context, [FromServices] AttributionBook book, CancellationToken cancellationToken)
    {
        var query = new Query();
        var note = query.Note(request.Note);
        IReadOnlyList<AttributionRule> rules = [.. (await book.NewestAsync(cancellationToken)).Rules, request.Rule];
        Fail(query, RuleCheck.Of(rules));
        return query.Problem() is { } problem
            ? problem
            : await ChangeAsync(book, request.ExpectedVersion, rules, context, note, cancellationToken);
    }

    private static async Task<Ok<RuleSetVersionListResponse>> ListVersions([FromServices] IAttributionStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RuleSetVersionListResponse(await store.ListAsync(cancellationToken)));

    private static async Task<Results<Ok<RuleSet>, NotFound>> GetVersion(
        int version, [FromServices] IAttributionStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(version, cancellationToken) is { } set ? TypedResults.Ok(set) : TypedResults.NotFound();

    private static async Task<Results<Ok<RuleSet>, NotFound, ValidationProblem, ProblemHttpResult>> Restore(
        int version,
        RuleSetRestoreRequest request,
        HttpContext context,
        [FromServices] IAttributionStore store,
        [FromServices] AttributionBook book,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(version, cancellationToken) is not { } old)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        var note = query.Note(request.Note) ?? $"Version {version} restored";
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        return await book.ChangeAsync(request.ExpectedVersion, old.Rules, Caller.Name(context), note, cancellationToken) is { } set
            ? TypedResults.Ok(set)
            : Conflict();
    }

    private static Ok<RuleDimensionListResponse> ListDimensions() => TypedResults.Ok(new RuleDimensionListResponse(
        [.. RuleDimensions.Names.Select(name => new RuleDimensionResponse(name, RuleDimensions.TagsOf(name)))]));

    private static async Task<Results<Ok<RuleSet>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        AttributionBook book, int expected, IReadOnlyList<AttributionRule> rules, HttpContext context, string? note, CancellationToken cancellationToken) =>
        await book.ChangeAsync(expected, rules, Caller.Name(context), note, cancellationToken) is { } set ? TypedResults.Ok(set) : Conflict();

    private static ProblemHttpResult Conflict() => TypedResults.Problem(
        "Somebody else changed the rules meanwhile: load them again, then change them.", statusCode: StatusCodes.Status409Conflict);

    /// <summary>Collects faults; of several on one field the first is told.</summary>
    internal static void Fail(Query query, IReadOnlyList<RuleFault> faults)
    {
        foreach (var fault in faults.Reverse())
        {
            query.Fail(fault.Field, $"{fault.Message}.");
        }
    }
}

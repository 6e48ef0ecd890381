using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>What policies decided, and people's answers.</summary>
internal static class PolicyDecisionsApi
{
    private const string Tag = "Policies";

    private static readonly Dictionary<string, PolicyDecisionState> States = Enum.GetValues<PolicyDecisionState>().ToDictionary(PolicyWords.Code);

    /// <summary>Where one lies, by its id.</summary>
    private static readonly ItemScope Where = ItemScope.In<IPolicyStore>(
        async (store, id, token) => (await store.FindDecisionAsync(id, token))?.Notice.Scope);

    public static void MapPolicyDecisionsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/policy-decisions", List).Needs(Permission.ReadCosts).WithName("listPolicyDecisions").WithTags(Tag).WithSummary("What policies decided, newest first");
        api.MapGet("/policy-decisions/{id}", Get).Needs(Permission.ReadCosts).On(Where).WithName("getPolicyDecision").WithTags(Tag).WithSummary("A decision with its steps");
        api.MapPost("/policy-decisions/{id}/approve", Approve).Needs(Permission.ApproveDecisions).On(Where).WithName("approvePolicyDecision").WithTags(Tag).WithSummary("Approves an action");
        api.MapPost("/policy-decisions/{id}/decline", Decline).Needs(Permission.ApproveDecisions).On(Where).WithName("declinePolicyDecision").WithTags(Tag).WithSummary("Declines an action");
        api.MapPost("/policy-decisions/{id}/resend", Resend).Needs(Permission.ManagePolicies).On(Where).WithName("resendPolicyDecision").WithTags(Tag).WithSummary("Sends a failed action again");
    }

    private static async Task<Results<Ok<PolicyDecisionListResponse>, ValidationProblem>> List(
        HttpContext context,
        IPolicyStore store,
        string? policy,
        string? scope,
        string? state,
        string? from,
        string? before,
        string? limit,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var filter = new PolicyDecisionFilter
        {
            PolicyId = string.IsNullOrEmpty(policy) ? null : policy,
            Scope = query.OptionalScope(scope),
            State = query.Choice("state", state, States),
            From = query.Instant("from", from),
            Before = query.Instant("before", before),
            Limit = query.Limit(limit, 100, 1_000),
        };
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var decisions = await Caller.ListAsync(
            context, filter.Scope, path => store.ListDecisionsAsync(filter with { Scope = path }, cancellationToken), decision => decision.DecidedAt, filter.Limit);
        return TypedResults.Ok(new PolicyDecisionListResponse([.. decisions.Select(decision => decision.ToResponse())]));
    }

    private static async Task<Results<Ok<PolicyDecisionResponse>, NotFound>> Get(string id, IPolicyStore store, CancellationToken cancellationToken) =>
        await store.FindDecisionAsync(id, cancellationToken) is { } decision ? TypedResults.Ok(decision.ToResponse()) : TypedResults.NotFound();

    private static Task<Results<Ok<PolicyDecisionResponse>, NotFound, ValidationProblem, ProblemHttpResult>> Approve(
        string id, IPolicyAnswers answers, HttpContext context, PolicyAnswerRequest? request, CancellationToken cancellationToken) =>
        AnswerAsync(request, (reason, by) => answers.AnswerAsync(id, true, by, reason, cancellationToken), context);

    private static Task<Results<Ok<PolicyDecisionResponse>, NotFound, ValidationProblem, ProblemHttpResult>> Decline(
        string id, IPolicyAnswers answers, HttpContext context, PolicyAnswerRequest? request, CancellationToken cancellationToken) =>
        AnswerAsync(request, (reason, by) => answers.AnswerAsync(id, false, by, reason, cancellationToken), context);

    private static Task<Results<Ok<PolicyDecisionResponse>, NotFound, ValidationProblem, ProblemHttpResult>> Resend(
        string id, IPolicyAnswers answers, HttpContext context, CancellationToken cancellationToken) =>
        AnswerAsync(null, (_, by) => answers.ResendAsync(id, by, cancellationToken), context);

    private static async Task<Results<Ok<PolicyDecisionResponse>, NotFound, ValidationProblem, ProblemHttpResult>> AnswerAsync(
        PolicyAnswerRequest? request, Func<string?, string, Task<PolicyAnswer>> answer, HttpContext context)
    {
        var query = new Query();
        var reason = query.Text("reason", request?.Reason, 2_000);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var given = await answer(reason, Caller.Name(context));
        return given.Outcome switch
        {
            PolicyAnswerOutcome.Taken => TypedResults.Ok(given.Decision!.ToResponse()),
            PolicyAnswerOutcome.Unknown => TypedResults.NotFound(),
            PolicyAnswerOutcome.NotTheApprover => TypedResults.Problem(
                $"Only {given.Decision!.Approver} may answer.", statusCode: StatusCodes.Status403Forbidden),
            _ => TypedResults.Problem(
                $"The decision is {PolicyWords.Code(given.Decision!.State)}; there is nothing to answer any more.", statusCode: StatusCodes.Status409Conflict),
        };
    }
}

using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Channels.Outbound;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>Policies: what answers notices, and how far it may go by itself.</summary>
internal static class PoliciesApi
{
    private const string Tag = "Policies";

    private static readonly TimeSpan PreviewTime = TimeSpan.FromDays(30);

    /// <summary>Where one lies, by its id.</summary>
    private static readonly ItemScope Where = ItemScope.In<IPolicyStore>(
        async (store, id, token) => (await FindAsync(store, id, token))?.Scope);

    public static void MapPoliciesApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/policies", List).Needs(Permission.ReadCosts).WithName("listPolicies").WithTags(Tag).WithSummary("All policies with their records");
        api.MapPost("/policies", Add).Needs(Permission.ManagePolicies).WithName("addPolicy").WithTags(Tag).WithSummary("Adds a policy; one that acts begins in a dry run");
        api.MapPost("/policies/preview", Preview).Needs(Permission.ManagePolicies).WithName("previewPolicy").WithTags(Tag).WithSummary("What a policy would have answered in the last 30 days");
        api.MapGet("/policies/{id}", Get).Needs(Permission.ReadCosts).On(Where).WithName("getPolicy").WithTags(Tag).WithSummary("A policy with what was made of it");
        api.MapPut("/policies/{id}", Change).Needs(Permission.ManagePolicies).On(Where).WithName("changePolicy").WithTags(Tag).WithSummary("Changes a policy");
        api.MapDelete("/policies/{id}", Remove).Needs(Permission.ManagePolicies).On(Where).WithName("removePolicy").WithTags(Tag).WithSummary("Removes a policy; its decisions stay");
        api.MapPost("/policies/{id}/arm", Arm).Needs(Permission.ManagePolicies).On(Where).WithName("armPolicy").WithTags(Tag).WithSummary("Ends a policy's dry run");
        api.MapPost("/policies/{id}/disarm", Disarm).Needs(Permission.ManagePolicies).On(Where).WithName("disarmPolicy").WithTags(Tag).WithSummary("Puts a policy back into its dry run");
        api.MapPost("/policies/{id}/resume", Resume).Needs(Permission.ManagePolicies).On(Where).WithName("resumePolicy").WithTags(Tag).WithSummary("Lets a policy propose again; earlier answers count no more");
    }

    private static async Task<Ok<PolicyListResponse>> List(
        HttpContext context, IPolicyStore store, IGuidanceStore guidance, CancellationToken cancellationToken)
    {
        var items = new List<PolicyDetailResponse>();
        foreach (var policy in (await store.ListAsync(cancellationToken)).Where(policy => Caller.Reaches(context, policy.Scope)))
        {
            items.Add(policy.ToResponse(await PolicyRecords.OfAsync(policy, store, guidance, cancellationToken)));
        }

        return TypedResults.Ok(new PolicyListResponse(items));
    }

    private static async Task<Results<Ok<PolicyDetailResponse>, NotFound>> Get(
        string id, IPolicyStore store, IGuidanceStore guidance, CancellationToken cancellationToken) =>
        await FindAsync(store, id, cancellationToken) is { } policy
            ? TypedResults.Ok(policy.ToResponse(await PolicyRecords.OfAsync(policy, store, guidance, cancellationToken)))
            : TypedResults.NotFound();

    private static async Task<Results<Created<PolicyResponse>, ValidationProblem>> Add(
        IPolicyStore store,
        IAuditLog audit,
        ISecretStore secrets,
        OutboundGuard guard,
        TimeProvider time,
        HttpContext context,
        PolicyRequest request,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var now = time.GetUtcNow();
        var policy = new PolicyForm(query, secrets, guard).Read(request, null, now);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        policy = policy with { Id = PolicyAudit.IdOf(policy) };
        await store.SaveAsync(policy, cancellationToken);
        await audit.AppendAsync([PolicyAudit.Of(context, now, "policy.added", null, policy)], cancellationToken);
        return TypedResults.Created($"/api/v1/policies/{policy.Id}", policy.ToResponse());
    }

    private static async Task<Results<Ok<PolicyResponse>, NotFound, ValidationProblem>> Change(
        string id,
        IPolicyStore store,
        IAuditLog audit,
        ISecretStore secrets,
        OutboundGuard guard,
        TimeProvider time,
        HttpContext context,
        PolicyRequest request,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(store, id, cancellationToken) is not { } before)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        var now = time.GetUtcNow();
        var after = new PolicyForm(query, secrets, guard).Read(request, before, now);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        await store.SaveAsync(after, cancellationToken);
        await audit.AppendAsync([PolicyAudit.Of(context, now, "policy.changed", before, after)], cancellationToken);
        return TypedResults.Ok(after.ToResponse());
    }

    private static async Task<Results<NoContent, NotFound>> Remove(
        string id, IPolicyStore store, IAuditLog audit, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.RemoveAsync(id, cancellationToken) is not { } removed)
        {
            return TypedResults.NotFound();
        }

        await audit.AppendAsync([PolicyAudit.Of(context, time.GetUtcNow(), "policy.removed", removed, null)], cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<Results<Ok<PolicyResponse>, NotFound>> Arm(
        string id, IPolicyStore store, IAuditLog audit, TimeProvider time, HttpContext context, CancellationToken cancellationToken) =>
        StepAsync(id, "policy.armed", policy => policy with { IsDryRun = false }, store, audit, time, context, cancellationToken);

    private static Task<Results<Ok<PolicyResponse>, NotFound>> Disarm(
        string id, IPolicyStore store, IAuditLog audit, TimeProvider time, HttpContext context, CancellationToken cancellationToken) =>
        StepAsync(id, "policy.disarmed", policy => policy with { IsDryRun = true }, store, audit, time, context, cancellationToken);

    private static Task<Results<Ok<PolicyResponse>, NotFound>> Resume(
        string id, IPolicyStore store, IAuditLog audit, TimeProvider time, HttpContext context, CancellationToken cancellationToken) =>
        StepAsync(id, "policy.resumed", policy => policy with { LearnsFrom = time.GetUtcNow() }, store, audit, time, context, cancellationToken);

    private static async Task<Results<Ok<PolicyResponse>, NotFound>> StepAsync(
        string id,
        string action,
        Func<Policy, Policy> change,
        IPolicyStore store,
        IAuditLog audit,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(store, id, cancellationToken) is not { } before)
        {
            return TypedResults.NotFound();
        }

        var after = change(before);
        await store.SaveAsync(after, cancellationToken);
        await audit.AppendAsync([PolicyAudit.Of(context, time.GetUtcNow(), action, before, after)], cancellationToken);
        return TypedResults.Ok(after.ToResponse());
    }

    private static async Task<Results<Ok<PolicyPreviewResponse>, ValidationProblem>> Preview(
        HttpContext context,
        IOutbox outbox,
        IAnomalyStore anomalies,
        ISecretStore secrets,
        OutboundGuard guard,
        IOptions<WebOptions> options,
        TimeProvider time,
        PolicyRequest request,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var now = time.GetUtcNow();
        var policy = new PolicyForm(query, secrets, guard).ReadCondition(request, now);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var since = now - PreviewTime;
        var all = await PolicyRehearsal.NoticesAsync(outbox, anomalies, since, options.Value.Currency, cancellationToken);
        var notices = all.Where(notice => Caller.Reaches(context, notice.Scope)).ToList();
        return TypedResults.Ok(new PolicyPreviewResponse(
            since, notices.Count, [.. PolicyRehearsal.Answered(policy, notices).Select(notice => notice.ToMatch())]));
    }

    private static async Task<Policy?> FindAsync(IPolicyStore store, string id, CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).FirstOrDefault(policy => policy.Id == id);
}

using System.Globalization;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Changes;
using FinOpsAI.Core.Domain;
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

/// <summary>What people and pipelines changed, and what changed around an anomaly.</summary>
internal static class ChangesApi
{
    private const string Tag = "Changes";
    private const int MaxTitle = 200;
    private const int MaxVersion = 100;
    private const int MaxUrl = 2_000;
    private const int MaxName = 100;

    private static readonly TimeSpan UsualPeriod = TimeSpan.FromDays(30);
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyDictionary<string, ChangeKind> Kinds =
        Enum.GetValues<ChangeKind>().ToDictionary(kind => PolicyWords.Code(kind), StringComparer.Ordinal);

    /// <summary>Where one lies, by its id.</summary>
    private static readonly ItemScope Where = ItemScope.In<IChangeStore>(async (store, id, token) => (await store.FindAsync(id, token))?.Scope);

    public static void MapChangesApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/changes", List).Needs(Permission.ReadCosts).WithName("listChanges").WithTags(Tag).WithSummary("Changes that concern a scope, the newest first");
        api.MapPost("/changes", Tell).NeedsEither(Permission.ManagePlans, Permission.Ingest).WithName("tellChange").WithTags(Tag).WithSummary("Tells a change, such as a deployment");
        api.MapDelete("/changes/{id}", Remove).Needs(Permission.ManagePlans).On(Where).WithName("removeChange").WithTags(Tag).WithSummary("Takes a change back");
        api.MapGet("/anomalies/{id}/changes", Around).Needs(Permission.ReadCosts).On(AnomaliesApi.Where).WithName("listChangesAround").WithTags(Tag).WithSummary("What changed around an anomaly, the nearest first");
    }

    private static async Task<Results<Ok<ChangeListResponse>, ValidationProblem>> List(
        HttpContext context,
        IChangeStore changes,
        TimeProvider time,
        string? scope,
        string? from,
        string? to,
        string? limit,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        var until = query.Instant("to", to) ?? time.GetUtcNow() + MostAhead;
        var since = query.Instant("from", from) ?? Before(until);
        var most = query.Limit(limit, 200, 1_000);
        if (since >= until && !query.HasFailed)
        {
            query.Fail("to", $"{until:O} is not after the start ({since:O}).");
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var all = await changes.ListAsync(since, until, cancellationToken);
        return TypedResults.Ok(new ChangeListResponse(
            [.. all.Where(change => change.Concerns(path) && Caller.Reaches(context, change.Scope)).Take(most).Select(change => change.ToResponse())]));
    }

    private static async Task<Results<Created<ChangeResponse>, Ok<ChangeResponse>, ValidationProblem>> Tell(
        ChangeRequest request, HttpContext context, IChangeStore changes, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new Query();
        if (Read(query, request, context, time.GetUtcNow()) is not { } change)
        {
            return query.Problem()!;
        }

        if (!await changes.AddAsync(change, cancellationToken))
        {
            // As it was told first; a retry changes nothing.
            return TypedResults.Ok((await changes.FindAsync(change.Id, cancellationToken) ?? change).ToResponse());
        }

        await audit.AppendAsync([Line(context, time.GetUtcNow(), "change.told", change)], cancellationToken);
        return TypedResults.Created($"/api/v1/changes/{change.Id}", change.ToResponse());
    }

    private static async Task<Results<NoContent, NotFound>> Remove(
        string id, HttpContext context, IChangeStore changes, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await changes.RemoveAsync(id, cancellationToken) is not { } removed)
        {
            return TypedResults.NotFound();
        }

        await audit.AppendAsync([Line(context, time.GetUtcNow(), "change.removed", removed)], cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<NearbyChangeListResponse>, NotFound>> Around(
        string id, HttpContext context, IAnomalyStore anomalies, NearbyChanges nearby, CancellationToken cancellationToken) =>
        await anomalies.FindAnomalyAsync(id, cancellationToken) is { } anomaly
            ? TypedResults.Ok(await nearby.ReadAsync(anomaly, scope => Caller.Reaches(context, scope), cancellationToken))
            : TypedResults.NotFound();

    /// <summary>The change that a request describes; null when it has faults, which the query then holds.</summary>
    private static Change? Read(Query query, ChangeRequest request, HttpContext context, DateTimeOffset now)
    {
        var scope = query.Scope(request.Scope);
        query.Require("kind", request.Kind);
        var kind = query.Choice("kind", request.Kind?.Trim(), Kinds);
        var title = query.Text("title", request.Title, MaxTitle);
        query.Require("title", title);
        var version = query.Text("version", request.Version, MaxVersion);
        var url = query.Text("url", request.Url, MaxUrl);
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
        {
            query.Fail("url", "Not an address: expected one that begins with https:// or http://.");
        }

        var at = query.Instant("at", request.At) ?? now;
        if (at < Earliest || at > now + MostAhead)
        {
            query.Fail("at", $"{at:O} is out of range: expected from {Earliest:yyyy} to one day from now.");
        }

        var by = Caller.NameFor(context, query.Text("by", request.By, MaxName));
        return query.HasFailed ? null : Change.Of(scope, kind!.Value, title!, at, version, url, by);
    }

    /// <summary>The usual stretch before a time, without falling off the calendar.</summary>
    private static DateTimeOffset Before(DateTimeOffset until) => until < Earliest + UsualPeriod ? DateTimeOffset.MinValue : until - UsualPeriod;

    private static AuditEntry Line(HttpContext context, DateTimeOffset at, string action, Change change)
    {
        var details = new Dictionary<string, string>
        {
            ["title"] = change.Title,
            ["kind"] = PolicyWords.Code(change.Kind),
            ["start"] = change.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        if (change.Version is { } version)
        {
            details["version"] = version;
        }

        if (change.Url is { } url)
        {
            details["link"] = url;
        }

        return new(at, Caller.Name(context), action, $"change/{change.Id}", change.Scope) { Details = details };
    }
}

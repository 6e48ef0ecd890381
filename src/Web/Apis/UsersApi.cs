using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
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

/// <summary>Who can sign in, and as what.</summary>
internal static class UsersApi
{
    private const string Tag = "Users";

    public static void MapUsersApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/users", List).NeedsOnOrganization(Permission.ManageIdentity).WithName("listUsers").WithTags(Tag).WithSummary("All users, by name");
        api.MapPost("/users", Add).NeedsOnOrganization(Permission.ManageIdentity).WithName("addUser").WithTags(Tag).WithSummary("Adds a user");
        api.MapPut("/users/{id}", Change).NeedsOnOrganization(Permission.ManageIdentity).WithName("changeUser").WithTags(Tag)
            .WithSummary("Changes a user's names and roles, or sets another password");
        api.MapPost("/users/{id}/disable", Disable).NeedsOnOrganization(Permission.ManageIdentity).WithName("disableUser").WithTags(Tag)
            .WithSummary("Lets a user in no longer; sessions and tokens end at once");
        api.MapPost("/users/{id}/enable", Enable).NeedsOnOrganization(Permission.ManageIdentity).WithName("enableUser").WithTags(Tag)
            .WithSummary("Lets a disabled or locked-out user in again");
    }

    private static async Task<Ok<UserListResponse>> List(IIdentityStore store, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(new UserListResponse([.. (await store.ListUsersAsync(cancellationToken)).Select(user => user.ToResponse(time.GetUtcNow()))]));

    private static async Task<Results<Created<UserResponse>, ValidationProblem>> Add(
        HttpContext context, UserRequest request, IIdentityStore store, [FromServices] UserForm form, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new Query();
        var now = time.GetUtcNow();
        if (form.Read(query, request, null, now) is not { } user)
        {
            return query.Problem()!;
        }

        if (!await store.AddUserAsync(user, cancellationToken))
        {
            query.Fail("name", $"'{user.Name}' is taken.");
            return query.Problem()!;
        }

        await audit.AppendAsync([Line(context, "user.added", user, now)], cancellationToken);
        return TypedResults.Created($"/api/v1/users/{user.Id}", user.ToResponse(now));
    }

    private static Task<Results<Ok<UserResponse>, NotFound, ValidationProblem, ProblemHttpResult>> Change(
        string id, HttpContext context, UserRequest request, [FromServices] UserForm form, [FromServices] UserWriter writer, TimeProvider time, CancellationToken cancellationToken)
    {
        return writer.ChangeAsync(
            id,
            (query, before) =>
            {
                var after = form.Read(query, request, before, time.GetUtcNow());
                if (after is not null && Caller.Of(context).Id == id && !IsAdministrator(after))
                {
                    query.Fail("grants", "You cannot take the administrator's role from yourself.");
                }

                return after;
            },
            user => Line(context, request.Password is null ? "user.changed" : "user.passwordSet", user, time.GetUtcNow()),
            cancellationToken);
    }

    private static Task<Results<Ok<UserResponse>, NotFound, ValidationProblem, ProblemHttpResult>> Disable(
        string id, HttpContext context, [FromServices] UserWriter writer, TimeProvider time, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            id,
            (query, before) =>
            {
                if (Caller.Of(context).Id == id)
                {
                    query.Fail("id", "You cannot disable yourself.");
                }

                return before.Disabled(time.GetUtcNow());
            },
            user => Line(context, "user.disabled", user, time.GetUtcNow()),
            cancellationToken);

    private static Task<Results<Ok<UserResponse>, NotFound, ValidationProblem, ProblemHttpResult>> Enable(
        string id, HttpContext context, [FromServices] UserWriter writer, TimeProvider time, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            id,
            (_, before) => before.Enabled(),
            user => Line(context, "user.enabled", user, time.GetUtcNow()),
            cancellationToken);

    private static bool IsAdministrator(User user) => user.Grants.Any(grant => grant.Role == Role.Administrator && grant.Scope == ScopePath.Organization);

    private static AuditEntry Line(HttpContext context, string action, User user, DateTimeOffset now) => user.ToAudit(action, Caller.Of(context).Name, now);
}

/// <summary>Changes a user so that no change made at the same time is lost, and somebody is left who can change more.</summary>
internal sealed class UserWriter(IIdentityStore store, IdentityBook book, IAuditLog audit, TimeProvider time)
{
    public async Task<Results<Ok<UserResponse>, NotFound, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, Func<Query, User, User?> change, Func<User, AuditEntry> line, CancellationToken cancellationToken)
    {
        if (await store.FindUserAsync(id, cancellationToken) is not { } before)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        var after = change(query, before);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (!await store.UpdateUserAsync(after!, cancellationToken))
        {
            return TypedResults.Problem(
                "The name is another user's, or the user was changed at the same time: look again.", statusCode: StatusCodes.Status409Conflict);
        }

        book.Forget();
        await audit.AppendAsync([line(after!)], cancellationToken);
        return TypedResults.Ok(after!.ToResponse(time.GetUtcNow()));
    }
}

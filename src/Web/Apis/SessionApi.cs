using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>Signing in and out, and the first administrator.</summary>
internal static class SessionApi
{
    private const string Tag = "Session";

    public static void MapSessionApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/session", Get).AllowAnonymous().WithName("getSession").WithTags(Tag).WithSummary("Who asks, and what it may do");
        api.MapPost("/session", SignIn).AllowAnonymous().WithMetadata(SignInEndpoint.Instance).WithName("signIn").WithTags(Tag)
            .WithSummary("Signs in by name and password").ProducesProblem(StatusCodes.Status401Unauthorized);
        api.MapDelete("/session", SignOut).AllowAnonymous().WithName("signOut").WithTags(Tag).WithSummary("Ends this session");
        api.MapPost("/setup", SetUp).AllowAnonymous().WithMetadata(SignInEndpoint.Instance).WithName("setUp").WithTags(Tag)
            .WithSummary("Makes the first administrator, once, with the setup code of the server's log").ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPut("/session/password", ChangePassword).RequireAuthorization().WithMetadata(SignInEndpoint.Limited).WithName("changePassword").WithTags(Tag)
            .WithSummary("Changes one's own password; all other sessions end");
        api.MapPut("/session/demo-role", ChooseDemoRole).AllowAnonymous().WithName("chooseDemoRole").WithTags(Tag)
            .WithSummary("Takes another role, in demo mode alone");
    }

    private static async Task<Ok<SessionResponse>> Get(HttpContext context, [FromServices] SessionReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ReadAsync(context, cancellationToken));

    private static async Task<Results<Ok<SessionResponse>, ProblemHttpResult, ValidationProblem>> SignIn(
        HttpContext context, SignInRequest request, [FromServices] ISignIn signIn, [FromServices] SessionReader reader, CancellationToken cancellationToken)
    {
        var query = new Query();
        query.Require("name", request.Name);
        query.Require("password", request.Password);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (await signIn.SignInAsync(new(request.Name!, request.Password!, Address(context)), cancellationToken) is not { } user)
        {
            return TypedResults.Problem(
                "The name or the password is wrong, or there were too many attempts: then wait some minutes.", statusCode: StatusCodes.Status401Unauthorized);
        }

        await Sessions.BeginAsync(context, user);
        return TypedResults.Ok(await reader.ReadAsync(context, cancellationToken));
    }

    private static async Task<NoContent> SignOut(HttpContext context, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Caller.Find(context) is { Kind: ActorKind.User } actor)
        {
            await audit.AppendAsync([new(time.GetUtcNow(), actor.Name, "session.signedOut", $"user/{actor.Id}", null)], cancellationToken);
            await Sessions.EndAsync(context);
        }

        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SessionResponse>, ProblemHttpResult, ValidationProblem>> SetUp(
        HttpContext context,
        SetupRequest request,
        [FromServices] SetupCode setup,
        IIdentityStore store,
        [FromServices] UserForm form,
        IAuditLog audit,
        [FromServices] SessionReader reader,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!await setup.IsNeededAsync(cancellationToken))
        {
            return Done();
        }

        var query = new Query();
        if (!setup.IsRight(request.Code))
        {
            query.Fail("code", "Not the setup code that the server wrote to its log at its last start.");
        }

        var user = form.Read(
            query, new(request.Name, request.DisplayName, [new(Role.Administrator, null)], request.Password), null, time.GetUtcNow());
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (!await store.AddFirstUserAsync(user!, cancellationToken))
        {
            return Done();
        }

        await audit.AppendAsync([new(time.GetUtcNow(), user!.Name, "setup.completed", $"user/{user.Id}", null)], cancellationToken);
        await Sessions.BeginAsync(context, user);
        return TypedResults.Ok(await reader.ReadAsync(context, cancellationToken));

        static ProblemHttpResult Done() =>
            TypedResults.Problem("This installation is set up already: sign in.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<SessionResponse>, NotFound, ProblemHttpResult, ValidationProblem>> ChangePassword(
        HttpContext context,
        PasswordRequest request,
        IIdentityStore store,
        [FromServices] ISignIn signIn,
        [FromServices] Passwords passwords,
        [FromServices] IdentityBook book,
        IOptions<IdentityOptions> options,
        IAuditLog audit,
        [FromServices] SessionReader reader,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (Caller.Of(context) is not { Kind: ActorKind.User } actor)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        query.Require("current", request.Current);
        if (Passwords.Fault(request.New, actor.Name, options.Value.MinPasswordLength) is { } fault)
        {
            query.Fail("new", fault);
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        // By the way of any sign-in, so that guessing the current one locks out here too.
        if (await signIn.SignInAsync(new(actor.Name, request.Current!, Address(context)), cancellationToken) is not { } user)
        {
            query.Fail("current", "Not the current password.");
            return query.Problem()!;
        }

        user = user.WithPassword(passwords.Hash(request.New!));
        if (!await store.UpdateUserAsync(user, cancellationToken))
        {
            return TypedResults.Problem("The user was changed at the same time: try again.", statusCode: StatusCodes.Status409Conflict);
        }

        book.Forget();
        await audit.AppendAsync([new(time.GetUtcNow(), user.Name, "user.passwordChanged", $"user/{user.Id}", null)], cancellationToken);
        await Sessions.BeginAsync(context, user);
        return TypedResults.Ok(await reader.ReadAsync(context, cancellationToken));
    }

    private static async Task<Results<Ok<SessionResponse>, NotFound, ValidationProblem>> ChooseDemoRole(
        HttpContext context,
        DemoRoleRequest request,
        IOptions<WebOptions> options,
        [FromServices] SessionReader reader,
        CancellationToken cancellationToken)
    {
        if (!options.Value.IsDemo)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        var scope = query.Scope(request.Scope);
        if (!Grant.CanBeOn(scope))
        {
            query.Fail("scope", "Roles are given on the organization or on a team.");
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        DemoHandler.Choose(context, request.Role, scope);
        return TypedResults.Ok(await reader.ReadAsync(context, cancellationToken));
    }

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}

/// <summary>Says who asks.</summary>
internal sealed class SessionReader(
    SetupCode setup, IdentityBook book, IAntiforgery antiforgery, IOptions<WebOptions> web, IOptions<IdentityOptions> options)
{
    public async Task<SessionResponse> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var actor = Caller.Find(context);
        var user = actor is { Kind: ActorKind.User } ? await book.FindUserAsync(actor.Id, cancellationToken) : null;
        return new(
            await setup.IsNeededAsync(cancellationToken),
            web.Value.IsDemo,
            actor?.ToResponse(user?.DisplayName),
            Sessions.AntiforgeryToken(context, antiforgery),
            web.Value.IsDemo ? Enum.GetValues<Role>() : [],
            options.Value.MinPasswordLength);
    }
}

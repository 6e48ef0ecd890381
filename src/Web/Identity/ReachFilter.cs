using FinOpsAI.Core.Domain;
using FinOpsAI.Web.Apis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Web.Identity;

/// <summary>A request's body that names the scope that it is about.</summary>
internal interface IScopedRequest
{
    /// <summary>The scope's key; null or empty for the organization.</summary>
    string? Scope { get; }

    /// <summary>Whether a change without a scope leaves the thing where it is.</summary>
    bool StaysInPlace => false;
}

/// <summary>Finds the scope of the thing that an endpoint's route names by <c>id</c>.</summary>
/// <param name="FindAsync">Null when there is no such thing.</param>
internal sealed record ItemScope(Func<IServiceProvider, string, CancellationToken, Task<ScopePath?>> FindAsync)
{
    /// <summary>Finds it in a store.</summary>
    public static ItemScope In<TStore>(Func<TStore, string, CancellationToken, Task<ScopePath?>> find)
        where TStore : notnull => new((services, id, token) => find(services.GetRequiredService<TStore>(), id, token));
}

/// <summary>Says where an endpoint's things lie.</summary>
internal static class ItemScopes
{
    /// <summary>The endpoint is about one thing: whoever has not the endpoint's permission where it lies gets the answer for one that does not exist.</summary>
    public static T On<T>(this T endpoint, ItemScope where)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(where);
}

/// <summary>
/// Checks the things and the bodies of all endpoints, once they are bound and before anything else: no handler can forget it. What lists leave
/// out is theirs to say, by <see cref="Caller.Reaches"/>.
/// </summary>
internal static class ReachFilter
{
    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var item = http.GetEndpoint()?.Metadata.GetMetadata<ItemScope>();
        if (item is not null
            && http.GetRouteValue("id") is string id
            && await item.FindAsync(http.RequestServices, id, http.RequestAborted) is { } scope
            && !Caller.Reaches(http, scope))
        {
            return Refusal(http, scope);
        }

        foreach (var body in context.Arguments.OfType<IScopedRequest>())
        {
            if (string.IsNullOrEmpty(body.Scope) && item is not null && body.StaysInPlace)
            {
                continue;
            }

            // A key that is no scope is left to the endpoint, which says what is wrong with it.
            var named = string.IsNullOrEmpty(body.Scope) ? ScopePath.Organization : ScopePath.TryParse(body.Scope, out var parsed) ? parsed : null;
            if (named is not null && !Caller.Reaches(http, named))
            {
                return Refusal(http, named);
            }
        }

        return await next(context);
    }

    /// <summary>403 for what the caller sees; else 404, as for what does not exist.</summary>
    private static IResult Refusal(HttpContext context, ScopePath scope) =>
        Caller.Of(context).Sees(scope) ? TypedResults.StatusCode(StatusCodes.Status403Forbidden) : TypedResults.NotFound();
}

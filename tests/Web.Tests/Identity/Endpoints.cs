using FinOpsAI.Silo;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace FinOpsAI.Web.Tests.Identity;

/// <summary>An endpoint of the product as it is composed, with what it says of itself.</summary>
internal sealed record ProductEndpoint(string Method, RoutePattern Route, EndpointMetadataCollection Metadata)
{
    public string Path => "/" + Route.RawText!.TrimStart('/');

    public Need? Need => Metadata.GetMetadata<Need>();

    public bool IsAnonymous => Metadata.GetMetadata<IAllowAnonymous>() is not null;

    /// <summary>Whether it has a thing whose scope is looked up.</summary>
    public bool HasItem => Metadata.GetMetadata<ItemScope>() is not null;

    /// <summary>Whether its body names a scope.</summary>
    public bool HasScopedBody => Metadata.OfType<System.Reflection.MethodInfo>()
        .SelectMany(method => method.GetParameters()).Any(parameter => typeof(IScopedRequest).IsAssignableFrom(parameter.ParameterType));

    public string? Name => Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    public override string ToString() => $"{Method} {Path}";

    /// <summary>All of them; nothing is started and no file is touched.</summary>
    public static async Task<IReadOnlyList<ProductEndpoint>> AllAsync(string folder)
    {
        await using var app = SiloApplication.Build(new()
        {
            Overrides = new Dictionary<string, string?> { ["FinOpsAI:Storage:Path"] = System.IO.Path.Combine(folder, "finopsai.db") },
        });
        return [.. ((IEndpointRouteBuilder)app).DataSources
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Select(method => new ProductEndpoint(method, endpoint.RoutePattern, endpoint.Metadata)))];
    }
}

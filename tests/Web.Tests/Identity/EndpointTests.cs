using FinOpsAI.Core.Identity;
using FinOpsAI.TestSupport;
using Microsoft.AspNetCore.Authorization;

namespace FinOpsAI.Web.Tests.Identity;

public sealed class EndpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_endpoint_says_whom_it_lets_in()
    {
        var silent = (await ProductEndpoint.AllAsync(_folder.Path))
            .Where(endpoint => !endpoint.IsAnonymous && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null);

        silent.Select(endpoint => endpoint.ToString()).ShouldBeEmpty("Say .Needs(…), .NeedsOnScope(…), .NeedsOnOrganization(…) or .AllowAnonymous().");
    }

    [Fact]
    public async Task Only_these_let_in_anybody_or_whoever_is_signed_in()
    {
        var all = await ProductEndpoint.AllAsync(_folder.Path);

        all.Where(endpoint => endpoint.IsAnonymous).Select(endpoint => endpoint.ToString()).Order(StringComparer.Ordinal).ShouldBe(
        [
            "DELETE /api/v1/session",
            "GET /api/v1/session",
            "GET /api/{**rest}",
            "GET /healthz",
            "GET /openapi/{documentName}.json",
            "GET /readyz",
            "GET /{*path:nonfile}",
            "HEAD /api/{**rest}",
            "HEAD /{*path:nonfile}",
            "POST /api/v1/session",
            "POST /api/v1/setup",
            "POST /integrations/slack/actions",
            "PUT /api/v1/session/demo-role",
        ]);
        all.Where(endpoint => !endpoint.IsAnonymous && endpoint.Need is null).Select(endpoint => endpoint.ToString()).Order(StringComparer.Ordinal)
            .ShouldBe(["GET /api/v1/meta", "PUT /api/v1/session/password"]);
    }

    [Fact]
    public async Task What_changes_something_needs_more_than_to_read()
    {
        var weak = (await ProductEndpoint.AllAsync(_folder.Path))
            .Where(endpoint => endpoint.Method is "POST" or "PUT" or "DELETE" && endpoint.Need is { } need && RolePermissions.ReadOnly.Contains(need.Permission))
            .Where(endpoint => !endpoint.Path.StartsWith("/hubs/", StringComparison.Ordinal));

        // A computation: its question is too long for a query, and it changes nothing.
        weak.Select(endpoint => endpoint.ToString()).ShouldBe(["POST /api/v1/scenarios/preview"]);
    }

    [Fact]
    public async Task What_is_about_one_thing_or_names_a_scope_in_its_body_is_checked_where_that_lies()
    {
        // Tokens belong to people, not to scopes; their endpoint asks whose they are.
        var loose = (await ProductEndpoint.AllAsync(_folder.Path))
            .Where(endpoint => endpoint.Need is { On: Web.Identity.NeedOn.Anywhere } && endpoint.Path.Contains("{id}", StringComparison.Ordinal) && !endpoint.HasItem)
            .Where(endpoint => endpoint.Name != "revokeToken");

        loose.Select(endpoint => endpoint.ToString()).ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();
}

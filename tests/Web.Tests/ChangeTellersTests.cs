using System.Net;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Web.Tests.Identity;

namespace FinOpsAI.Web.Tests;

/// <summary>Who may tell a change, and who sees it.</summary>
public sealed class ChangeTellersTests(IdentityServer identity) : IClassFixture<IdentityServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_may_only_send_usage_tells_changes_where_it_may_and_reads_none()
    {
        await using var store = await identity.OpenStoreAsync(Token);
        using var everywhere = await ClientAsync(ScopePath.Organization, "tell-all");
        using var somewhere = await ClientAsync(ScopePath.ForTeam("tell-own"), "tell-one");

        (await StatusAsync(everywhere, "team:tell-any")).ShouldBe(HttpStatusCode.Created);
        (await StatusAsync(everywhere, null)).ShouldBe(HttpStatusCode.Created);
        (await StatusAsync(somewhere, "project:tell-own/p")).ShouldBe(HttpStatusCode.Created);
        (await StatusAsync(somewhere, "team:tell-other")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(somewhere, null)).ShouldBe(HttpStatusCode.NotFound);
        using var list = await everywhere.GetAsync("/api/v1/changes", Token);
        list.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        async Task<HttpClient> ClientAsync(ScopePath scope, string name)
        {
            var (made, secret) = ApiToken.Make(name, null, [Permission.Ingest], scope, TimeProvider.System.GetUtcNow(), null);
            await store.Identity.AddTokenAsync(made, Token);
            return Client(secret);
        }
    }

    [Fact]
    public async Task A_change_is_taken_back_by_those_who_plan_where_it_lies_and_unknown_to_others()
    {
        await using var store = await identity.OpenStoreAsync(Token);
        using var engineer = await PersonAsync("change-kim", Role.Engineer, "change-a");
        using var viewer = await PersonAsync("change-viewer", Role.Viewer, "change-a");
        using var stranger = await PersonAsync("change-lee", Role.Engineer, "change-b");

        (await StatusAsync(viewer, "team:change-a")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(stranger, "team:change-a")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(engineer, "team:change-a")).ShouldBe(HttpStatusCode.Created);
        var id = (await store.Changes.ListAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token)).Single(change => change.Scope.Team == "change-a").Id;

        (await (await viewer.GetAsync("/api/v1/changes?scope=team:change-a", Token)).Content.ReadAsStringAsync(Token)).ShouldContain(id);
        (await (await stranger.GetAsync("/api/v1/changes?scope=team:change-b", Token)).Content.ReadAsStringAsync(Token)).ShouldNotContain(id);
        (await stranger.DeleteAsync($"/api/v1/changes/{id}", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await viewer.DeleteAsync($"/api/v1/changes/{id}", Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await engineer.DeleteAsync($"/api/v1/changes/{id}", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        async Task<HttpClient> PersonAsync(string name, Role role, string team) =>
            Client(await MatrixTeam.PersonAsync(store, name, role, ScopePath.ForTeam(team), Token));
    }

    private HttpClient Client(string secret)
    {
        var client = new HttpClient { BaseAddress = identity.Silo.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return client;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string? scope)
    {
        using var body = new StringContent(JsonSerializer.Serialize(new { scope, kind = "deploy", title = "2.0" }), System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/v1/changes", body, Token);
        return answer.StatusCode;
    }
}

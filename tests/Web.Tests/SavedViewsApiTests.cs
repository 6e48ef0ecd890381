using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Web.Tests.Identity;

namespace FinOpsAI.Web.Tests;

public sealed class SavedViewsApiTests(WebServer server, IdentityServer identity) : IClassFixture<IdentityServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_view_is_saved_changed_listed_and_removed_and_every_step_is_audited()
    {
        var (status, saved) = await server.Silo.SendAsync(
            HttpMethod.Post, "/api/v1/views", """{"name":" Kosten ","scope":"team:views","query":"group_by=model&filter=a","isShared":null}""", Token);
        status.ShouldBe(HttpStatusCode.Created);
        var id = saved.GetProperty("id").GetString();
        (saved.GetProperty("name").GetString(), saved.GetProperty("isMine").GetBoolean(), saved.GetProperty("isShared").GetBoolean()).ShouldBe(("Kosten", true, false));
        saved.GetProperty("query").GetString().ShouldBe("group_by=model&filter=a");

        (status, var changed) = await server.Silo.SendAsync(
            HttpMethod.Put, $"/api/v1/views/{id}", """{"name":"Costs","scope":"org","query":"","isShared":true}""", Token);
        (status, changed.GetProperty("scope").GetString(), changed.GetProperty("isShared").GetBoolean()).ShouldBe((HttpStatusCode.OK, "org", true));
        (await server.Silo.GetAsync("/api/v1/views", Token)).GetProperty("items").EnumerateArray()
            .Count(view => view.GetProperty("id").GetString() == id && view.GetProperty("name").GetString() == "Costs").ShouldBe(1);

        (await server.Silo.SendAsync(HttpMethod.Delete, $"/api/v1/views/{id}", null, Token)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.Silo.SendAsync(HttpMethod.Delete, $"/api/v1/views/{id}", null, Token)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.Silo.SendAsync(HttpMethod.Put, $"/api/v1/views/{id}", """{"name":"Costs"}""", Token)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.AuditAsync($"view/{id}", Token)).ShouldBe(["view.removed", "view.changed", "view.saved"]);
    }

    [Theory]
    [InlineData("name", """{ "scope": "org" }""")]
    [InlineData("name", """{ "name": "  " }""")]
    [InlineData("scope", """{ "name": "x", "scope": "team" }""")]
    public async Task What_is_wrong_with_a_view_is_said_by_field(string field, string body)
    {
        var (status, answer) = await server.Silo.SendAsync(HttpMethod.Post, "/api/v1/views", body, Token);

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([field]);
    }

    [Fact]
    public async Task Texts_have_their_bounds()
    {
        var (_, answer) = await server.Silo.SendAsync(
            HttpMethod.Post, "/api/v1/views", JsonSerializer.Serialize(new { name = new string('x', 201), query = new string('x', 2_001) }), Token);

        answer.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["name", "query"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_private_view_is_its_owners_alone_and_a_shared_one_is_seen_by_those_who_see_its_scope_and_changed_by_its_owner_alone()
    {
        using var kim = await PersonAsync("views-kim", Role.Engineer, "a");
        using var lee = await PersonAsync("views-lee", Role.Manager, "a");
        using var viewer = await PersonAsync("views-viewer", Role.Viewer, "a");
        using var stranger = await PersonAsync("views-stranger", Role.Engineer, "b");
        var mine = await SaveAsync(kim, "mine", isShared: false);
        var shared = await SaveAsync(kim, "shared", isShared: true);

        (await ListAsync(kim)).ShouldBe([(mine, true), (shared, true)]);
        (await ListAsync(lee)).ShouldBe([(shared, false)]);
        (await ListAsync(viewer)).ShouldBe([(shared, false)]);
        (await ListAsync(stranger)).ShouldBeEmpty();

        (await TryAsync(lee, shared)).ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
        (await TryAsync(lee, mine)).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        (await TryAsync(stranger, shared, "b")).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        (await TryAsync(viewer, shared)).ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
        (await TryAsync(kim, shared, "b")).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NoContent), "not into a team that one does not see");
        (await TryAsync(kim, mine)).ShouldBe((HttpStatusCode.OK, HttpStatusCode.NoContent));
    }

    private static object Body(string name, string team, bool isShared) => new { name, scope = $"team:views-{team}", query = "", isShared };

    private static async Task<string> SaveAsync(HttpClient person, string name, bool isShared)
    {
        using var answer = await person.PostAsJsonAsync("/api/v1/views", Body(name, "a", isShared), Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString()!;
    }

    private static async Task<List<(string Id, bool IsMine)>> ListAsync(HttpClient person) =>
        [.. (await person.GetFromJsonAsync<JsonElement>("/api/v1/views", Token)).GetProperty("items").EnumerateArray()
            .Select(view => (view.GetProperty("id").GetString()!, view.GetProperty("isMine").GetBoolean()))];

    private static async Task<(HttpStatusCode Change, HttpStatusCode Remove)> TryAsync(HttpClient person, string id, string team = "a")
    {
        using var changed = await person.PutAsJsonAsync($"/api/v1/views/{id}", Body("changed", team, isShared: true), Token);
        using var removed = await person.DeleteAsync($"/api/v1/views/{id}", Token);
        return (changed.StatusCode, removed.StatusCode);
    }

    private async Task<HttpClient> PersonAsync(string name, Role role, string team)
    {
        await using var store = await identity.OpenStoreAsync(Token);
        var secret = await MatrixTeam.PersonAsync(store, name, role, ScopePath.ForTeam($"views-{team}"), Token);
        var client = new HttpClient { BaseAddress = identity.Silo.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return client;
    }
}

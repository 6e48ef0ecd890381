using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Web.Tests.Identity;

namespace FinOpsAI.Web.Tests;

/// <summary>Who sees a scenario sees its scope; who changes it has kept it.</summary>
public sealed class ScenarioOwnersTests(IdentityServer identity) : IClassFixture<IdentityServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scenario_is_seen_by_those_who_see_its_scope_and_changed_by_its_owner_alone()
    {
        using var kim = await PersonAsync("scenarios-kim", Role.Engineer, "a");
        using var lee = await PersonAsync("scenarios-lee", Role.Manager, "a");
        using var viewer = await PersonAsync("scenarios-viewer", Role.Viewer, "a");
        using var stranger = await PersonAsync("scenarios-stranger", Role.Engineer, "b");
        using var made = await kim.PostAsJsonAsync("/api/v1/scenarios", Body("a"), Token);
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString()!;

        (await ListAsync(kim)).ShouldBe([(id, true)]);
        (await ListAsync(lee)).ShouldBe([(id, false)]);
        (await ListAsync(viewer)).ShouldBe([(id, false)]);
        (await ListAsync(stranger)).ShouldBeEmpty();

        (await StatusAsync(viewer, HttpMethod.Get, $"scenarios/{id}/result")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(viewer, HttpMethod.Post, "scenarios/preview", Body("a"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(viewer, HttpMethod.Post, "scenarios", Body("a"))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(lee, HttpMethod.Put, $"scenarios/{id}", Body("a"))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(lee, HttpMethod.Delete, $"scenarios/{id}")).ShouldBe(HttpStatusCode.Forbidden);
        foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/result"), (HttpMethod.Put, ""), (HttpMethod.Delete, "") })
        {
            (await StatusAsync(stranger, method, $"scenarios/{id}{path}", Body("b"))).ShouldBe(HttpStatusCode.NotFound, $"{method} {path}");
        }

        (await StatusAsync(stranger, HttpMethod.Post, "scenarios/preview", Body("a"))).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(kim, HttpMethod.Post, "scenarios/preview", new { name = "all" })).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(stranger, HttpMethod.Get, "efficiency/advice?scope=team:scenarios-a")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(kim, HttpMethod.Put, $"scenarios/{id}", Body("a"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(kim, HttpMethod.Delete, $"scenarios/{id}")).ShouldBe(HttpStatusCode.NoContent);
    }

    private static object Body(string team) => new { name = "what if", scope = $"team:scenarios-{team}", drivers = new { users = 2 } };

    private static async Task<HttpStatusCode> StatusAsync(HttpClient person, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (method == HttpMethod.Post || method == HttpMethod.Put)
        {
            request.Content = JsonContent.Create(body);
        }

        using var answer = await person.SendAsync(request, Token);
        return answer.StatusCode;
    }

    private static async Task<List<(string Id, bool IsMine)>> ListAsync(HttpClient person) =>
        [.. (await person.GetFromJsonAsync<JsonElement>("/api/v1/scenarios", Token)).GetProperty("items").EnumerateArray()
            .Select(scenario => (scenario.GetProperty("id").GetString()!, scenario.GetProperty("isMine").GetBoolean()))];

    private async Task<HttpClient> PersonAsync(string name, Role role, string team)
    {
        await using var store = await identity.OpenStoreAsync(Token);
        var secret = await MatrixTeam.PersonAsync(store, name, role, ScopePath.ForTeam($"scenarios-{team}"), Token);
        var client = new HttpClient { BaseAddress = identity.Silo.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return client;
    }
}

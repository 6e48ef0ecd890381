using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace FinOpsAI.Web.Tests.Identity;

public sealed class UsersAndTokensTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Secret = "a long enough one";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_disabled_user_is_out_at_once_with_all_tokens()
    {
        var id = await server.AddUserAsync("leaver@example.com", Secret, "finOps");
        using var leaver = new Person(server.Silo);
        await leaver.SignInAsync("leaver@example.com", Secret);
        var secret = await MakeAsync(leaver, "readCosts");
        (await AsAsync(secret, "costs")).ShouldBe(HttpStatusCode.OK);

        (await server.Admin.SendAsync(HttpMethod.Post, $"users/{id}/disable")).Status.ShouldBe(HttpStatusCode.OK);

        (await leaver.SendAsync(HttpMethod.Get, "costs")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await AsAsync(secret, "costs")).ShouldBe(HttpStatusCode.Unauthorized);
        (await leaver.SignInAsync("leaver@example.com", Secret)).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.Admin.SendAsync(HttpMethod.Post, $"users/{id}/enable")).Status.ShouldBe(HttpStatusCode.OK);
        (await AsAsync(secret, "costs")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Roles_taken_away_count_at_once()
    {
        var id = await server.AddUserAsync("mover@example.com", Secret, "finOps");
        using var mover = new Person(server.Silo);
        await mover.SignInAsync("mover@example.com", Secret);
        (await mover.SendAsync(HttpMethod.Get, "audit")).Status.ShouldBe(HttpStatusCode.OK);

        var grants = new[] { new { role = "viewer", scope = "team:x" } };
        (await server.Admin.SendAsync(HttpMethod.Put, $"users/{id}", new { name = "mover@example.com", grants })).Status.ShouldBe(HttpStatusCode.OK);

        (await mover.SendAsync(HttpMethod.Get, "audit")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await mover.SendAsync(HttpMethod.Get, "costs")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await mover.SendAsync(HttpMethod.Get, "costs?scope=team:x")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Administrators_can_neither_disable_nor_demote_themselves()
    {
        var own = (await server.Admin.SendAsync(HttpMethod.Get, "session")).Answer.GetProperty("actor").GetProperty("id").GetString();

        (await server.Admin.SendAsync(HttpMethod.Post, $"users/{own}/disable")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await server.Admin.SendAsync(HttpMethod.Put, $"users/{own}", new { name = IdentityServer.Name, grants = Array.Empty<object>() }))
            .Status.ShouldBe(HttpStatusCode.BadRequest);
        (await server.Admin.SendAsync(HttpMethod.Get, "users")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", Secret, "org", "name")]
    [InlineData("new@example.com", "short", "org", "password")]
    [InlineData("new@example.com", "aaaaaaaaaaaaaaaa", "org", "password")]
    [InlineData("new@example.com", "xx new@example.com", "org", "password")]
    [InlineData("new@example.com", Secret, "project:a/b", "grants")]
    [InlineData("token:gateway", Secret, "org", "name")]
    [InlineData("ADMIN@example.com", Secret, "org", "name")]
    public async Task A_user_that_cannot_be_is_refused_with_the_reason(string name, string password, string scope, string field)
    {
        var (status, answer) = await server.Admin.SendAsync(
            HttpMethod.Post, "users", new { name, password, grants = new[] { new { role = "viewer", scope } } });

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue(answer.ToString());
    }

    [Fact]
    public async Task A_tokens_secret_is_shown_once_and_the_token_does_what_it_was_made_for_and_nothing_else()
    {
        var (status, made) = await server.Admin.SendAsync(
            HttpMethod.Post, "tokens", new { name = "gateway", permissions = new[] { "readCosts" }, scope = "team:gate" });
        status.ShouldBe(HttpStatusCode.Created, made.ToString());
        var secret = made.GetProperty("secret").GetString()!;
        var id = made.GetProperty("token").GetProperty("id").GetString();

        (await AsAsync(secret, "costs?scope=team:gate")).ShouldBe(HttpStatusCode.OK);
        (await AsAsync(secret, "costs?scope=team:other")).ShouldBe(HttpStatusCode.NotFound);
        (await AsAsync(secret, "users")).ShouldBe(HttpStatusCode.Forbidden);
        var listed = (await server.Admin.SendAsync(HttpMethod.Get, "tokens")).Answer;
        listed.ToString().ShouldNotContain(secret);
        listed.GetProperty("items").EnumerateArray().Single(token => token.GetProperty("id").GetString() == id)
            .GetProperty("lastUsedAt").ValueKind.ShouldBe(JsonValueKind.String);

        (await server.Admin.SendAsync(HttpMethod.Delete, $"tokens/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await AsAsync(secret, "costs?scope=team:gate")).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.Admin.SendAsync(HttpMethod.Delete, $"tokens/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_makes_a_token_that_may_do_more_than_they_may()
    {
        await server.AddUserAsync("modest@example.com", Secret, "engineer", "team:modest");
        using var modest = new Person(server.Silo);
        await modest.SignInAsync("modest@example.com", Secret);

        foreach (var body in new object[]
        {
            new { name = "t", permissions = new[] { "triage" } },
            new { name = "t", permissions = new[] { "manageBudgets" }, scope = "team:modest" },
            new { name = "t", permissions = new[] { "triage" }, scope = "team:other" },
            new { name = "t", permissions = Array.Empty<string>(), scope = "team:modest" },
            new { name = "t", permissions = new[] { "triage" }, scope = "team:modest", expiresAt = "2020-01-01T00:00:00Z" },
        })
        {
            (await modest.SendAsync(HttpMethod.Post, "tokens", body)).Status.ShouldBe(HttpStatusCode.BadRequest);
        }

        (await modest.SendAsync(HttpMethod.Post, "tokens", new { name = "t", permissions = new[] { "triage" }, scope = "team:modest" })).Status
            .ShouldBe(HttpStatusCode.Created);
        (await modest.SendAsync(HttpMethod.Get, "tokens")).Answer.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_token_cannot_make_tokens_and_another_persons_cannot_be_revoked()
    {
        var secret = await MakeAsync(server.Admin, "makeTokens", "readCosts");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tokens")
        {
            Content = new StringContent("""{"name":"child","permissions":["readCosts"]}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var answer = await server.Silo.Client.SendAsync(request, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await server.AddUserAsync("other@example.com", Secret, "engineer");
        using var other = new Person(server.Silo);
        await other.SignInAsync("other@example.com", Secret);
        var id = (await server.Admin.SendAsync(HttpMethod.Get, "tokens")).Answer.GetProperty("items")[0].GetProperty("id").GetString();
        (await other.SendAsync(HttpMethod.Delete, $"tokens/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> MakeAsync(Person person, params string[] permissions)
    {
        var (status, answer) = await person.SendAsync(HttpMethod.Post, "tokens", new { name = "t", permissions });
        status.ShouldBe(HttpStatusCode.Created, answer.ToString());
        return answer.GetProperty("secret").GetString()!;
    }

    private async Task<HttpStatusCode> AsAsync(string secret, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Authorization = new("Bearer", secret);
        using var answer = await server.Silo.Client.SendAsync(request, Token);
        return answer.StatusCode;
    }
}

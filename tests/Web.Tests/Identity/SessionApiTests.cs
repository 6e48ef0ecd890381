using System.Net;
using System.Text.Json;

namespace FinOpsAI.Web.Tests.Identity;

public sealed class SessionApiTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Secret = "a long enough one";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_administrator_is_made_once_with_the_code_from_the_log()
    {
        server.BeforeSetup.GetProperty("setupNeeded").GetBoolean().ShouldBeTrue();
        server.BeforeSetup.GetProperty("actor").ValueKind.ShouldBe(JsonValueKind.Null);
        server.WrongCode.ShouldBe(HttpStatusCode.BadRequest);
        server.Setup.Status.ShouldBe(HttpStatusCode.OK, server.Setup.Answer.ToString());
        server.Setup.Answer.GetProperty("actor").GetProperty("roles")[0].GetString().ShouldBe("administrator");
        server.Setup.Answer.GetProperty("setupNeeded").GetBoolean().ShouldBeFalse();

        using var stranger = new Person(server.Silo);
        (await stranger.SendAsync(HttpMethod.Post, "setup", new { code = "x", name = "x", password = Secret })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await stranger.SendAsync(HttpMethod.Get, "session")).Answer.GetProperty("setupNeeded").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_says_who_one_is_what_one_may_do_and_where_pages_begin()
    {
        await server.AddUserAsync("eun@example.com", Secret, "engineer", "team:search");
        using var eun = new Person(server.Silo);

        (await eun.SignInAsync("EUN@example.com", Secret)).ShouldBe(HttpStatusCode.OK);
        var actor = (await eun.SendAsync(HttpMethod.Get, "session")).Answer.GetProperty("actor");

        actor.GetProperty("kind").GetString().ShouldBe("user");
        actor.GetProperty("landingRole").GetString().ShouldBe("engineer");
        actor.GetProperty("homeScope").GetProperty("key").GetString().ShouldBe("team:search");
        var permissions = actor.GetProperty("permissions").EnumerateArray().ToDictionary(
            permission => permission.GetProperty("permission").GetString()!, permission => permission.GetProperty("scopes")[0].GetProperty("key").GetString());
        permissions["triage"].ShouldBe("team:search");
        permissions.ShouldNotContainKey("manageBudgets");
    }

    [Fact]
    public async Task A_sessions_cookie_is_kept_from_scripts_and_other_sites()
    {
        await server.AddUserAsync("cookie@example.com", Secret, "viewer");
        using var person = new Person(server.Silo);

        using var answer = await person.RawAsync(HttpMethod.Post, "session", new { name = "cookie@example.com", password = Secret });

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith("finopsai-session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
    }

    [Fact]
    public async Task Who_is_unknown_and_whose_password_is_wrong_get_the_same_answer()
    {
        await server.AddUserAsync("known@example.com", Secret, "viewer");
        using var person = new Person(server.Silo);

        var wrong = await person.SendAsync(HttpMethod.Post, "session", new { name = "known@example.com", password = "not this one" });
        var unknown = await person.SendAsync(HttpMethod.Post, "session", new { name = "nobody@example.com", password = "not this one" });

        (wrong.Status, unknown.Status).ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
        wrong.Answer.GetProperty("detail").GetString().ShouldBe(unknown.Answer.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_out_the_right_one_and_an_administrator_lets_in_again()
    {
        var id = await server.AddUserAsync("locked@example.com", Secret, "viewer");
        using var person = new Person(server.Silo);
        for (var i = 0; i < 5; i++)
        {
            (await person.SignInAsync("locked@example.com", "not this one")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await person.SignInAsync("locked@example.com", Secret)).ShouldBe(HttpStatusCode.Unauthorized);

        (await server.Admin.SendAsync(HttpMethod.Post, $"users/{id}/enable")).Status.ShouldBe(HttpStatusCode.OK);
        (await person.SignInAsync("locked@example.com", Secret)).ShouldBe(HttpStatusCode.OK);
        var log = await AuditAsync($"user/{id}");
        log.Count(line => line == "session.refused").ShouldBe(6);
        log.ShouldContain("session.signedIn");
    }

    [Fact]
    public async Task A_new_password_ends_other_sessions_and_keeps_this_one()
    {
        await server.AddUserAsync("twice@example.com", Secret, "viewer");
        using var here = new Person(server.Silo);
        using var there = new Person(server.Silo);
        await here.SignInAsync("twice@example.com", Secret);
        await there.SignInAsync("twice@example.com", Secret);

        (await here.SendAsync(HttpMethod.Put, "session/password", new Dictionary<string, string> { ["current"] = "wrong", ["new"] = "another long one" }))
            .Status.ShouldBe(HttpStatusCode.BadRequest);
        (await here.SendAsync(HttpMethod.Put, "session/password", new Dictionary<string, string> { ["current"] = Secret, ["new"] = "short" }))
            .Status.ShouldBe(HttpStatusCode.BadRequest);
        (await here.SessionAsync(HttpMethod.Put, "session/password", new Dictionary<string, string> { ["current"] = Secret, ["new"] = "another long one" }))
            .Status.ShouldBe(HttpStatusCode.OK);

        (await here.SendAsync(HttpMethod.Get, "costs")).Status.ShouldBe(HttpStatusCode.OK);
        (await there.SendAsync(HttpMethod.Get, "costs")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await there.SignInAsync("twice@example.com", Secret)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await server.AddUserAsync("out@example.com", Secret, "viewer");
        using var person = new Person(server.Silo);
        await person.SignInAsync("out@example.com", Secret);

        (await person.SendAsync(HttpMethod.Delete, "session")).Status.ShouldBe(HttpStatusCode.NoContent);

        (await person.SendAsync(HttpMethod.Get, "costs")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_changes_nothing_without_its_antiforgery_token_or_from_another_sites_page()
    {
        await server.AddUserAsync("forged@example.com", Secret, "administrator");
        using var person = new Person(server.Silo);
        await person.SignInAsync("forged@example.com", Secret);
        var right = person.Antiforgery;
        var user = new { name = "made@example.com", password = Secret, grants = Array.Empty<object>() };

        person.Antiforgery = null;
        (await person.SendAsync(HttpMethod.Post, "users", user)).Status.ShouldBe(HttpStatusCode.BadRequest);
        person.Antiforgery = server.Admin.Antiforgery;
        (await person.SendAsync(HttpMethod.Post, "users", user)).Status.ShouldBe(HttpStatusCode.BadRequest);
        person.Antiforgery = right;
        person.Origin = "https://evil.example";
        (await person.SendAsync(HttpMethod.Post, "users", user)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await person.SendAsync(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1")).Status.ShouldBe(HttpStatusCode.BadRequest);
        person.Origin = server.Silo.Url.GetLeftPart(UriPartial.Authority);
        (await person.SendAsync(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1")).Status.ShouldBe(HttpStatusCode.OK);
        (await person.SendAsync(HttpMethod.Post, "users", user)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Neither_passwords_nor_secrets_are_in_the_log_or_the_audit_log()
    {
        const string Typed = "typed-into-the-name-field";
        using var person = new Person(server.Silo);
        await person.SignInAsync(Typed, Secret);
        await server.AddUserAsync("quiet@example.com", Secret, "engineer");
        await person.SignInAsync("quiet@example.com", Secret);
        var made = (await person.SendAsync(HttpMethod.Post, "tokens", new { name = "t", permissions = new[] { "readCosts" } })).Answer;

        using var export = await server.Admin.RawAsync(HttpMethod.Get, "audit/export");
        var audit = await export.Content.ReadAsStringAsync(Token);

        audit.ShouldContain("token.made");
        foreach (var text in new[] { audit, server.Silo.Output })
        {
            text.ShouldNotContain(Secret);
            text.ShouldNotContain(IdentityServer.Password);
            text.ShouldNotContain(Typed);
            text.ShouldNotContain(made.GetProperty("secret").GetString()!);
        }
    }

    private async Task<IReadOnlyList<string>> AuditAsync(string subject)
    {
        await using var store = await server.OpenStoreAsync(Token);
        return [.. (await store.Audit.ListAsync(new(Subject: subject), Token)).Select(line => line.Action)];
    }
}

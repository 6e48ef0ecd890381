using System.Net;
using System.Net.Http.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests.Identity;

public sealed class ProtectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Guessing_is_slowed_down_by_address_and_a_busy_token_by_itself()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.File("finopsai.json"),
            """{"FinOpsAI":{"Identity":{"SignInsPerMinute":3,"RequestsPerSecond":1,"RequestBurst":5}}}""",
            Token);
        await using var silo = await SiloProcess.StartInAsync(folder.Path, "serve", "--data", folder.Path);
        using var stranger = new Person(silo);

        for (var i = 0; i < 3; i++)
        {
            (await stranger.SignInAsync("nobody", "nothing")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var limited = await stranger.RawAsync(HttpMethod.Post, "session", new { name = "nobody", password = "nothing" });
        limited.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        limited.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

        // Pages and health are not counted.
        (await stranger.SendAsync(HttpMethod.Get, "/healthz")).Status.ShouldBe(HttpStatusCode.OK);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 60; i++)
        {
            using var answer = await silo.Client.GetAsync("/api/v1/meta", Token);
            statuses.Add(answer.StatusCode);
        }

        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        statuses[..5].ShouldAllBe(status => status == HttpStatusCode.OK);
        (await silo.PostUsageAsync(JsonContent.Create(Array.Empty<object>()), Token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("MaxFailedSignIns", "0")]
    [InlineData("Lockout", "00:00:00")]
    [InlineData("Session", "00:00:01")]
    [InlineData("MinPasswordLength", "4")]
    [InlineData("SignInsPerMinute", "0")]
    public async Task A_setting_out_of_range_is_named_and_nothing_is_served(string setting, string value)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("finopsai.json"), "{\"FinOpsAI\":{\"Identity\":{\"" + setting + "\":\"" + value + "\"}}}", Token);

        var (exitCode, _, error) = await SiloProcess.RunInAsync(folder.Path, "serve", "--data", folder.Path, "--urls", "http://127.0.0.1:0");

        exitCode.ShouldBe(64);
        error.ShouldContain($"FinOpsAI:Identity:{setting}");
    }

    [Fact]
    public async Task In_a_demo_one_takes_a_role_and_has_what_the_role_has()
    {
        using var folder = new TemporaryFolder();
        await using var demo = await SiloProcess.StartAsync("demo", "--data", folder.Path);
        using var person = new Person(demo);

        var session = (await person.SendAsync(HttpMethod.Get, "session")).Answer;
        session.GetProperty("setupNeeded").GetBoolean().ShouldBeFalse();
        session.GetProperty("demoRoles").GetArrayLength().ShouldBe(6);
        session.GetProperty("actor").GetProperty("landingRole").GetString().ShouldBe("finOps");
        (await person.SendAsync(HttpMethod.Get, "sources")).Status.ShouldBe(HttpStatusCode.OK);
        (await person.SendAsync(HttpMethod.Get, "users")).Status.ShouldBe(HttpStatusCode.Forbidden);

        var (status, chosen) = await person.SendAsync(HttpMethod.Put, "session/demo-role", new { role = "viewer", scope = "team:search" });
        (status, chosen.GetProperty("actor").GetProperty("homeScope").GetProperty("key").GetString()).ShouldBe((HttpStatusCode.OK, "team:search"));
        (await person.SendAsync(HttpMethod.Get, "budgets")).Status.ShouldBe(HttpStatusCode.OK);
        (await person.SendAsync(HttpMethod.Get, "costs")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await person.SendAsync(HttpMethod.Post, "usage", Array.Empty<object>())).Status.ShouldBe(HttpStatusCode.Forbidden);

        (await person.SendAsync(HttpMethod.Put, "session/demo-role", new { role = "administrator" })).Status.ShouldBe(HttpStatusCode.OK);
        (await person.SendAsync(HttpMethod.Get, "users")).Status.ShouldBe(HttpStatusCode.OK);
        person.Origin = "https://evil.example";
        (await person.SendAsync(HttpMethod.Put, "session/demo-role", new { role = "viewer" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}

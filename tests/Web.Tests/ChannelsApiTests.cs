using System.Net;
using System.Text.Json;

namespace FinOpsAI.Web.Tests;

/// <summary>The forms of channels, over HTTP.</summary>
public sealed class ChannelsApiTests(WebServer server)
{
    private const string Secret = "whsec_Zmlub3BzLWRlbW8td2ViaG9vay1zZWNyZXQtMDAwMSE=";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_channel_keeps_its_secrets_when_a_change_names_none_and_shows_none_of_them()
    {
        var (status, added) = await SendAsync(HttpMethod.Post, "/api/v1/channels",
            $$$"""{"kind":"webhook","name":"수신자","language":"ko","role":"finops","secrets":{"url":"https://hooks.example.com/secret-path","secret":"{{{Secret}}}"}}""");

        status.ShouldBe(HttpStatusCode.Created, added.ToString());
        var id = added.GetProperty("id").GetString()!;
        id.ShouldBe("webhook");
        added.GetProperty("status").GetString().ShouldBe("unused");
        added.ToString().ShouldNotContain("secret-path");
        added.ToString().ShouldNotContain(Secret);

        var (_, changed) = await SendAsync(HttpMethod.Put, $"/api/v1/channels/{id}", """{"name":"Receiver"}""");
        changed.GetProperty("name").GetString().ShouldBe("Receiver");
        changed.GetProperty("language").GetString().ShouldBe("ko");
        changed.GetProperty("secrets").GetProperty("url").GetProperty("isSet").GetBoolean().ShouldBeTrue();
        changed.GetProperty("secrets").GetProperty("old_secret").GetProperty("isSet").GetBoolean().ShouldBeFalse();

        var (refusedStatus, refused) = await SendAsync(HttpMethod.Put, $"/api/v1/channels/{id}", """{"name":"Receiver","secrets":{"secret":""}}""");
        refusedStatus.ShouldBe(HttpStatusCode.BadRequest);
        Fields(refused).ShouldBe(["secrets.secret"]);

        (await SendAsync(HttpMethod.Delete, $"/api/v1/channels/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(HttpMethod.Get, $"/api/v1/channels/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Post, $"/api/v1/channels/{id}/enable")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Post, $"/api/v1/channels/{id}/test")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.AuditAsync($"channel/{id}", Token)).ShouldBe(["channel.removed", "channel.changed", "channel.added"]);
    }

    [Fact]
    public async Task The_log_of_the_server_is_a_channel_that_nobody_changes_or_removes()
    {
        const string Body = """{"id":"console","kind":"webhook","name":"Console"}""";

        (await SendAsync(HttpMethod.Put, "/api/v1/channels/console", Body)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Delete, "/api/v1/channels/console")).Status.ShouldBe(HttpStatusCode.NotFound);
        Fields((await SendAsync(HttpMethod.Post, "/api/v1/channels", Body)).Answer).ShouldContain("id");
        (await server.Silo.GetAsync("/api/v1/channels/console", Token)).GetProperty("isBuiltIn").GetBoolean().ShouldBeTrue();
        (await SendAsync(HttpMethod.Post, "/api/v1/channels/console/test")).Answer.GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("id", """{"id":"No Id","kind":"webhook","name":"x","secrets":{"url":"https://h.example","secret":"SECRET"}}""")]
    [InlineData("name", """{"kind":"webhook","secrets":{"url":"https://h.example","secret":"SECRET"}}""")]
    [InlineData("kind", """{"kind":"pigeon","name":"x"}""")]
    [InlineData("kind", """{"kind":"console","name":"x"}""")]
    [InlineData("kind", """{"name":"x"}""")]
    [InlineData("language", """{"kind":"webhook","name":"x","language":"la","secrets":{"url":"https://h.example","secret":"SECRET"}}""")]
    [InlineData("role", """{"kind":"webhook","name":"x","role":"king","secrets":{"url":"https://h.example","secret":"SECRET"}}""")]
    [InlineData("secrets.url", """{"kind":"webhook","name":"x","secrets":{"secret":"SECRET"}}""")]
    [InlineData("secrets.url", """{"kind":"webhook","name":"x","secrets":{"url":"http://h.example","secret":"SECRET"}}""")]
    [InlineData("secrets.url", """{"kind":"webhook","name":"x","secrets":{"url":"https://169.254.169.254/latest","secret":"SECRET"}}""")]
    [InlineData("secrets.url", """{"kind":"webhook","name":"x","secrets":{"url":"file:///etc/passwd","secret":"SECRET"}}""")]
    [InlineData("secrets.url", """{"kind":"webhook","name":"x","secrets":{"url":"https://h.example/LONG","secret":"SECRET"}}""")]
    [InlineData("secrets.secret", """{"kind":"webhook","name":"x","secrets":{"url":"https://h.example","secret":"whsec_short"}}""")]
    [InlineData("settings.url", """{"kind":"webhook","name":"x","settings":{"url":"https://h.example"},"secrets":{"secret":"SECRET"}}""")]
    [InlineData("secrets.colour", """{"kind":"webhook","name":"x","secrets":{"url":"https://h.example","secret":"SECRET","colour":"red"}}""")]
    [InlineData("settings.colour", """{"kind":"webhook","name":"x","settings":{"colour":"red"},"secrets":{"url":"https://h.example","secret":"SECRET"}}""")]
    [InlineData("secrets.routing_key", """{"kind":"pagerduty","name":"x"}""")]
    [InlineData("settings.host", """{"kind":"email","name":"x","settings":{"from":"a@b.example","to":"a@b.example"}}""")]
    [InlineData("settings.from", """{"kind":"email","name":"x","settings":{"host":"mail.example.com","from":"nobody","to":"a@b.example"}}""")]
    [InlineData("settings.to", """{"kind":"email","name":"x","settings":{"host":"mail.example.com","from":"a@b.example","to":"a@b.example, nobody"}}""")]
    [InlineData("settings.port", """{"kind":"email","name":"x","settings":{"host":"mail.example.com","port":"70000","from":"a@b.example","to":"a@b.example"}}""")]
    public async Task A_channel_with_a_fault_is_refused_by_field_and_not_saved(string field, string body)
    {
        var before = await CountAsync();
        var (status, answer) = await SendAsync(
            HttpMethod.Post,
            "/api/v1/channels",
            body.Replace("SECRET", Secret, StringComparison.Ordinal).Replace("LONG", new string('a', 4_097), StringComparison.Ordinal));

        status.ShouldBe(HttpStatusCode.BadRequest, answer.ToString());
        Fields(answer).ShouldBe([field]);
        answer.ToString().ShouldNotContain(Secret);
        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_kind_of_a_channel_never_changes()
    {
        await SendAsync(HttpMethod.Post, "/api/v1/channels",
            $$$"""{"id":"fixed","kind":"webhook","name":"Fixed","secrets":{"url":"https://h.example","secret":"{{{Secret}}}"}}""");

        var (status, answer) = await SendAsync(HttpMethod.Put, "/api/v1/channels/fixed", """{"kind":"slack","name":"Fixed"}""");

        status.ShouldBe(HttpStatusCode.BadRequest);
        Fields(answer).ShouldBe(["kind"]);
        (await server.Silo.GetAsync("/api/v1/channels/fixed", Token)).GetProperty("kind").GetString().ShouldBe("webhook");
    }

    private Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, string? body = null) =>
        server.Silo.SendAsync(method, path, body, Token);

    /// <summary>How many channels have the name that the faulty ones would have.</summary>
    private async Task<int> CountAsync() => (await server.Silo.GetAsync("/api/v1/channels", Token)).GetProperty("items").EnumerateArray()
        .Count(channel => channel.GetProperty("name").GetString() == "x");

    private static IEnumerable<string> Fields(JsonElement problem) => problem.GetProperty("errors").EnumerateObject().Select(error => error.Name);
}

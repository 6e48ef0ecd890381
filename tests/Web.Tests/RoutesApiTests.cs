using System.Net;
using System.Text.Json;

namespace FinOpsAI.Web.Tests;

/// <summary>The form of routes, over HTTP.</summary>
public sealed class RoutesApiTests(WebServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_route_is_added_shown_replaced_and_removed_each_with_a_line_of_the_audit_log()
    {
        const string Quiet = """{"from":"22:30","to":"07:00","timeZone":"Asia/Seoul","days":["sunday","saturday"],"criticalBreaksThrough":false}""";
        var (status, added) = await SendAsync(HttpMethod.Post, "/api/v1/routes",
            $$"""
            {"name":" Night shift ","scope":"project:search/ranking","kinds":["incident","budgetThreshold","incident"],"minSeverity":"high",
             "channels":["console","console"],"role":"engineer","quiet":{{Quiet}},"isEscalation":true,"isPaused":true}
            """);

        status.ShouldBe(HttpStatusCode.Created, added.ToString());
        added.GetProperty("id").GetString().ShouldBe("night-shift");
        added.GetProperty("name").GetString().ShouldBe("Night shift");
        added.GetProperty("scope").GetProperty("key").GetString().ShouldBe("project:search/ranking");
        Texts(added, "kinds").ShouldBe(["incident", "budgetThreshold"]);
        added.GetProperty("minSeverity").GetString().ShouldBe("high");
        Texts(added, "channels").ShouldBe(["console"]);
        JsonElement.DeepEquals(added.GetProperty("quiet"), JsonDocument.Parse(Quiet).RootElement).ShouldBeTrue(added.ToString());
        JsonElement.DeepEquals(await FindAsync("night-shift"), added).ShouldBeTrue();

        // A change puts everything in the place of what was, but for the id and the time of the beginning.
        var (_, replaced) = await SendAsync(HttpMethod.Put, "/api/v1/routes/night-shift", """{"id":"other","name":"야간","role":"finops"}""");
        replaced.GetProperty("id").GetString().ShouldBe("night-shift");
        replaced.GetProperty("scope").GetProperty("key").GetString().ShouldBe("org");
        replaced.GetProperty("quiet").ValueKind.ShouldBe(JsonValueKind.Null);
        replaced.GetProperty("minSeverity").GetString().ShouldBe("low");
        (replaced.GetProperty("isPaused").GetBoolean(), replaced.GetProperty("isEscalation").GetBoolean()).ShouldBe((false, false));
        replaced.GetProperty("createdAt").GetDateTimeOffset().ShouldBe(added.GetProperty("createdAt").GetDateTimeOffset());

        (await SendAsync(HttpMethod.Delete, "/api/v1/routes/night-shift")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(HttpMethod.Delete, "/api/v1/routes/night-shift")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Put, "/api/v1/routes/night-shift", """{"name":"x","role":"finops"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await FindAsync("night-shift")).ValueKind.ShouldBe(JsonValueKind.Undefined);
        (await server.AuditAsync("route/night-shift", Token)).ShouldBe(["route.removed", "route.changed", "route.added"]);
    }

    [Fact]
    public async Task Two_routes_of_one_name_get_ids_of_their_own_and_a_taken_id_is_refused()
    {
        var (_, first) = await SendAsync(HttpMethod.Post, "/api/v1/routes", """{"name":"Twin","channels":["console"],"isPaused":true}""");
        var (_, second) = await SendAsync(HttpMethod.Post, "/api/v1/routes", """{"name":"Twin","channels":["console"],"isPaused":true}""");
        var (status, refused) = await SendAsync(HttpMethod.Post, "/api/v1/routes", """{"id":"twin","name":"Third","channels":["console"]}""");

        first.GetProperty("id").GetString().ShouldBe("twin");
        second.GetProperty("id").GetString().ShouldBe("twin-2");
        status.ShouldBe(HttpStatusCode.BadRequest);
        Fields(refused).ShouldBe(["id"]);
        (await FindAsync("twin")).GetProperty("name").GetString().ShouldBe("Twin");
    }

    [Theory]
    [InlineData("id", """ "id":"Not An Id" """)]
    [InlineData("id", """ "id":"new" """)]
    [InlineData("name", """ "name":" " """)]
    [InlineData("name", """ "name":"LONG" """)]
    [InlineData("scope", """ "scope":"planet:mars" """)]
    [InlineData("scope", """ "scope":"team:" """)]
    [InlineData("kinds", """ "kinds":["incident","gossip"] """)]
    [InlineData("kinds", """ "kinds":["3"] """)]
    [InlineData("kinds", """ "kinds":[""] """)]
    [InlineData("kinds", """ "kinds":[null] """)]
    [InlineData("minSeverity", """ "minSeverity":"urgent" """)]
    [InlineData("minSeverity", """ "minSeverity":"-1" """)]
    [InlineData("channels", """ "channels":["console","nowhere"] """)]
    [InlineData("channels", """ "channels":[null] """)]
    [InlineData("channels", """ "channels":[] """)]
    [InlineData("role", """ "role":"king" """)]
    [InlineData("quiet.from", """ "quiet":{"from":"25:00","to":"07:00","timeZone":"Asia/Seoul"} """)]
    [InlineData("quiet.from", """ "quiet":{"from":"9pm","to":"07:00","timeZone":"Asia/Seoul"} """)]
    [InlineData("quiet.to", """ "quiet":{"from":"22:00","to":"7","timeZone":"Asia/Seoul"} """)]
    [InlineData("quiet.to", """ "quiet":{"from":"22:00","to":"-01:00","timeZone":"Asia/Seoul"} """)]
    [InlineData("quiet.timeZone", """ "quiet":{"from":"22:00","to":"07:00","timeZone":"Mars/Olympus"} """)]
    [InlineData("quiet.timeZone", """ "quiet":{"from":"22:00","to":"07:00"} """)]
    [InlineData("quiet.timeZone", """ "quiet":{"from":"22:00","to":"07:00","timeZone":"../../etc/passwd"} """)]
    [InlineData("quiet.days", """ "quiet":{"from":"22:00","to":"07:00","timeZone":"UTC","days":["someday"]} """)]
    [InlineData("quiet.days", """ "quiet":{"from":"22:00","to":"07:00","timeZone":"UTC","days":[""]} """)]
    [InlineData("quiet.days", """ "quiet":{"timeZone":"UTC","days":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]} """)]
    public async Task A_route_with_a_fault_is_refused_by_field_and_nothing_is_saved(string field, string fault)
    {
        await SendAsync(HttpMethod.Post, "/api/v1/routes", """{"id":"sound","name":"Sound","channels":["console"],"isPaused":true}""");
        var before = await FindAsync("sound");
        var text = fault.Replace("LONG", new string('a', 101), StringComparison.Ordinal);
        string[] whole = ["\"id\":\"unsound\"", "\"name\":\"Unsound\"", "\"channels\":[\"console\"]", "\"isPaused\":true"];
        var body = $"{{{string.Join(',', whole.Where(part => !part.StartsWith($"\"{field}\":", StringComparison.Ordinal)).Append(text))}}}";

        var (status, added) = await SendAsync(HttpMethod.Post, "/api/v1/routes", body);
        var (changedStatus, changed) = await SendAsync(HttpMethod.Put, "/api/v1/routes/sound", body);

        status.ShouldBe(HttpStatusCode.BadRequest, added.ToString());
        Fields(added).ShouldBe([field]);
        (await FindAsync("unsound")).ValueKind.ShouldBe(JsonValueKind.Undefined);
        (await server.AuditAsync("route/unsound", Token)).ShouldBeEmpty();
        if (field != "id")
        {
            changedStatus.ShouldBe(HttpStatusCode.BadRequest, changed.ToString());
            Fields(changed).ShouldBe([field]);
            JsonElement.DeepEquals(await FindAsync("sound"), before).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task All_faults_of_a_route_are_told_at_once()
    {
        var (_, answer) = await SendAsync(HttpMethod.Post, "/api/v1/routes",
            """{"scope":"x","kinds":["x"],"minSeverity":"x","channels":["x"],"role":"x","quiet":{"from":"x","to":"x","timeZone":"x","days":["x"]}}""");

        Fields(answer).ShouldBe(
            ["name", "scope", "kinds", "minSeverity", "channels", "role", "quiet.from", "quiet.to", "quiet.timeZone", "quiet.days"], ignoreOrder: true);
    }

    private Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, string? body = null) =>
        server.Silo.SendAsync(method, path, body, Token);

    private async Task<JsonElement> FindAsync(string id) => (await server.Silo.GetAsync("/api/v1/routes", Token)).GetProperty("items").EnumerateArray()
        .FirstOrDefault(route => route.GetProperty("id").GetString() == id);

    private static IEnumerable<string?> Texts(JsonElement of, string name) => of.GetProperty(name).EnumerateArray().Select(one => one.GetString());

    private static IEnumerable<string> Fields(JsonElement problem) => problem.GetProperty("errors").EnumerateObject().Select(error => error.Name);
}

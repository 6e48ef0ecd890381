using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FinOpsAI.Web.Tests;

public sealed class PoliciesApiTests(WebServer server)
{
    private const string Secret = "whsec_Zmlub3BzLWRlbW8td2ViaG9vay1zZWNyZXQtMDAwMSE=";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_policy_is_added_changed_armed_and_removed_and_every_step_is_audited_without_the_secret()
    {
        var added = await SendAsync(HttpMethod.Post, "policies", Policy("Life"), HttpStatusCode.Created);
        var id = added.GetProperty("id").GetString()!;
        added.GetProperty("dryRun").GetBoolean().ShouldBeTrue("what acts by itself begins in a dry run");
        added.GetProperty("action").GetProperty("hasSecret").GetBoolean().ShouldBeTrue();
        added.ToString().ShouldNotContain("whsec");

        (await SendAsync(HttpMethod.Post, $"policies/{id}/arm", null)).GetProperty("dryRun").GetBoolean().ShouldBeFalse();
        var changed = await SendAsync(HttpMethod.Put, $"policies/{id}", Policy("Life", secret: null, excess: 500));
        changed.GetProperty("dryRun").GetBoolean().ShouldBeFalse("the same action stays armed");
        changed.GetProperty("action").GetProperty("hasSecret").GetBoolean().ShouldBeTrue("a secret left out stays");
        var moved = await SendAsync(HttpMethod.Put, $"policies/{id}", Policy("Life", url: "https://other.example/x"));
        moved.GetProperty("dryRun").GetBoolean().ShouldBeTrue("another address is another action");
        (await SendAsync(HttpMethod.Post, $"policies/{id}/resume", null)).GetProperty("id").GetString().ShouldBe(id);
        var detail = await server.Silo.GetAsync($"/api/v1/policies/{id}", Token);
        detail.GetProperty("record").GetProperty("isQuiet").GetBoolean().ShouldBeFalse();
        await SendAsync(HttpMethod.Delete, $"policies/{id}", null, HttpStatusCode.NoContent);

        var audit = await server.Silo.GetAsync($"/api/v1/audit?subject=policy/{id}", Token);
        var lines = audit.GetProperty("items").EnumerateArray().Reverse().ToList();
        lines.Select(line => line.GetProperty("action").GetString()).ShouldBe(
            ["policy.added", "policy.armed", "policy.changed", "policy.changed", "policy.resumed", "policy.removed"]);
        lines.ShouldAllBe(line => line.GetProperty("actor").GetString() == "token:kim");
        lines[1].GetProperty("details").GetProperty("dryRun").GetString().ShouldBe("true -> false");
        lines[2].GetProperty("details").GetProperty("minimalExcess").GetString().ShouldBe("100 -> 500");
        audit.ToString().ShouldNotContain("whsec");
    }

    [Theory]
    [InlineData("name", """{ "autonomy": "notify" }""")]
    [InlineData("autonomy", """{ "name": "x", "autonomy": "yolo" }""")]
    [InlineData("action", """{ "name": "x", "autonomy": "ask" }""")]
    [InlineData("action.url", """{ "name": "x", "autonomy": "act", "action": { "kind": "stopJob" } }""")]
    [InlineData("action.url", """{ "name": "x", "autonomy": "ask", "action": { "kind": "stopJob", "url": "ftp://x", "secret": "env:X" } }""")]
    [InlineData("action.secret", """{ "name": "x", "autonomy": "act", "action": { "kind": "stopJob", "url": "https://x.example" } }""")]
    [InlineData("action.secret", """{ "name": "x", "autonomy": "act", "action": { "kind": "stopJob", "url": "https://x.example", "secret": "short" } }""")]
    [InlineData("condition.kinds", """{ "name": "x", "autonomy": "notify", "condition": { "kinds": ["policy"] } }""")]
    [InlineData("condition.minimalProbability", """{ "name": "x", "autonomy": "notify", "condition": { "minimalProbability": 2 } }""")]
    [InlineData("condition.minimalExcess", """{ "name": "x", "autonomy": "notify", "condition": { "minimalExcess": -1 } }""")]
    [InlineData("cooldownMinutes", """{ "name": "x", "autonomy": "notify", "cooldownMinutes": 0 }""")]
    [InlineData("scope", """{ "name": "x", "autonomy": "notify", "scope": "team" }""")]
    public async Task What_is_wrong_with_a_policy_is_said_by_field(string field, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await server.Silo.Client.PostAsync("/api/v1/policies", content, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([field]);
    }

    [Fact]
    public async Task A_policy_is_tried_on_the_incidents_of_the_last_month()
    {
        var anomaly = await server.AnomalyAsync("rehearsal", Token);
        async Task<List<string?>> MatchesAsync(decimal excess) => [.. (await SendAsync(
                HttpMethod.Post, "policies/preview", new { scope = "team:rehearsal", condition = new { minimalExcess = excess, subjects = new[] { "spike" } } }))
            .GetProperty("items").EnumerateArray().Select(item => item.GetProperty("thread").GetString())];

        (await MatchesAsync(60)).ShouldBe([$"incident/{anomaly.Id}"]);
        (await MatchesAsync(61)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        foreach (var path in new[] { "policies/none", "policy-decisions/none" })
        {
            using var answer = await server.Silo.Client.GetAsync($"/api/v1/{path}", Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        foreach (var path in new[] { "policies/none/arm", "policy-decisions/none/approve", "policy-decisions/none/resend" })
        {
            using var answer = await server.Silo.Client.PostAsJsonAsync($"/api/v1/{path}", new { }, Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await server.Silo.GetAsync("/api/v1/policy-decisions?policy=none", Token)).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_load_test_is_planned_by_a_factor_and_written_down_like_a_word_on_an_anomaly()
    {
        // Thursday 14 to 16, +300 %: four times the usual. Usual is 24 a day here, so two hours more cost 3 x 24 x 2 / 24 = 6.
        var now = TimeProvider.System.GetUtcNow();
        for (var day = 1; day <= 3; day++)
        {
            await server.PostAsync($"loadtest-{day}", "loadtest", now.AddDays(-day), 9_600_000, Token);
        }

        await TestSupport.SiloProcess.Until(
            async () => (await server.Silo.GetAsync("/api/v1/costs?scope=team:loadtest&granularity=total", Token)).GetProperty("total").GetDecimal() == 72, Token);
        var thursday = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
        thursday = thursday.AddDays(((int)DayOfWeek.Thursday - (int)thursday.DayOfWeek + 7) % 7);
        var plan = await PlanAsync(thursday);
        plan.GetProperty("extraCost").GetDecimal().ShouldBe(6m);

        var line = (await server.Silo.GetAsync("/api/v1/audit?scope=team:loadtest&action=plannedEvent.added", Token)).GetProperty("items")[0];
        line.GetProperty("actor").GetString().ShouldBe("token:kim");
        line.GetProperty("details").GetProperty("extraCost").GetString().ShouldBe("6");

        var anomaly = await server.AnomalyAsync("audited-word", Token);
        await SendAsync(HttpMethod.Put, $"anomalies/{anomaly.Id}/feedback", new { verdict = "noise", note = "backfill" });
        var word = (await server.Silo.GetAsync($"/api/v1/audit?subject=anomaly/{anomaly.Id}", Token)).GetProperty("items")[0];
        word.GetProperty("action").GetString().ShouldBe("feedback.given");
        word.GetProperty("details").GetProperty("verdict").GetString().ShouldBe("noise");

        var verdicts = await server.Silo.GetAsync("/api/v1/detectors/verdicts", Token);
        verdicts.GetProperty("kinds").EnumerateArray().Single(kind => kind.GetProperty("kind").GetString() == "spike")
            .GetProperty("noise").GetInt32().ShouldBeGreaterThan(0);
        verdicts.GetProperty("scopes").EnumerateArray().Single(scope => scope.GetProperty("scope").GetProperty("key").GetString() == "team:audited-word")
            .GetProperty("falseAlertsPer30Days").GetDouble().ShouldBe(0.25);
    }

    [Fact]
    public async Task The_audit_log_is_paged_exported_and_verified()
    {
        await SendAsync(HttpMethod.Post, "policies", Policy("=Audit 1") with { Autonomy = "notify" }, HttpStatusCode.Created);
        await SendAsync(HttpMethod.Post, "policies", Policy("Audit 2") with { Autonomy = "notify" }, HttpStatusCode.Created);
        var first = await server.Silo.GetAsync("/api/v1/audit?limit=1&action=policy.added", Token);
        var second = await server.Silo.GetAsync($"/api/v1/audit?limit=1&action=policy.added&before={first.GetProperty("before").GetInt64()}", Token);
        second.GetProperty("items")[0].GetProperty("sequence").GetInt64().ShouldBeLessThan(first.GetProperty("items")[0].GetProperty("sequence").GetInt64());

        var csv = await server.Silo.Client.GetStringAsync("/api/v1/audit/export?actor=token:kim", Token);
        csv.ShouldStartWith("sequence,at,actor,action,subject,scope,details,hash\r\n");
        csv.ShouldContain(",token:kim,policy.added,");
        (await server.Silo.GetAsync("/api/v1/audit/verification", Token)).GetProperty("isIntact").GetBoolean().ShouldBeTrue();
        using var wrong = await server.Silo.Client.GetAsync("/api/v1/audit?before=x&limit=0", Token);
        (await wrong.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("errors").EnumerateObject().Count().ShouldBe(2);
    }

    private static PolicyBody Policy(string name, string? secret = Secret, decimal excess = 100, string url = "https://gateway.example/actions") => new(
        name, "team:policies", "act", new { kinds = new[] { "incident" }, minimalExcess = excess },
        new { kind = "throttleKey", parameters = new { requestsPerMinute = "10" }, durationMinutes = 60, url, secret });

    private Task<JsonElement> PlanAsync(DateTimeOffset day) => SendAsync(
        HttpMethod.Post,
        "planned-events",
        new { scope = "team:loadtest", title = "Load test", start = day.AddHours(14), end = day.AddHours(16), factor = 4 },
        HttpStatusCode.Created);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", await server.Silo.TokenOfAsync("kim"));
        using var answer = await server.Silo.Client.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.StatusCode.ShouldBe(expected, text);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    private sealed record PolicyBody(string Name, string Scope, string Autonomy, object Condition, object Action);
}

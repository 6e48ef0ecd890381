using System.Net;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

/// <summary>What is told of changes and what the usage shows, through the real store.</summary>
public sealed class ChangesApiTests(WebServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_told_once_listed_for_those_it_concerns_and_taken_back()
    {
        const string body = """
            {"scope":"project:told/chat","kind":"deploy","title":" Release 2.0 ","at":"2026-11-20T09:30:00+09:00","version":"2.0","url":"https://git.example.com/2.0","by":"kim"}
            """;
        var (status, told) = await PostAsync(body);
        status.ShouldBe(HttpStatusCode.Created);
        var id = told.GetProperty("id").GetString()!;
        told.GetProperty("scope").GetProperty("key").GetString().ShouldBe("project:told/chat");
        told.GetProperty("kind").GetString().ShouldBe("deploy");
        told.GetProperty("title").GetString().ShouldBe("Release 2.0");
        told.GetProperty("at").GetDateTimeOffset().ShouldBe(new(2026, 11, 20, 0, 30, 0, TimeSpan.Zero));
        told.GetProperty("at").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        told.GetProperty("by").GetString()!.ShouldStartWith("kim (token:");

        // A pipeline tries again, and somebody else says the same: it stays as it was told first.
        var (again, same) = await PostAsync(body.Replace("\"kim\"", "\"lee\"", StringComparison.Ordinal));
        again.ShouldBe(HttpStatusCode.OK);
        same.ToString().ShouldBe(told.ToString());
        (await PostAsync(body.Replace("2.0\",\"url", "2.1\",\"url", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.Created);

        (await ListAsync("project:told/chat")).Count.ShouldBe(2);
        (await ListAsync("resource:told/chat/key")).ShouldContain(id);
        (await ListAsync("team:told")).ShouldContain(id);
        (await ListAsync("project:told/other")).ShouldBeEmpty();
        (await ListAsync("team:told", "&to=2026-11-20T00:30:00Z")).ShouldBeEmpty();
        (await ListAsync("team:told", "&from=2026-11-20T00:30:01Z&to=2026-11-21")).ShouldBeEmpty();
        (await ListAsync("team:told", "&from=2026-11-20T00:30:00Z&to=2026-11-21&limit=1")).Count.ShouldBe(1);

        (await server.Silo.SendAsync(HttpMethod.Delete, $"/api/v1/changes/{id}", null, Token)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.Silo.SendAsync(HttpMethod.Delete, $"/api/v1/changes/{id}", null, Token)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ListAsync("team:told")).ShouldNotContain(id);
        (await server.AuditAsync($"change/{id}", Token)).ShouldBe(["change.removed", "change.told"]);
    }

    [Theory]
    [InlineData("{}", "kind,title")]
    [InlineData("""{"scope":"planet:x","kind":"rollout","title":" ","at":"soon"}""", "scope,kind,title,at")]
    [InlineData("""{"kind":"deploy","title":"x","at":"1999-12-31T23:59:59Z"}""", "at")]
    [InlineData("""{"kind":"deploy","title":"x","at":"2999-01-01T00:00:00Z"}""", "at")]
    [InlineData("""{"kind":"deploy","title":"x","url":"javascript:alert(1)"}""", "url")]
    [InlineData("""{"kind":"deploy","title":"x","url":"git.example.com/2"}""", "url")]
    [InlineData("""{"kind":"deploy","title":"x","url":"ftp://git.example.com/2"}""", "url")]
    public async Task Every_fault_of_a_change_is_named_by_its_field(string body, string fields)
    {
        var (status, problem) = await PostAsync(body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(fields.Split(','), ignoreOrder: true);
    }

    [Fact]
    public async Task Texts_that_are_too_long_are_named_too()
    {
        var (status, problem) = await PostAsync(JsonSerializer.Serialize(new
        {
            kind = "deploy", title = new string('a', 201), version = new string('1', 101), url = "https://x/" + new string('a', 2_000), by = new string('b', 101),
        }));

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["title", "version", "url", "by"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("scope=planet:x", "scope")]
    [InlineData("from=soon", "from")]
    [InlineData("to=later", "to")]
    [InlineData("limit=0", "limit")]
    [InlineData("from=2026-11-02&to=2026-11-02", "to")]
    public async Task A_question_that_makes_no_sense_is_refused_by_field(string query, string field)
    {
        var (status, problem) = await server.Silo.SendAsync(HttpMethod.Get, $"/api/v1/changes?{query}", null, Token);

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([field]);
    }

    [Fact]
    public async Task Changes_around_an_anomaly_come_nearest_first_with_how_long_before_its_start_they_were()
    {
        var anomaly = await server.AnomalyAsync("around", Token);
        foreach (var (scope, title, minutes) in new[]
        {
            ("project:around/p", "before", -25), ("org", "wide", -600), ("team:around", "after", 30), ("team:around", "at the start", 0),
            ("team:around", "too early", -48 * 60 - 1), ("team:around", "too late", 60), ("team:elsewhere", "foreign", -5),
        })
        {
            var at = anomaly.Start.AddMinutes(minutes).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
            (await PostAsync(JsonSerializer.Serialize(new { scope, kind = "config", title = $"around {title}", at }))).Status.ShouldBe(HttpStatusCode.Created);
        }

        var answer = await server.Silo.GetAsync($"/api/v1/anomalies/{anomaly.Id}/changes", Token);

        answer.GetProperty("from").GetDateTimeOffset().ShouldBe(anomaly.Start.AddHours(-48));
        answer.GetProperty("to").GetDateTimeOffset().ShouldBe(anomaly.End);
        answer.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("source").GetString() == "told")
            .Select(item => (item.GetProperty("told").GetProperty("title").GetString(), item.GetProperty("leadTime").GetDouble(), item.GetProperty("scope").GetProperty("key").GetString()))
            .Where(item => item.Item1!.StartsWith("around", StringComparison.Ordinal))
            .ShouldBe(
            [
                ("around at the start", 0, "team:around"), ("around before", 1_500, "project:around/p"), ("around after", -1_800, "team:around"),
                ("around wide", 36_000, "org"),
            ]);
        (await server.Silo.SendAsync(HttpMethod.Get, "/api/v1/anomalies/unknown/changes", null, Token)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_model_that_came_and_a_key_that_is_new_are_seen_in_the_usage_with_their_figures()
    {
        var start = Granularity.Hour.Floor(TimeProvider.System.GetUtcNow()).AddHours(-3);
        for (var day = 30; day >= 0; day--)
        {
            await server.PostAsync($"seen-{day}", "seen", start.AddDays(-day), 3_000_000, Token);
        }

        var (sent, _) = await server.Silo.PostUsageAsync(
            new StringContent(
                $$$"""{"id":"seen-new","timestamp":"{{{start.AddHours(-1):O}}}","provider":"openai","model":"gpt-4o-mini","team":"seen","project":"new","resource":"r","usage":{"token.input":1000000}}""",
                System.Text.Encoding.UTF8,
                "application/json"),
            Token);
        sent.ShouldBe(HttpStatusCode.OK);
        var anomaly = await server.AnomalyAsync("seen", Token);
        JsonElement[] items = [];
        await SiloProcess.Until(
            async () =>
            {
                items = [.. (await server.Silo.GetAsync($"/api/v1/anomalies/{anomaly.Id}/changes", Token)).GetProperty("items").EnumerateArray()
                    .Where(item => item.GetProperty("source").GetString() == "seen")];
                return items.Length >= 2;
            },
            Token);

        var model = items.Single(item => item.GetProperty("seen").GetProperty("kind").GetString() == "modelStarted");
        var day0 = Granularity.Day.Floor(start.AddHours(-1));
        model.GetProperty("isByDay").GetBoolean().ShouldBeTrue();
        model.GetProperty("at").GetDateTimeOffset().ShouldBe(day0);
        model.GetProperty("leadTime").GetDouble().ShouldBe((anomaly.Start - day0).TotalSeconds);
        var seen = model.GetProperty("seen");
        seen.GetProperty("model").GetString().ShouldBe("gpt-4o-mini");
        seen.GetProperty("before").ValueKind.ShouldBe(JsonValueKind.Null);
        seen.GetProperty("after").GetProperty("tokens").GetDecimal().ShouldBe(1_000_000m);
        seen.GetProperty("daysLooked").GetInt32().ShouldBeGreaterThanOrEqualTo(29);

        var scope = items.Single(item => item.GetProperty("seen").GetProperty("kind").GetString() == "scopeStarted");
        scope.GetProperty("scope").GetProperty("key").GetString().ShouldBe("project:seen/new");
        scope.GetProperty("leadTime").GetDouble().ShouldBe(3_600);
        scope.GetProperty("isByDay").GetBoolean().ShouldBeFalse();
    }

    private Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string body) => server.Silo.SendAsync(HttpMethod.Post, "/api/v1/changes", body, Token);

    private async Task<IReadOnlyList<string>> ListAsync(string scope, string more = "") =>
        [.. (await server.Silo.GetAsync($"/api/v1/changes?scope={scope}{more}", Token)).GetProperty("items").EnumerateArray()
            .Where(change => change.GetProperty("scope").GetProperty("key").GetString()!.Contains("told", StringComparison.Ordinal))
            .Select(change => change.GetProperty("id").GetString()!)];
}

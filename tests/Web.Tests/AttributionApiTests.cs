using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

public sealed class AttributionApiTests(WebServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_change_by_version_old_ones_can_be_seen_and_restored_and_a_stale_change_is_refused()
    {
        var version = await VersionAsync();
        var (first, set) = await SendAsync(HttpMethod.Put, "attribution/rules", new { expectedVersion = version, note = "one", rules = new[] { Rule("web-a"), Rule("web-b") } }, "kim");
        first.ShouldBe(HttpStatusCode.OK, set.ToString());
        (set.GetProperty("version").GetInt32(), set.GetProperty("by").GetString()).ShouldBe((version + 1, "token:kim"));

        (await SendAsync(HttpMethod.Put, "attribution/rules", new { expectedVersion = version, rules = Array.Empty<object>() })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(HttpMethod.Post, "attribution/rules", new { expectedVersion = version + 1, rule = Rule("web-c") })).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Post, "attribution/rules", new { expectedVersion = version + 2, rule = Rule("WEB-a") })).Status.ShouldBe(HttpStatusCode.BadRequest);

        var versions = (await server.Silo.GetAsync("/api/v1/attribution/versions", Token)).GetProperty("items").EnumerateArray().ToList();
        (versions[0].GetProperty("rules").GetInt32(), versions[1].GetProperty("rules").GetInt32(), versions[1].GetProperty("note").GetString()).ShouldBe((3, 2, "one"));
        (await server.Silo.GetAsync($"/api/v1/attribution/versions/{version + 1}", Token)).GetProperty("rules").GetArrayLength().ShouldBe(2);
        var (restored, now) = await SendAsync(HttpMethod.Post, $"attribution/versions/{version + 1}/restore", new { expectedVersion = version + 2 });
        restored.ShouldBe(HttpStatusCode.OK);
        (now.GetProperty("version").GetInt32(), now.GetProperty("rules").GetArrayLength()).ShouldBe((version + 3, 2));
        (await SendAsync(HttpMethod.Post, "attribution/versions/9999/restore", new { expectedVersion = 1 })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Put, "attribution/rules", new { expectedVersion = version + 3, rules = Array.Empty<object>() })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bad_rules_are_refused_with_every_fault_by_rule_and_field()
    {
        var (status, answer) = await SendAsync(
            HttpMethod.Post,
            "attribution/preview",
            new
            {
                from = "2026-13-01",
                rules = new object[]
                {
                    new { id = "a b", name = "", conditions = Array.Empty<object>(), assign = new { } },
                    new { id = "x", name = "x", conditions = new[] { new { dimension = "keys", @operator = "matches", values = new[] { "*" } } }, assign = new { team = "{3}" } },
                },
            });

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(
            [
                "from", "rules[0].id", "rules[0].name", "rules[0].conditions", "rules[0].assign", "rules[1].conditions[0].dimension", "rules[1].assign.team",
            ],
            ignoreOrder: true);
        (await SendAsync(HttpMethod.Post, "attribution/preview", new { })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Post, "attribution/apply", new { from = "2026-05-02", to = "2026-05-01" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Put, "attribution/rules", new { expectedVersion = 0 })).Status.ShouldBe(HttpStatusCode.BadRequest);
        using var odd = await server.Silo.Client.PutAsync(
            "/api/v1/attribution/rules", JsonContent.Create(new { expectedVersion = 0, rules = new[] { new { conditions = new[] { new { @operator = "like" } } } } }), Token);
        odd.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_record_says_where_its_sender_put_it_and_which_rule_moved_it()
    {
        var version = await VersionAsync();
        await SendAsync(HttpMethod.Put, "attribution/rules", new { expectedVersion = version, rules = new[] { Rule("web-project", "project", "p", "web-moved", "web-stated") } });
        await server.PostAsync("attribution-moved", "web-stated", Token);

        var record = (await server.Silo.GetAsync("/api/v1/records?scope=team:web-moved", Token)).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();

        record.GetProperty("statedScope").GetString().ShouldBe("resource:web-stated/p/r");
        (record.GetProperty("rule").GetString(), record.GetProperty("ruleVersion").GetInt32()).ShouldBe(("web-project", version + 1));
        await SendAsync(HttpMethod.Put, "attribution/rules", new { expectedVersion = version + 1, rules = Array.Empty<object>() });
    }

    [Fact]
    public async Task Shared_costs_are_added_changed_refused_and_removed()
    {
        var body = new { name = "Web gateway", origin = new { scope = "team:web-gateway" }, method = "proportional", driver = "requests" };
        var (added, shared) = await SendAsync(HttpMethod.Post, "attribution/shared-costs", body);
        added.ShouldBe(HttpStatusCode.Created, shared.ToString());
        shared.GetProperty("id").GetString().ShouldBe("web-gateway");
        (await SendAsync(HttpMethod.Post, "attribution/shared-costs", new { id = "web-gateway", body.name, body.origin, body.method, body.driver })).Status
            .ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(HttpMethod.Put, "attribution/shared-costs/web-gateway", new { name = "Other", body.origin, method = "fixed", targets = new[] { new { scope = "team:a", share = 1 } } }))
            .Answer.GetProperty("method").GetString().ShouldBe("fixed");
        var (refused, faults) = await SendAsync(HttpMethod.Put, "attribution/shared-costs/web-gateway", new { name = "", origin = new { scope = "nowhere" }, method = "even", targets = new[] { new { scope = "x" } } });
        refused.ShouldBe(HttpStatusCode.BadRequest);
        faults.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["name", "origin.scope", "targets[0].scope"], ignoreOrder: true);
        var (circle, why) = await SendAsync(
            HttpMethod.Post, "attribution/shared-costs", new { name = "Back", origin = new { scope = "team:a" }, method = "even", targets = new[] { new { scope = "team:web-gateway" } } });
        circle.ShouldBe(HttpStatusCode.BadRequest);
        why.ToString().ShouldContain("in a circle");
        (await server.Silo.GetAsync("/api/v1/attribution/shared-costs/result", Token)).GetProperty("items").EnumerateArray()
            .ShouldContain(item => item.GetProperty("id").GetString() == "web-gateway");
        (await SendAsync(HttpMethod.Delete, "attribution/shared-costs/web-gateway", null)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(HttpMethod.Delete, "attribution/shared-costs/web-gateway", null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Showback_comes_as_figures_csv_focus_and_page_and_refuses_what_is_no_period()
    {
        await server.PostAsync("showback-web", "web-showback", Token);
        var week = ISOWeek.GetYear(TimeProvider.System.GetUtcNow().UtcDateTime).ToString("0000", CultureInfo.InvariantCulture)
            + "-W" + ISOWeek.GetWeekOfYear(TimeProvider.System.GetUtcNow().UtcDateTime).ToString("00", CultureInfo.InvariantCulture);
        await SiloProcess.Until(
            async () => (await server.Silo.GetAsync($"/api/v1/showback?team=web-showback&period={week}", Token)).GetProperty("report").GetProperty("teams").GetArrayLength() == 1, Token);

        var report = (await server.Silo.GetAsync("/api/v1/showback?team=web-showback&metric=list", Token)).GetProperty("report");
        report.GetProperty("teams")[0].GetProperty("figures").GetProperty("total").GetProperty("estimated").GetDecimal().ShouldBe(2.5m);
        using var csv = await server.Silo.Client.GetAsync("/api/v1/showback/csv?team=web-showback", Token);
        csv.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await csv.Content.ReadAsStringAsync(Token)).ShouldContain(",web-showback,p,openai,gpt-4o,estimated,USD,2.5,0,0,2.5,");
        (await server.Silo.Client.GetStringAsync("/api/v1/showback/focus?team=web-showback", Token)).Split('\n').Length.ShouldBe(3);
        using var page = await server.Silo.Client.GetAsync("/api/v1/showback/print?team=web-showback&lang=ko", Token);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        (await page.Content.ReadAsStringAsync(Token)).ShouldContain("<html lang=\"ko\">");
        foreach (var path in new[] { "showback?period=2026-13", "showback?metric=x", "showback/csv?period=x", "showback/focus?period=2026-W99", "showback/print?lang=fr" })
        {
            using var answer = await server.Silo.Client.GetAsync($"/api/v1/{path}", Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task Unattributed_spend_comes_with_groups_and_a_suggestion_that_can_be_accepted()
    {
        var now = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var content = JsonContent.Create(new[]
        {
            new { id = "lost-1", timestamp = now, provider = "openai", model = "gpt-4o", effective_cost = 90, usage = new { request = 1 }, tags = new { cluster = "web-lost-eu" }, team = (string?)null },
            new { id = "lost-2", timestamp = now, provider = "openai", model = "gpt-4o", effective_cost = 10, usage = new { request = 1 }, tags = new { cluster = "elsewhere" }, team = (string?)"web-lost" },
        });
        await server.Silo.PostUsageAsync(content, Token);
        var report = default(JsonElement);
        await SiloProcess.Until(
            async () => (report = await server.Silo.GetAsync("/api/v1/attribution/unattributed", Token)).GetProperty("cost").GetDecimal() >= 90
                && report.GetProperty("suggestions").EnumerateArray().Any(Mine),
            Token);

        var suggestion = report.GetProperty("suggestions").EnumerateArray().Single(Mine);
        suggestion.GetProperty("reason").GetString().ShouldBe("nameContains");
        suggestion.GetProperty("cost").GetDecimal().ShouldBe(90);
        suggestion.GetProperty("rule").GetProperty("assign").GetProperty("team").GetString().ShouldBe("web-lost");
        var (from, to) = (report.GetProperty("from").GetDateTimeOffset(), report.GetProperty("to").GetDateTimeOffset());
        (to - from, to.TimeOfDay).ShouldBe((TimeSpan.FromDays(30), TimeSpan.Zero), "whole UTC days with today, as the coverage of the sources");
        report.GetProperty("groups").EnumerateArray().ShouldContain(group => group.GetProperty("dimension").GetString() == "provider");
        var (status, preview) = await SendAsync(
            HttpMethod.Post, "attribution/preview", new { from = now[..10], rules = new[] { suggestion.GetProperty("rule") } });
        status.ShouldBe(HttpStatusCode.OK, preview.ToString());
        preview.GetProperty("effect").GetProperty("rules")[0].GetProperty("movedCost").GetProperty("effective").GetDecimal().ShouldBe(90);

        static bool Mine(JsonElement suggestion) =>
            suggestion.GetProperty("rule").GetProperty("conditions")[0].GetProperty("values")[0].GetString() == "web-lost-eu";
    }

    private async Task<int> VersionAsync() => (await server.Silo.GetAsync("/api/v1/attribution/rules", Token)).GetProperty("version").GetInt32();

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, object? body, string? actor = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", await server.Silo.TokenOfAsync(actor ?? "tester"));
        using var answer = await server.Silo.Client.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private static object Rule(string id, string dimension = "tag:web-none", string value = "x", string team = "web-rule", string? stated = null) => new
    {
        id,
        name = id,
        conditions = stated is null
            ? new[] { new { dimension, @operator = "is", values = new[] { value } } }
            : [new { dimension, @operator = "is", values = new[] { value } }, new { dimension = "team", @operator = "anyOf", values = new[] { stated } }],
        assign = new { team },
    };
}

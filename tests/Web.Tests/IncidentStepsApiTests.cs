using System.Net;
using System.Text.Json;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Tests;

/// <summary>What people do about incidents, over HTTP.</summary>
public sealed class IncidentStepsApiTests(WebServer server)
{
    private const string Client = "mina";

    /// <summary>How the client's token is named.</summary>
    private const string Actor = "token:mina";

    private static int _next;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("resolve", AnomalyKind.Drop, "resolved", "resolved", 0, 0)]
    [InlineData("expected", AnomalyKind.Leak, "expected", "expected", 1, 0)]
    [InlineData("noise", AnomalyKind.Flatline, "noise", "dismissed", 0, 1)]
    public async Task Each_way_to_close_an_incident_does_what_it_says_once(
        string step, AnomalyKind kind, string outcome, string verb, int expected, int noise)
    {
        var id = await IncidentAsync($"close-{step}", kind);

        var closed = await TakeAsync(id, step, """{"note":" 계획된 배치 "}""");
        var again = await TakeAsync(id, step, """{"note":"twice"}""", "somebody else");

        closed.GetProperty("state").GetString().ShouldBe("resolved");
        Handling(closed, "outcome").ShouldBe(outcome);
        Handling(closed, "closedBy").ShouldBe(Actor);
        JsonElement.DeepEquals(again.GetProperty("handling"), closed.GetProperty("handling")).ShouldBeTrue();
        (await server.Silo.GetAsync($"/api/v1/alerts?scope=team:close-{step}&open=true", Token)).GetProperty("items").GetArrayLength().ShouldBe(0);

        var line = (await HistoryAsync(id)).ShouldHaveSingleItem();
        line.GetProperty("action").GetString().ShouldBe($"incident.{verb}");
        line.GetProperty("actor").GetString().ShouldBe(Actor);
        var details = line.GetProperty("details").Deserialize<Dictionary<string, string>>()!;
        details.ShouldBe(new Dictionary<string, string>
        {
            ["stateBefore"] = "open", ["stateAfter"] = "resolved", ["outcomeBefore"] = "", ["outcomeAfter"] = outcome, ["note"] = "계획된 배치",
        }, ignoreOrder: true);

        // The word holds at both scopes that saw the cause, and is counted for the detector that spoke.
        (await VerdictsAsync("kinds", "kind", JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()))).ShouldBe((0, 2 * expected, 2 * noise));
        (await VerdictsAsync("scopes", "scope", $"team:close-{step}")).ShouldBe((0, expected, noise));
        (await VerdictsAsync("scopes", "scope", $"project:close-{step}/p")).ShouldBe((0, expected, noise));
    }

    [Fact]
    public async Task Another_outcome_takes_the_place_of_the_first_and_so_does_the_word_to_the_detectors()
    {
        var id = await IncidentAsync("mind", AnomalyKind.Spike);

        await TakeAsync(id, "expected");
        var dismissed = await TakeAsync(id, "noise");

        Handling(dismissed, "outcome").ShouldBe("noise");
        (await VerdictsAsync("scopes", "scope", "team:mind")).ShouldBe((0, 0, 1));
        (await server.AuditAsync($"incident/{id}", Token)).ShouldBe(["incident.dismissed", "incident.expected"]);
    }

    [Fact]
    public async Task An_incident_is_taken_given_away_written_on_put_off_and_opened_again()
    {
        var id = await IncidentAsync("life", AnomalyKind.Spike);

        var taken = await TakeAsync(id, "acknowledge");
        taken.GetProperty("state").GetString().ShouldBe("acknowledged");
        (Handling(taken, "acknowledgedBy"), Handling(taken, "assignee")).ShouldBe((Actor, Actor));

        Handling(await TakeAsync(id, "assign", """{"assignee":" 서연 "}"""), "assignee").ShouldBe("서연");
        Handling(await TakeAsync(id, "assign", """{"assignee":" "}"""), "assignee").ShouldBeNull();

        await TakeAsync(id, "comment", """{"text":" Looking. "}""");
        await TakeAsync(id, "comment", """{"text":"Looking."}""");
        await TakeAsync(id, "comment", """{"text":"Looking.","key":"2"}""");
        var written = await TakeAsync(id, "comment", """{"text":"Looking.","key":"2"}""");
        written.GetProperty("handling").GetProperty("comments").EnumerateArray().Select(comment => comment.GetProperty("text").GetString())
            .ShouldBe(["Looking.", "Looking."]);

        var before = TimeProvider.System.GetUtcNow();
        var until = (await TakeAsync(id, "snooze", """{"minutes":90}""")).GetProperty("handling").GetProperty("snoozedUntil").GetDateTimeOffset();
        until.ShouldBeInRange(before.AddMinutes(90), TimeProvider.System.GetUtcNow().AddMinutes(90));
        var exact = before.AddDays(3);
        (await TakeAsync(id, "snooze", $$"""{"until":"{{exact:O}}"}""")).GetProperty("handling").GetProperty("snoozedUntil").GetDateTimeOffset().ShouldBe(exact);

        Handling(await TakeAsync(id, "resolve"), "snoozedUntil").ShouldBeNull();
        var reopened = await TakeAsync(id, "reopen");
        reopened.GetProperty("state").GetString().ShouldBe("open");
        (Handling(reopened, "outcome"), Handling(reopened, "closedBy"), Handling(reopened, "acknowledgedBy")).ShouldBe((null, null, null));
        reopened.GetProperty("handling").GetProperty("reopened").GetInt32().ShouldBe(1);
        await TakeAsync(id, "reopen");

        (await server.AuditAsync($"incident/{id}", Token)).ShouldBe(
        [
            "incident.reopened", "incident.resolved", "incident.snoozed", "incident.snoozed", "incident.commented", "incident.commented",
            "incident.assigned", "incident.assigned", "incident.acknowledged",
        ]);
        var given = (await HistoryAsync(id))[^2].GetProperty("details");
        (given.GetProperty("assigneeBefore").GetString(), given.GetProperty("assigneeAfter").GetString()).ShouldBe((Actor, "서연"));
    }

    [Theory]
    [InlineData("resolved", "snooze", """{"minutes":5}""")]
    [InlineData("resolved", "acknowledge", null)]
    [InlineData("withdrawn", "snooze", """{"minutes":5}""")]
    [InlineData("withdrawn", "acknowledge", null)]
    [InlineData("withdrawn", "reopen", null)]
    [InlineData("withdrawn", "resolve", null)]
    [InlineData("withdrawn", "expected", null)]
    [InlineData("withdrawn", "noise", null)]
    [InlineData("merged", "reopen", null)]
    [InlineData("merged", "noise", null)]
    public async Task A_step_that_its_state_forbids_is_refused_and_leaves_no_trace(string state, string step, string? body)
    {
        var outcome = Enum.Parse<IncidentOutcome>(state, ignoreCase: true);
        var isHistory = outcome is not IncidentOutcome.Resolved;
        var anomaly = await server.AnomalyAsync(
            $"forbidden-{state}-{step}",
            Token,
            isHistory ? AnomalyState.Retracted : AnomalyState.Closed,
            incident: incident => incident with
            {
                Handling = incident.Handling with { Outcome = outcome, ClosedAt = incident.OpenedAt, MergedInto = state == "merged" ? "anomaly-wide" : null },
            });
        var before = await server.Silo.GetAsync($"/api/v1/alerts/{anomaly.Id}", Token);

        var (status, answer) = await server.Silo.SendAsync(HttpMethod.Post, $"/api/v1/alerts/{anomaly.Id}/{step}", body, Token, Client);

        status.ShouldBe(HttpStatusCode.BadRequest, answer.ToString());
        answer.GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe("state");
        answer.GetProperty("errors").GetProperty("state")[0].GetString()!
            .ShouldContain(state == "merged" ? "anomaly-wide" : state, Case.Sensitive);
        var after = await server.Silo.GetAsync($"/api/v1/alerts/{anomaly.Id}", Token);
        JsonElement.DeepEquals(after.GetProperty("incident").GetProperty("handling"), before.GetProperty("incident").GetProperty("handling")).ShouldBeTrue();
        (await server.AuditAsync($"incident/{anomaly.Id}", Token)).ShouldBeEmpty();
        (await VerdictsAsync("scopes", "scope", anomaly.Scope.Key)).ShouldBe((0, 0, 0));
    }

    [Theory]
    [InlineData("snooze", "{}", "until")]
    [InlineData("snooze", """{"minutes":0}""", "minutes")]
    [InlineData("snooze", """{"minutes":-5}""", "minutes")]
    [InlineData("snooze", """{"minutes":44641}""", "minutes")]
    [InlineData("snooze", """{"until":"soon"}""", "until")]
    [InlineData("snooze", """{"until":"2020-01-01"}""", "until")]
    [InlineData("snooze", """{"until":"2999-01-01"}""", "until")]
    [InlineData("comment", "{}", "text")]
    [InlineData("comment", """{"text":" "}""", "text")]
    [InlineData("comment", """{"text":"LONG"}""", "text")]
    [InlineData("comment", """{"text":"x","key":"LONG"}""", "key")]
    [InlineData("assign", """{"assignee":"LONG"}""", "assignee")]
    [InlineData("noise", """{"note":"LONG"}""", "note")]
    public async Task A_step_with_a_fault_is_refused_by_field(string step, string body, string field)
    {
        var id = (await server.AnomalyAsync($"faults-{Interlocked.Increment(ref _next)}", Token)).Id;

        var (status, answer) = await server.Silo.SendAsync(
            HttpMethod.Post, $"/api/v1/alerts/{id}/{step}", body.Replace("LONG", new string('a', 4_001), StringComparison.Ordinal), Token, Client);

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
        (await server.AuditAsync($"incident/{id}", Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("acknowledge", null)]
    [InlineData("noise", null)]
    [InlineData("reopen", null)]
    [InlineData("assign", "{}")]
    [InlineData("comment", """{"text":"x"}""")]
    [InlineData("snooze", """{"minutes":5}""")]
    public async Task A_step_on_no_incident_is_not_found(string step, string? body) =>
        (await server.Silo.SendAsync(HttpMethod.Post, $"/api/v1/alerts/nothing/{step}", body, Token)).Status.ShouldBe(HttpStatusCode.NotFound);

    /// <summary>An open incident that a team and its project saw.</summary>
    private async Task<string> IncidentAsync(string team, AnomalyKind kind) => (await server.AnomalyAsync(
        team,
        Token,
        kind: kind,
        incident: incident => incident with
        {
            Impact = [incident.Cause with { Id = $"{incident.Id}-p", Scope = ScopePath.ForProject(team, "p") }],
        })).Id;

    private async Task<JsonElement> TakeAsync(string id, string step, string? body = null, string actor = Client)
    {
        var (status, answer) = await server.Silo.SendAsync(HttpMethod.Post, $"/api/v1/alerts/{id}/{step}", body, Token, actor);
        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    private static string? Handling(JsonElement incident, string name) => incident.GetProperty("handling").GetProperty(name).GetString();

    private async Task<List<JsonElement>> HistoryAsync(string id) =>
        [.. (await server.Silo.GetAsync($"/api/v1/alerts/{id}", Token)).GetProperty("history").EnumerateArray()];

    private async Task<(int Useful, int Expected, int Noise)> VerdictsAsync(string list, string name, string key)
    {
        var found = (await server.Silo.GetAsync("/api/v1/detectors/verdicts", Token)).GetProperty(list).EnumerateArray()
            .FirstOrDefault(one => (name == "scope" ? one.GetProperty(name).GetProperty("key") : one.GetProperty(name)).GetString() == key);
        return found.ValueKind == JsonValueKind.Undefined
            ? default
            : (found.GetProperty("useful").GetInt32(), found.GetProperty("expected").GetInt32(), found.GetProperty("noise").GetInt32());
    }
}

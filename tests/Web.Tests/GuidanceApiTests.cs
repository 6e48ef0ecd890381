using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

public sealed class GuidanceApiTests(WebServer server)
{
    private static readonly DateTimeOffset Today = Granularity.Day.Floor(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_is_added_listed_for_those_it_concerns_changed_and_removed()
    {
        var plan = await AddAsync(Plan("project:planned/a", Today.AddDays(3), Today.AddDays(5), extraCost: 120.5m));

        var id = plan.GetProperty("id").GetString()!;
        id.ShouldMatch("^[0-9A-HJKMNP-TV-Z]{26}$");
        plan.GetProperty("scope").GetProperty("key").GetString().ShouldBe("project:planned/a");
        (await ListAsync("team:planned")).ShouldBe([id]);
        (await ListAsync("resource:planned/a/r")).ShouldBe([id]);
        (await ListAsync("project:planned/b")).ShouldBeEmpty();
        (await ListAsync("team:planned", to: Today.AddDays(3))).ShouldBeEmpty();
        (await ListAsync("team:planned", from: Today.AddDays(5))).ShouldBeEmpty();

        using var put = await server.Silo.Client.PutAsJsonAsync(
            $"/api/v1/planned-events/{id}", Plan("project:planned/b", Today.AddDays(6), Today.AddDays(7), extraCost: -1, note: " Pause "), Token);
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        var changed = await JsonAsync(put);
        changed.GetProperty("createdAt").GetDateTimeOffset().ShouldBe(plan.GetProperty("createdAt").GetDateTimeOffset());
        changed.GetProperty("note").GetString().ShouldBe("Pause");
        (await ListAsync("project:planned/b")).ShouldBe([id]);
        (await ListAsync("project:planned/a")).ShouldBeEmpty();

        (await server.Silo.Client.DeleteAsync($"/api/v1/planned-events/{id}", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await server.Silo.Client.DeleteAsync($"/api/v1/planned-events/{id}", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var gone = await server.Silo.Client.PutAsJsonAsync(
            $"/api/v1/planned-events/{id}", Plan("org", Today, Today.AddDays(1), extraCost: 1), Token);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(0, -10)] // A pause of two days at 5 a day.
    [InlineData(2.5, 15)]
    public async Task A_factor_becomes_the_amount_beyond_the_usual_of_the_days_with_records(decimal factor, decimal extraCost)
    {
        var team = $"factor{factor.ToString(System.Globalization.CultureInfo.InvariantCulture).Replace('.', '-')}";

        // 2.5 on one day and 7.5 on another, 5 on average; today does not count.
        await server.PostAsync($"{team}-1", team, Today.AddDays(-2), 1_000_000, Token);
        await server.PostAsync($"{team}-2", team, Today.AddDays(-20), 3_000_000, Token);
        await server.PostAsync($"{team}-3", team, Today, 9_000_000, Token);
        await SiloProcess.Until(
            async () => (await server.Silo.GetAsync($"/api/v1/costs?scope=team:{team}", Token)).GetProperty("total").GetDecimal() == 32.5m, Token);

        var plan = await AddAsync(Plan($"team:{team}", Today.AddDays(2), Today.AddDays(4), factor: factor));

        plan.GetProperty("extraCost").GetDecimal().ShouldBe(extraCost);
    }

    [Theory]
    [InlineData("""{"title":"x","start":"2026-11-01","end":"2026-11-02","extraCost":1}""", "scope")]
    [InlineData("""{"scope":"planet:x","title":"x","start":"2026-11-01","end":"2026-11-02","extraCost":1}""", "scope")]
    [InlineData("""{"scope":"org","title":"  ","start":"2026-11-01","end":"2026-11-02","extraCost":1}""", "title")]
    [InlineData("""{"scope":"org","title":"x","end":"2026-11-02","extraCost":1}""", "start")]
    [InlineData("""{"scope":"org","title":"x","start":"soon","end":"2026-11-02","extraCost":1}""", "start")]
    [InlineData("""{"scope":"org","title":"x","start":"2026-11-02","end":"2026-11-02","extraCost":1}""", "end")]
    [InlineData("""{"scope":"org","title":"x","start":"2026-11-02","end":"2027-11-04","extraCost":1}""", "end")]
    [InlineData("""{"scope":"org","title":"x","start":"2026-11-01","end":"2026-11-02"}""", "extraCost")]
    [InlineData("""{"scope":"org","title":"x","start":"2026-11-01","end":"2026-11-02","extraCost":0}""", "extraCost")]
    [InlineData("""{"scope":"org","title":"x","start":"2026-11-01","end":"2026-11-02","extraCost":1,"factor":2}""", "factor")]
    [InlineData("""{"scope":"org","title":"x","start":"2026-11-01","end":"2026-11-02","factor":1}""", "factor")]
    [InlineData("""{"scope":"org","title":"x","start":"2026-11-01","end":"2026-11-02","factor":-1}""", "factor")]
    [InlineData("""{"scope":"team:nobody","title":"x","start":"2026-11-01","end":"2026-11-02","factor":2}""", "factor")]
    public async Task A_plan_that_makes_no_sense_is_refused_by_field(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await server.Silo.Client.PostAsync("/api/v1/planned-events", content, Token);

        await ShouldNameAsync(answer, field);
    }

    [Fact]
    public async Task All_faults_of_a_plan_are_told_at_once()
    {
        using var answer = await server.Silo.Client.PostAsJsonAsync(
            "/api/v1/planned-events", new { scope = "x", title = new string('a', 201), start = "x", note = new string('a', 2_001) }, Token);

        (await JsonAsync(answer)).GetProperty("errors").EnumerateObject().Select(error => error.Name)
            .ShouldBe(["scope", "title", "note", "start", "end", "extraCost"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_forecast_tells_the_plans_within_its_time()
    {
        for (var day = 1; day <= 10; day++)
        {
            await server.PostAsync($"outlook-{day}", "outlook", Today.AddDays(-day), 1_000_000 + day, Token);
        }

        await AddAsync(Plan("team:outlook", Today.AddDays(-9), Today.AddDays(-8), extraCost: 1));
        await AddAsync(Plan("team:outlook", Today.AddDays(30), Today.AddDays(31), extraCost: 1));
        var within = await AddAsync(Plan("resource:outlook/p/r", Today.AddDays(-1), Today.AddDays(40), extraCost: 70));
        JsonElement forecast = default;
        await SiloProcess.Until(
            async () =>
            {
                forecast = await server.Silo.GetAsync("/api/v1/forecasts?scope=team:outlook&granularity=day&horizon=7", Token);
                return forecast.GetProperty("points").GetArrayLength() == 7;
            },
            Token);

        var plan = forecast.GetProperty("planned").EnumerateArray().ShouldHaveSingleItem();
        plan.GetProperty("id").GetString().ShouldBe(within.GetProperty("id").GetString());
        plan.GetProperty("extraCost").GetDecimal().ShouldBe(70m);
    }

    [Fact]
    public async Task A_word_is_shown_with_its_anomaly_changes_the_sensitivity_and_is_taken_back()
    {
        var anomaly = await server.AnomalyAsync("word", Token);

        using var put = await server.Silo.Client.PutAsJsonAsync($"/api/v1/anomalies/{anomaly.Id}/feedback", new { verdict = "noise", note = " 배치 " }, Token);

        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        var given = await JsonAsync(put);
        given.GetProperty("verdict").GetString().ShouldBe("noise");
        given.GetProperty("note").GetString().ShouldBe("배치");
        JsonElement.DeepEquals(await FeedbackInDetailAsync(anomaly), given).ShouldBeTrue();
        JsonElement.DeepEquals(await FeedbackInListAsync(anomaly), given).ShouldBeTrue();
        var incident = (await server.Silo.GetAsync("/api/v1/alerts?scope=team:word", Token)).GetProperty("items")[0];
        incident.GetProperty("state").GetString().ShouldBe("acknowledged");
        JsonElement.DeepEquals(incident.GetProperty("cause").GetProperty("feedback"), given).ShouldBeTrue();

        var sensitivity = await SensitivityAsync("team:word");
        sensitivity.GetProperty("configuredFalseAlertsPer30Days").GetDouble().ShouldBe(0.5);
        sensitivity.GetProperty("falseAlertsPer30Days").GetDouble().ShouldBe(0.25);
        sensitivity.GetProperty("noise").GetInt32().ShouldBe(1);
        var word = sensitivity.GetProperty("words")[0];
        word.GetProperty("anomalyId").GetString().ShouldBe(anomaly.Id);
        word.GetProperty("effect").GetString().ShouldBe("lessEager");
        (word.GetProperty("until").GetDateTimeOffset() - word.GetProperty("at").GetDateTimeOffset()).ShouldBe(TimeSpan.FromDays(90));

        // A changed note is no new word.
        using var noted = await server.Silo.Client.PutAsJsonAsync($"/api/v1/anomalies/{anomaly.Id}/feedback", new { verdict = "noise" }, Token);
        var again = await JsonAsync(noted);
        again.GetProperty("note").ValueKind.ShouldBe(JsonValueKind.Null);
        again.GetProperty("at").GetDateTimeOffset().ShouldBe(given.GetProperty("at").GetDateTimeOffset());

        (await server.Silo.Client.DeleteAsync($"/api/v1/anomalies/{anomaly.Id}/feedback", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await server.Silo.Client.DeleteAsync($"/api/v1/anomalies/{anomaly.Id}/feedback", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await FeedbackInDetailAsync(anomaly)).ValueKind.ShouldBe(JsonValueKind.Null);
        var after = await SensitivityAsync("team:word");
        after.GetProperty("falseAlertsPer30Days").GetDouble().ShouldBe(0.5);
        after.GetProperty("words").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("useful", 1, "moreEager", 90, "open")]
    [InlineData("expected", 0.5, "expectsTheLike", 35, "acknowledged")]
    [InlineData("noise", 0.25, "lessEager", 90, "acknowledged")]
    public async Task Each_word_does_what_it_says(string verdict, double budget, string effect, int days, string incident)
    {
        var anomaly = await server.AnomalyAsync($"each-{verdict}", Token);

        using var put = await server.Silo.Client.PutAsJsonAsync($"/api/v1/anomalies/{anomaly.Id}/feedback", new { verdict }, Token);
        put.EnsureSuccessStatusCode();

        var sensitivity = await SensitivityAsync(anomaly.Scope.Key);
        sensitivity.GetProperty("falseAlertsPer30Days").GetDouble().ShouldBe(budget);
        sensitivity.GetProperty(verdict).GetInt32().ShouldBe(1);
        var word = sensitivity.GetProperty("words")[0];
        word.GetProperty("effect").GetString().ShouldBe(effect);
        (word.GetProperty("until").GetDateTimeOffset() - word.GetProperty("at").GetDateTimeOffset()).ShouldBe(TimeSpan.FromDays(days));
        (await server.Silo.GetAsync($"/api/v1/alerts?scope={anomaly.Scope.Key}", Token)).GetProperty("items")[0]
            .GetProperty("state").GetString().ShouldBe(incident);
    }

    [Fact(Timeout = 60_000)]
    public async Task Other_viewers_are_sent_the_incident_with_the_word_and_without_it()
    {
        var anomaly = await server.AnomalyAsync("viewers", Token);
        await using var viewer = await LiveConnection.OpenAsync(server.Silo.Url, server.Silo.Token, Token);

        async Task<JsonElement> NextFeedbackAsync()
        {
            while (true)
            {
                var (messages, _) = await viewer.NextLiveAsync(Token);
                var incidents = messages.Where(message => message.GetProperty("kind").GetString() == "incident").Select(message => message.GetProperty("payload"));
                if (incidents.FirstOrDefault(incident => incident.GetProperty("id").GetString() == anomaly.Id) is { ValueKind: JsonValueKind.Object } incident)
                {
                    return incident.GetProperty("cause").GetProperty("feedback");
                }
            }
        }

        using var put = await server.Silo.Client.PutAsJsonAsync($"/api/v1/anomalies/{anomaly.Id}/feedback", new { verdict = "useful" }, Token);
        (await NextFeedbackAsync()).GetProperty("verdict").GetString().ShouldBe("useful");
        await server.Silo.Client.DeleteAsync($"/api/v1/anomalies/{anomaly.Id}/feedback", Token);
        (await NextFeedbackAsync()).ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_word_that_is_none_or_on_nothing_is_refused()
    {
        var anomaly = await server.AnomalyAsync("refused", Token);

        using var wrong = await server.Silo.Client.PutAsJsonAsync($"/api/v1/anomalies/{anomaly.Id}/feedback", new { verdict = "meh" }, Token);
        using var none = await server.Silo.Client.PutAsJsonAsync($"/api/v1/anomalies/{anomaly.Id}/feedback", new { note = "x" }, Token);
        using var nothing = await server.Silo.Client.PutAsJsonAsync("/api/v1/anomalies/nothing/feedback", new { verdict = "noise" }, Token);

        await ShouldNameAsync(wrong, "verdict");
        await ShouldNameAsync(none, "verdict");
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SensitivityAsync("team:refused")).GetProperty("words").GetArrayLength().ShouldBe(0);
    }

    private static object Plan(
        string scope, DateTimeOffset start, DateTimeOffset end, decimal? extraCost = null, decimal? factor = null, string? note = null) =>
        new { scope, title = "Training run", start = start.ToString("O"), end = end.ToString("O"), extraCost, factor, note };

    private static async Task ShouldNameAsync(HttpResponseMessage answer, string field)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await JsonAsync(answer)).GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([field]);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Token);

    private async Task<JsonElement> AddAsync(object plan)
    {
        using var answer = await server.Silo.Client.PostAsJsonAsync("/api/v1/planned-events", plan, Token);
        var body = await JsonAsync(answer);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, body.ToString());
        return body;
    }

    private async Task<IEnumerable<string?>> ListAsync(string scope, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var answer = await server.Silo.GetAsync(
            $"/api/v1/planned-events?scope={scope}&from={Uri.EscapeDataString($"{from:O}")}&to={Uri.EscapeDataString($"{to:O}")}", Token);
        return [.. answer.GetProperty("items").EnumerateArray().Select(plan => plan.GetProperty("id").GetString())];
    }

    private Task<JsonElement> SensitivityAsync(string scope) => server.Silo.GetAsync($"/api/v1/scopes/sensitivity?scope={scope}", Token);

    private async Task<JsonElement> FeedbackInDetailAsync(Anomaly anomaly) =>
        (await server.Silo.GetAsync($"/api/v1/anomalies/{anomaly.Id}", Token)).GetProperty("anomaly").GetProperty("feedback");

    private async Task<JsonElement> FeedbackInListAsync(Anomaly anomaly) =>
        (await server.Silo.GetAsync($"/api/v1/anomalies?scope={anomaly.Scope.Key}", Token)).GetProperty("items")[0].GetProperty("feedback");
}

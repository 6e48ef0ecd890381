using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

/// <summary>Scenarios and advice on records that were sent, through the real store and engine.</summary>
public sealed class ScenariosApiTests(WebServer server)
{
    private const int Days = 63;

    private static readonly DateTimeOffset Noon = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddHours(12), TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_double_and_half_the_traffic_goes_to_a_smaller_model()
    {
        await SendAsync("what-if");

        var (status, result) = await PreviewAsync("""
            {"scope":"team:what-if","horizonDays":30,"drivers":{"users":2,"moves":[{"fromProvider":"openai","fromModel":"gpt-4o","toProvider":"openai","toModel":"gpt-4o-mini","share":0.5}]}}
            """);

        // A day has a million tokens in and 200,000 out: 2.50 + 2.00 with gpt-4o, 0.15 + 0.12 with gpt-4o-mini.
        status.ShouldBe(HttpStatusCode.OK, result.ToString());
        var replayed = result.GetProperty("replayed");
        (replayed.GetProperty("costBefore").GetDecimal(), replayed.GetProperty("costAfter").GetDecimal()).ShouldBe((28 * 4.5m, 28 * (4.5m + 0.27m)));
        replayed.GetProperty("usageAfter").GetProperty("inputTokens").GetDecimal().ShouldBe(56_000_000);
        (result.GetProperty("baselineFrom").GetString(), result.GetProperty("baselineTo").GetString()).ShouldBe((Day(-28), Day(0)));
        var effects = result.GetProperty("effects").EnumerateArray().Select(effect => (effect.GetProperty("driver").GetString(), effect.GetProperty("amount").GetDecimal())).ToList();
        effects.Select(effect => effect.Item1).ShouldBe(["users", "model_mix"], ignoreOrder: true);
        effects.Sum(effect => effect.Item2).ShouldBe(28 * 0.27m);
        result.GetProperty("models").EnumerateArray()
            .Select(model => (model.GetProperty("model").GetString(), model.GetProperty("costAfter").GetDecimal(), model.GetProperty("requestsAfter").GetDecimal()))
            .ShouldBe([("gpt-4o", 28 * 4.5m, 28 * 100m), ("gpt-4o-mini", 28 * 0.27m, 28 * 100m)]);
        result.GetProperty("notReplayed").GetDecimal().ShouldBe(0);

        // Every day to come is multiplied with what the traffic was.
        result.GetProperty("reason").ValueKind.ShouldBe(JsonValueKind.Null);
        var days = result.GetProperty("days").EnumerateArray().ToList();
        days.Count.ShouldBe(30);
        days[0].GetProperty("day").GetString().ShouldBe(Day(0));
        days.Skip(1).ShouldAllBe(day => Math.Abs(Median(day, "scenario") - (Median(day, "forecast") * 4.77m / 4.5m)) < 0.0001m);
        Median(days[10], "forecast").ShouldBe(4.5m, 0.5m);
        (Median(result.GetProperty("horizon"), "scenario") / Median(result.GetProperty("horizon"), "forecast")).ShouldBe(4.77m / 4.5m, 0.0001m);
    }

    [Fact]
    public async Task Without_changes_the_forecast_is_the_one_of_the_forecasts_own_endpoint()
    {
        await SendAsync("same");

        var (_, result) = await PreviewAsync("""{"scope":"team:same","horizonDays":40}""");
        var forecast = await server.Silo.GetAsync("/api/v1/forecasts?scope=team:same&granularity=day&horizon=40", Token);

        var days = result.GetProperty("days").EnumerateArray().ToList();
        days.ShouldAllBe(day => day.GetProperty("scenario").ToString() == day.GetProperty("forecast").ToString());
        days.Skip(1).Select(day => day.GetProperty("forecast").ToString())
            .ShouldBe(forecast.GetProperty("points").EnumerateArray().Skip(1).Select(point => point.GetProperty("value").ToString()));
        foreach (var kind in new[] { "forecast", "scenario" })
        {
            result.GetProperty("monthEnd").GetProperty(kind).ToString().ShouldBe(forecast.GetProperty("monthEnd").ToString());
        }

        result.GetProperty("effects").GetArrayLength().ShouldBe(0);
        result.GetProperty("replayed").GetProperty("costAfter").GetDecimal().ShouldBe(result.GetProperty("replayed").GetProperty("costBefore").GetDecimal());
    }

    [Fact]
    public async Task A_scenario_is_kept_changed_computed_and_removed_and_every_step_is_in_the_audit_log()
    {
        var (status, made) = await server.Silo.SendAsync(
            HttpMethod.Post,
            "/api/v1/scenarios",
            """{"name":" 두 배 ","scope":"team:kept","horizonDays":30,"note":"왜","drivers":{"users":2,"cacheHitRate":0}}""",
            Token);
        status.ShouldBe(HttpStatusCode.Created, made.ToString());
        var path = $"/api/v1/scenarios/{made.GetProperty("id").GetString()}";
        (made.GetProperty("name").GetString(), made.GetProperty("start").GetString(), made.GetProperty("isMine").GetBoolean()).ShouldBe(("두 배", Day(0), true));
        (await server.Silo.GetAsync(path, Token)).ToString().ShouldBe(made.ToString());
        made.GetProperty("drivers").GetProperty("cacheHitRate").GetDecimal().ShouldBe(0);
        made.GetProperty("drivers").GetProperty("batchShare").ValueKind.ShouldBe(JsonValueKind.Null);

        (status, var changed) = await server.Silo.SendAsync(HttpMethod.Put, path, """{"name":"x3","drivers":{"users":3}}""", Token);
        status.ShouldBe(HttpStatusCode.OK, changed.ToString());
        (changed.GetProperty("scope").GetString(), changed.GetProperty("drivers").GetProperty("users").GetDecimal()).ShouldBe(("team:kept", 3m));
        (await server.Silo.SendAsync(HttpMethod.Put, path, """{"name":"x","scope":"org"}""", Token)).Answer.GetProperty("errors").GetProperty("scope")[0].GetString()
            .ShouldNotBeNull().ShouldContain("team:kept");

        var result = await server.Silo.GetAsync($"{path}/result", Token);
        (result.GetProperty("reason").GetString(), result.GetProperty("days").GetArrayLength()).ShouldBe(("no_data", 0));
        (await server.Silo.GetAsync("/api/v1/scenarios?scope=team:kept", Token)).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("x3");
        (await server.Silo.GetAsync("/api/v1/scenarios?scope=team:other", Token)).GetProperty("items").GetArrayLength().ShouldBe(0);

        (await server.Silo.SendAsync(HttpMethod.Delete, path, null, Token)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.Silo.SendAsync(HttpMethod.Get, path, null, Token)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.Silo.SendAsync(HttpMethod.Get, $"{path}/result", null, Token)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.AuditAsync($"scenario/{made.GetProperty("id").GetString()}", Token)).ShouldBe(["scenario.removed", "scenario.changed", "scenario.added"]);
    }

    [Theory]
    [InlineData("""{"scope":"team"}""", "scope")]
    [InlineData("""{"start":"2020-01-01"}""", "start")]
    [InlineData("""{"horizonDays":1,"start":"2999-01-01"}""", "start")]
    [InlineData("""{"baselineDays":6,"horizonDays":91}""", "baselineDays horizonDays")]
    [InlineData("""{"drivers":{"users":-1,"requestsPerUser":101,"cacheHitRate":1.1,"batchShare":-0.1}}""", "drivers.batchShare drivers.cacheHitRate drivers.requestsPerUser drivers.users")]
    [InlineData("""{"drivers":{"gpuRate":-1,"gpuHours":1000,"inputTokensPerRequest":-1,"outputTokensPerRequest":-1}}""", "drivers.gpuHours drivers.gpuRate drivers.inputTokensPerRequest drivers.outputTokensPerRequest")]
    [InlineData("""{"drivers":{"moves":[{"fromModel":"*","toProvider":"openai","toModel":"gpt-4o-mini","share":0}]}}""", "drivers.moves[0].share")]
    [InlineData("""{"drivers":{"moves":[{"fromProvider":"openai","fromModel":"gpt-4o","toProvider":"openai","toModel":"gpt-4o-minu","share":1}]}}""", "drivers.moves[0].toModel")]
    [InlineData("""{"drivers":{"moves":[{"fromProvider":"*","fromModel":"gpt-4o","toProvider":"nobody","toModel":"x","share":1},{}]}}""",
        "drivers.moves[0].fromProvider drivers.moves[0].toProvider drivers.moves[1].fromModel drivers.moves[1].fromProvider drivers.moves[1].share drivers.moves[1].toModel drivers.moves[1].toProvider")]
    [InlineData("""{"drivers":{"moves":[{"fromProvider":"openai","fromModel":"gpt-4o","toProvider":"openai","toModel":"gpt-4o","share":1}]}}""", "drivers.moves[0].toModel")]
    [InlineData("""{"drivers":{"prices":[{"model":"gpt-4o"},{"factor":-1}]}}""", "drivers.prices[0].factor drivers.prices[1].factor")]
    [InlineData("""{"drivers":{"prices":[{},{},{},{},{},{},{},{},{},{},{}]}}""", "drivers.prices")]
    public async Task Every_fault_of_a_scenario_is_named_by_its_field(string body, string fields)
    {
        var (status, answer) = await PreviewAsync(body);

        status.ShouldBe(HttpStatusCode.BadRequest, answer.ToString());
        answer.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal).ShouldBe(fields.Split(' '));
    }

    [Fact]
    public async Task An_unknown_target_says_what_is_known_and_a_scenario_without_a_name_is_not_kept()
    {
        var (_, answer) = await PreviewAsync(
            """{"drivers":{"moves":[{"fromModel":"*","toProvider":"openai","toModel":"gpt-4o-minu","share":1}]}}""");
        answer.GetProperty("errors").GetProperty("drivers.moves[0].toModel")[0].GetString().ShouldNotBeNull().ShouldContain("Known: gpt-4o-mini");

        var (status, refused) = await server.Silo.SendAsync(HttpMethod.Post, "/api/v1/scenarios", "{}", Token);
        (status, refused.GetProperty("errors").GetProperty("name")[0].GetString()).ShouldBe((HttpStatusCode.BadRequest, "Required."));
    }

    [Fact]
    public async Task Models_are_those_that_have_a_price_and_say_which_are_used()
    {
        await SendAsync("models");

        var items = (await server.Silo.GetAsync("/api/v1/scenarios/models?scope=team:models", Token)).GetProperty("items").EnumerateArray()
            .Select(item => (Provider: item.GetProperty("provider").GetString()!, Model: item.GetProperty("model").GetString()!, IsUsed: item.GetProperty("isUsed").GetBoolean()))
            .ToList();

        items.Where(item => item.IsUsed).ShouldBe([("openai", "gpt-4o", true)]);
        items.ShouldContain(("anthropic", "claude-haiku-4-5", false));
        items.ShouldNotContain(item => item.Model.Contains('*'));
        items.Select(item => (item.Provider, item.Model)).ShouldBe(items.OrderBy(item => item.Provider, StringComparer.Ordinal).ThenBy(item => item.Model, StringComparer.Ordinal).Select(item => (item.Provider, item.Model)));
    }

    [Fact]
    public async Task Advice_is_what_the_traffic_would_have_cost_on_other_models_and_in_batches()
    {
        await SendAsync("advice");

        var advice = await server.Silo.GetAsync($"/api/v1/efficiency/advice?scope=team:advice&from={Day(-10)}&to={Day(0)}", Token);

        var items = advice.GetProperty("items").EnumerateArray().ToList();
        var batch = items.Single(item => item.GetProperty("kind").GetString() == "batch");
        (batch.GetProperty("cost").GetDecimal(), batch.GetProperty("wouldCost").GetDecimal(), batch.GetProperty("savingPerMonth").GetDecimal()).ShouldBe((45m, 22.5m, 67.5m));
        var models = items.Where(item => item.GetProperty("kind").GetString() == "model").ToList();
        models.Count.ShouldBe(3);
        models.ShouldAllBe(item => item.GetProperty("cost").GetDecimal() == 45m && item.GetProperty("wouldCost").GetDecimal() <= 0.9m * 45 && item.GetProperty("requests").GetDecimal() == 1_000);
        items.Select(item => item.GetProperty("savingPerMonth").GetDecimal()).ShouldBeInOrder(SortDirection.Descending);

        var (status, answer) = await server.Silo.SendAsync(HttpMethod.Get, $"/api/v1/efficiency/advice?scope=team:advice&from={Day(-1)}&to={Day(2)}", null, Token);
        (status, answer.GetProperty("errors").EnumerateObject().Single().Name).ShouldBe((HttpStatusCode.BadRequest, "from"));
        (await server.Silo.SendAsync(HttpMethod.Get, "/api/v1/efficiency/advice?from=soon", null, Token)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_command_line_replays_the_same_traffic()
    {
        await SendAsync("cli");

        var (exitCode, output, error) = (2, "", "");
        await SiloProcess.Until(
            async () =>
            {
                // Other tests send to the same server: while its facts lag behind them, the command says so with 2.
                (exitCode, output, error) = await SiloProcess.RunAsync(
                    "scenario", "--scope", "team:cli", "--users", "2", "--move", "gpt-4o=gpt-4o-mini:0.5", "--json", "--data", server.Data);
                return exitCode != 2;
            },
            Token);
        exitCode.ShouldBe(0, error);
        using var answer = JsonDocument.Parse(output);
        answer.RootElement.GetProperty("after").GetProperty("cost").GetDecimal().ShouldBe(28 * 4.77m);
        answer.RootElement.GetProperty("effects").EnumerateArray().Sum(effect => effect.GetProperty("amount").GetDecimal()).ShouldBe(28 * 0.27m);

        var (_, text, _) = await SiloProcess.RunAsync("scenario", "--scope", "team:cli", "--users", "3", "--price", "gpt-4o=0.5", "--data", server.Data);
        text.ShouldContain("cost\t126\t189");
        var (wrong, _, message) = await SiloProcess.RunAsync("scenario", "--scope", "team:cli", "--move", "gpt-4o=gpt-4o-minu:0.5", "--data", server.Data);
        (wrong, message.Contains("no price is known for gpt-4o-minu", StringComparison.Ordinal)).ShouldBe((64, true), message);
    }

    private static decimal Median(JsonElement element, string kind) => element.GetProperty(kind).GetProperty("p50").GetDecimal();

    private static string Day(int days) => Noon.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private Task<(HttpStatusCode Status, JsonElement Answer)> PreviewAsync(string body) =>
        server.Silo.SendAsync(HttpMethod.Post, "/api/v1/scenarios/preview", body, Token);

    /// <summary>Sends a record for each of the days before today, all alike, and waits until they are in the daily facts and the engine.</summary>
    private async Task SendAsync(string team)
    {
        var records = Enumerable.Range(1, Days).Select(day => new
        {
            id = $"{team}-{day}",
            timestamp = Noon.AddDays(-day),
            provider = "openai",
            model = "gpt-4o",
            team,
            project = "p",
            resource = "r",
            usage = new Dictionary<string, long> { ["token.input"] = 1_000_000, ["token.output"] = 200_000, ["request"] = 100 },
        });
        var (_, answer) = await server.Silo.PostUsageAsync(JsonContent.Create(records), Token);
        answer.GetProperty("accepted").GetInt64().ShouldBe(Days, answer.ToString());
        await SiloProcess.Until(
            async () =>
                (await server.Silo.GetAsync($"/api/v1/explore?scope=team:{team}&from={Day(-90)}", Token)).GetProperty("total").GetProperty("records").GetInt64() == Days
                && (await server.Silo.GetAsync($"/api/v1/summary?scope=team:{team}", Token)).GetProperty("total").GetProperty("records").GetInt64() == Days,
            Token);
    }
}

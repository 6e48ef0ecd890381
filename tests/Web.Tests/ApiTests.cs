using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Domain;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

public sealed partial class ApiTests(WebServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_budget_is_set_shown_with_its_pace_and_removed()
    {
        await server.PostAsync("budget-1", "budget", Token);
        using var put = await server.Silo.Client.PutAsync(
            "/api/v1/budgets?scope=team:budget", new StringContent("""{"monthlyAmount":10}""", Encoding.UTF8, "application/json"), Token);
        put.StatusCode.ShouldBe(HttpStatusCode.OK);

        await SiloProcess.Until(
            async () => (await server.Silo.GetAsync("/api/v1/summary?scope=team:budget", Token)).GetProperty("total").GetProperty("records").GetInt64() == 1, Token);
        var pace = (await server.Silo.GetAsync("/api/v1/summary?scope=team:budget", Token)).GetProperty("budget");
        pace.GetProperty("monthlyAmount").GetDecimal().ShouldBe(10m);
        pace.GetProperty("usedShare").GetDecimal().ShouldBe(0.25m);

        (await server.Silo.Client.DeleteAsync("/api/v1/budgets?scope=team:budget", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await server.Silo.Client.DeleteAsync("/api/v1/budgets?scope=team:budget", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Records_behind_a_figure_are_listed_as_they_came()
    {
        await server.PostAsync("record-1", "records", Token);

        var record = (await server.Silo.GetAsync("/api/v1/records?scope=team:records", Token)).GetProperty("items")[0];

        record.GetProperty("id").GetString().ShouldBe("record-1");
        record.GetProperty("pricing").GetString().ShouldBe("catalogue");
        record.GetProperty("status").GetString().ShouldBe("estimated");
        record.GetProperty("effectiveCost").GetDecimal().ShouldBe(2.5m);
        record.GetProperty("usage").GetProperty("token.input").GetDecimal().ShouldBe(1_000_000m);
    }

    [Theory]
    [InlineData("listed-open", AnomalyState.Open, 1)]
    [InlineData("listed-closed", AnomalyState.Closed, 1)]
    [InlineData("listed-not", AnomalyState.Retracted, 0)]
    public async Task Incidents_are_listed_unless_they_were_withdrawn(string team, AnomalyState state, int listed)
    {
        var anomaly = await server.AnomalyAsync(team, Token, state);

        (await server.Silo.GetAsync($"/api/v1/alerts?scope=team:{team}", Token)).GetProperty("items").GetArrayLength().ShouldBe(listed);
        (await server.Silo.GetAsync($"/api/v1/anomalies/{anomaly.Id}", Token)).GetProperty("incident").GetProperty("id").GetString().ShouldBe(anomaly.Id);
    }

    [Theory]
    [InlineData("/api/v1/summary?scope=team:nobody")]
    [InlineData("/api/v1/forecasts?scope=team:nobody")]
    [InlineData("/api/v1/anomalies/nothing")]
    [InlineData("/api/v1/no-such-thing")]
    public async Task What_does_not_exist_is_a_404_problem(string path)
    {
        using var answer = await server.Silo.Client.GetAsync(path, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Metrics_are_Prometheus_text_and_count_what_was_accepted()
    {
        await server.PostAsync("metrics-1", "metrics", Token);

        var text = await server.Silo.Client.GetStringAsync("/metrics", Token);

        text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .ShouldAllBe(line => Sample().IsMatch(line));
        text.ShouldMatch("""finops_ingest_records_total\{outcome="accepted"\} [1-9]""");
        text.ShouldContain("# TYPE finopsai_grain_mailboxes gauge");
    }

    [Theory]
    [InlineData("{\"name\":\"x\",\"worth\":\"much\"}", "worth", "line 1")]
    [InlineData("{\"name\":", "name", "line 1")]
    [InlineData("", null, "A JSON body is expected.")]
    public async Task A_body_that_cannot_be_read_is_refused_with_the_place_of_its_fault(string body, string? field, string said)
    {
        var (status, problem) = await server.Silo.SendAsync(HttpMethod.Post, "/api/v1/value-units", body, Token);

        status.ShouldBe(HttpStatusCode.BadRequest, problem.ToString());
        problem.GetProperty("detail").GetString()!.ShouldContain(said);
        if (field is not null)
        {
            problem.GetProperty("errors").GetProperty(field)[0].GetString().ShouldStartWith("Not JSON of the expected type (line 1");
        }
    }

    [Fact]
    public async Task Health_and_readiness_answer()
    {
        (await server.Silo.Client.GetStringAsync("/healthz", Token)).ShouldBe("ok");
        await server.Silo.WhenReadyAsync(Token);
    }

    [GeneratedRegex("""^[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_][a-zA-Z0-9_]*="[^"]*"(,[a-zA-Z_][a-zA-Z0-9_]*="[^"]*")*\})? -?[0-9.eE+-]+$""")]
    private static partial Regex Sample();

    [Theory]
    [InlineData("GET", "/api/v1/nothing", null, 404)]
    [InlineData("POST", "/api/v1/nothing", "application/json", 405)]
    [InlineData("DELETE", "/api/v1/alerts", null, 405)]
    [InlineData("POST", "/api/v1/routes", "text/plain", 415)]
    public async Task What_the_API_does_not_know_is_a_problem_that_says_which(string method, string path, string? type, int status)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Content = type is null ? null : new StringContent("{}", System.Text.Encoding.UTF8, type);

        using var answer = await server.Silo.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }
}

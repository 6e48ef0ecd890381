using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Tests;

public sealed class ExplanationsApiTests(WebServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_explained_in_parts_and_words_that_add_up()
    {
        var hour = Granularity.Hour.Floor(TimeProvider.System.GetUtcNow()).AddHours(-1);
        await server.PostAsync("explained-1", "explained", hour.AddDays(-7).AddMinutes(1), 1_000_000, Token);
        await server.PostAsync("explained-2", "explained", hour.AddMinutes(1), 3_000_000, Token);
        JsonElement answer = default;
        await TestSupport.SiloProcess.Until(
            async () =>
            {
                answer = await server.Silo.GetAsync($"/api/v1/explanations?scope=team:explained&from={hour:yyyy-MM-ddTHH:mm:ssZ}&to={hour.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}", Token);
                return answer.GetProperty("after").GetDecimal() == 7.5m;
            },
            Token);

        answer.GetProperty("delta").GetDecimal().ShouldBe(5m);
        var part = answer.GetProperty("parts").EnumerateArray().ShouldHaveSingleItem();
        part.GetProperty("factor").GetString().ShouldBe("volume");
        part.GetProperty("measure").GetString().ShouldBe("tokens");
        part.GetProperty("rounded").GetDecimal().ShouldBe(5m);
        answer.GetProperty("children")[0].GetProperty("delta").GetDecimal().ShouldBe(5m);
        answer.GetProperty("headline").GetProperty("ko").GetString()!.ShouldContain("$5.00");
        answer.GetProperty("sentences").GetProperty("en").GetArrayLength().ShouldBe(answer.GetProperty("sentences").GetProperty("ko").GetArrayLength());
    }

    [Fact]
    public async Task An_anomaly_carries_its_explanation_and_it_comes_to_the_excess()
    {
        var anomaly = await server.AnomalyAsync("explained-anomaly", Token);
        await server.PostAsync("explained-anomaly-before", "explained-anomaly", anomaly.Start.AddDays(-7).AddMinutes(1), 1_000_000, Token);
        JsonElement explanation = default;
        await TestSupport.SiloProcess.Until(
            async () =>
            {
                explanation = (await server.Silo.GetAsync($"/api/v1/anomalies/{anomaly.Id}", Token)).GetProperty("explanation");
                return explanation.ValueKind == JsonValueKind.Object && explanation.GetProperty("baselineWindows").GetInt32() == 1;
            },
            Token);

        explanation.GetProperty("occasion").GetString().ShouldBe("anomaly");
        explanation.GetProperty("before").GetDecimal().ShouldBe(anomaly.Expected);
        explanation.GetProperty("parts").EnumerateArray().Sum(part => part.GetProperty("amount").GetDecimal())
            .ShouldBe(explanation.GetProperty("delta").GetDecimal());
    }

    [Fact]
    public async Task What_cannot_be_compared_is_refused_by_field_or_not_found()
    {
        async Task<(HttpStatusCode, string)> GetAsync(string query)
        {
            using var answer = await server.Silo.Client.GetAsync($"/api/v1/{query}", Token);
            var body = await answer.Content.ReadAsStringAsync(Token);
            var fields = answer.StatusCode == HttpStatusCode.BadRequest
                ? string.Join(',', JsonDocument.Parse(body).RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name))
                : "";
            return (answer.StatusCode, fields);
        }

        (await GetAsync("explanations?from=2026-01-02&to=2026-01-01")).ShouldBe((HttpStatusCode.BadRequest, "from"));
        (await GetAsync("explanations?from=2024-01-02&to=2026-01-01&scope=x")).ShouldBe((HttpStatusCode.BadRequest, "scope,to"));
        (await GetAsync("explanations?baselineFrom=2026-01-01")).ShouldBe((HttpStatusCode.BadRequest, "baselineTo"));
        (await GetAsync("explanations?scope=team:nobody-here")).Item1.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync("forecasts/explanation?scope=team:nobody-here")).Item1.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync("forecasts/explanation?since=yesterday")).ShouldBe((HttpStatusCode.BadRequest, "since"));
    }
}

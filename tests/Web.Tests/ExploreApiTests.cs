using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

public sealed class ExploreApiTests(WebServer server)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_answered_by_groups_and_days_compared_with_the_days_before()
    {
        await server.PostAsync("explore-1", "explore", Now, 2_000_000, Token);
        await server.PostAsync("explore-2", "explore", Now.AddDays(-1), 1_000_000, Token);
        await server.PostAsync("explore-3", "explore", Now.AddDays(-31), 4_000_000, Token);
        await WhenFoldedAsync("team:explore", 3);

        var answer = await GetAsync("explore?scope=team:explore&group_by=model,project&compare=previous");

        answer.GetProperty("scope").GetString().ShouldBe("team:explore");
        answer.GetProperty("to").GetString().ShouldBe(Day(1));
        answer.GetProperty("from").GetString().ShouldBe(Day(-29));
        (answer.GetProperty("previousFrom").GetString(), answer.GetProperty("previousTo").GetString()).ShouldBe((Day(-59), Day(-29)));
        (answer.GetProperty("metric").GetString(), answer.GetProperty("currency").GetString(), answer.GetProperty("granularity").GetString())
            .ShouldBe(("effective", "USD", "day"));
        answer.GetProperty("buckets").GetArrayLength().ShouldBe(30);
        (answer.GetProperty("total").GetProperty("value").GetDecimal(), answer.GetProperty("total").GetProperty("previous").GetDecimal()).ShouldBe((7.5m, 10m));
        var group = answer.GetProperty("groups").EnumerateArray().ShouldHaveSingleItem();
        group.GetProperty("key").EnumerateArray().Select(part => part.GetString()).ShouldBe(["gpt-4o", "project:explore/p"]);
        group.GetProperty("points").EnumerateArray().TakeLast(3)
            .Select(point => point.ValueKind == JsonValueKind.Null ? null : (decimal?)point.GetDecimal()).ShouldBe([null, 2.5m, 5m]);
        group.GetProperty("spend").GetProperty("estimated").GetDecimal().ShouldBe(7.5m);
        group.GetProperty("usage").GetProperty("inputTokens").GetDecimal().ShouldBe(3_000_000);
        (group.GetProperty("records").GetInt64(), group.GetProperty("unpriced").GetInt64()).ShouldBe((2, 0));
        answer.GetProperty("other").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("groupCount").GetInt32().ShouldBe(1);
        (Now - answer.GetProperty("asOf").GetDateTimeOffset()).ShouldBeLessThan(TimeSpan.FromMinutes(1));

        var priced = await GetAsync($"explore?scope=team:explore&metric=cost_per_million_tokens&granularity=total&filter=model:gpt-4o&filter=!feature:x&from={Day(-1)}&to={Day(0)}");
        priced.GetProperty("total").GetProperty("value").GetDecimal().ShouldBe(2.5m);
        priced.GetProperty("previousFrom").ValueKind.ShouldBe(JsonValueKind.Null);
        (await GetAsync("explore?scope=team:explore&metric=cost_per_request")).GetProperty("total").GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Values_are_those_of_the_scope_alone()
    {
        await server.PostAsync("values-1", "values", Now, 2_000_000, Token);
        await server.PostAsync("values-2", "values-other", Now, 2_000_000, Token);
        await WhenFoldedAsync("team:values", 1);
        await WhenFoldedAsync("team:values-other", 1);

        var teams = await GetAsync("explore/values?scope=team:values&dimension=team");
        var found = await GetAsync("explore/values?dimension=team&search=VALUES-O");

        teams.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("value").GetString().ShouldBe("team:values");
        (found.GetProperty("total").GetInt32(), found.GetProperty("items")[0].GetProperty("cost").GetDecimal()).ShouldBe((1, 5m));
    }

    [Fact]
    public async Task The_file_has_the_same_figures_and_is_read_as_utf_8()
    {
        await server.PostAsync("csv-1", "=파일", Now, 2_000_000, Token);
        await WhenFoldedAsync("team:%3D%ED%8C%8C%EC%9D%BC", 1);

        using var answer = await server.Silo.Client.GetAsync(
            $"/api/v1/explore.csv?scope=team:%253D%25ED%258C%258C%25EC%259D%25BC&group_by=team&from={Day(0)}&to={Day(1)}&granularity=month", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"explore-{Day(0)}-{Day(0)}.csv");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Token);
        bytes.AsSpan(0, 3).ToArray().ShouldBe(Encoding.UTF8.GetPreamble());
        Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3).Split('\n')[1].ShouldStartWith($"{Day(0)},{Day(1)},team:%3D%ED%8C%8C%EC%9D%BC,5,5,0,0,0,5,0,2000000,");
    }

    [Theory]
    [InlineData("explore?scope=team", "scope")]
    [InlineData("explore?from=yesterday", "from")]
    [InlineData("explore?from=2026-11-21T00:00:00Z", "from")]
    [InlineData("explore?to=2026-13-01", "to")]
    [InlineData("explore?from=2026-02-01&to=2026-02-01", "from")]
    [InlineData("explore?from=2025-01-01&to=2026-03-01", "from")]
    [InlineData("explore?from=0001-01-01", "from")]
    [InlineData("explore?granularity=hour", "granularity")]
    [InlineData("explore?group_by=modle", "group_by")]
    [InlineData("explore?group_by=model,team,project", "group_by")]
    [InlineData("explore?group_by=model,model", "group_by")]
    [InlineData("explore?group_by=model,", "group_by")]
    [InlineData("explore?filter=gpt", "filter")]
    [InlineData("explore?filter=models:gpt", "filter")]
    [InlineData("explore?filter=model:gpt&filter=", "filter")]
    [InlineData("explore?filter=team:search", "filter")]
    [InlineData("explore?filter=team:project:search/chat", "filter")]
    [InlineData("explore?filter=status:paid", "filter")]
    [InlineData("explore?metric=cost", "metric")]
    [InlineData("explore?compare=year", "compare")]
    [InlineData("explore?limit=0", "limit")]
    [InlineData("explore?limit=101", "limit")]
    [InlineData("explore.csv?metric=cost", "metric")]
    [InlineData("explore/values", "dimension")]
    [InlineData("explore/values?dimension=modle", "dimension")]
    [InlineData("explore/values?dimension=model&limit=501", "limit")]
    [InlineData("efficiency?group_by=model,team", "group_by")]
    [InlineData("efficiency?from=x", "from")]
    [InlineData("efficiency?limit=x", "limit")]
    public async Task What_is_wrong_with_a_question_is_said_by_parameter(string path, string parameter)
    {
        using var answer = await server.Silo.Client.GetAsync($"/api/v1/{path}", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([parameter]);
    }

    [Fact]
    public async Task Unit_costs_are_told_by_group_with_the_period_before()
    {
        await server.PostAsync("unit-1", "unit", Now, 2_000_000, Token);
        await server.PostAsync("unit-2", "unit", Now.AddDays(-2), 1_000_000, Token);
        await WhenFoldedAsync("team:unit", 2);

        var answer = await GetAsync($"efficiency?scope=team:unit&from={Day(-1)}&to={Day(1)}");

        (answer.GetProperty("groupBy").GetString(), answer.GetProperty("previousFrom").GetString()).ShouldBe(("model", Day(-3)));
        var group = answer.GetProperty("groups").EnumerateArray().ShouldHaveSingleItem();
        group.GetProperty("key").GetString().ShouldBe("gpt-4o");
        var (now, previous) = (group.GetProperty("now"), group.GetProperty("previous"));
        (now.GetProperty("cost").GetDecimal(), now.GetProperty("costPerMillionTokens").GetDecimal()).ShouldBe((5m, 2.5m));
        (previous.GetProperty("cost").GetDecimal(), previous.GetProperty("cacheHitRate").GetDecimal()).ShouldBe((2.5m, 0m));
        foreach (var none in new[] { "costPerRequest", "costPerCustomer", "tokensPerRequest" })
        {
            now.GetProperty(none).ValueKind.ShouldBe(JsonValueKind.Null);
        }

        group.GetProperty("costPerRequest").GetArrayLength().ShouldBe(2);
        (await GetAsync("efficiency?scope=team:unit-nobody")).GetProperty("total").GetProperty("previous").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static string Day(int days) => Now.UtcDateTime.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<JsonElement> GetAsync(string path) => server.Silo.GetAsync($"/api/v1/{path}", Token);

    /// <summary>The explorer follows by a few seconds.</summary>
    private Task WhenFoldedAsync(string scope, int records) => SiloProcess.Until(
        async () => (await GetAsync($"explore?scope={Uri.EscapeDataString(scope)}&from={Day(-90)}")).GetProperty("total").GetProperty("records").GetInt64() >= records, Token);
}

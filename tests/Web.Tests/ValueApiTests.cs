using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.TestSupport;
using FinOpsAI.Web.Tests.Identity;

namespace FinOpsAI.Web.Tests;

public sealed class ValueApiTests(WebServer server, IdentityServer identity) : IClassFixture<IdentityServer>
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_unit_is_set_up_changed_counted_listed_and_removed_and_every_step_is_audited()
    {
        var (status, unit) = await server.Silo.SendAsync(
            HttpMethod.Post, "/api/v1/value-units", """{"name":" Tickets ","scope":"team:value","worth":1500,"currency":"krw"}""", Token);
        status.ShouldBe(HttpStatusCode.Created, unit.ToString());
        var id = unit.GetProperty("id").GetString();
        (unit.GetProperty("name").GetString(), unit.GetProperty("scope").GetString(), unit.GetProperty("worth").GetDecimal(), unit.GetProperty("currency").GetString())
            .ShouldBe(("Tickets", "team:value", 1500m, "KRW"));

        (status, unit) = await server.Silo.SendAsync(HttpMethod.Put, $"/api/v1/value-units/{id}", """{"name":"Solved tickets"}""", Token);
        (status, unit.GetProperty("scope").GetString(), unit.GetProperty("worth").ValueKind, unit.GetProperty("currency").GetString())
            .ShouldBe((HttpStatusCode.OK, "team:value", JsonValueKind.Null, "USD"));

        (status, var answer) = await CountAsync(id!, $$"""{"counts":[{"day":"{{Day(-1)}}","amount":3},{"day":"{{Day(-2)}}","amount":-3},{"day":"{{Day(-3)}}","amount":null}]}""");
        status.ShouldBe(HttpStatusCode.OK);
        (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("takenBack").GetInt32(), answer.GetProperty("rejected").GetInt32()).ShouldBe((1, 1, 1));
        var error = answer.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        (error.GetProperty("line").GetInt32(), error.GetProperty("field").GetString()).ShouldBe((2, "amount"));

        (await CountAsync(id!, "{}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await CountAsync(id!, "{")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await CountAsync(id!, "x,", "text/csv")).Answer.GetProperty("rejected").GetInt32().ShouldBe(1);
        (await CountAsync("unknown", "{}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.Silo.GetAsync("/api/v1/value-units?scope=team:value", Token)).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(id);

        (await server.Silo.SendAsync(HttpMethod.Delete, $"/api/v1/value-units/{id}", null, Token)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.Silo.SendAsync(HttpMethod.Delete, $"/api/v1/value-units/{id}", null, Token)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.AuditAsync($"value/{id}", Token)).ShouldBe(["valueUnit.removed", "valueUnit.counted", "valueUnit.changed", "valueUnit.added"]);
    }

    [Theory]
    [InlineData("""{ "scope": "org" }""", "name")]
    [InlineData("""{ "name": "x", "scope": "team" }""", "scope")]
    [InlineData("""{ "name": "x", "worth": 0 }""", "worth")]
    [InlineData("""{ "name": "x", "worth": 1000000001 }""", "worth")]
    [InlineData("""{ "name": "x", "worth": 1, "currency": "XXX" }""", "currency")]
    public async Task What_is_wrong_with_a_unit_is_said_by_field(string body, string field)
    {
        var (status, answer) = await server.Silo.SendAsync(HttpMethod.Post, "/api/v1/value-units", body, Token);

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([field]);
    }

    [Fact]
    public async Task The_report_equals_an_independent_recomputation_to_the_last_digit()
    {
        // Counts, costs and a worth in another currency by chance, with days that lack one of them.
        var random = new Random(20_261_122);
        var days = Enumerable.Range(1, 20).Select(back => (
            Day: Today.AddDays(-back),
            Count: random.Next(5) == 0 ? (decimal?)null : random.Next(1, 900) + (random.Next(1000) / 1000m),
            Cost: random.Next(6) == 0 ? (decimal?)null : random.Next(1, 4000) / 7m)).ToList();
        var costs = days.Where(day => day.Cost is not null).ToList();
        foreach (var day in costs)
        {
            var (_, receipt) = await server.Silo.PostUsageAsync(JsonContent.Create(new
            {
                id = $"value-exact-{day.Day:yyyyMMdd}", timestamp = $"{day.Day:yyyy-MM-dd}T13:00:00Z", provider = "aws", team = "value-exact", project = "p", resource = "r",
                effective_cost = day.Cost!.Value.ToString(CultureInfo.InvariantCulture), billing_currency = "USD",
            }), Token);
            receipt.GetProperty("accepted").GetInt64().ShouldBe(1, receipt.ToString());
        }

        var (_, unit) = await server.Silo.SendAsync(
            HttpMethod.Post, "/api/v1/value-units", """{"name":"Exact","scope":"team:value-exact","worth":1333.3,"currency":"KRW"}""", Token);
        var csv = "day,amount\n" + string.Join('\n', days.Where(day => day.Count is not null).Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Day:yyyy-MM-dd},{day.Count}")));
        (await CountAsync(unit.GetProperty("id").GetString()!, csv, "text/csv")).Answer.GetProperty("rejected").GetInt32().ShouldBe(0);
        await SiloProcess.Until(
            async () => (await ReportAsync(-20, 0)).GetProperty("items")[0].GetProperty("now").GetProperty("totalCost").GetDecimal() == costs.Sum(day => day.Cost!.Value), Token);

        // Fetched as people see it, and worked out here with nothing of the product's.
        var rate = (await server.Silo.GetAsync("/api/v1/currency", Token)).GetProperty("rates").EnumerateArray()
            .Single(one => one.GetProperty("currency").GetString() == "KRW").GetProperty("rate").GetDecimal();
        var worth = Math.Round(1333.3m * rate, 12);
        var report = await ReportAsync(-10, 0);
        (report.GetProperty("from").GetString(), report.GetProperty("to").GetString(), report.GetProperty("previousFrom").GetString(), report.GetProperty("currency").GetString())
            .ShouldBe((Day(-10), Day(0), Day(-20), "USD"));
        var item = report.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        ShouldBe(item.GetProperty("now"), [.. days.Where(day => day.Day >= Today.AddDays(-10))]);
        ShouldBe(item.GetProperty("previous"), [.. days.Where(day => day.Day < Today.AddDays(-10))]);
        foreach (var (shown, day) in item.GetProperty("days").EnumerateArray().Zip(days.Take(10).Reverse()))
        {
            shown.GetProperty("day").GetString().ShouldBe(day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            (Number(shown, "count"), Number(shown, "cost"), Number(shown, "costPerUnit"), Number(shown, "value"))
                .ShouldBe((day.Count, day.Cost, day.Cost / day.Count, day.Count * worth));
        }

        void ShouldBe(JsonElement figures, List<(DateOnly Day, decimal? Count, decimal? Cost)> expected)
        {
            var (count, cost, value, used) = (0m, 0m, 0m, 0);
            foreach (var day in expected)
            {
                if (day.Count is { } units && day.Cost is { } spent)
                {
                    (count, cost, value, used) = (count + units, cost + spent, value + (units * worth), used + 1);
                }
            }

            used.ShouldBeInRange(3, expected.Count - 1, "the draw has days that lack one of both");
            (Number(figures, "count"), Number(figures, "cost"), Number(figures, "value")).ShouldBe((count, cost, value));
            (Number(figures, "costPerUnit"), Number(figures, "roi")).ShouldBe((cost / count, (value - cost) / cost));
            (Number(figures, "usedDays"), Number(figures, "daysWithoutCount"), Number(figures, "daysWithoutCost"), Number(figures, "totalCost")).ShouldBe((
                used, expected.Count(day => day.Count is null), expected.Count(day => day.Count is not null && day.Cost is null), expected.Sum(day => day.Cost ?? 0)));
        }

        Task<JsonElement> ReportAsync(int from, int to) => server.Silo.GetAsync($"/api/v1/value?scope=team:value-exact&from={Day(from)}&to={Day(to)}", Token);
    }

    [Fact]
    public async Task A_scopes_own_units_come_first_then_those_below_and_faults_of_the_question_are_told()
    {
        foreach (var (name, scope) in new[] { ("B below", "project:value-order/p"), ("A elsewhere", "team:value-order2"), ("C own", "team:value-order") })
        {
            await server.Silo.SendAsync(HttpMethod.Post, "/api/v1/value-units", JsonSerializer.Serialize(new { name, scope }), Token);
        }

        var report = await server.Silo.GetAsync("/api/v1/value?scope=team:value-order", Token);

        report.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("unit").GetProperty("name").GetString()).ShouldBe(["C own", "B below"]);
        report.GetProperty("items")[0].GetProperty("previous").ValueKind.ShouldBe(JsonValueKind.Null);
        var (status, answer) = await server.Silo.SendAsync(HttpMethod.Get, "/api/v1/value?scope=x&from=1", null, Token);
        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["scope", "from"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_token_that_may_only_ingest_counts_where_it_reaches_and_does_nothing_else()
    {
        await using var store = await identity.OpenStoreAsync(Token);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var team in new[] { "pipe-a", "pipe-b" })
        {
            await store.Values.SaveAsync(new(team, team, ScopePath.ForTeam(team), null, null, "somebody", "somebody", now), Token);
        }

        using var all = await PipelineAsync("org", ScopePath.Organization);
        using var one = await PipelineAsync("one", ScopePath.ForTeam("pipe-a"));

        (await PutAsync(all, "pipe-a"), await PutAsync(all, "pipe-b"), await PutAsync(one, "pipe-a"), await PutAsync(one, "pipe-b"))
            .ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound));
        using var listed = await all.GetAsync("/api/v1/value-units", Token);
        using var removed = await all.DeleteAsync("/api/v1/value-units/pipe-a", Token);
        using var renamed = await all.PutAsJsonAsync("/api/v1/value-units/pipe-a", new { name = "x" }, Token);
        (listed.StatusCode, removed.StatusCode, renamed.StatusCode).ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));

        async Task<HttpClient> PipelineAsync(string name, ScopePath scope)
        {
            var (made, secret) = ApiToken.Make($"value-{name}", null, [Permission.Ingest], scope, now, null);
            await store.Identity.AddTokenAsync(made, Token);
            var client = new HttpClient { BaseAddress = identity.Silo.Url };
            client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
            return client;
        }

        static async Task<HttpStatusCode> PutAsync(HttpClient client, string unit)
        {
            using var answer = await client.PutAsync($"/api/v1/value-units/{unit}/counts", new StringContent($"{Day(-1)},5", Encoding.UTF8, "text/csv"), Token);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_rates_in_use_are_told_with_their_source_and_state()
    {
        var answer = await server.Silo.GetAsync("/api/v1/currency", Token);

        (answer.GetProperty("reporting").GetString(), answer.GetProperty("staleAfterDays").GetInt32()).ShouldBe(("USD", 40));
        var won = answer.GetProperty("rates").EnumerateArray().Single(rate => rate.GetProperty("currency").GetString() == "KRW");
        (won.GetProperty("state").GetString(), won.GetProperty("validFrom").GetDateTimeOffset()).ShouldBe(("reference", new(2024, 12, 31, 0, 0, 0, TimeSpan.Zero)));
        won.GetProperty("source").GetString()!.ShouldStartWith("reference rate");
    }

    private static decimal? Number(JsonElement item, string name) => item.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;

    private static string Day(int offset) => Today.AddDays(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<(HttpStatusCode Status, JsonElement Answer)> CountAsync(string id, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await server.Silo.Client.PutAsync($"/api/v1/value-units/{id}/counts", content, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        using var document = JsonDocument.Parse(text.Length == 0 ? "null" : text);
        return (answer.StatusCode, document.RootElement.Clone());
    }
}

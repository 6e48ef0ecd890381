using System.Net;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

public sealed class ExperimentsApiTests(WebServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_experiment_runs_from_its_start_to_its_end()
    {
        var (status, started) = await SendAsync(
            HttpMethod.Post,
            "/api/v1/experiments",
            """{"name":"긴 문맥 Ablation #2","scope":"team:e-run","estimate":10,"cap":20,"duration":"P2D","owner":"lee","tags":{"goal":"speed"}}""");
        status.ShouldBe(HttpStatusCode.Created, started.ToString());
        started.GetProperty("id").GetString().ShouldBe("긴-문맥-ablation-2");
        started.GetProperty("plannedPerHour").GetDecimal().ShouldBe(Math.Round(10m / 48, 6));
        var path = "/api/v1/experiments/긴-문맥-ablation-2";

        await PostAsync("e-run-1", "긴-문맥-ablation-2", 2);
        await SiloProcess.Until(async () => (await server.Silo.GetAsync(path, Token)).GetProperty("experiment").GetProperty("records").GetInt64() == 1, Token);
        var (_, reported) = await SendAsync(HttpMethod.Post, path + "/metrics", """{"name":"documents","value":250}""");
        reported.GetProperty("cost").GetDecimal().ShouldBe(5);
        reported.GetProperty("capShare").GetDecimal().ShouldBe(0.25m);
        reported.GetProperty("metrics")[0].GetProperty("costPerUnit").GetDecimal().ShouldBe(0.02m);
        reported.GetProperty("hoursToCap").GetDouble().ShouldBeGreaterThan(0);

        var reservations = $"/api/v1/budgets/{Uri.EscapeDataString(reported.GetProperty("budgetId").GetString()!)}/reservations";
        await SiloProcess.Until(async () => await LeftAsync(reservations) == 15, Token);
        (await SendAsync(HttpMethod.Post, reservations, """{"key":"s1","amount":15}""")).Status.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(HttpMethod.Post, reservations, """{"key":"s2","amount":1}""")).Status.ShouldBe(HttpStatusCode.PaymentRequired);

        var (_, ended) = await SendAsync(HttpMethod.Post, path + "/end", """{"state":"stopped","outcome":"too slow"}""");
        ended.GetProperty("state").GetString().ShouldBe("stopped");
        (await SendAsync(HttpMethod.Post, path + "/end", "{}")).Status.ShouldBe(HttpStatusCode.Conflict);
        var (denied, denial) = await SendAsync(HttpMethod.Post, reservations, """{"key":"s3","amount":0.1}""");
        denied.ShouldBe(HttpStatusCode.PaymentRequired);
        denial.GetProperty("reason").GetString().ShouldBe("ended");
        var detail = await server.Silo.GetAsync(path, Token);
        detail.GetProperty("course").EnumerateArray().Sum(point => point.GetProperty("cost").GetDecimal()).ShouldBe(5);
        detail.GetProperty("reports").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task An_id_is_given_once_and_what_nobody_declared_is_listed_apart()
    {
        const string Body = """{"name":"twice","estimate":1}""";
        (await SendAsync(HttpMethod.Post, "/api/v1/experiments", Body)).Status.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(HttpMethod.Post, "/api/v1/experiments", Body)).Status.ShouldBe(HttpStatusCode.Conflict);
        await PostAsync("e-undeclared-1", "nobody-declared-me", 1);

        await SiloProcess.Until(
            async () => (await server.Silo.GetAsync("/api/v1/experiments", Token)).GetProperty("undeclared").EnumerateArray()
                .Any(item => item.GetProperty("id").GetString() == "nobody-declared-me" && item.GetProperty("cost").GetDecimal() == 2.5m),
            Token);
    }

    [Fact]
    public async Task An_experiment_whose_exchange_rate_is_gone_says_so_and_holds_up_no_other()
    {
        await server.SaveAsync(
            new Experiment("e-gold", "Gold", ScopePath.ForTeam("e-gold"), 3, 4, "XAU", null, TimeProvider.System.GetUtcNow()), Token);
        await SendAsync(HttpMethod.Post, "/api/v1/experiments", """{"name":"e-beside-gold","estimate":1}""");

        var items = (await server.Silo.GetAsync("/api/v1/experiments", Token)).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("id").GetString()!);
        var shown = (await server.Silo.GetAsync("/api/v1/experiments/e-gold", Token)).GetProperty("experiment");

        items["e-beside-gold"].GetProperty("limitUnknown").ValueKind.ShouldBe(JsonValueKind.Null);
        items["e-gold"].ToString().ShouldBe(shown.ToString());
        shown.GetProperty("limitUnknown").GetProperty("en").GetString().ShouldBe(
            "No exchange rate from XAU to USD is known, so estimate and cap are not known either. Until a rate is entered, nothing is told of the experiment.");
        shown.GetProperty("limitUnknown").GetProperty("ko").GetString()!.ShouldStartWith("XAU에서 USD로 바꿀 환율이 없어");
        (shown.GetProperty("estimate").GetDecimal(), shown.GetProperty("cap").ValueKind).ShouldBe((0, JsonValueKind.Null));
    }

    [Fact]
    public async Task Experiments_are_compared_by_cost_per_unit()
    {
        foreach (var (id, millions, points) in new[] { ("cmp-a", 2, 10), ("cmp-b", 6, 60), ("cmp-c", 1, 0) })
        {
            await SendAsync(HttpMethod.Post, "/api/v1/experiments", $$"""{"name":"{{id}}","estimate":100}""");
            await PostAsync($"{id}-1", id, millions);
            await SiloProcess.Until(
                async () => (await server.Silo.GetAsync($"/api/v1/experiments/{id}", Token)).GetProperty("experiment").GetProperty("records").GetInt64() == 1, Token);
            if (points > 0)
            {
                await SendAsync(HttpMethod.Post, $"/api/v1/experiments/{id}/metrics", $$"""{"name":"points","value":{{points}}}""");
            }
        }

        var items = (await server.Silo.GetAsync("/api/v1/experiments/compare?ids=cmp-c,cmp-a,cmp-b&metric=points", Token)).GetProperty("items");

        items.EnumerateArray().Select(item => item.GetProperty("experiment").GetProperty("id").GetString()).ShouldBe(["cmp-b", "cmp-a", "cmp-c"]);
        items[0].GetProperty("costPerUnit").GetDecimal().ShouldBe(0.25m);
        items[1].GetProperty("timesBest").GetDouble().ShouldBe(2);
        items[2].GetProperty("costPerUnit").ValueKind.ShouldBe(JsonValueKind.Null);
        (await SendAsync(HttpMethod.Get, "/api/v1/experiments/compare?ids=cmp-a,missing", null)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"estimate":1}""", "name")]
    [InlineData("""{"name":"***","estimate":1}""", "id")]
    [InlineData("""{"name":"compare","estimate":1}""", "id")]
    [InlineData("""{"name":"x","id":"a/b","estimate":1}""", "id")]
    [InlineData("""{"name":"x"}""", "estimate")]
    [InlineData("""{"name":"x","estimate":1,"cap":0}""", "cap")]
    [InlineData("""{"name":"x","estimate":1,"duration":"PT1S"}""", "duration")]
    public async Task A_faulty_experiment_is_refused_by_field(string body, string field)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, "/api/v1/experiments", body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
    }

    private int _probes;

    /// <summary>What is left, as the reservations see it.</summary>
    private async Task<decimal> LeftAsync(string reservations)
    {
        var key = $"probe-{_probes++}";
        await SendAsync(HttpMethod.Post, reservations, $$"""{"key":"{{key}}","amount":0.01}""");
        return (await SendAsync(HttpMethod.Delete, $"{reservations}/{key}", null)).Answer.GetProperty("left").GetDecimal();
    }

    /// <summary>A record of now that names an experiment and costs 2.5 for each million of tokens.</summary>
    private async Task PostAsync(string id, string experiment, int millions)
    {
        var body = $$$"""{"id":"{{{id}}}","timestamp":"{{{TimeProvider.System.GetUtcNow():O}}}","provider":"openai","model":"gpt-4o","team":"e-run","project":"p","resource":"r","experiment":"{{{experiment}}}","usage":{"token.input":{{{millions}}}000000}}""";
        var (status, answer) = await SendAsync(HttpMethod.Post, "/api/v1/usage", body);
        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
    }

    private Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, string? body) =>
        server.Silo.SendAsync(method, path, body, Token);
}

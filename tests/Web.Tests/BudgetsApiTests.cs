using System.Net;
using System.Text.Json;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Tests;

public sealed class BudgetsApiTests(WebServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_budget_is_made_shown_changed_and_removed_and_every_step_is_in_the_audit_log()
    {
        var (status, made) = await SendAsync(
            HttpMethod.Post,
            "/api/v1/budgets",
            """{"name":"Quarter cap","scope":"team:b-crud","period":"quarter","amount":1000,"hard":true,"thresholds":[0.9,0.5],"owner":"lee","freeModels":["*-mini"]}""");
        status.ShouldBe(HttpStatusCode.Created, made.ToString());
        var path = $"/api/v1/budgets/{made.GetProperty("id").GetString()}";

        var shown = await server.Silo.GetAsync(path, Token);
        shown.GetProperty("thresholds").EnumerateArray().Select(share => share.GetDecimal()).ShouldBe([0.5m, 0.9m]);
        shown.GetProperty("status").GetProperty("left").GetDecimal().ShouldBe(1000);
        shown.GetProperty("status").GetProperty("period").GetString()!.ShouldMatch(@"^\d{4}-Q[1-4]$");

        var (_, changed) = await SendAsync(HttpMethod.Put, path, """{"name":"Quarter cap","amount":1200.5}""");
        changed.GetProperty("amount").GetDecimal().ShouldBe(1200.5m);
        changed.GetProperty("hard").GetBoolean().ShouldBeFalse();
        (await SendAsync(HttpMethod.Delete, path, null)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(HttpMethod.Get, path, null)).Status.ShouldBe(HttpStatusCode.NotFound);

        (await server.AuditAsync($"budget/{made.GetProperty("id").GetString()}", Token)).ShouldBe(["budget.removed", "budget.changed", "budget.created"]);
    }

    [Fact]
    public async Task What_was_told_of_a_budget_is_closed_when_it_is_removed()
    {
        var (_, made) = await SendAsync(HttpMethod.Post, "/api/v1/budgets", """{"name":"Gone","scope":"team:b-gone","period":"day","amount":10}""");
        var id = made.GetProperty("id").GetString()!;
        await server.SaveToldAsync(new(id, "2026-01-05", ["50", "80"]), Token);

        (await SendAsync(HttpMethod.Delete, $"/api/v1/budgets/{id}", null)).Status.ShouldBe(HttpStatusCode.NoContent);

        // The watch may say beside it that the period of January is over; both close the thread.
        var notices = (await server.Silo.GetAsync($"/api/v1/notices?thread=budget/{id}/2026-01-05", Token)).GetProperty("items").EnumerateArray().ToList();
        notices.ShouldAllBe(notice => notice.GetProperty("phase").GetString() == "closed");
        notices.Select(notice => notice.GetProperty("key").GetString()).ShouldContain($"budget/{id}/2026-01-05/removed-2");
    }

    [Fact]
    public async Task Every_fault_of_a_budget_is_named_at_once()
    {
        var (status, answer) = await SendAsync(
            HttpMethod.Post,
            "/api/v1/budgets",
            """{"scope":"nonsense","amount":0,"currency":"XXX","thresholds":[0],"forecastProbability":0.1,"start":"2026-01-01","carryOverCap":-1,"freeModels":[""]}""");

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order().ShouldBe(
            ["amount", "carryOverCap", "currency", "forecastProbability", "freeModels", "name", "scope", "start", "thresholds"]);
    }

    [Fact]
    public async Task The_short_way_by_scope_sets_the_scopes_monthly_budget_and_nothing_else()
    {
        await SendAsync(HttpMethod.Post, "/api/v1/budgets", """{"name":"daily","scope":"team:b-short","period":"day","amount":5}""");
        var (_, first) = await SendAsync(HttpMethod.Put, "/api/v1/budgets?scope=team:b-short", """{"monthlyAmount":100}""");
        var (_, second) = await SendAsync(HttpMethod.Put, "/api/v1/budgets?scope=team:b-short", """{"monthlyAmount":200}""");

        second.GetProperty("id").GetString().ShouldBe(first.GetProperty("id").GetString());
        var items = (await server.Silo.GetAsync("/api/v1/budgets?scope=team:b-short", Token)).GetProperty("items");
        items.EnumerateArray().Select(item => item.GetProperty("amount").GetDecimal()).Order().ShouldBe([5, 200]);
        (await SendAsync(HttpMethod.Delete, "/api/v1/budgets?scope=team:b-short", null)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.Silo.GetAsync("/api/v1/budgets?scope=team:b-short", Token)).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_budget_in_another_currency_is_limited_in_the_reporting_currency()
    {
        var (_, made) = await SendAsync(
            HttpMethod.Post, "/api/v1/budgets", """{"name":"won","scope":"team:b-won","amount":1300000,"currency":"krw"}""");

        made.GetProperty("currency").GetString().ShouldBe("KRW");
        made.GetProperty("status").GetProperty("limit").GetDecimal().ShouldBeInRange(500, 2_000);
        made.GetProperty("status").GetProperty("rateSource").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Children_that_add_up_to_more_are_a_warning_not_a_refusal()
    {
        await SendAsync(HttpMethod.Post, "/api/v1/budgets", """{"name":"team","scope":"team:b-tree","period":"week","amount":100}""");
        var (status, child) = await SendAsync(
            HttpMethod.Post, "/api/v1/budgets", """{"name":"project","scope":"project:b-tree/p","period":"week","amount":150}""");

        status.ShouldBe(HttpStatusCode.Created);
        child.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("code").GetString())
            .ShouldBe(["larger_than_parent", "children_exceed_parent"]);
        child.GetProperty("warnings")[0].GetProperty("text").GetProperty("ko").GetString()!.ShouldContain("b-tree");
        (await server.Silo.GetAsync("/api/v1/budgets?scope=team:b-tree", Token)).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("name").GetString() == "project").GetProperty("warnings").ToString().ShouldBe(child.GetProperty("warnings").ToString());
    }

    [Fact]
    public async Task A_budget_whose_exchange_rate_is_gone_says_so_and_holds_up_nothing_else()
    {
        await server.PostAsync("b-gold-1", "b-gold", Token);
        var scope = ScopePath.ForTeam("b-gold");
        await server.SaveAsync(Budget.Monthly("b-gold", "Gold", scope, 3, TimeProvider.System.GetUtcNow()) with { Currency = "XAU" }, Token);
        await server.SaveAsync(Budget.Monthly("b-gold-day", "Day", scope, 20, TimeProvider.System.GetUtcNow()) with { Period = BudgetPeriod.Day }, Token);

        var items = (await server.Silo.GetAsync("/api/v1/budgets?scope=team:b-gold", Token)).GetProperty("items").EnumerateArray().ToList();
        var shown = await server.Silo.GetAsync("/api/v1/budgets/b-gold", Token);
        var summary = await server.Silo.GetAsync("/api/v1/summary?scope=team:b-gold", Token);
        await server.Silo.GetAsync("/api/v1/children", Token);
        var (refused, denial) = await SendAsync(HttpMethod.Post, "/api/v1/budgets/b-gold/reservations", """{"key":"a","amount":1}""");
        var (asked, fault) = await SendAsync(HttpMethod.Post, "/api/v1/budgets/b-gold/requests", """{"amount":4,"reason":"more"}""");

        items.Select(item => item.GetProperty("name").GetString()).ShouldBe(["Day", "Gold"]);
        items[0].GetProperty("status").GetProperty("limitUnknown").ValueKind.ShouldBe(JsonValueKind.Null);
        items[1].ToString().ShouldContain("XAU");
        var words = shown.GetProperty("status").GetProperty("limitUnknown");
        words.GetProperty("en").GetString().ShouldBe(
            "No exchange rate from XAU to USD is known, so the limit is not known either. Until a rate is entered, reservations are denied and nothing is told.");
        words.GetProperty("ko").GetString()!.ShouldStartWith("XAU에서 USD로 바꿀 환율이 없어");
        shown.GetProperty("status").GetProperty("probability").ValueKind.ShouldBe(JsonValueKind.Null);
        summary.GetProperty("budget").ValueKind.ShouldBe(JsonValueKind.Null);
        refused.ShouldBe(HttpStatusCode.PaymentRequired);
        denial.GetProperty("reason").GetString().ShouldBe("noExchangeRate");
        denial.GetProperty("text").GetProperty("en").GetString().ShouldBe("The limit is not known: there is no exchange rate from the budget's currency to USD.");
        asked.ShouldBe(HttpStatusCode.BadRequest);
        fault.GetProperty("errors").GetProperty("amount")[0].GetString()!.ShouldContain("XAU");
    }

    [Fact]
    public async Task A_reservation_is_granted_denied_settled_and_released()
    {
        var path = await CapAsync("b-reserve", 10);

        var (created, grant) = await SendAsync(HttpMethod.Post, path, """{"key":"call-1","amount":7,"ttl":"PT1M"}""");
        (await SendAsync(HttpMethod.Post, path, """{"key":"call-1","amount":7}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Post, path, """{"key":"call-1","amount":6}""")).Status.ShouldBe(HttpStatusCode.Conflict);
        var (refused, denial) = await SendAsync(HttpMethod.Post, path, """{"key":"call-2","amount":4,"ttl":"30"}""");
        var (_, free) = await SendAsync(HttpMethod.Post, path, """{"key":"call-3","amount":4,"model":"gpt-5.4-mini"}""");
        var (_, settled) = await SendAsync(HttpMethod.Put, path + "/call-1", """{"amount":2.5}""");
        (await SendAsync(HttpMethod.Delete, path + "/call-3", null)).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Delete, path + "/call-1", null)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(HttpMethod.Put, path + "/unknown", """{"amount":1}""")).Status.ShouldBe(HttpStatusCode.NotFound);

        created.ShouldBe(HttpStatusCode.Created);
        grant.GetProperty("granted").GetBoolean().ShouldBeTrue();
        grant.GetProperty("left").GetDecimal().ShouldBe(3);
        refused.ShouldBe(HttpStatusCode.PaymentRequired);
        denial.GetProperty("granted").GetBoolean().ShouldBeFalse();
        denial.GetProperty("reason").GetString().ShouldBe("overBudget");
        denial.GetProperty("text").GetProperty("en").GetString().ShouldBe("Not enough is left: $3.00 of $10.00.");
        denial.GetProperty("retryAfter").GetInt64().ShouldBeInRange(1, 60);
        free.GetProperty("reservation").GetProperty("free").GetBoolean().ShouldBeTrue();
        settled.GetProperty("left").GetDecimal().ShouldBe(7.5m);
        var listed = (await server.Silo.GetAsync(path + "?state=settled", Token)).GetProperty("items");
        listed.EnumerateArray().ShouldHaveSingleItem().GetProperty("settled").GetDecimal().ShouldBe(2.5m);
    }

    [Theory]
    [InlineData("""{"amount":1}""", "key")]
    [InlineData("""{"key":"a b","amount":1}""", "key")]
    [InlineData("""{"key":"a"}""", "amount")]
    [InlineData("""{"key":"a","amount":-1}""", "amount")]
    [InlineData("""{"key":"a","amount":1,"ttl":"soon"}""", "ttl")]
    [InlineData("""{"key":"a","amount":1,"ttl":"P40D"}""", "ttl")]
    [InlineData("""{"key":"a","amount":1,"currency":"XXX"}""", "currency")]
    public async Task A_faulty_reservation_is_refused_by_field(string body, string field)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, "/api/v1/budgets/nothing/reservations", body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
    }

    [Fact]
    public async Task A_reservation_of_no_budget_is_not_found() =>
        (await SendAsync(HttpMethod.Post, "/api/v1/budgets/nothing/reservations", """{"key":"a","amount":1}""")).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task An_increase_is_asked_for_approved_with_an_end_and_holds_at_once()
    {
        var path = await CapAsync("b-increase", 10);
        var budget = path[..path.LastIndexOf('/')];
        (await SendAsync(HttpMethod.Post, path, """{"key":"a","amount":15}""")).Status.ShouldBe(HttpStatusCode.PaymentRequired);

        var (asked, request) = await SendAsync(
            HttpMethod.Post, budget + "/requests", """{"amount":20,"reason":"release week","until":"2199-01-01T00:00:00Z"}""", "park");
        asked.ShouldBe(HttpStatusCode.Created, request.ToString());
        request.GetProperty("by").GetString().ShouldBe("token:park");
        request.GetProperty("atAsking").GetProperty("limit").GetDecimal().ShouldBe(10);
        var id = request.GetProperty("id").GetString();
        (await server.Silo.GetAsync("/api/v1/budget-requests?state=pending&scope=team:b-increase", Token)).GetProperty("items").GetArrayLength().ShouldBe(1);

        var (approved, decision) = await SendAsync(HttpMethod.Post, $"{budget}/requests/{id}/approve", """{"comment":"fine"}""", "kim");
        approved.ShouldBe(HttpStatusCode.OK, decision.ToString());
        decision.GetProperty("state").GetString().ShouldBe("approved");
        decision.GetProperty("decidedBy").GetString().ShouldBe("token:kim");
        (await SendAsync(HttpMethod.Post, $"{budget}/requests/{id}/decline", "{}")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(HttpMethod.Post, path, """{"key":"a","amount":15}""")).Status.ShouldBe(HttpStatusCode.Created);
        var shown = await server.Silo.GetAsync(budget, Token);
        shown.GetProperty("amount").GetDecimal().ShouldBe(10);
        shown.GetProperty("increase").GetProperty("amount").GetDecimal().ShouldBe(20);
        (await server.AuditAsync($"budget/{shown.GetProperty("id").GetString()}", Token)).ShouldBe(
            ["budget.changed", "budget.increaseApproved", "budget.increaseRequested", "budget.created"]);
    }

    [Theory]
    [InlineData("""{"amount":10,"reason":"x"}""", "amount")]
    [InlineData("""{"amount":11}""", "reason")]
    [InlineData("""{"amount":11,"reason":"x","until":"2001-01-01T00:00:00Z"}""", "until")]
    public async Task A_faulty_request_is_refused_by_field(string body, string field)
    {
        var path = await CapAsync("b-faulty", 10);

        var (status, answer) = await SendAsync(HttpMethod.Post, path[..path.LastIndexOf('/')] + "/requests", body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
    }

    /// <summary>A hard budget of a day; the path of its reservations.</summary>
    private async Task<string> CapAsync(string team, decimal amount)
    {
        var (_, made) = await SendAsync(
            HttpMethod.Post,
            "/api/v1/budgets",
            $$"""{"name":"cap","scope":"team:{{team}}","period":"total","amount":{{amount}},"hard":true,"freeModels":["*-mini"]}""");
        return $"/api/v1/budgets/{made.GetProperty("id").GetString()}/reservations";
    }

    private Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, string? body, string? actor = null) =>
        server.Silo.SendAsync(method, path, body, Token, actor);
}

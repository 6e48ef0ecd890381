using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources.Gpu;

public sealed class OpenCostConnectorTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 19, 10, 0, 0, TimeSpan.Zero);

    private ProviderServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ProviderServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Allocation(string name, string properties, string fields, int hour = 10) =>
        $$"""
        "{{name}}": { "name": "{{name}}", "properties": { {{properties}} }, "aNewField": {"x": 1},
          "window": { "start": "2026-11-19T{{hour}}:00:00Z", "end": "2026-11-19T{{hour + 1}}:00:00Z" }, "start": "2026-11-19T{{hour}}:12:00Z", "minutes": 48, {{fields}} }
        """;

    private static readonly string Ranker = Allocation(
        "payments/ranker",
        """
        "cluster": "prod", "node": "gpu-node-1", "namespace": "payments", "controllerKind": "deployment", "controller": "ranker",
        "labels": { "team": "risk" }, "namespaceLabels": { "team": "money", "cost_center": "42" }
        """,
        "\"cpuCoreHours\": 8, \"cpuCost\": 0.24, \"gpuHours\": 1, \"gpuCost\": 2.5, \"gpuCostAdjustment\": -0.1, \"ramByteHours\": 34359738368, \"totalCost\": 2.78");

    private static readonly string Web = Allocation("web/front", "\"namespace\": \"web\", \"controller\": \"front\"", "\"cpuCost\": 0.1, \"totalCost\": \"0.10001\"");
    private static readonly string Idle = Allocation("__idle__", "\"cluster\": \"prod\"", "\"gpuHours\": 3, \"gpuCost\": 7.5, \"totalCost\": 9.25");
    private static readonly string Nobody = Allocation("__unallocated__", "", "\"totalCost\": 0.5");

    private void Serve(params string[] sets) =>
        _server.On("/allocation", $$"""{ "code": 200, "status": "success", "data": [ {{string.Join(", ", sets.Select(set => $"{{{set}}}"))}} ] }""");

    private DataSource Source(SourceKit kit, params (string, string)[] more) =>
        kit.Source("opencost.allocation", [("url", _server.Url + "/"), ("token", "tok-secret"), .. more]);

    [Fact]
    public async Task Allocations_become_records_of_their_hour()
    {
        Serve($"{Ranker}, {Web}, {Idle}, {Nobody}", Allocation("payments/ranker", "\"namespace\": \"payments\", \"controller\": \"ranker\"", "\"totalCost\": 1", 11));
        using var kit = new SourceKit();

        var batches = await kit.ReadAsync(Source(kit, ("currency", "EUR")), Ten, Ten.AddHours(3));

        batches.Select(batch => (batch.Window!.Name, batch.Records.Count, batch.CoveredUntil)).ShouldBe(
        [
            ("2026-11-19T10:00Z", 4, Ten.AddHours(1)), ("2026-11-19T11:00Z", 1, Ten.AddHours(2)), ("2026-11-19T12:00Z", 0, Ten.AddHours(3)),
        ]);
        batches.SelectMany(batch => batch.Errors).ShouldBeEmpty();
        batches[0].Records.Select(record => (record.Scope.Key, record.StatedCost!.Value.Effective)).ShouldBe(
        [
            ("resource:risk/payments/ranker", 2.78m), ("resource:unattributed/web/front", 0.10001m), ("resource:platform/idle/prod", 9.25m),
            ("resource:unattributed/unallocated/unallocated", 0.5m),
        ]);
        var ranker = batches[0].Records[0];
        ranker.Timestamp.ShouldBe(Ten);
        ranker.BillingCurrency.ShouldBe("EUR");
        ranker.Status.ShouldBe(CostStatus.Estimated);
        ranker.Usage.ShouldBe(new Dictionary<string, decimal> { ["gpu_hour"] = 1, ["other:cpu_core_hour"] = 8, ["gib_hour"] = 32 }, ignoreOrder: true);
        ranker.Tags["team"].ShouldBe("risk");
        ranker.Tags["cost_center"].ShouldBe("42");
        var request = _server.Requests.ShouldHaveSingleItem();
        request.Query["window"].ToString().ShouldBe("2026-11-19T10:00:00Z,2026-11-19T13:00:00Z");
        request.Query["step"].ToString().ShouldBe("1h");
        request.Query["aggregate"].ToString().ShouldBe("namespace,controller");
        request.Query["includeIdle"].ToString().ShouldBe("true");
    }

    [Fact]
    public async Task Costs_of_the_GPU_alone_leave_out_what_has_none()
    {
        Serve($"{Ranker}, {Web}, {Idle}");
        using var kit = new SourceKit();

        var records = await kit.RecordsAsync(Source(kit, ("costs", "gpu")), Ten, Ten.AddHours(1));

        records.Select(record => (record.Scope.Project, record.Cost.Effective)).ShouldBe([("payments", 2.4m), ("idle", 7.5m)]);
    }

    [Fact]
    public async Task Days_are_asked_one_by_one_and_hours_come_in_order()
    {
        Serve();
        using var kit = new SourceKit();

        var batches = await kit.ReadAsync(Source(kit), Ten.AddHours(12), Ten.AddHours(40).AddMinutes(20));

        _server.Requests.Select(request => request.Query["window"].ToString()).ShouldBe(
            ["2026-11-19T22:00:00Z,2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z,2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z,2026-11-21T03:00:00Z"]);
        batches.Count.ShouldBe(29);
        batches[^2].CoveredUntil.ShouldBe(Ten.AddHours(40));
        batches[^1].CoveredUntil.ShouldBeNull();
    }

    [Fact]
    public async Task Hour_read_again_has_the_same_ids_and_no_group_that_is_gone()
    {
        Serve($"{Ranker}, {Web}");
        using var kit = new SourceKit();
        var first = await kit.RecordsAsync(Source(kit), Ten, Ten.AddHours(1));
        Serve(Ranker.Replace("2.78", "2.90", StringComparison.Ordinal));

        var second = await kit.RecordsAsync(Source(kit), Ten, Ten.AddHours(1));

        second.ShouldHaveSingleItem().Id.ShouldBe(first[0].Id);
        second[0].Cost.Effective.ShouldBe(2.90m);
    }

    [Fact]
    public async Task Cost_that_is_no_number_is_an_error_not_nothing()
    {
        Serve($"{Allocation("a/b", "\"namespace\": \"a\"", "\"totalCost\": null, \"gpuHours\": null")}, {Allocation("c/d", "", "\"minutes\": 60")}, {Web}");
        using var kit = new SourceKit();

        var batch = (await kit.ReadAsync(Source(kit), Ten, Ten.AddHours(1))).ShouldHaveSingleItem();

        batch.Records.ShouldHaveSingleItem();
        batch.Errors.Select(error => error.Message).ShouldBe(
            ["2026-11-19T10:00Z, a/b: totalCost is no number.", "2026-11-19T10:00Z, c/d: totalCost is no number."]);
    }

    [Fact]
    public async Task Built_in_price_is_warned_of_once()
    {
        var cheap = Allocation("a/b", "", "\"gpuHours\": 0.5, \"gpuCost\": 0.475, \"totalCost\": 0.5");
        Serve($"{cheap}, {cheap.Replace("a/b", "a/c", StringComparison.Ordinal)}");
        using var kit = new SourceKit();

        var batch = (await kit.ReadAsync(Source(kit), Ten, Ten.AddHours(1))).ShouldHaveSingleItem();

        batch.Records.Count.ShouldBe(2);
        batch.Errors.ShouldHaveSingleItem().Message.ShouldContain("0.95, OpenCost's built-in price");
    }

    [Fact]
    public async Task Label_that_is_grouped_by_becomes_a_tag_and_names_the_team()
    {
        Serve($"{Allocation("search/payments", "", "\"totalCost\": 1")}, {Allocation("__unallocated__/web", "", "\"totalCost\": 2")}");
        using var kit = new SourceKit();

        var records = await kit.RecordsAsync(Source(kit, ("aggregate", "label:team, namespace")), Ten, Ten.AddHours(1));

        records.Select(record => (record.Scope.Team, record.Scope.Project)).ShouldBe([("search", "payments"), ("unattributed", "web")]);
    }

    [Theory]
    [InlineData("""{ "code": 200 }""", "no list of data")]
    [InlineData("""{ "code": 200, "data": [ { "a": { "totalCost": 1 } } ] }""", "does not say its hour")]
    [InlineData("""{ "code": 200, "data": [ { "a": { "window": { "start": "2026-11-18T10:00:00Z" } } } ] }""", "asked from")]
    public async Task Answer_of_another_form_is_a_bad_answer(string json, string message)
    {
        _server.On("/allocation", json);
        using var kit = new SourceKit();

        var fault = await kit.FaultAsync(Source(kit), Ten, Ten.AddHours(1));

        fault.Code.ShouldBe(SourceFaultCode.BadAnswer);
        fault.Message.ShouldContain(message);
    }

    [Fact]
    public async Task OpenCost_that_fails_is_told_apart_in_words()
    {
        Serve($"{Ranker}, {Web}, {Idle}");
        using var kit = new SourceKit();

        await ConnectorFaults.HoldAsync(kit, _server, Source(kit), Ten, Ten.AddHours(1));
    }

    [Fact]
    public async Task Refusal_says_what_OpenCost_says()
    {
        _server.On("/allocation", _ => ProviderAnswer.Json("""{ "code": 400, "message": "Invalid 'window' parameter" }""", 400));
        using var kit = new SourceKit();

        (await kit.FaultAsync(Source(kit), Ten, Ten.AddHours(1))).Message.ShouldContain("Invalid 'window' parameter");
    }

    [Fact]
    public async Task Test_counts_what_is_there()
    {
        Serve(Ranker.Replace("2026-11-19T10", "2026-11-20T11", StringComparison.Ordinal));
        using var kit = new SourceKit();

        (await kit.Reader.TestAsync(Source(kit), TestContext.Current.CancellationToken)).ShouldBe(
            new(null, "1 allocations in the last hour, 1 with a GPU."));
    }
}

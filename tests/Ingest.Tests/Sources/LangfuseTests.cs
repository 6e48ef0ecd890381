using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class LangfuseTests : IAsyncLifetime
{
    private const string Path = "/api/public/v2/observations";
    private static readonly DateTimeOffset Ten = new(2026, 11, 18, 10, 0, 0, TimeSpan.Zero);

    private readonly SourceKit _kit = new();
    private ProviderServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ProviderServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _kit.Dispose();
        await _server.DisposeAsync();
    }

    private DataSource Source(params (string, string)[] settings) => _kit.Source(
        "langfuse.observations",
        [("public_key", "pk-lf-demo"), ("secret_key", "sk-lf-demo-secret"), ("base_url", _server.Url), .. settings]);

    private static string Row(
        string id = "obs-1", string usage = "\"input\":1000,\"output\":100,\"total\":1100", string cost = "0.0035", string start = "2026-11-18T10:20:30.123Z",
        string model = "gpt-4o-2024-08-06", string more = "") =>
        $$$"""
        {"id":"{{{id}}}","traceId":"t1","parentObservationId":null,"projectId":"prj-demo","type":"GENERATION","name":"answer","environment":"production",
         "startTime":"{{{start}}}","endTime":"2026-11-18T10:20:33Z","userId":"u-7","sessionId":"s-1","tags":["team:search","beta"],
         "providedModelName":"{{{model}}}","usageDetails":{{{{usage}}}},"costDetails":{"total":0.0035},"totalCost":{{{cost}}},"not_known":1{{{more}}}}
        """;

    private static string Page(string rows, string? cursor = null) =>
        $$$"""{"data":[{{{rows}}}],"meta":{{{(cursor is null ? "{}" : $"{{\"cursor\":\"{cursor}\"}}")}}}}""";

    /// <summary>Answers for generations; there are no embeddings.</summary>
    private void Serve(Func<ProviderRequest, string> page) =>
        _server.On(Path, request => ProviderAnswer.Json(request.Query["type"] == "GENERATION" ? page(request) : Page("")));

    private Task<List<UsageRecord>> RecordsAsync(params (string, string)[] settings) =>
        _kit.RecordsAsync(Source(settings), Ten, Ten.AddHours(1));

    private async Task<UsageRecord> OneAsync(string row, params (string, string)[] settings)
    {
        Serve(_ => Page(row));
        return (await RecordsAsync(settings)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_call_keeps_the_cost_that_Langfuse_estimated()
    {
        var record = await OneAsync(Row());

        record.Timestamp.ShouldBe(new(2026, 11, 18, 10, 20, 30, 123, TimeSpan.Zero));
        (record.Provider, record.Model).ShouldBe(("openai", "gpt-4o"));
        record.Cost.ShouldBe(new CostAmounts(0.0035m, 0, 0.0035m));
        (record.Status, record.Pricing).ShouldBe((CostStatus.Estimated, PricingState.Given));
        record.Usage.ShouldBe(
            new Dictionary<string, decimal> { [UsageUnits.Input] = 1_000, [UsageUnits.Output] = 100, [UsageUnits.Request] = 1 }, ignoreOrder: true);
        (record.Scope.Team, record.Scope.Project, record.Scope.Name).ShouldBe(("search", "prj-demo", "answer"));
        record.Tags.ShouldBe(
            new Dictionary<string, string> { ["environment"] = "production", ["team"] = "search", ["beta"] = "true" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Texts_are_never_asked_for()
    {
        await OneAsync(Row());
        var request = _server.Requests[0];

        request.Query["fields"].ToString().Split(',').ShouldBe(["core", "basic", "time", "model", "usage", "trace_context"]);
        request.Headers.Authorization.ToString().ShouldBe("Basic cGstbGYtZGVtbzpzay1sZi1kZW1vLXNlY3JldA==");
        request.Query["fromStartTime"].ToString().ShouldBe("2026-11-18T10:00:00Z");
        request.Query["toStartTime"].ToString().ShouldBe("2026-11-18T11:00:00Z");
        request.Query["limit"].ToString().ShouldBe("1000");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("0")]
    public async Task A_call_without_a_cost_is_priced(string cost)
    {
        var record = await OneAsync(Row(cost: cost).Replace("{\"total\":0.0035}", "{}"));

        record.Pricing.ShouldBe(PricingState.Catalogue);
        record.Cost.Effective.ShouldBe(0.0035m);
    }

    [Theory]
    [InlineData("\"input\":600,\"input_cached_tokens\":400,\"output\":60,\"output_reasoning_tokens\":40,\"total\":1100", "beside each other")]
    [InlineData("\"input\":1000,\"input_cached_tokens\":400,\"output\":100,\"output_reasoning_tokens\":40,\"total\":1100", "a part of the whole")]
    [InlineData("\"prompt_tokens\":1000,\"cached_tokens\":400,\"completion_tokens\":100,\"reasoning\":40,\"total_tokens\":\"1100\"", "other names")]
    public async Task Total_is_a_sum_and_tells_how_finer_counts_are_meant(string usage, string because)
    {
        var record = await OneAsync(Row(usage: usage));

        record.Usage.ShouldBe(
            new Dictionary<string, decimal>
            {
                [UsageUnits.Input] = 600, [UsageUnits.CacheRead] = 400, [UsageUnits.Output] = 100, [UsageUnits.OutputReasoning] = 40, [UsageUnits.Request] = 1,
            },
            ignoreOrder: true, because);
    }

    [Theory]
    [InlineData("cache_read_input_tokens", UsageUnits.CacheRead)]
    [InlineData("input_cached_audio_tokens", "token.cache_read_audio")]
    [InlineData("input_cache_creation", UsageUnits.CacheWrite)]
    [InlineData("input_cache_creation_5m", UsageUnits.CacheWrite5Minutes)]
    [InlineData("ephemeral_1h_cache_write", UsageUnits.CacheWrite1Hour)]
    [InlineData("input_audio_tokens", "token.input_audio")]
    [InlineData("output_image_tokens", "token.output_image")]
    [InlineData("magic", "other:magic")]
    [InlineData("total", "other:tokens")]
    public async Task Free_keys_find_their_unit(string key, string unit) =>
        (await OneAsync(Row(usage: $"\"{key}\":7"))).Usage[unit].ShouldBe(7);

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", "anthropic", "claude-sonnet-4-5")]
    [InlineData("anthropic/claude-sonnet-4-5", "anthropic", "claude-sonnet-4-5")]
    [InlineData("our-own-model", "ours", "our-own-model")]
    public async Task The_price_list_says_whose_a_model_is(string name, string provider, string model)
    {
        var record = await OneAsync(Row(model: name), ("provider", "ours"));

        (record.Provider, record.Model).ShouldBe((provider, model));
    }

    [Fact]
    public async Task Embeddings_and_settings()
    {
        _server.On(Path, request => ProviderAnswer.Json(Page(
            request.Query["type"] == "EMBEDDING" ? Row(model: "text-embedding-3-small", cost: "null").Replace("GENERATION", "EMBEDDING").Replace("0.0035", "null") : "")));

        var record = (await RecordsAsync(("resource", "environment"), ("users", "true"))).ShouldHaveSingleItem();

        record.Usage[UsageUnits.Embedding].ShouldBe(1_000);
        record.Tags["user_id"].ShouldBe("u-7");
        record.Scope.Name.ShouldBe("production");
    }

    [Fact]
    public async Task Pages_follow_the_cursor_and_a_row_shown_twice_counts_once()
    {
        Serve(request => request.Query["cursor"].ToString() switch
        {
            "" => Page(string.Join(',', Row("a"), Row("b")), "c2"),
            "c2" => Page(string.Join(',', Row("b"), Row("c")), "c3"),
            _ => Page(""),
        });

        var records = await RecordsAsync();

        records.Count.ShouldBe(3);
        records.Sum(record => record.Cost.Effective).ShouldBe(0.0105m);
        (await RecordsAsync()).Select(record => record.Id).ShouldBe(records.Select(record => record.Id));
    }

    [Fact]
    public async Task A_cursor_that_leads_to_itself_is_a_bad_answer()
    {
        Serve(_ => Page(Row(), "again"));

        (await _kit.FaultAsync(Source(), Ten, Ten.AddHours(1))).Code.ShouldBe(SourceFaultCode.BadAnswer);
    }

    [Fact]
    public async Task Hours_are_windows_and_a_call_belongs_to_one_of_them_alone()
    {
        // The server takes the end of a range as part of it.
        Serve(request => Page(request.Query["fromStartTime"] == "2026-11-20T11:00:00Z" ? "" : string.Join(',', Row(start: "2026-11-20T10:00:00Z"), Row("b", start: "2026-11-20T11:00:00Z"))));

        var batches = await _kit.ReadAsync(Source(), SourceKit.Now.AddMinutes(-100), SourceKit.Now.AddMinutes(1));

        batches.Select(b => (b.Window!.Name, b.Records.Count, b.CoveredUntil)).ShouldBe(
        [
            ("2026-11-20T10:00Z", 1, SourceKit.Now.AddHours(-1)), ("2026-11-20T11:00Z", 0, SourceKit.Now), ("2026-11-20T12:00Z", 0, SourceKit.Now),
        ]);
    }

    [Fact]
    public async Task A_call_that_was_deleted_is_missing_from_its_window_and_a_changed_one_keeps_its_id()
    {
        Serve(_ => Page(string.Join(',', Row("a"), Row("b"))));
        var before = await RecordsAsync();
        Serve(_ => Page(Row("b", cost: "0.005")));
        var after = (await RecordsAsync()).ShouldHaveSingleItem();

        after.Id.ShouldBe(before[1].Id);
        after.Cost.Effective.ShouldBe(0.005m);
    }

    [Fact]
    public async Task What_cost_nothing_is_left_out_and_what_makes_no_sense_costs_only_itself()
    {
        Serve(_ => Page(string.Join(
            ',', Row("a", usage: "", cost: "0").Replace("0.0035", "0"), Row("b", usage: "\"input\":\"many\""), """{"startTime":"2026-11-18T10:00:00Z"}""", Row("c"))));

        var batch = (await _kit.ReadAsync(Source(), Ten, Ten.AddHours(1))).ShouldHaveSingleItem();

        batch.Records.Count.ShouldBe(1);
        batch.Errors.Select(error => error.Field).ShouldBe(["input", "id"]);
    }

    [Fact]
    public async Task Trying_it_says_what_was_seen()
    {
        Serve(_ => Page(""));
        (await _kit.Reader.TestAsync(Source(), TestContext.Current.CancellationToken)).ShouldBe(
            new SourceTest(null, "The keys are right; nothing was traced in the hour from 2026-11-20 11:00:00Z."));
        Serve(_ => Page(Row(), "more"));
        (await _kit.Reader.TestAsync(Source(), TestContext.Current.CancellationToken)).Message.ShouldBe("The keys are right; there are observations.");
    }

    [Fact]
    public async Task Faults_of_the_provider_are_waited_out_or_told()
    {
        Serve(_ => Page(Row()));

        await ConnectorFaults.HoldAsync(_kit, _server, Source(), Ten, Ten.AddHours(1));
    }
}

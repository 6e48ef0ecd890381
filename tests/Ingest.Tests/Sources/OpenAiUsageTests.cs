using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class OpenAiUsageTests : IAsyncLifetime
{
    private const string Chat = "usage/completions";
    private static readonly DateTimeOffset Day = new(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Ten = Day.AddHours(10);

    private OpenAiKit _kit = null!;

    public async ValueTask InitializeAsync() => _kit = await OpenAiKit.StartAsync();

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    private static string Row(
        string project = "proj_demo1", string key = "key_demo7", string model = "gpt-4o-mini-2024-07-18", int input = 120_000, string more = "") =>
        $$"""
        {"object":"organization.usage.completions.result","input_tokens":{{input}},"input_cached_tokens":40000,"output_tokens":9500,
         "num_model_requests":64,"project_id":"{{project}}","user_id":null,"api_key_id":"{{key}}","model":"{{model}}","batch":false,
         "service_tier":"default","not_known_yet":{"a":[1]}{{more}}}
        """;

    private async Task<UsageRecord> OneAsync(string path, string row, params (string, string)[] settings)
    {
        _kit.Bucket(path, Ten, row);
        return (await _kit.Sources.RecordsAsync(_kit.Source("openai.usage", settings), Day, Day.AddDays(1))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Tokens_are_taken_apart_and_priced_to_the_last_decimal()
    {
        var record = await OneAsync(Chat, Row());

        record.Source.ShouldBe("openai.usage:s1");
        record.Timestamp.ShouldBe(Ten);
        record.Provider.ShouldBe("openai");
        record.Model.ShouldBe("gpt-4o-mini");
        record.Service.ShouldBe("openai.completions");
        record.ServiceTier.ShouldBeNull();
        record.Usage.ShouldBe(
            new Dictionary<string, decimal>
            {
                [UsageUnits.Input] = 80_000, [UsageUnits.CacheRead] = 40_000, [UsageUnits.Output] = 9_500, [UsageUnits.Request] = 64,
            },
            ignoreOrder: true);

        // 80,000 × 0.15 + 40,000 × 0.075 + 9,500 × 0.60 per million.
        record.Cost.Effective.ShouldBe(0.0207m);
        record.Status.ShouldBe(CostStatus.Estimated);
        record.Tags["api_key_id"].ShouldBe("key_demo7");
    }

    [Fact]
    public async Task Requests_carry_the_key_brackets_and_a_limit_the_provider_accepts()
    {
        await OneAsync(Chat, Row());
        var first = _kit.Server.Requests[0];

        first.RawTarget.ShouldBe(
            "/v1/organization/usage/completions?start_time=1794960000&end_time=1795046400&bucket_width=1h&limit=168"
            + "&group_by%5B%5D=project_id&group_by%5B%5D=api_key_id&group_by%5B%5D=model&group_by%5B%5D=batch&group_by%5B%5D=service_tier");
        foreach (var width in new[] { "1m", "1d" })
        {
            (await _kit.Sources.ReadAsync(_kit.Source("openai.usage", ("bucket_width", width)), Day, Day.AddDays(40))).ShouldNotBeEmpty(width);
        }
    }

    [Fact]
    public async Task Plain_lists_and_chosen_kinds_are_a_matter_of_settings()
    {
        _kit.Bucket("usage/embeddings", Ten, """{"input_tokens":"1000000","num_model_requests":10,"model":"text-embedding-3-small"}""");

        var source = _kit.Source("openai.usage", ("array_form", "plain"), ("kinds", "embeddings"));
        var record = (await _kit.Sources.RecordsAsync(source, Day, Day.AddDays(1))).ShouldHaveSingleItem();

        record.Usage[UsageUnits.Embedding].ShouldBe(1_000_000);
        record.Cost.Effective.ShouldBe(0.02m);
        _kit.Server.Requests.ShouldHaveSingleItem().RawTarget.ShouldEndWith("&group_by=project_id&group_by=api_key_id&group_by=model");
        var fault = await _kit.Sources.FaultAsync(_kit.Source("openai.usage", ("kinds", "completions, decisions")), Day, Day.AddDays(1));
        fault.Code.ShouldBe(SourceFaultCode.Settings);
        fault.Message.ShouldContain("\"decisions\"");
    }

    [Fact]
    public async Task A_range_beyond_now_is_asked_for_without_its_end()
    {
        await _kit.Sources.ReadAsync(_kit.Source("openai.usage"), SourceKit.Now.AddHours(-1), SourceKit.Now);

        _kit.Server.Requests.ShouldAllBe(request => !request.Query.ContainsKey("end_time"));
    }

    [Fact]
    public async Task Modalities_have_their_own_units_when_they_add_up()
    {
        var record = await OneAsync(Chat, Row(model: "gpt-4o-audio-preview", more: """
            ,"input_cache_write_tokens":10000,"input_uncached_tokens":70000,
            "input_text_tokens":50000,"input_audio_tokens":15000,"input_image_tokens":5000,"input_cached_audio_tokens":40000,
            "output_text_tokens":500,"output_audio_tokens":9000
            """));

        record.Usage.ShouldBe(
            new Dictionary<string, decimal>
            {
                [UsageUnits.Input] = 50_000, ["token.input_audio"] = 15_000, ["token.input_image"] = 5_000, ["token.cache_read_audio"] = 40_000,
                [UsageUnits.CacheWrite] = 10_000, ["token.output_audio"] = 9_000, [UsageUnits.Output] = 500, [UsageUnits.Request] = 64,
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task Modalities_that_do_not_add_up_leave_the_whole()
    {
        var record = await OneAsync(Chat, Row(more: """,'input_text_tokens':1,'input_audio_tokens':2,'output_audio_tokens':9000""".Replace('\'', '"')));

        record.Usage[UsageUnits.Input].ShouldBe(80_000);
        record.Usage[UsageUnits.Output].ShouldBe(9_500);
        record.Usage.Keys.ShouldNotContain("token.input_audio");
    }

    [Theory]
    [InlineData("moderations", """{"input_tokens":500,"num_model_requests":5,"model":"omni-moderation-latest"}""", UsageUnits.Input, 500)]
    [InlineData("images", """{"images":7,"num_model_requests":3,"model":"gpt-image-1","size":"1024x1024","source":"image.edit"}""", "image", 7)]
    [InlineData("audio_speeches", """{"characters":2000000,"num_model_requests":3,"model":"tts-1"}""", "character", 2_000_000)]
    [InlineData("audio_transcriptions", """{"seconds":600,"num_model_requests":3,"model":"whisper-1"}""", "second.audio", 600)]
    [InlineData("vector_stores", """{"usage_bytes":1073741824,"project_id":"proj_demo1"}""", "byte", 1_073_741_824)]
    [InlineData("code_interpreter_sessions", """{"num_sessions":4,"project_id":"proj_demo1"}""", "session", 4)]
    [InlineData("file_search_calls", """{"object":"organization.usage.file_searches.result","num_requests":9,"vector_store_id":"vs_1"}""", "file_search", 9)]
    [InlineData("web_search_calls", """{"object":"organization.usage.web_searches.result","num_requests":11,"num_model_requests":6,"model":"gpt-4o","context_level":"low"}""", "web_search", 11)]
    public async Task Every_kind_has_its_unit(string kind, string row, string unit, int quantity)
    {
        var record = await OneAsync($"usage/{kind}", row);

        record.Usage[unit].ShouldBe(quantity);
        record.Service.ShouldBe($"openai.{kind}");
        record.Model.ShouldNotBeNull();
    }

    [Fact]
    public async Task Batch_is_a_tier_at_half_the_price()
    {
        var record = await OneAsync(Chat, Row().Replace("\"batch\":false", "\"batch\":true"));

        record.ServiceTier.ShouldBe("batch");
        record.Cost.Effective.ShouldBe(0.01035m);
    }

    [Fact]
    public async Task Projects_and_keys_show_by_name_and_are_looked_up_once_a_read()
    {
        _kit.Server.On("/v1/organization/projects", request => request.Query.ContainsKey("after")
            ? ProviderAnswer.Json("""{"data":[{"id":"proj_demo1","name":"Search"},{"id":"proj_x","name":"Twin"},{"id":"proj_y","name":"Twin"}],"has_more":false}""")
            : ProviderAnswer.Json("""{"data":[{"id":"proj_other","name":"Other"}],"has_more":true}"""));
        _kit.Server.On("/v1/organization/projects/proj_demo1/api_keys", """{"data":[{"id":"key_demo7","name":"chat-prod","redacted_value":"sk-…"}],"has_more":false}""");
        _kit.Bucket(Chat, Ten, string.Join(',', Row(), Row(project: "proj_x", key: "k")));
        _kit.Bucket(Chat, Ten.AddHours(1), Row());

        var records = await _kit.Sources.RecordsAsync(
            _kit.Source("openai.usage", ("teams", "Search = discovery")), Day, Day.AddDays(1));

        records.Select(record => record.Scope.ToString()).Distinct().Count().ShouldBe(2);
        (records[0].Scope.Team, records[0].Scope.Project, records[0].Scope.Name).ShouldBe(("discovery", "Search", "chat-prod"));
        (records[1].Scope.Project, records[1].Scope.Name).ShouldBe(("Twin (proj_x)", "k"));
        _kit.Server.Requests.Count(request => request.Path.Contains("projects", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task Names_can_be_left_out_and_without_the_right_to_list_them_ids_show()
    {
        (await OneAsync(Chat, Row())).Scope.Project.ShouldBe("proj_demo1");
        _kit.Server.Requests.ShouldContain(request => request.Path == "/v1/organization/projects");

        var before = _kit.Server.Requests.Count;
        (await OneAsync(Chat, Row(), ("names", "false"))).Scope.Name.ShouldBe("key_demo7");
        _kit.Server.Requests.Skip(before).ShouldAllBe(request => !request.Path.Contains("projects", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_are_followed_and_give_the_same_records_as_one_page()
    {
        for (var hour = 0; hour < 24; hour++)
        {
            _kit.Bucket(Chat, Day.AddHours(hour), Row(input: 100_000 + hour));
        }

        var whole = await _kit.Sources.RecordsAsync(_kit.Source("openai.usage"), Day, Day.AddDays(1));
        _kit.PageSize = 7;
        var paged = await _kit.Sources.RecordsAsync(_kit.Source("openai.usage"), Day, Day.AddDays(1));

        whole.Count.ShouldBe(24);
        paged.Select(r => (r.Id, r.Cost)).ShouldBe(whole.Select(r => (r.Id, r.Cost)));
    }

    [Fact]
    public async Task A_page_that_says_there_is_more_but_not_where_is_a_bad_answer()
    {
        _kit.Server.On("/v1/organization/usage/completions", """{"object":"page","data":[],"has_more":true,"next_page":null}""");

        (await _kit.Sources.FaultAsync(_kit.Source("openai.usage"), Day, Day.AddDays(1))).Code.ShouldBe(SourceFaultCode.BadAnswer);
    }

    [Fact]
    public async Task A_group_that_has_gone_is_missing_from_its_window_and_the_others_keep_their_ids()
    {
        _kit.Bucket(Chat, Ten, string.Join(',', Row(), Row(model: "gpt-4o")));
        var source = _kit.Source("openai.usage", ("kinds", "completions"));
        var before = await _kit.Sources.ReadAsync(source, Ten, Ten.AddHours(1));
        var again = await _kit.Sources.ReadAsync(source, Ten, Ten.AddHours(1));
        _kit.Bucket(Chat, Ten, Row(input: 120_001));
        var after = await _kit.Sources.ReadAsync(source, Ten, Ten.AddHours(1));

        before[0].Window.ShouldBe(new SourceWindow("completions/2026-11-18"));
        again[0].Records.Select(r => r.Id).ShouldBe(before[0].Records.Select(r => r.Id));
        before[0].Records.Count.ShouldBe(2);
        var left = after[0].Records.ShouldHaveSingleItem();
        left.Id.ShouldBe(before[0].Records[0].Id);
        left.Usage[UsageUnits.Input].ShouldBe(80_001);
    }

    [Fact]
    public async Task Every_day_of_every_kind_is_a_window_also_an_empty_one_and_the_running_hour_is_not_covered()
    {
        var batches = await _kit.Sources.ReadAsync(_kit.Source("openai.usage"), SourceKit.Now.AddDays(-9), SourceKit.Now.AddMinutes(30));

        var windows = batches.Where(batch => batch.Window is not null).ToList();
        windows.Count.ShouldBe(10 * 10);
        windows.ShouldAllBe(batch => batch.Window!.IsLast && batch.Records.Count == 0 && batch.CoveredUntil == null);
        batches.Where(batch => batch.Window is null).Select(batch => batch.CoveredUntil).ShouldBe(
            [new DateTimeOffset(2026, 11, 18, 0, 0, 0, TimeSpan.Zero), SourceKit.Now]);
    }

    [Fact]
    public async Task A_large_bucket_comes_in_several_batches_of_one_window()
    {
        _kit.Bucket(Chat, Ten, string.Join(',', Enumerable.Range(0, 5_001).Select(n => Row(key: $"key_{n}"))));

        var batches = await _kit.Sources.ReadAsync(_kit.Source("openai.usage", ("kinds", "completions"), ("names", "false")), Ten, Ten.AddHours(1));

        batches.Where(b => b.Window is not null).Select(b => (b.Records.Count, b.Window!.IsLast)).ShouldBe([(5_000, false), (1, true)]);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_kind_that_is_refused_is_noted_and_does_not_touch_what_was_read(int status)
    {
        _kit.Bucket(Chat, Ten, Row());
        _kit.Bucket("usage/embeddings", Ten, """{"input_tokens":5,"num_model_requests":1,"model":"text-embedding-3-small"}""");
        _kit.Server.On("/v1/organization/usage/moderations", _ => ProviderAnswer.Error(status));

        var batches = await _kit.Sources.ReadAsync(_kit.Source("openai.usage"), Day, Day.AddDays(1));

        batches.SelectMany(batch => batch.Records).Count().ShouldBe(2);
        batches.ShouldAllBe(batch => batch.Window == null || !batch.Window.Name.StartsWith("moderations"));
        var error = batches.SelectMany(batch => batch.Errors).ShouldHaveSingleItem();
        error.Field.ShouldBe("moderations");
        error.Message.ShouldContain("the provider says no");
        batches[^1].CoveredUntil.ShouldBe(Day.AddDays(1));
    }

    [Fact]
    public async Task A_row_that_makes_no_sense_costs_only_itself()
    {
        _kit.Bucket(Chat, Ten, string.Join(',', Row().Replace("9500", "1e400"), Row().Replace("9500", "[]"), Row(input: 39_999), Row(), """{"num_model_requests":0}"""));

        var batches = await _kit.Sources.ReadAsync(_kit.Source("openai.usage"), Day, Day.AddDays(1));

        batches.SelectMany(batch => batch.Records).Count().ShouldBe(1);
        batches.SelectMany(batch => batch.Errors).Select(error => error.Field).ShouldBe(["output_tokens", "output_tokens", "usage.token.input"]);
    }

    [Fact]
    public async Task Trying_it_says_what_was_seen_and_what_is_wrong()
    {
        var good = await _kit.Sources.Reader.TestAsync(_kit.Source("openai.usage"), TestContext.Current.CancellationToken);
        var bad = await _kit.Sources.Reader.TestAsync(
            _kit.Source("openai.usage") with { Secrets = new Dictionary<string, string> { ["admin_key"] = "sk-proj-wrong" } },
            TestContext.Current.CancellationToken);

        good.Fault.ShouldBeNull();
        good.Message.ShouldBe("The key may read usage; 0 groups of completions since yesterday.");
        bad.Fault.ShouldBe(SourceFaultCode.Unauthorized);
        bad.Message.ShouldNotContain("sk-proj-wrong");
    }

    [Fact]
    public async Task Faults_of_the_provider_are_waited_out_or_told()
    {
        _kit.Bucket(Chat, Ten, Row());

        await ConnectorFaults.HoldAsync(_kit.Sources, _kit.Server, _kit.Source("openai.usage"), Day, Day.AddDays(1));
    }
}

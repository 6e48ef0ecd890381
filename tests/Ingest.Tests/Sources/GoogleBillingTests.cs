using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class GoogleBillingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = new(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);

    private GoogleKit _kit = null!;

    public async ValueTask InitializeAsync() => _kit = await GoogleKit.StartAsync();

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    private static string Row(
        string export = "2026-11-18T16:12:03.123456Z", string cost = "0.30", string credits = """{"id":"demo","type":"PROMOTION","name":"promo","amount":-0.05}""",
        string sku = "Gemini 2.5 Flash Text Input - Predictions", string usage = """{"amount":1000000,"unit":"count"}""", string month = "202611",
        string project = """{"id":"ml-prod","number":"1","name":"ml-prod","labels":[{"key":"team","value":"search"},{"key":"env","value":"test"}]}""", string more = "") =>
        $$"""
        {"billing_account_id":"0X0X0X","invoice":{"month":"{{month}}"},"cost_type":"regular","service":{"id":"C7E2","description":"Vertex AI"},
         "sku":{"id":"AB12-{{sku.Length}}","description":"{{sku}}"},"usage_start_time":"2026-11-18T10:00:00Z","usage_end_time":"2026-11-18T11:00:00Z",
         "project":{{project}},"labels":[{"key":"env","value":"old"},{"key":"env","value":"prod"}],"location":{"location":"us-central1","region":"us-central1"},
         "resource":{"name":null,"global_name":null},"cost":{{cost}},"currency":"USD","currency_conversion_rate":1,"usage":{{usage}},
         "credits":[{{credits}}],"cost_at_list":0.32,"export_time":"{{export}}","unheard_of":{"a":[1]}{{more}}}
        """;

    private Task<List<UsageRecord>> RecordsAsync(params (string, string)[] settings) =>
        _kit.Sources.RecordsAsync(_kit.Source(settings), Day, Day.AddDays(1));

    private async Task<UsageRecord> OneAsync(string row)
    {
        _kit.Append(row);
        return (await RecordsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_row_costs_what_is_left_after_credits()
    {
        var record = await OneAsync(Row());

        record.Timestamp.ShouldBe(Day.AddHours(10));
        (record.Provider, record.Model, record.Service, record.Region).ShouldBe(("google", "gemini-2.5-flash", "Vertex AI", "us-central1"));
        record.Cost.ShouldBe(new CostAmounts(0.25m, 0.25m, 0.32m));
        record.Status.ShouldBe(CostStatus.Confirmed);
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.Input] = 1_000_000 });
        (record.Scope.Team, record.Scope.Project, record.Scope.Name).ShouldBe(("search", "ml-prod", "gemini-2.5-flash"));
        record.Tags["env"].ShouldBe("prod", "the charge's label wins over the project's, the last of two of one key counts");
        record.Tags["invoice_month"].ShouldBe("202611");
    }

    [Theory]
    [InlineData("Gemini 2.5 Flash Text Output - Predictions", "gemini-2.5-flash", UsageUnits.Output, null)]
    [InlineData("Gemini 2.5 Flash Lite Text Input Batch - Predictions", "gemini-2.5-flash-lite", UsageUnits.Input, "batch")]
    [InlineData("Gemini 2.5 Pro Audio Input - Predictions", "gemini-2.5-pro", "token.input_audio", null)]
    [InlineData("Gemini 2.5 Pro Text Input Caching - Predictions", "gemini-2.5-pro", UsageUnits.CacheRead, null)]
    [InlineData("Generate_content input token count gemini 2.5 flash short input text", "gemini-2.5-flash", UsageUnits.Input, null)]
    [InlineData("Claude Sonnet 4.5 - Output Tokens", "claude-sonnet-4-5", UsageUnits.Output, null)]
    [InlineData("Gemini Embedding 001 Input Tokens", "gemini-embedding-001", UsageUnits.Embedding, null)]
    [InlineData("Imagen 4 Fast Image Generation", "imagen-4-fast", "image", null)]
    [InlineData("Something entirely new", null, "other:count", null)]
    public async Task The_description_of_a_SKU_says_model_unit_and_tier(string sku, string? model, string unit, string? tier)
    {
        var record = await OneAsync(Row(sku: sku));

        (record.Model, record.ServiceTier).ShouldBe((model, tier));
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [unit] = 1_000_000 });
    }

    [Theory]
    [InlineData("Nvidia Tesla A100 GPU running in Iowa", "seconds", "7200", "gpu_hour", 2)]
    [InlineData("Storage PD Capacity", "byte-seconds", "7730941132800", "gib_hour", 2)]
    [InlineData("Anything", "requests", "5", "request", 5)]
    [InlineData("Anything", "seconds", "5", "other:seconds", 5)]
    public async Task Quantities_come_in_canonical_units(string sku, string unit, string amount, string expected, int quantity)
    {
        var record = await OneAsync(Row(sku: sku, usage: $$"""{"amount":{{amount}},"unit":"{{unit}}"}"""));

        record.Usage.ShouldBe(new Dictionary<string, decimal> { [expected] = quantity });
    }

    [Fact]
    public async Task A_negation_and_what_replaces_it_add_up_with_the_first_row()
    {
        _kit.Append(
            Row(),
            Row("2026-11-18T18:00:00Z", "-0.30", """{"type":"PROMOTION","name":"promo","amount":0.05}""", usage: """{"amount":-1000000,"unit":"count"}""",
                more: ""","adjustment_info":{"id":"c","mode":"COMPLETE_NEGATION_WITH_REMONETIZATION","type":"PRICE_CORRECTION"}"""),
            Row("2026-11-18T18:00:00Z", "0.20", "", more: ""","adjustment_info":{"id":"c","mode":"COMPLETE_NEGATION_WITH_REMONETIZATION","type":"PRICE_CORRECTION"}"""));

        var records = await RecordsAsync();

        records.Select(record => record.ChargeCategory).ShouldBe(["Usage", "Adjustment", "Adjustment"]);
        records.Sum(record => record.Cost.Effective).ShouldBe(0.20m);
        records.Sum(record => record.Usage[UsageUnits.Input]).ShouldBe(1_000_000);
    }

    [Theory]
    [InlineData("202611", CostStatus.Confirmed)]
    [InlineData("202610", CostStatus.Invoiced)]
    [InlineData("none", CostStatus.Confirmed)]
    public async Task The_month_of_the_invoice_says_whether_a_charge_is_closed(string month, CostStatus status)
    {
        var record = await OneAsync(Row(month: month));

        record.Status.ShouldBe(status);
        record.Timestamp.ShouldBe(Day.AddHours(10));
    }

    [Fact]
    public async Task A_tax_without_project_sku_or_usage_is_kept()
    {
        var record = await OneAsync(Row(project: "null", usage: "null", credits: "").Replace("regular", "tax").Replace("Gemini 2.5 Flash Text Input - Predictions", "Tax"));

        record.ChargeCategory.ShouldBe("Tax");
        record.Model.ShouldBeNull();
        record.Usage.ShouldBeEmpty();
        (record.Scope.Project, record.Scope.Name).ShouldBe((ScopePath.Unattributed, "Vertex AI"));
    }

    [Fact]
    public async Task Rows_that_say_the_same_all_count_and_keep_their_ids_however_they_are_paged()
    {
        _kit.Append(Row(), Row(), Row(cost: "0.31"), Row());

        var whole = await RecordsAsync();
        _kit.PageSize = 1;
        var paged = await RecordsAsync();

        whole.Select(record => record.Id).Distinct().Count().ShouldBe(4);
        whole.Sum(record => record.Cost.Effective).ShouldBe(1.01m);
        paged.Select(record => (record.Id, record.Cost)).ShouldBe(whole.Select(record => (record.Id, record.Cost)));
    }

    [Fact]
    public async Task The_next_read_goes_on_a_little_before_the_newest_row_so_that_nothing_is_lost_or_new_twice()
    {
        _kit.Append(Row(), Row("2026-11-19T03:00:00Z"), Row("2026-11-19T03:00:00Z"));
        var first = await _kit.Sources.ReadAsync(_kit.Source(), Day, Day.AddDays(2));
        var cursor = first[^1].Cursor;

        // One appears late, with a time before the newest; one comes at the newest row's own time.
        _kit.Append(Row("2026-11-19T02:59:59Z", "7"), Row("2026-11-19T03:00:00Z", "8"), Row("2026-11-19T20:00:00Z", "9"));
        var second = await _kit.Sources.ReadAsync(_kit.Source(), Day, Day.AddDays(2), cursor);

        cursor.ShouldBe("2026-11-19T03:00:00.000000Z");
        second[^1].Cursor.ShouldBe("2026-11-19T20:00:00.000000Z");
        var known = first.SelectMany(batch => batch.Records).Select(record => record.Id).ToHashSet();
        known.Count.ShouldBe(3);
        second.SelectMany(batch => batch.Records).Where(record => !known.Contains(record.Id)).Select(record => record.Cost.List).Count().ShouldBe(3);
        second.SelectMany(batch => batch.Records).Count().ShouldBe(5, "two of them known");
        _kit.Queries[^1].GetProperty("queryParameters")[0].GetRawText().ShouldContain("2026-11-19T00:00:00.000000Z");
    }

    [Fact]
    public async Task Days_are_asked_for_one_by_one_and_the_cursor_moves_with_the_end_of_each()
    {
        _kit.Append(Row(), Row("2026-11-19T03:00:00Z"));
        _kit.PageSize = 1;

        var batches = await _kit.Sources.ReadAsync(_kit.Source(), Day, Day.AddDays(2).AddHours(1));

        batches.Select(batch => (batch.Window, batch.CoveredUntil, batch.Cursor)).ShouldBe(
        [
            (null, Day.AddDays(1), "2026-11-18T16:12:03.123456Z"), (null, Day.AddDays(2), "2026-11-19T03:00:00.000000Z"),
            (null, Day.AddDays(2).AddHours(1), "2026-11-19T03:00:00.000000Z"),
        ]);
        _kit.Queries.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_query_keeps_to_the_partitions_services_and_size_that_are_set()
    {
        await RecordsAsync(("services", "Vertex AI\nGemini API"), ("max_gib", "0.5"), ("location", "asia-northeast3"));
        await RecordsAsync(("partitioned", "false"), ("table", "p:d.t"));
        var first = _kit.Queries[0];

        first.GetProperty("query").GetString().ShouldBe(
            "SELECT TO_JSON_STRING(t) FROM `ml-billing.billing.gcp_billing_export_resource_v1_0X0X0X` AS t WHERE t.export_time >= @from AND t.export_time < @to"
            + " AND (_PARTITIONTIME IS NULL OR _PARTITIONTIME >= TIMESTAMP_SUB(TIMESTAMP_TRUNC(@from, DAY), INTERVAL 1 DAY))"
            + " AND t.service.description IN UNNEST(@services)");
        first.GetProperty("maximumBytesBilled").GetString().ShouldBe("536870912");
        first.GetProperty("location").GetString().ShouldBe("asia-northeast3");
        first.GetProperty("queryParameters")[2].GetProperty("parameterValue").GetRawText().ShouldBe("""{"arrayValues":[{"value":"Vertex AI"},{"value":"Gemini API"}]}""");
        _kit.Queries[1].GetProperty("query").GetString().ShouldBe("SELECT TO_JSON_STRING(t) FROM `p.d.t` AS t WHERE t.export_time >= @from AND t.export_time < @to");
        (await _kit.Sources.FaultAsync(_kit.Source(("table", "a.b.c` WHERE 1=1 --")), Day, Day.AddDays(1))).Code.ShouldBe(SourceFaultCode.Settings);
    }

    [Fact]
    public async Task A_query_that_takes_long_is_waited_for()
    {
        _kit.StillRunning = 2;

        (await OneAsync(Row())).Cost.Billed.ShouldBe(0.25m);
        _kit.Server.Requests[^1].RawTarget.ShouldBe("/bigquery/v2/projects/ml-billing/queries/job1?location=EU&maxResults=5000&timeoutMs=60000");
    }

    [Fact]
    public async Task A_query_that_never_ends_is_given_up()
    {
        _kit.StillRunning = int.MaxValue;

        (await _kit.Sources.FaultAsync(_kit.Source(), Day, Day.AddDays(1))).Code.ShouldBe(SourceFaultCode.Unavailable);
    }

    [Fact]
    public async Task A_table_that_is_not_there_yet_is_an_empty_export_and_no_fault()
    {
        _kit.Server.On("/bigquery/v2/projects/ml-billing/queries", _ => ProviderAnswer.Error(
            404, """{"error":{"code":404,"message":"Not found: Table ml-billing:billing.gcp_billing_export_resource_v1_0X0X0X was not found in location EU","status":"NOT_FOUND"}}"""));

        var batch = (await _kit.Sources.ReadAsync(_kit.Source(), Day, Day.AddDays(1))).ShouldHaveSingleItem();
        var test = await _kit.Sources.Reader.TestAsync(_kit.Source(), TestContext.Current.CancellationToken);

        (batch.Records.Count, batch.Cursor).ShouldBe((0, null));
        test.ShouldBe(new SourceTest(null, "The key works; the table does not exist yet: the export has not delivered anything so far."));
    }

    [Fact]
    public async Task A_dataset_that_is_not_there_is_a_fault()
    {
        _kit.Server.On("/bigquery/v2/projects/ml-billing/queries", _ => ProviderAnswer.Error(
            404, """{"error":{"code":404,"message":"Not found: Dataset ml-billing:billing was not found in location EU"}}"""));

        (await _kit.Sources.FaultAsync(_kit.Source(), Day, Day.AddDays(1))).Code.ShouldBe(SourceFaultCode.Forbidden);
    }

    [Theory]
    [InlineData("rateLimitExceeded")]
    [InlineData("quotaExceeded")]
    public async Task A_refusal_for_asking_too_often_is_tried_again(string reason)
    {
        var refusal = ProviderAnswer.Error(403, $$$"""{"error":{"code":403,"message":"slow down","errors":[{"reason":"{{{reason}}}"}]}}""");
        var refuses = 2;
        _kit.Append(Row());
        var plain = await RecordsAsync();
        _kit.Server.On("/token", _ => refuses-- > 0
            ? refusal
            : ProviderAnswer.Json($$"""{"access_token":"{{GoogleKit.Token}}","expires_in":3599}"""));

        (await RecordsAsync()).Select(record => record.Id).ShouldBe(plain.Select(record => record.Id));
        refuses = int.MaxValue;
        (await _kit.Sources.FaultAsync(_kit.Source(), Day, Day.AddDays(1))).Code.ShouldBe(SourceFaultCode.RateLimited);
    }

    [Fact]
    public async Task One_token_serves_a_whole_read_and_never_shows_in_a_message()
    {
        _kit.Append(Row());
        await _kit.Sources.ReadAsync(_kit.Source(), Day, Day.AddDays(3));
        _kit.Server.Requests.Count(request => request.Path == "/token").ShouldBe(1);
        _kit.Server.On("/bigquery/v2/projects/ml-billing/queries", _ => ProviderAnswer.Error(401, $$$"""{"error":{"message":"no: {{{GoogleKit.Token}}}"}}"""));

        var fault = await _kit.Sources.FaultAsync(_kit.Source(), Day, Day.AddDays(1));

        fault.Code.ShouldBe(SourceFaultCode.Unauthorized);
        fault.Message.ShouldNotContain(GoogleKit.Token);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"client_email":"a@b"}""")]
    public async Task A_key_that_is_none_is_told_without_showing_it(string key)
    {
        var fault = await _kit.Sources.FaultAsync(_kit.Source(("key", key)), Day, Day.AddDays(1));

        fault.Code.ShouldBe(SourceFaultCode.Settings);
        fault.Message.ShouldStartWith("key: ");
        fault.Message.ShouldNotContain(key);
    }

    [Fact]
    public async Task A_private_key_that_cannot_be_used_is_told_without_showing_it()
    {
        var fault = await _kit.Sources.FaultAsync(_kit.Source(("key", _kit.KeyFile("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"))), Day, Day.AddDays(1));

        fault.Code.ShouldBe(SourceFaultCode.Settings);
        fault.Message.ShouldBe("key: private_key is no RSA key in PEM.");
    }

    [Fact]
    public async Task A_row_that_makes_no_sense_costs_only_itself()
    {
        _kit.Append(Row(cost: "null"), Row(usage: "[]"), Row().Replace("\"USD\"", "null"), Row());

        var batch = (await _kit.Sources.ReadAsync(_kit.Source(), Day, Day.AddDays(1))).ShouldHaveSingleItem();

        batch.Records.Count.ShouldBe(1);
        batch.Errors.Select(error => error.Field).ShouldBe(["cost", "usage", "currency"]);
    }

    [Fact]
    public async Task Trying_it_runs_no_query_and_says_what_a_day_would_scan()
    {
        var test = await _kit.Sources.Reader.TestAsync(_kit.Source(), TestContext.Current.CancellationToken);

        test.ShouldBe(new SourceTest(null, "The table may be read; a day's query scans 3 MiB."));
        _kit.Queries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Faults_of_the_provider_are_waited_out_or_told()
    {
        _kit.Append(Row());

        await ConnectorFaults.HoldAsync(_kit.Sources, _kit.Server, _kit.Source(), Day, Day.AddDays(1));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Sources.Databricks;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class DatabricksTests : IAsyncLifetime
{
    private const string Path = "/api/2.0/sql/statements";
    private static readonly DateTimeOffset From = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly SourceKit _kit = new();
    private ProviderServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ProviderServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _kit.Dispose();
    }

    private DataSource Source(params IEnumerable<(string, string)> more) => _kit.Source(
        "databricks.usage", [("host", _server.Url), ("token", "dapi-secret"), ("warehouse_id", "wh-1"), ("teams", "ws-9 = data"), .. more]);

    /// <summary>A row by column; what is not named is as in an ordinary row of model serving.</summary>
    private static Dictionary<string, string?> Row(string id, string quantity, params IEnumerable<(string Name, string? Value)> fields)
    {
        Dictionary<string, string?> row = new()
        {
            ["record_id"] = id, ["workspace_id"] = "ws-9", ["sku_name"] = "PREMIUM_SERVERLESS_REAL_TIME_INFERENCE", ["cloud"] = "AZURE", ["usage_unit"] = "DBU",
            ["usage_start_time"] = "2026-11-05T10:00:00.000Z", ["usage_quantity"] = quantity, ["record_type"] = "ORIGINAL", ["ingestion_date"] = "2026-11-05",
            ["billing_origin_product"] = "MODEL_SERVING", ["usage_type"] = "COMPUTE_TIME", ["custom_tags"] = """{"team":"search","cost_center":"7"}""",
            ["usage_metadata"] = """{"endpoint_name":"rag-prod","ai_gateway":{"endpoint_name":"gw","destination_model":"llama-3-3-70b"}}""",
            ["product_features"] = """{"serving_type":"FOUNDATION_MODEL","something_new":1}""", ["list_price"] = "0.070000000000000000", ["currency_code"] = "USD",
            ["column_of_tomorrow"] = "?",
        };
        foreach (var (name, value) in fields)
        {
            row[name] = value;
        }

        return row;
    }

    private static JsonArray Data(List<Dictionary<string, string?>> rows) =>
        new([.. rows.Select(row => new JsonArray([.. row.Values.Select(value => value is null ? null : (JsonNode)JsonValue.Create(value))]))]);

    private static string Answer(List<Dictionary<string, string?>> rows, string? next = null, string state = "SUCCEEDED") => new JsonObject
    {
        ["statement_id"] = "st-1",
        ["status"] = new JsonObject { ["state"] = state },
        ["manifest"] = new JsonObject
        {
            ["truncated"] = false,
            ["schema"] = new JsonObject
            {
                ["columns"] = new JsonArray([.. (rows.Count > 0 ? rows[0] : Row("", "0")).Keys.Select((name, index) => new JsonObject { ["name"] = name, ["position"] = index })]),
            },
        },
        ["result"] = new JsonObject { ["chunk_index"] = 0, ["data_array"] = Data(rows), ["next_chunk_internal_link"] = next },
    }.ToJsonString();

    private static Dictionary<string, string> Parameters(ProviderRequest request) => JsonDocument.Parse(request.Text).RootElement.GetProperty("parameters")
        .EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("value").GetString()!);

    [Fact]
    public async Task Usage_is_read_at_list_price_with_its_place_and_kind()
    {
        _server.On(Path, Answer([Row("r1", "10.5"), Row("r2", "3", ("usage_type", "TOKEN"), ("custom_tags", null), ("usage_metadata", null), ("product_features", "not json"))]));

        var records = await _kit.RecordsAsync(Source(), From, SourceKit.Now);

        records.Count.ShouldBe(2);
        records[0].ShouldSatisfyAllConditions(
            record => record.Cost.ShouldBe(new CostAmounts(0.735m, 0, 0.735m)),
            record => record.Status.ShouldBe(CostStatus.Estimated),
            record => record.Source.ShouldBe("databricks.usage:s1"),
            record => record.Timestamp.ShouldBe(new DateTimeOffset(2026, 11, 5, 10, 0, 0, TimeSpan.Zero)),
            record => record.Usage.ShouldBe(new Dictionary<string, decimal> { ["dbu"] = 10.5m }),
            record => (record.Provider, record.Service, record.Model).ShouldBe(("databricks", "MODEL_SERVING", "llama-3-3-70b")),
            record => record.Scope.ShouldBe(ScopePath.ForResource("search", "ws-9", "rag-prod")),
            record => record.Tags["cost_center"].ShouldBe("7"),
            record => record.Tags["databricks.serving_type"].ShouldBe("FOUNDATION_MODEL"));
        records[1].ShouldSatisfyAllConditions(
            record => record.Usage.Keys.ShouldBe(["other:DBU.token"], "tokens are not compute time, though both are counted in DBU"),
            record => record.Scope.ShouldBe(ScopePath.ForResource("data", "ws-9", "PREMIUM_SERVERLESS_REAL_TIME_INFERENCE")),
            record => record.Model.ShouldBeNull());
    }

    [Fact]
    public async Task Retraction_is_negative_and_the_sum_of_all_rows_is_what_stays()
    {
        _server.On(Path, Answer(
        [
            Row("r1", "10"), Row("r2", "-10", ("record_type", "RETRACTION"), ("ingestion_date", "2026-11-06")),
            Row("r3", "9.25", ("record_type", "RESTATEMENT"), ("ingestion_date", "2026-11-06")),
        ]));

        var records = await _kit.RecordsAsync(Source(("discount", "0.8")), From, SourceKit.Now);

        records.Sum(record => record.Cost.List).ShouldBe(9.25m * 0.07m);
        records.Sum(record => record.Cost.Effective).ShouldBe(9.25m * 0.07m * 0.8m);
        records.Sum(record => record.Usage["dbu"]).ShouldBe(9.25m);
        records[1].Tags["databricks.record_type"].ShouldBe("RETRACTION");
    }

    [Fact]
    public async Task Statement_is_asked_for_by_place_and_product_and_its_key_is_sent()
    {
        _server.On(Path, Answer([Row("r1", "1")]));

        await _kit.ReadAsync(Source(("products", "MODEL_SERVING, VECTOR_SEARCH")), From, SourceKit.Now);

        var request = _server.Requests.ShouldHaveSingleItem();
        request.Headers.Authorization.ToString().ShouldBe("Bearer dapi-secret");
        var body = JsonDocument.Parse(request.Text).RootElement;
        body.GetProperty("warehouse_id").GetString().ShouldBe("wh-1");
        body.GetProperty("statement").GetString()!.ShouldContain("u.billing_origin_product IN (:product0, :product1)");
        Parameters(request).ShouldBe(
            new Dictionary<string, string>
            {
                ["day"] = "2026-11-01", ["record"] = "", ["since"] = "2026-10-21T12:00:00.000000Z", ["to"] = "2026-11-20T12:00:00.000000Z", ["currency"] = "USD",
                ["product0"] = "MODEL_SERVING", ["product1"] = "VECTOR_SEARCH",
            },
            ignoreOrder: true);

        await _kit.ReadAsync(Source(("products", "*")), From, SourceKit.Now);
        _server.Requests[^1].Text.ShouldNotContain("product0");
    }

    [Fact]
    public async Task Slow_statement_is_waited_for_and_its_chunks_are_followed()
    {
        _server.On(Path, """{"statement_id":"st-1","status":{"state":"PENDING"}}""")
            .On($"{Path}/st-1", Answer([Row("r1", "1")], $"{Path}/st-1/result/chunks/1?row_offset=1"))
            .On($"{Path}/st-1/result/chunks/1", new JsonObject { ["chunk_index"] = 1, ["data_array"] = Data([Row("r2", "2")]) }.ToJsonString());

        var records = await _kit.RecordsAsync(Source(), From, SourceKit.Now);

        records.Sum(record => record.Cost.Effective).ShouldBe(0.21m);
        _server.Requests.Select(request => request.Method).ShouldBe(["POST", "GET", "GET"]);
    }

    [Fact]
    public async Task More_rows_than_one_statement_gives_are_read_on_behind_the_last_one()
    {
        var many = Enumerable.Range(0, DatabricksConnector.PageSize).Select(i => Row($"r{i:d6}", "1")).ToList();
        _server.On(Path, request => ProviderAnswer.Json(Parameters(request)["record"].Length == 0 ? Answer(many) : Answer([Row("s1", "1", ("ingestion_date", "2026-11-06"))])));

        var batches = await _kit.ReadAsync(Source(), From, SourceKit.Now);

        batches.Sum(batch => batch.Records.Count).ShouldBe(DatabricksConnector.PageSize + 1);
        batches.Max(batch => batch.Records.Count).ShouldBe(5_000);
        batches.ShouldAllBe(batch => batch.Window == null);
        Parameters(_server.Requests[1]).ShouldSatisfyAllConditions(
            second => second["record"].ShouldBe("r009999"),
            second => second["day"].ShouldBe("2026-11-05"));
        batches[^1].CoveredUntil.ShouldBe(new DateTimeOffset(2026, 11, 5, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Next_read_begins_with_the_days_that_may_still_grow_and_gives_known_rows_the_same_ids()
    {
        _server.On(Path, Answer([Row("r1", "1"), Row("r2", "1", ("ingestion_date", "2026-11-09"))]));
        var first = await _kit.ReadAsync(Source(), From, SourceKit.Now);

        var second = await _kit.ReadAsync(Source(), From.AddDays(10), SourceKit.Now, first[^1].Cursor);

        Parameters(_server.Requests[^1]).ShouldSatisfyAllConditions(
            place => place["day"].ShouldBe("2026-11-08"),
            place => place["record"].ShouldBe(""),
            place => place["since"].ShouldBe("2026-10-21T12:00:00.000000Z"));
        second.SelectMany(batch => batch.Records).Select(record => record.Id).ShouldBe(first.SelectMany(batch => batch.Records).Select(record => record.Id));
    }

    [Fact]
    public async Task Read_that_was_cut_off_goes_on_behind_the_last_batch()
    {
        _server.On(Path, Answer([.. Enumerable.Range(0, 6_000).Select(i => Row($"r{i:d6}", "1"))]));
        var first = (await _kit.ReadAsync(Source(), From, SourceKit.Now))[0];

        await _kit.ReadAsync(Source(), From, SourceKit.Now, first.Cursor);

        Parameters(_server.Requests[^1])["record"].ShouldBe("r004999");
    }

    [Fact]
    public async Task Nothing_new_is_no_record_and_leaves_the_place()
    {
        _server.On(Path, Answer([]));

        var batch = (await _kit.ReadAsync(Source(), From, SourceKit.Now)).ShouldHaveSingleItem();

        batch.Records.ShouldBeEmpty();
        batch.CoveredUntil.ShouldBeNull();
        await _kit.ReadAsync(Source(), From, SourceKit.Now, batch.Cursor);
        Parameters(_server.Requests[^1])["day"].ShouldBe("2026-11-01");
    }

    [Fact]
    public async Task Row_without_a_list_price_is_unpriced_and_broken_or_doubled_rows_are_told()
    {
        _server.On(Path, Answer(
        [
            Row("r1", "4", ("list_price", null), ("usage_metadata", null)), Row("r2", "much"), Row("r3", "1", ("usage_start_time", "soon")),
            Row("r4", "2"), Row("r4", "2", ("list_price", "9")),
        ]));

        var batch = (await _kit.ReadAsync(Source(), From, SourceKit.Now)).ShouldHaveSingleItem();

        batch.Records.Count.ShouldBe(2);
        batch.Records[0].ShouldSatisfyAllConditions(
            record => record.Pricing.ShouldBe(PricingState.Unpriced),
            record => record.Model.ShouldBe("PREMIUM_SERVERLESS_REAL_TIME_INFERENCE"));
        batch.Records[1].Cost.Effective.ShouldBe(0.14m);
        batch.Errors.Select(error => error.Field).ShouldBe(["usage_quantity", "usage_start_time", "sku_name"]);
    }

    [Theory]
    [InlineData("""{"statement_id":"st-1","status":{"state":"FAILED","error":{"error_code":"INSUFFICIENT_PERMISSIONS","message":"no USE SCHEMA on system.billing"}}}""", SourceFaultCode.Forbidden, "system.billing")]
    [InlineData("""{"statement_id":"st-1","status":{"state":"CANCELED"}}""", SourceFaultCode.Unavailable, "CANCELED")]
    [InlineData("""{"statement_id":"st-1","status":{"state":"SUCCEEDED"},"manifest":{"truncated":true}}""", SourceFaultCode.BadAnswer, "cut off")]
    [InlineData("""{"statement_id":"st-1","status":{"state":"SUCCEEDED"}}""", SourceFaultCode.BadAnswer, "manifest")]
    [InlineData("[]", SourceFaultCode.BadAnswer, "no JSON object")]
    public async Task Statement_that_does_not_end_well_is_a_fault(string answer, SourceFaultCode code, string message)
    {
        _server.On(Path, answer);

        var fault = await _kit.FaultAsync(Source(), From, SourceKit.Now);

        fault.Code.ShouldBe(code);
        fault.Message.ShouldContain(message);
    }

    [Fact]
    public async Task Key_is_not_sent_to_another_host_for_the_next_rows()
    {
        _server.On(Path, Answer([Row("r1", "1")], "//elsewhere.example/chunk"));

        (await _kit.FaultAsync(Source(), From, SourceKit.Now)).Code.ShouldBe(SourceFaultCode.BadAnswer);
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Faults_of_the_provider_are_waited_out_or_told()
    {
        _server.On(Path, Answer([Row("r1", "1"), Row("r2", "2")]));

        await ConnectorFaults.HoldAsync(_kit, _server, Source(), From, SourceKit.Now);
    }

    [Fact]
    public async Task Test_says_what_is_there()
    {
        _server.On(Path, Answer([new() { ["records"] = "1234", ["newest"] = "2026-11-20" }]));

        var test = await _kit.Reader.TestAsync(Source(), TestContext.Current.CancellationToken);

        test.Fault.ShouldBeNull();
        test.Message.ShouldContain("1234 records");
    }
}

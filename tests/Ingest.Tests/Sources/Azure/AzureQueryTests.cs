using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources.Azure;

public sealed class AzureQueryTests : IDisposable
{
    private const string Path = "/subscriptions/sub-1/providers/Microsoft.CostManagement/query";
    private const string Columns =
        """[{"name":"totalCost","type":"Number"},{"name":"quantity","type":"Number"},{"name":"UsageDate","type":"Number"},{"name":"Meter","type":"String"},{"name":"TagKey","type":"String"},{"name":"TagValue","type":"String"},{"name":"Currency","type":"String"}]""";

    private static readonly DateTimeOffset From = new(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);

    private readonly SourceKit _kit = new();

    public void Dispose() => _kit.Dispose();

    private static string Answer(string? next, params IEnumerable<string> rows) => Answer(Columns, next, rows);

    private static string Answer(string columns, string? next, IEnumerable<string> rows) =>
        $$$"""{"id":"x","properties":{"nextLink":{{{(next is null ? "null" : $"\"{next}\"")}}},"columns":{{{columns}}},"rows":[{{{string.Join(',', rows)}}}],"new":1 } }""";

    private static string Row(string day, string meter, string team, string cost) => $"[{cost},4975.24,{day},\"{meter}\",\"team\",\"{team}\",\"USD\"]";

    private static async Task<ProviderServer> ServerAsync() => (await ProviderServer.StartAsync()).On("/tenant-1/oauth2/v2.0/token", """{"access_token":"token-of-an-hour","expires_in":3599}""");

    private DataSource Source(ProviderServer server, params IEnumerable<(string, string)> settings) => _kit.Source(
        "azure.query",
        [
            ("endpoint", server.Url), ("login_url", server.Url), ("scope", "/subscriptions/sub-1"), ("tenant_id", "tenant-1"), ("client_id", "app-1"),
            ("client_secret", "secret-of-the-app"), .. settings.Any(setting => setting.Item1 == "group") ? settings : settings.Append(("group", "TAG:team")),
        ]);

    private Task<List<SourceBatch>> ReadAsync(DataSource source) => _kit.ReadAsync(source, From, SourceKit.Now);

    [Fact]
    public async Task Days_come_as_windows_over_two_pages_the_second_asked_for_by_POST()
    {
        await using var server = await ServerAsync();
        server.On(Path, request => ProviderAnswer.Json(request.Query.ContainsKey("$skiptoken")
            ? Answer(null, Row("20261119", "5.4 inp Gl 1M Tokens", "", "0.000000000001"))
            : Answer($"{server.Url}{Path}?api-version=2023-11-01&$skiptoken=AQ", Row("20261118", "gpt 4o mini Outp glbl Tokens", "payments", "12.438123456789"), Row("20261119", "gpt 4o mini Outp glbl Tokens", "payments", "1"))));

        var batches = await ReadAsync(Source(server, ("block", "1000")));

        batches.Select(batch => batch.Window).ShouldBe([new("2026-11-18"), new("2026-11-19"), new("2026-11-20")]);
        batches.Select(batch => batch.CoveredUntil).ShouldBe([From.AddDays(1), From.AddDays(2), From.AddDays(2)]);
        batches.Select(batch => batch.Records.Count).ShouldBe([1, 2, 0]);
        batches.SelectMany(batch => batch.Records).Sum(record => record.Cost.Effective).ShouldBe(13.438123456790m);
        var first = batches[0].Records[0];
        first.Model.ShouldBe("gpt-4o-mini");
        first.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.Output] = 4_975_240m });
        first.Scope.Team.ShouldBe("payments");
        first.Status.ShouldBe(CostStatus.Confirmed);
        batches[1].Records[1].Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.Input] = 4_975_240_000m });
        batches[1].Records[1].Scope.Team.ShouldBe(ScopePath.Unattributed);
        var asked = server.Requests.Where(request => request.Path == Path).ToList();
        asked.ShouldAllBe(request => request.Method == "POST" && request.Headers.Authorization == "Bearer token-of-an-hour" && request.Headers["ClientType"] == "FinOpsAI");
        asked[1].Text.ShouldBe(asked[0].Text);
        server.Requests.Count(request => request.Path.EndsWith("/token", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Question_names_cost_days_groups_and_services_and_never_the_future()
    {
        await using var server = await ServerAsync();
        server.On(Path, Answer(null));

        await ReadAsync(Source(server, ("services", "Foundry Models\nCognitive Services")));

        JsonElement.DeepEquals(JsonDocument.Parse(server.Requests[^1].Text).RootElement, JsonDocument.Parse("""
            {"type":"AmortizedCost","timeframe":"Custom","timePeriod":{"from":"2026-11-18T00:00:00Z","to":"2026-11-20T12:00:00Z"},
             "dataset":{"granularity":"Daily","aggregation":{"totalCost":{"name":"Cost","function":"Sum"},"quantity":{"name":"UsageQuantity","function":"Sum"}},
              "grouping":[{"type":"Dimension","name":"Meter"},{"type":"TagKey","name":"team"}],
              "filter":{"dimensions":{"name":"ServiceName","operator":"In","values":["Foundry Models","Cognitive Services"]}}}}
            """).RootElement).ShouldBeTrue();
    }

    [Fact]
    public async Task Long_time_is_asked_for_in_slices_of_31_days()
    {
        await using var server = await ServerAsync();
        server.On(Path, Answer(null));

        var batches = await _kit.ReadAsync(Source(server), From.AddDays(-60), From);

        server.Requests.Where(request => request.Path == Path).Select(request => JsonDocument.Parse(request.Text).RootElement.GetProperty("timePeriod").GetRawText()).ShouldBe(
            ["""{"from":"2026-09-19T00:00:00Z","to":"2026-10-19T23:59:59Z"}""", """{"from":"2026-10-20T00:00:00Z","to":"2026-11-17T23:59:59Z"}"""]);
        batches.Count.ShouldBe(60);
        batches.ShouldAllBe(batch => batch.Window!.IsLast && batch.Records.Count == 0);
    }

    [Theory]
    [InlineData("Cost")]
    [InlineData("PreTaxCost")]
    [InlineData("CostUSD")]
    public async Task Columns_are_found_by_name_in_any_order_and_the_answer_may_be_empty(string cost)
    {
        await using var server = await ServerAsync();
        var columns = $$"""[{"name":"Meter"},{"name":"ResourceGroupName"},{"name":"UsageDate"},{"name":"Currency"},{"name":"{{cost}}"}]""";
        server.On(Path, Answer(columns, null, ["""["some meter","ai-rg",20261118,"KRW","1500.5"]""", """["other",null,"2026-11-19T00:00:00","KRW",2]"""]));

        var records = (await ReadAsync(Source(server, ("group", "ResourceGroupName")))).SelectMany(batch => batch.Records).ToList();

        records.Select(record => record.StatedCost!.Value.Effective).ShouldBe([1500.5m, 2m]);
        records[0].Scope.Project.ShouldBe("ai-rg");
        records[0].Usage.ShouldBeEmpty();

        server.On(Path, _ => new(204, [], "application/json"));
        (await ReadAsync(Source(server))).Sum(batch => batch.Records.Count).ShouldBe(0);
    }

    [Fact]
    public async Task Tokens_of_a_unit_nobody_names_are_kept_under_the_meters_name()
    {
        await using var server = await ServerAsync();
        server.On(Path, Answer(null, Row("20261118", "gpt 4o mini Outp glbl Tokens", "x", "1")));

        (await ReadAsync(Source(server)))[0].Records[0].Usage.ShouldBe(new Dictionary<string, decimal> { ["other:gpt 4o mini Outp glbl Tokens"] = 4975.24m });
    }

    [Fact]
    public async Task Answer_for_other_days_than_asked_is_a_fault()
    {
        await using var server = await ServerAsync();
        server.On(Path, Answer(null, Row("20251118", "m", "x", "1")));

        var fault = await _kit.FaultAsync(Source(server), From, SourceKit.Now);

        fault.Code.ShouldBe(SourceFaultCode.BadAnswer);
        fault.Message.ShouldContain("answers for 2025-11-18");
    }

    [Fact]
    public async Task Longest_of_several_waits_is_kept()
    {
        await using var server = await ServerAsync();
        server.On(Path, _ => ProviderAnswer.Error(429).With("Retry-After", "10")
            .With("x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after", "40").With("x-ms-ratelimit-microsoft.costmanagement-entity-retry-after", "1800"));

        var fault = await _kit.FaultAsync(Source(server), From, SourceKit.Now);

        fault.Code.ShouldBe(SourceFaultCode.RateLimited);
        fault.RetryAfter.ShouldBe(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Next_page_on_another_host_does_not_get_the_token()
    {
        await using var server = await ServerAsync();
        await using var other = await ProviderServer.StartAsync();
        server.On(Path, Answer($"{other.Url}{Path}?page=2"));

        (await _kit.FaultAsync(Source(server), From, SourceKit.Now)).Message.ShouldContain("leads elsewhere");
        other.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"properties":{"columns":[{"name":"UsageDate"}],"rows":[]}}""")]
    [InlineData("""{"properties":{"columns":[{"name":"Cost"},{"name":"UsageDate"},{"name":"Meter"}],"rows":[[1,"x","m"]]}}""")]
    [InlineData("""{"properties":{"columns":[{"name":"Cost"},{"name":"UsageDate"},{"name":"Meter"}],"rows":[[1]]}}""")]
    [InlineData("""{"error":{}}""")]
    public async Task Answer_of_another_shape_is_a_fault_and_not_no_spend(string answer)
    {
        await using var server = await ServerAsync();
        server.On(Path, answer);

        (await _kit.FaultAsync(Source(server), From, SourceKit.Now)).Code.ShouldBe(SourceFaultCode.BadAnswer);
    }

    [Fact]
    public async Task Restated_day_with_a_group_gone_and_a_duplicate_delivery()
    {
        await using var server = await ServerAsync();
        server.On(Path, Answer(null, Row("20261118", "a", "x", "1"), Row("20261118", "b", "x", "2")));
        var first = await ReadAsync(Source(server));
        var again = await ReadAsync(Source(server));
        server.On(Path, Answer(null, Row("20261118", "b", "x", "2.5")));
        var restated = await ReadAsync(Source(server));

        again[0].Records.Select(record => record.Id).ShouldBe(first[0].Records.Select(record => record.Id));
        restated[0].Records.ShouldHaveSingleItem().Id.ShouldBe(first[0].Records[1].Id);
        restated[0].Window.ShouldBe(first[0].Window);
    }

    [Fact]
    public async Task Given_token_needs_no_login_and_the_test_says_what_was_seen()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On(Path, Answer(null, Row("20261119", "a", "x", "1.5")));

        var test = await _kit.Reader.TestAsync(Source(server, ("access_token", "given-token")), TestContext.Current.CancellationToken);

        test.Message.ShouldBe("Cost Management answers for 2026-11-19: 1 rows, 1.50 USD.");
        server.Requests.ShouldHaveSingleItem().Headers.Authorization.ToString().ShouldBe("Bearer given-token");
    }

    [Fact]
    public async Task Provider_that_fails_is_waited_for_or_told_in_words()
    {
        await using var server = await ServerAsync();
        server.On(Path, Answer(null, Row("20261118", "a", "x", "1")));

        await ConnectorFaults.HoldAsync(_kit, server, Source(server), From, SourceKit.Now);
    }
}

using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources.Aws;

public sealed class CostExplorerTests : IDisposable
{
    private static readonly DateTimeOffset From = new(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);

    private readonly SourceKit _kit = new();

    public void Dispose() => _kit.Dispose();

    private static string Group(string usageType, string second, string cost, string quantity = "4115.226", string unit = "1K tokens") =>
        $$$"""{"Keys":["{{{usageType}}}","{{{second}}}"],"Metrics":{"NetAmortizedCost":{{{Metric(cost, "USD")}}},"UnblendedCost":{{{Metric(cost, "USD")}}},"UsageQuantity":{{{Metric(quantity, unit)}}},"New":{} } }""";

    private static string Metric(string amount, string unit) => $$"""{"Amount":"{{amount}}","Unit":"{{unit}}"}""";

    private static string Day(string day, bool estimated, params IEnumerable<string> groups) =>
        $$"""{"TimePeriod":{"Start":"{{day}}","End":"x"},"Estimated":{{(estimated ? "true" : "false")}},"Total":{},"Groups":[{{string.Join(',', groups)}}]}""";

    private static string Page(string? next, params IEnumerable<string> days) =>
        $$"""{"GroupDefinitions":[],"ResultsByTime":[{{string.Join(',', days)}}],"DimensionValueAttributes":[],"Unknown":1{{(next is null ? "" : $",\"NextPageToken\":\"{next}\"")}}}""";

    private DataSource Source(ProviderServer server, params IEnumerable<(string, string)> settings) => _kit.Source(
        "aws.cost_explorer", [("endpoint", server.Url), ("access_key_id", "AKIDEXAMPLE"), ("secret_access_key", "secret-of-ce"), .. Grouped(settings)]);

    private static IEnumerable<(string Name, string Value)> Grouped(IEnumerable<(string Name, string Value)> settings) =>
        settings.Any(setting => setting.Name == "group") ? settings : settings.Append(("group", "TAG:team"));

    private Task<List<SourceBatch>> ReadAsync(DataSource source) => _kit.ReadAsync(source, From, SourceKit.Now);

    [Fact]
    public async Task Days_come_as_windows_also_over_two_pages_and_without_groups()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", request => ProviderAnswer.Json(request.Text.Contains("\"NextPageToken\":\"p2\"", StringComparison.Ordinal)
            ? Page(null, Day("2026-11-19", true, Group("USE1-Nova2.0Lite-output-tokens", "team$", "0.000000000001")), Day("2026-11-20", true))
            : Page("p2", Day("2026-11-18", false, Group("USE1-Nova2.0Lite-input-tokens", "team$payments", "1.234567890123")), Day("2026-11-19", true, Group("USE1-Nova2.0Lite-input-tokens", "team$payments", "2")))));

        var batches = await ReadAsync(Source(server));

        batches.Select(batch => batch.Window).ShouldBe([new("2026-11-18"), new("2026-11-19"), new("2026-11-20")]);
        batches.Select(batch => batch.CoveredUntil).ShouldBe([From.AddDays(1), From.AddDays(2), From.AddDays(2)]);
        batches.Select(batch => batch.Records.Count).ShouldBe([1, 2, 0]);
        batches.SelectMany(batch => batch.Records).Sum(record => record.Cost.Effective).ShouldBe(3.234567890124m);
        var first = batches[0].Records[0];
        first.Status.ShouldBe(CostStatus.Confirmed);
        first.Model.ShouldBe("nova-2-lite");
        first.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.Input] = 4_115_226m });
        first.Scope.Team.ShouldBe("payments");
        batches[1].Records[1].Scope.Team.ShouldBe(ScopePath.Unattributed);
        batches[1].Records[1].Status.ShouldBe(CostStatus.Estimated);
    }

    [Fact]
    public async Task Request_is_signed_and_says_days_metrics_groups_and_services()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", Page(null));

        await ReadAsync(Source(server, ("services", "Amazon Bedrock\nAmazon SageMaker")));

        var request = server.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Headers["X-Amz-Target"].ToString().ShouldBe("AWSInsightsIndexService.GetCostAndUsage");
        request.Headers.ContentType.ToString().ShouldBe("application/x-amz-json-1.1");
        request.Headers.Authorization.ToString().ShouldStartWith(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/us-east-1/ce/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=");
        JsonElement.DeepEquals(JsonDocument.Parse(request.Text).RootElement, JsonDocument.Parse("""
            {"TimePeriod":{"Start":"2026-11-18","End":"2026-11-21"},"Granularity":"DAILY","Metrics":["NetAmortizedCost","UnblendedCost","UsageQuantity"],
             "GroupBy":[{"Type":"DIMENSION","Key":"USAGE_TYPE"},{"Type":"TAG","Key":"team"}],
             "Filter":{"Dimensions":{"Key":"SERVICE","Values":["Amazon Bedrock","Amazon SageMaker"]}}}
            """).RootElement).ShouldBeTrue();
    }

    [Theory]
    [InlineData("SERVICE", "Claude Sonnet 4.6 (Amazon Bedrock Edition)", "claude-sonnet-4-6")]
    [InlineData("LINKED_ACCOUNT", "111122223333", null)]
    public async Task Second_group_is_service_or_project(string group, string second, string? model)
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", Page(null, Day("2026-11-18", true, Group("USE1-MP:USE1_InputTokenCount-Units", second, "1", "0.5", "Units"))));

        var record = (await ReadAsync(Source(server, ("group", group)))).SelectMany(batch => batch.Records).ShouldHaveSingleItem();

        record.Model.ShouldBe(model);
        record.Usage[UsageUnits.Input].ShouldBe(500_000m);
        (group == "SERVICE" ? record.Service : record.Scope.Project).ShouldBe(second);
    }

    [Fact]
    public async Task Restated_day_with_a_group_gone_and_a_duplicate_delivery()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", Page(null, Day("2026-11-18", true, Group("a", "team$x", "1"), Group("b", "team$x", "2"))));
        var first = await ReadAsync(Source(server));
        var again = await ReadAsync(Source(server));
        server.On("/", Page(null, Day("2026-11-18", false, Group("b", "team$x", "2.5"))));
        var restated = await ReadAsync(Source(server));

        again[0].Records.Select(record => record.Id).ShouldBe(first[0].Records.Select(record => record.Id));
        restated[0].Window.ShouldBe(first[0].Window);
        restated[0].Records.ShouldHaveSingleItem().Id.ShouldBe(first[0].Records[1].Id);
    }

    [Fact]
    public async Task Long_time_is_asked_for_in_slices_and_no_further_back_than_is_kept()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", request =>
        {
            var period = JsonDocument.Parse(request.Text).RootElement.GetProperty("TimePeriod");
            var start = DateOnly.ParseExact(period.GetProperty("Start").GetString()!, "yyyy-MM-dd");
            var end = DateOnly.ParseExact(period.GetProperty("End").GetString()!, "yyyy-MM-dd");
            return ProviderAnswer.Json(Page(null, Enumerable.Range(0, end.DayNumber - start.DayNumber).Select(i => Day($"{start.AddDays(i):yyyy-MM-dd}", false))));
        });

        var batches = await _kit.ReadAsync(Source(server), new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 1, 10, 0, 0, 0, TimeSpan.Zero));

        server.Requests.Select(request => JsonDocument.Parse(request.Text).RootElement.GetProperty("TimePeriod").GetRawText()).ShouldBe(
        [
            """{"Start":"2025-11-01","End":"2025-12-02"}""", """{"Start":"2025-12-02","End":"2026-01-02"}""", """{"Start":"2026-01-02","End":"2026-01-10"}""",
        ]);
        batches.Count.ShouldBe(70);
        batches.Select(batch => batch.Window!.Name).Distinct().Count().ShouldBe(70);
    }

    [Fact]
    public async Task Day_that_is_not_answered_is_no_day_without_spend()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", Page(null, Day("2026-11-18", true), Day("2026-11-20", true, Group("a", "team$x", "1"))));

        (await ReadAsync(Source(server))).Select(batch => (batch.Window!.Name, batch.CoveredUntil)).ShouldBe(
            [("2026-11-18", From.AddDays(1)), ("2026-11-20", From.AddDays(1))]);
    }

    [Theory]
    [InlineData("LimitExceededException", SourceFaultCode.RateLimited)]
    [InlineData("com.amazon.coral.availability#ThrottlingException", SourceFaultCode.RateLimited)]
    [InlineData("DataUnavailableException", SourceFaultCode.Unavailable)]
    [InlineData("BillExpirationException", SourceFaultCode.Unavailable)]
    [InlineData("UnrecognizedClientException", SourceFaultCode.Unauthorized)]
    [InlineData("AccessDeniedException", SourceFaultCode.Forbidden)]
    [InlineData("RequestChangedException", SourceFaultCode.BadAnswer)]
    [InlineData("ValidationException", SourceFaultCode.Settings)]
    public async Task Faults_that_all_come_as_400_are_told_apart(string type, SourceFaultCode code)
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", _ => ProviderAnswer.Error(400, $$"""{"__type":"{{type}}","Message":"said so"}"""));

        var fault = await _kit.FaultAsync(Source(server), From, SourceKit.Now);

        fault.Code.ShouldBe(code);
        fault.Message.ShouldContain("said so");
    }

    [Fact]
    public async Task Throttling_that_passes_is_waited_out()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", Page(null, Day("2026-11-18", true, Group("a", "team$x", "1"))));
        server.Once(ProviderAnswer.Error(400, """{"__type":"ThrottlingException"}"""));

        (await ReadAsync(Source(server)))[0].Records.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"ResultsByTime":[{"TimePeriod":{}}]}""")]
    [InlineData("""{"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-18"},"Groups":[{"Keys":["a"],"Metrics":{}}]}]}""")]
    [InlineData("""{"ResultsByTime":[],"NextPageToken":"same"}""")]
    [InlineData("[]")]
    public async Task Answer_of_another_shape_is_a_fault_and_not_no_spend(string answer)
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", answer);

        (await _kit.FaultAsync(Source(server), From, SourceKit.Now)).Code.ShouldBe(SourceFaultCode.BadAnswer);
    }

    [Fact]
    public async Task Wrong_group_is_told_and_the_test_says_what_it_cost()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", Page(null));

        (await _kit.FaultAsync(Source(server, ("group", "team")), From, SourceKit.Now)).Message.ShouldContain("expected SERVICE");
        (await _kit.Reader.TestAsync(Source(server), TestContext.Current.CancellationToken)).Message.ShouldBe("Cost Explorer answers for 2026-11-19. This test cost 0.01 USD.");
    }

    [Fact]
    public async Task Provider_that_fails_is_waited_for_or_told_in_words()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/", Page(null, Day("2026-11-18", true, Group("a", "team$x", "1"))));

        await ConnectorFaults.HoldAsync(_kit, server, Source(server), From, SourceKit.Now);
    }
}

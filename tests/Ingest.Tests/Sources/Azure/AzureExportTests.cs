using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Tests.Sources.Files;
using FinOpsAI.TestSupport;
using static FinOpsAI.Ingest.Tests.Sources.Files.StoredFiles;

namespace FinOpsAI.Ingest.Tests.Sources.Azure;

public sealed class AzureExportTests : IDisposable
{
    private const string Header = "BillingPeriodEndDate,SubscriptionId,Date,MeterCategory,MeterSubCategory,MeterName,Quantity,CostInBillingCurrency,BillingCurrency,ResourceId,Tags,UnitOfMeasure,ResourceGroup,ChargeType,new";

    private static readonly DateTimeOffset From = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SourceKit _kit = new();
    private readonly StoredFiles _files = new();

    public void Dispose() => _kit.Dispose();

    private static string Costs(params IEnumerable<(string Resource, string Cost)> rows) => string.Join('\n', [Header, .. rows.Select(row =>
        $"10/31/2026,sub-1,10/05/2026,Foundry Models,Azure OpenAI,gpt 4o mini Outp glbl Tokens,2.5,{row.Cost},USD,{row.Resource},\"\"\"team\"\": \"\"payments\"\"\",1K,ai-rg,Usage,?"), ""]);

    /// <summary>A run of an export; the time of the run decides which is newest, not the order in which files are written.</summary>
    private void Deliver(string run, string type, int? rows, params IEnumerable<string> parts)
    {
        List<string> blobs = [];
        foreach (var part in parts)
        {
            var key = $"finops/daily/20261001-20261031/{run.Replace(':', '-')}/part_{blobs.Count}_0001.csv.gz";
            _files.Put(key, Gzip(part));
            blobs.Add($$"""{"blobName":"{{key}}","byteCount":1}""");
        }

        Manifest(run, type, "MonthToDate", rows, blobs);
    }

    private void Manifest(string run, string type, string frame, int? rows, IEnumerable<string> blobs, string start = "2026-10-01T00:00:00") => _files.Put(
        $"finops/daily/20261001-20261031/{run.Replace(':', '-')}/manifest.json",
        $$"""
        {"exportConfig":{"exportName":"daily","type":"{{type}}","timeFrame":"{{frame}}"},"deliveryConfig":{},"unknown":1,
         "runInfo":{"executionType":"Scheduled","submittedTime":"{{run}}","startDate":"{{start}}","endDate":"2026-10-31T00:00:00"},
         {{(rows is null ? "" : $"\"dataRowCount\":{rows},")}}"blobs":[{{string.Join(',', blobs)}}]}
        """);

    private DataSource Source(ProviderServer server) => _kit.Source(
        "azure.exports", ("account_url", $"{server.Url}/acct"), ("container", "exports"), ("sas_token", "sv=1&sig=secret-signature"));

    private Task<List<SourceBatch>> ReadAsync(DataSource source, string? cursor = null) => _kit.ReadAsync(source, From, SourceKit.Now, cursor);

    [Fact]
    public async Task Month_of_two_parts_is_one_window_with_totals_to_the_last_decimal()
    {
        Deliver("2026-10-06T04:00:11Z", "AmortizedCost", 3, Costs(("r1", "0.123456789012"), ("r2", "1")), Costs(("r1", "0.000000000001")));
        await using var server = await _files.ServeBlobAsync("acct", "exports");

        var batch = (await ReadAsync(Source(server))).ShouldHaveSingleItem();

        batch.Window.ShouldBe(new("2026-10"));
        batch.Errors.ShouldBeEmpty();
        batch.Records.Sum(record => record.Cost.Effective).ShouldBe(1.123456789013m);
        batch.Records.ShouldAllBe(record => record.Scope.Team == "payments" && record.Scope.Project == "ai-rg" && record.Model == "gpt-4o-mini" && record.Source == "azure.exports:s1");
        batch.Records.Select(record => record.Id).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Newest_run_replaces_the_month_whatever_order_the_files_have()
    {
        Deliver("2026-10-07T04:00:00Z", "ActualCost", 1, Costs(("r2", "2.5")));
        Deliver("2026-10-06T04:00:00Z", "ActualCost", 2, Costs(("r1", "1"), ("r2", "2")));
        await using var server = await _files.ServeBlobAsync("acct", "exports");
        var first = await ReadAsync(Source(server));
        Deliver("2026-10-08T04:00:00Z", "ActualCost", null, Costs(("r3", "3")));
        var second = await ReadAsync(Source(server), first[^1].Cursor);

        first.ShouldHaveSingleItem().Records.ShouldHaveSingleItem().Cost.Effective.ShouldBe(2.5m);
        second.ShouldHaveSingleItem().Records.ShouldHaveSingleItem().Cost.Effective.ShouldBe(3m);
        (await ReadAsync(Source(server), second[^1].Cursor)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_delivered_twice_gives_the_same_ids()
    {
        Deliver("2026-10-06T04:00:00Z", "ActualCost", 2, Costs(("r1", "1"), ("r1", "1")));
        await using var server = await _files.ServeBlobAsync("acct", "exports");
        var first = await ReadAsync(Source(server));
        Deliver("2026-10-07T04:00:00Z", "ActualCost", 2, Costs(("r1", "1"), ("r1", "1")));

        (await ReadAsync(Source(server), first[^1].Cursor))[0].Records.Select(record => record.Id).ShouldBe(first[0].Records.Select(record => record.Id));
    }

    [Fact]
    public async Task Delivery_with_fewer_rows_than_its_manifest_says_is_a_fault()
    {
        Deliver("2026-10-06T04:00:00Z", "ActualCost", 3, Costs(("r1", "1"), ("r2", "1")));
        await using var server = await _files.ServeBlobAsync("acct", "exports");

        var fault = await _kit.FaultAsync(Source(server), From, SourceKit.Now);

        fault.Code.ShouldBe(SourceFaultCode.BadAnswer);
        fault.Message.ShouldContain("has 2 rows, its manifest says 3");
    }

    [Fact]
    public async Task Focus_export_is_read_too_and_other_exports_are_passed_over()
    {
        Deliver("2026-10-06T04:00:00Z", "FocusCost", 1, FocusText.File(FocusText.Row("2026-10", "r1", 1.5m)));
        _files.Put("finops/prices/manifest.json", """{"exportConfig":{"type":"PriceSheet"},"runInfo":{"startDate":"2026-10-01"},"blobs":[]}""");
        await using var server = await _files.ServeBlobAsync("acct", "exports");

        (await ReadAsync(Source(server))).ShouldHaveSingleItem().Records.ShouldHaveSingleItem().Cost.Effective.ShouldBe(1.5m);
    }

    [Theory]
    [InlineData("WeekToDate", "2026-10-01T00:00:00")]
    [InlineData("TheLast7Days", "2026-10-01T00:00:00")]
    [InlineData("Custom", "2026-10-12T00:00:00")]
    public async Task Export_of_a_part_of_a_month_is_refused(string frame, string start)
    {
        Manifest("2026-10-06T04:00:00Z", "ActualCost", frame, null, [], start);
        await using var server = await _files.ServeBlobAsync("acct", "exports");

        (await _kit.FaultAsync(Source(server), From, SourceKit.Now)).Message.ShouldContain("month-to-date or of whole months");
    }

    [Fact]
    public async Task Manifest_before_its_parts_is_waited_for_and_a_cut_off_one_is_a_fault()
    {
        Manifest("2026-10-06T04:00:00Z", "ActualCost", "MonthToDate", null, ["""{"blobName":"finops/later.csv"}"""]);
        await using var server = await _files.ServeBlobAsync("acct", "exports");

        (await ReadAsync(Source(server))).ShouldBeEmpty();

        _files.Put("finops/x/manifest.json", """{"exportConfig":{""");
        (await _kit.FaultAsync(Source(server), From, SourceKit.Now)).Code.ShouldBe(SourceFaultCode.BadAnswer);
    }

    [Fact]
    public async Task Store_that_fails_is_waited_for_or_told_in_words()
    {
        Deliver("2026-10-06T04:00:00Z", "ActualCost", 1, Costs(("r1", "1")));
        await using var server = await _files.ServeBlobAsync("acct", "exports");

        await ConnectorFaults.HoldAsync(_kit, server, Source(server), From, SourceKit.Now);
    }
}

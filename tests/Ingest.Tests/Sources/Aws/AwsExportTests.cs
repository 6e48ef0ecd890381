using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Tests.Sources.Files;
using FinOpsAI.TestSupport;
using static FinOpsAI.Ingest.Tests.Sources.Files.StoredFiles;

namespace FinOpsAI.Ingest.Tests.Sources.Aws;

public sealed class AwsExportTests : IDisposable
{
    private const string Root = "billing/ai-cur";
    private const string Header =
        "line_item_usage_start_date,line_item_usage_end_date,line_item_usage_account_id,line_item_product_code,line_item_usage_type,line_item_line_item_type,"
        + "line_item_usage_amount,pricing_unit,line_item_unblended_cost,pricing_public_on_demand_cost,line_item_currency_code,line_item_resource_id,resource_tags,unknown_column";

    private static readonly DateTimeOffset From = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SourceKit _kit = new();
    private readonly StoredFiles _files = new();

    public void Dispose() => _kit.Dispose();

    private static string Report(string month, params IEnumerable<(string Resource, string Cost)> rows) => string.Join('\n', [Header, .. rows.Select(row =>
        $"{month}-05T10:00:00Z,{month}-05T11:00:00Z,111122223333,AmazonBedrock,USE1-Nova2.0Lite-output-tokens,Usage,84.5,1K tokens,{row.Cost},{row.Cost},USD,{row.Resource},\"{{\"\"user_team\"\":\"\"payments\"\"}}\",?"), ""]);

    private void Deliver(string month, string run, params IEnumerable<byte[]> parts) => Deliver(month, run, withManifest: true, parts);

    private void Deliver(string month, string run, bool withManifest, IEnumerable<byte[]> parts)
    {
        List<string> names = [];
        foreach (var part in parts)
        {
            var key = $"{Root}/data/BILLING_PERIOD={month}/{run}/ai-cur-{names.Count:00000}.csv.gz";
            _files.Put(key, part);
            names.Add($"\"s3://costs/{key}\"");
        }

        if (withManifest)
        {
            Manifest(month, run, $$"""{"executionId":"{{run}}","dataFiles":[{{string.Join(',', names)}}],"columns":[]}""");
        }
    }

    private void Manifest(string month, string run, string json) => _files.Put($"{Root}/metadata/BILLING_PERIOD={month}/{run}/ai-cur-Manifest.json", json);

    private DataSource Source(ProviderServer server, string kind = "aws.cur", string prefix = "billing/") => _kit.Source(
        kind, ("endpoint", server.Url), ("bucket", "costs"), ("prefix", prefix), ("access_key_id", "AKIDEXAMPLE"), ("secret_access_key", "secret-of-s3"));

    private Task<List<SourceBatch>> ReadAsync(DataSource source, string? cursor = null) => _kit.ReadAsync(source, From, SourceKit.Now, cursor);

    [Fact]
    public async Task Month_of_two_files_is_one_window_and_only_files_of_the_manifest_count()
    {
        Deliver("2026-10", "run1", Gzip(Report("2026-10", ("r1", "0.123456789012"), ("r2", "1"))), Gzip(Report("2026-10", ("r3", "0.000000000001"))));
        _files.Put($"{Root}/data/BILLING_PERIOD=2026-10/run1/stray.csv.gz", Gzip(Report("2026-10", ("r9", "9"))));
        await using var server = await _files.ServeS3Async("costs");

        var batch = (await ReadAsync(Source(server))).ShouldHaveSingleItem();

        batch.Window.ShouldBe(new("2026-10"));
        batch.Records.Sum(record => record.Cost.Effective).ShouldBe(1.123456789013m);
        batch.Records.Sum(record => record.Usage["token.output"]).ShouldBe(253_500m);
        batch.Records.ShouldAllBe(record => record.Source == "aws.cur:s1" && record.Scope.Team == "payments" && record.Scope.Project == "111122223333");
    }

    [Fact]
    public async Task New_delivery_replaces_the_month_and_unchanged_ones_are_not_opened()
    {
        Deliver("2026-10", "run1", Gzip(Report("2026-10", ("r1", "1"), ("r2", "2"))));
        Deliver("2026-11", "run1", Gzip(Report("2026-11", ("r1", "4"))));
        await using var server = await _files.ServeS3Async("costs");
        var first = await ReadAsync(Source(server));
        Deliver("2026-10", "run2", Gzip(Report("2026-10", ("r2", "2.5"))));
        var before = server.Requests.Count;

        var second = (await ReadAsync(Source(server), first[^1].Cursor)).ShouldHaveSingleItem();

        first.Select(batch => batch.Window!.Name).ShouldBe(["2026-10", "2026-11"]);
        second.Window.ShouldBe(new("2026-10"));
        second.Records.ShouldHaveSingleItem().Id.ShouldBe(first[0].Records[1].Id);
        server.Requests.Skip(before).Where(request => request.Path.Contains("2026-11", StringComparison.Ordinal)).ShouldBeEmpty();
        (await ReadAsync(Source(server), second.Cursor)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Delivery_copied_twice_gives_the_same_ids()
    {
        Deliver("2026-10", "run1", Gzip(Report("2026-10", ("r1", "1"))), Gzip(Report("2026-10", ("r1", "1"))));
        await using var server = await _files.ServeS3Async("costs");
        var first = await ReadAsync(Source(server));
        Deliver("2026-10", "run2", Gzip(Report("2026-10", ("r1", "1"))), Gzip(Report("2026-10", ("r1", "1"))));

        var second = await ReadAsync(Source(server), first[^1].Cursor);

        first[0].Records.Select(record => record.Id).Distinct().Count().ShouldBe(2);
        second[0].Records.Select(record => record.Id).ShouldBe(first[0].Records.Select(record => record.Id));
    }

    [Fact]
    public async Task Data_without_manifest_and_manifest_before_its_data_are_waited_for()
    {
        Deliver("2026-10", "run1", withManifest: false, [Gzip(Report("2026-10", ("r1", "1")))]);
        Manifest("2026-11", "run1", $$"""{"dataFiles":["s3://costs/{{Root}}/data/BILLING_PERIOD=2026-11/run1/ai-cur-00000.csv.gz"]}""");
        await using var server = await _files.ServeS3Async("costs");

        var early = await ReadAsync(Source(server));
        Deliver("2026-11", "run1", withManifest: false, [Gzip(Report("2026-11", ("r1", "1")))]);
        var later = await ReadAsync(Source(server));

        early.ShouldBeEmpty();
        later.ShouldHaveSingleItem().Window.ShouldBe(new("2026-11"));
    }

    [Fact]
    public async Task Data_that_never_comes_is_told()
    {
        Manifest("2026-11", "run1", """{"dataFiles":["s3://costs/missing.csv.gz"]}""");
        using var kit = new SourceKit(now: SourceKit.Now + TimeSpan.FromDays(2));
        await using var server = await _files.ServeS3Async("costs");

        (await kit.FaultAsync(Source(server), From, SourceKit.Now)).Message.ShouldContain("names missing.csv.gz, which has not come within 24 hours");
    }

    [Fact]
    public async Task Month_delivered_empty_is_an_empty_window()
    {
        Deliver("2026-10", "run1");
        await using var server = await _files.ServeS3Async("costs");

        var batch = (await ReadAsync(Source(server))).ShouldHaveSingleItem();

        batch.Window.ShouldBe(new("2026-10"));
        batch.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task Truncated_file_is_a_fault_and_ends_no_window()
    {
        var whole = Gzip(Report("2026-10", Enumerable.Range(0, 3_000).Select(i => ($"r{i}", "1"))));
        Deliver("2026-10", "run1", whole[..(whole.Length / 2)]);
        await using var server = await _files.ServeS3Async("costs");

        var fault = await _kit.FaultAsync(Source(server), From, SourceKit.Now);

        fault.Code.ShouldBe(SourceFaultCode.BadAnswer);
        fault.Message.ShouldContain("ai-cur-00000.csv.gz");
    }

    [Fact]
    public async Task Parquet_and_several_exports_are_refused_with_what_to_do()
    {
        Manifest("2026-10", "run1", $$"""{"dataFiles":["s3://costs/{{Root}}/data/a.snappy.parquet"]}""");
        await using var server = await _files.ServeS3Async("costs");

        (await _kit.FaultAsync(Source(server), From, SourceKit.Now)).Message.ShouldContain("gzip - text/csv");

        _files.Put("billing/other/metadata/BILLING_PERIOD=2026-10/other-Manifest.json", """{"dataFiles":[]}""");
        var fault = await _kit.FaultAsync(Source(server), From, SourceKit.Now);
        fault.Code.ShouldBe(SourceFaultCode.Settings);
        fault.Message.ShouldContain("billing/ai-cur, billing/other");
    }

    [Fact]
    public async Task Older_report_is_read_by_its_manifest_and_the_copy_of_it_beside_the_files_counts_once()
    {
        const string folder = "cur/ai/20261001-20261101";
        const string manifest = $$"""{"assemblyId":"a1","billingPeriod":{"start":"20261001T000000.000Z","end":"20261101T000000.000Z"},"reportKeys":["/{{folder}}/a1/ai-1.csv.gz"],"bucket":"costs"}""";
        _files.Put($"{folder}/a1/ai-1.csv.gz", Gzip(Report("2026-10", ("r1", "1")))).Put($"{folder}/a1/ai-Manifest.json", manifest).Put($"{folder}/ai-Manifest.json", manifest);
        await using var server = await _files.ServeS3Async("costs");

        (await ReadAsync(Source(server, prefix: "cur/"))).ShouldHaveSingleItem().Records.ShouldHaveSingleItem().Cost.Effective.ShouldBe(1m);
    }

    [Fact]
    public async Task Focus_export_is_read_by_its_manifest()
    {
        Deliver("2026-10", "run1", Gzip(FocusText.File(FocusText.Row("2026-10", "r1", 1.5m))));
        await using var server = await _files.ServeS3Async("costs");

        var record = (await ReadAsync(Source(server, "aws.focus"))).ShouldHaveSingleItem().Records.ShouldHaveSingleItem();

        record.Cost.Effective.ShouldBe(1.5m);
        record.Source.ShouldBe("aws.focus:s1");
    }

    [Fact]
    public async Task Copy_of_the_bucket_in_a_folder_reads_like_the_bucket()
    {
        using var folder = new TemporaryFolder();
        Deliver("2026-10", "run1", Gzip(Report("2026-10", ("r1", "1"))));
        Directory.CreateDirectory(folder.File("metadata/BILLING_PERIOD=2026-10"));
        Directory.CreateDirectory(folder.File("data/BILLING_PERIOD=2026-10/run1"));
        File.WriteAllBytes(folder.File("data/BILLING_PERIOD=2026-10/run1/ai-cur-00000.csv.gz"), Gzip(Report("2026-10", ("r1", "1"))));
        File.WriteAllText(
            folder.File("metadata/BILLING_PERIOD=2026-10/ai-cur-Manifest.json"), $$"""{"dataFiles":["s3://costs/{{Root}}/data/BILLING_PERIOD=2026-10/run1/ai-cur-00000.csv.gz"]}""");

        (await ReadAsync(_kit.Source("aws.cur", ("store", "folder"), ("folder", folder.Path)))).ShouldHaveSingleItem().Records.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Bucket_that_fails_is_waited_for_or_told_in_words()
    {
        Deliver("2026-10", "run1", Gzip(Report("2026-10", ("r1", "1"))));
        await using var server = await _files.ServeS3Async("costs");

        await ConnectorFaults.HoldAsync(_kit, server, Source(server), From, SourceKit.Now);
    }

    [Fact]
    public async Task Test_says_what_lies_there()
    {
        await using var server = await _files.ServeS3Async("costs");
        (await _kit.Reader.TestAsync(Source(server), TestContext.Current.CancellationToken)).Message.ShouldContain("no file that ends in -Manifest.json");

        Deliver("2026-10", "run1", Gzip(Report("2026-10", ("r1", "1"))));
        (await _kit.Reader.TestAsync(Source(server), TestContext.Current.CancellationToken)).Message.ShouldContain("1 manifests among 2 files");
    }
}

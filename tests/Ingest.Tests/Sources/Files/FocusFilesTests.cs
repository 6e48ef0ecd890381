using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;
using static FinOpsAI.Ingest.Tests.Sources.Files.FocusText;
using static FinOpsAI.Ingest.Tests.Sources.Files.StoredFiles;

namespace FinOpsAI.Ingest.Tests.Sources.Files;

public sealed class FocusFilesTests : IDisposable
{
    private static readonly DateTimeOffset From = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SourceKit _kit = new();
    private int _written;

    public void Dispose()
    {
        _kit.Dispose();
        _folder.Dispose();
    }

    private DataSource Source(params IEnumerable<(string, string)> settings) => _kit.Source("focus.files", [("folder", _folder.Path), .. settings]);

    private void Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    private void Write(string name, byte[] bytes)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, bytes);
        System.IO.File.SetLastWriteTimeUtc(path, SourceKit.Now.UtcDateTime.AddSeconds(++_written));
    }

    private Task<List<SourceBatch>> ReadAsync(DataSource source, string? cursor = null) => _kit.ReadAsync(source, From, SourceKit.Now, cursor);

    [Fact]
    public async Task Month_of_two_parts_is_one_window_whose_totals_agree_to_the_last_decimal()
    {
        Write("a/part-1.csv", File(Row("2026-10", "r1", 0.123456789012m), Row("2026-10", "r2", 1m)));
        Write("b/part-2.csv.gz", Gzip(File(Row("2026-10", "r3", 0.000000000001m, "ads"))));
        Write("notes.txt", "not a table");

        var batch = (await ReadAsync(Source())).ShouldHaveSingleItem();

        batch.Window.ShouldBe(new("2026-10"));
        batch.Errors.ShouldBeEmpty();
        batch.CoveredUntil.ShouldBe(new DateTimeOffset(2026, 10, 5, 0, 0, 0, TimeSpan.Zero));
        batch.Records.Sum(record => record.Cost.Effective).ShouldBe(1.123456789013m);
        batch.Records.ShouldAllBe(record => record.Source == "focus.files:s1" && record.Provider == "kt cloud" && record.Status == CostStatus.Confirmed);
        batch.Records.Select(record => record.Scope).ShouldBe(
        [
            ScopePath.ForResource("search", "proj-9", "r1"), ScopePath.ForResource("search", "proj-9", "r2"), ScopePath.ForResource("ads", "proj-9", "r3"),
        ]);
    }

    [Fact]
    public async Task Restated_month_with_a_row_gone_is_delivered_anew_and_the_others_are_not()
    {
        Write("oct.csv", File(Row("2026-10", "r1", 1m), Row("2026-10", "r2", 2m)));
        Write("nov.csv", File(Row("2026-11", "r1", 3m)));
        var first = await ReadAsync(Source());
        Write("oct.csv", File(Row("2026-10", "r2", 2.5m)));

        var second = (await ReadAsync(Source(), first[^1].Cursor)).ShouldHaveSingleItem();

        first.Select(batch => batch.Window!.Name).ShouldBe(["2026-10", "2026-11"]);
        second.Window.ShouldBe(new("2026-10"));
        second.Records.ShouldHaveSingleItem().Id.ShouldBe(first[0].Records[1].Id);
        second.Records[0].Cost.Effective.ShouldBe(2.5m);
        second.CoveredUntil.ShouldBe(first[1].CoveredUntil);
        (await ReadAsync(Source(), second.Cursor)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Same_delivery_read_twice_gives_the_same_ids_also_for_rows_alike_in_two_parts()
    {
        var file = File(Row("2026-10", "r1", 1m), Row("2026-10", "r1", 1m));
        Write("1.csv", file);
        Write("2.csv", file);

        var first = await _kit.RecordsAsync(Source(), From, SourceKit.Now);
        var second = await _kit.RecordsAsync(Source(), From, SourceKit.Now);

        first.Select(record => record.Id).Distinct().Count().ShouldBe(4);
        second.Select(record => record.Id).ShouldBe(first.Select(record => record.Id));
    }

    [Theory]
    [InlineData("parts", 7)]
    [InlineData("folder", 6)]
    [InlineData("file", 4)]
    [InlineData("path", 7)]
    public async Task Delivery_says_what_the_newest_files_replace(string delivery, decimal total)
    {
        Write("run-1/all.csv", File(Row("2026-10", "r1", 1m)));
        Write("run-2/1.csv", File(Row("2026-10", "r1", 2m)));
        Write("run-2/2.csv", File(Row("2026-10", "r2", 4m)));

        var batches = await ReadAsync(Source(("delivery", delivery)));

        batches.SelectMany(batch => batch.Records).Sum(record => record.Cost.Effective).ShouldBe(total);
        batches.Count.ShouldBe(delivery == "path" ? 3 : 1);
        batches.SelectMany(batch => batch.Records).Select(record => record.Id).Distinct().Count().ShouldBe(batches.Sum(batch => batch.Records.Count));
    }

    [Fact]
    public async Task File_that_has_lost_all_rows_empties_its_window()
    {
        Write("oct.csv", File(Row("2026-10", "r1", 1m)));
        var first = await ReadAsync(Source());
        Write("oct.csv", File());

        var second = (await ReadAsync(Source(), first[^1].Cursor)).ShouldHaveSingleItem();

        second.Window.ShouldBe(new("2026-10"));
        second.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task File_of_two_periods_is_refused_unless_files_stand_alone()
    {
        Write("year.csv", File(Row("2026-09", "r1", 1m), Row("2026-10", "r1", 1m)));

        var fault = await _kit.FaultAsync(Source(), From - TimeSpan.FromDays(60), SourceKit.Now);

        fault.Code.ShouldBe(SourceFaultCode.Settings);
        fault.Message.ShouldContain("billing period 2026-10 in a file of 2026-09");
        (await ReadAsync(Source(("delivery", "path")))).ShouldHaveSingleItem().Records.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Months_before_the_source_begins_and_outside_of_a_backfill_are_left_alone()
    {
        Write("1.csv", File(Row("2026-08", "r1", 1m)));
        Write("2.csv", File(Row("2026-10", "r1", 2m)));
        Write("3.csv", File(Row("2026-11", "r1", 3m)));

        (await ReadAsync(Source())).Select(batch => batch.Window!.Name).ShouldBe(["2026-10", "2026-11"]);
        (await _kit.ReadAsync(Source(), new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)))
            .Select(batch => batch.Window!.Name).ShouldBe(["2026-08", "2026-10"]);
    }

    [Fact]
    public async Task Truncated_gzip_is_a_fault_and_ends_no_window()
    {
        var whole = Gzip(File(Enumerable.Range(0, 20_000).Select(i => Row("2026-10", $"r{i}", i))));
        Write("oct.csv.gz", whole[..(whole.Length / 2)]);
        List<SourceBatch> batches = [];

        var fault = await Should.ThrowAsync<SourceException>(async () =>
        {
            await foreach (var batch in _kit.Reader.ReadAsync(Source(), new(From, SourceKit.Now, null), TestContext.Current.CancellationToken))
            {
                batches.Add(batch);
            }
        });

        fault.Code.ShouldBe(SourceFaultCode.BadAnswer);
        fault.Message.ShouldContain("oct.csv.gz");
        batches.Count.ShouldBeGreaterThan(0);
        batches.ShouldAllBe(batch => !batch.Window!.IsLast && batch.Cursor == null && batch.Records.Count <= 5_000);
    }

    [Theory]
    [InlineData("nothing.csv.gz", "\u001f\u008b\b")]
    [InlineData("other.csv", "a,b\n1,2\n")]
    public async Task File_that_cannot_be_read_is_named(string name, string text)
    {
        Write(name, System.Text.Encoding.Latin1.GetBytes(text));

        (await _kit.FaultAsync(Source(), From, SourceKit.Now)).Message.ShouldContain(name);
    }

    [Fact]
    public async Task Parquet_is_refused_with_what_to_choose_instead()
    {
        Write("2026-10/part.snappy.parquet", "PAR1");

        var fault = await _kit.FaultAsync(Source(), From, SourceKit.Now);

        fault.Code.ShouldBe(SourceFaultCode.Settings);
        fault.Message.ShouldContain("Choose CSV");
    }

    [Fact]
    public async Task Byte_order_mark_line_ends_and_NULL_change_nothing_and_a_bad_row_costs_itself()
    {
        var text = "\uFEFF" + File(Row("2026-10", "NULL", 1m), Row("2026-10", "r2", 2m).Replace("2,acct", "x,acct"), Row("2026-10", "r3", 4m)).Replace("\n", "\r\n");
        Write("oct.csv", text);

        var batch = (await ReadAsync(Source())).ShouldHaveSingleItem();

        batch.Records.Select(record => (record.Scope.ResourceName, record.Cost.Effective)).ShouldBe([("Demo Inference", 1m), ("r3", 4m)]);
        batch.Errors.ShouldHaveSingleItem().Message.ShouldStartWith("oct.csv, line 3: BilledCost");
    }

    [Fact]
    public async Task Placement_by_the_sources_settings_holds_for_files()
    {
        Write("oct.csv", File(Row("2026-10", "r1", 1m, ""), Row("2026-10", "r2", 1m, "ads")));

        var records = await _kit.RecordsAsync(Source(("teams", "proj-9 = ml"), ("project", "all")), From, SourceKit.Now);

        records.Select(record => record.Scope).ShouldBe([ScopePath.ForResource("ml", "all", "r1"), ScopePath.ForResource("ads", "all", "r2")]);
    }

    [Fact]
    public async Task Test_says_what_lies_there()
    {
        (await _kit.Reader.TestAsync(Source(), TestContext.Current.CancellationToken)).Message.ShouldContain("no file that ends in .csv");
        Write("oct.csv", File(Row("2026-10", "r1", 1m)));

        var test = await _kit.Reader.TestAsync(Source(), TestContext.Current.CancellationToken);

        test.Fault.ShouldBeNull();
        test.Message.ShouldContain("1 files; the newest, oct.csv, is of billing period 2026-10");
        (await _kit.Reader.TestAsync(_kit.Source("focus.files", ("folder", "/no/such/folder")), TestContext.Current.CancellationToken))
            .Fault.ShouldBe(SourceFaultCode.Settings);
    }
}

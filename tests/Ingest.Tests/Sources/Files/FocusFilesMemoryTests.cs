using System.Globalization;
using System.IO.Compression;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources.Files;

/// <summary>A month in a folder, measured while no other test runs. FINOPSAI_FOCUS_ROWS sets the rows of a longer measurement.</summary>
[Collection(nameof(MemoryTests))]
public sealed class FocusFilesMemoryTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset From = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly int Rows =
        int.Parse(Environment.GetEnvironmentVariable("FINOPSAI_FOCUS_ROWS") ?? "400000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Month_streams_with_no_more_memory_than_telling_its_rows_apart_takes()
    {
        using var folder = new TemporaryFolder();
        using var kit = new SourceKit();
        Write(folder.File("oct-1.csv.gz"), 0, Rows / 2);
        Write(folder.File("oct-2.csv.gz"), Rows / 2, Rows);
        long read = 0, baseline = 0, peak = 0;
        var cost = 0m;
        var started = TimeProvider.System.GetTimestamp();

        await foreach (var batch in kit.Reader.ReadAsync(kit.Source("focus.files", ("folder", folder.Path)), new(From, SourceKit.Now, null), TestContext.Current.CancellationToken))
        {
            batch.Errors.ShouldBeEmpty();
            batch.Records.Count.ShouldBeLessThanOrEqualTo(5_000);
            batch.Window!.IsLast.ShouldBe(read + batch.Records.Count == Rows && batch.Cursor is not null);
            read += batch.Records.Count;
            cost += batch.Records.Sum(record => record.Cost.Effective);
            if (read % 100_000 == 0)
            {
                var live = GC.GetTotalMemory(forceFullCollection: true);
                baseline = baseline == 0 ? live : baseline;
                peak = Math.Max(peak, live);
            }
        }

        var took = TimeProvider.System.GetElapsedTime(started);
        output.WriteLine(FormattableString.Invariant(
            $"{read:N0} rows in {took.TotalSeconds:0.0} s, {read / took.TotalSeconds:N0} a second; grew by {(peak - baseline) / 1048576.0:0.0} MiB, {(peak - baseline) / (double)Rows:0.0} bytes a row"));
        read.ShouldBe(Rows);
        cost.ShouldBe(Rows * 0.25m);

        // A hash set doubles as it grows, so it may be half empty.
        (peak - baseline).ShouldBeLessThan((Rows * 56L) + (8 << 20));
    }

    private static void Write(string path, int from, int to)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        writer.WriteLine(FocusText.Header);
        var row = FocusText.Row("2026-10", "@", 0.25m);
        for (var i = from; i < to; i++)
        {
            writer.WriteLine(row.Replace("@", i.ToString("x8", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }
    }
}

using System.IO.Compression;
using System.Text;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Tests.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Tests;

[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTestsAlone;

/// <summary>Bounds on memory, measured while no other test runs.</summary>
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    [Fact]
    public async Task Reader_ends_a_gzip_bomb_of_one_gigabyte_at_the_limit_and_keeps_what_came_before()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(IngestKit.Record("a") + "\n"), TestContext.Current.CancellationToken);
            var blanks = new byte[1 << 20];
            blanks.AsSpan().Fill((byte)' ');
            for (var i = 0; i < 1024; i++)
            {
                await gzip.WriteAsync(blanks, TestContext.Current.CancellationToken);
            }
        }

        var kit = new IngestKit();
        compressed.Position = 0;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var items = await kit.ReadAsync(new LimitedStream(new GZipStream(compressed, CompressionMode.Decompress), 64 << 20));
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        items.Select(item => item.Record?.Id).ShouldBe(["a", null, null]);
        items[1].Error!.Line.ShouldBe(2);
        items[^1].Stop.ShouldBe(ReadStop.TooLarge);
        items[^1].Error!.Message.ShouldContain("67,108,864");
        allocated.ShouldBeLessThan(8 << 20);
    }

    /// <summary>FOCUS rows have no ids; telling those alike apart costs some 20 bytes a row, which the bound allows for.</summary>
    [Theory]
    [InlineData("usage", 8)]
    [InlineData("csv", 8)]
    [InlineData("focus", 64)]
    public async Task Import_of_a_million_rows_holds_no_more_memory_at_its_end_than_at_its_beginning(string format, int megabytes)
    {
        const int rows = 1_000_000;
        var kit = new ImportKit();
        var (header, row) = Rows(format);
        await using var stream = new GeneratedStream(header, row, rows);
        var importer = kit.Imports.Choose(format, new("big.csv", ""));
        long read = 0, baseline = 0, peak = 0;

        await foreach (var item in importer.ReadAsync(stream, new() { FileName = "big.csv", Model = "gpt-4o", Provider = "azure" }, TestContext.Current.CancellationToken))
        {
            item.Error.ShouldBeNull();
            if (++read % 100_000 == 1)
            {
                var live = GC.GetTotalMemory(forceFullCollection: true);
                baseline = baseline == 0 ? live : baseline;
                peak = Math.Max(peak, live);
            }
        }

        read.ShouldBe(rows);
        (peak - baseline).ShouldBeLessThan(megabytes << 20);
    }

    private static (string Header, Func<int, string> Row) Rows(string format) => format switch
    {
        "usage" => ("", i => IngestKit.Record($"r{i}") + "\n"),
        "csv" => ("timestamp,provider,effective_cost,resource\n", i => $"2026-11-01,x,0.{i % 1_000},r{i}\n"),
        _ => (
            "ChargePeriodStart,EffectiveCost,ProviderName,BillingCurrency,ResourceId,Tags\n",
            i => $"2026-11-01 00:00:00,0.{i % 1_000},AWS,USD,r{i / 2},\"{{\"\"team\"\":\"\"t{i % 50}\"\"}}\"\n"),
    };

    /// <summary>A file that exists only while it is read.</summary>
    private sealed class GeneratedStream(string header, Func<int, string> row, int rows) : MemoryStream
    {
        private byte[] _chunk = Encoding.UTF8.GetBytes(header);
        private int _at;
        private int _row;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at == _chunk.Length && _row < rows)
            {
                var last = Math.Min(rows, _row + 500);
                _chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(_row, last - _row).Select(row)));
                (_at, _row) = (0, last);
            }

            var count = Math.Min(buffer.Length, _chunk.Length - _at);
            _chunk.AsMemory(_at, count).CopyTo(buffer);
            _at += count;
            return new(count);
        }
    }
}

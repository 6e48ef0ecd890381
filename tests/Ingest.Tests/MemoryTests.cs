using System.IO.Compression;
using System.Text;
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
}

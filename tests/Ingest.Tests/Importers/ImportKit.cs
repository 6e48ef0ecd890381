using System.Text;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Tests.Importers;

/// <summary>All importers, put together as the host does.</summary>
internal sealed class ImportKit
{
    public ImportKit(IngestKit? ingest = null)
    {
        Ingest = ingest ?? new();
        var csv = new CsvImport(Ingest.Normalizer, Microsoft.Extensions.Options.Options.Create(Ingest.Options));
        Imports = new(
        [
            new UsageFileImporter(Ingest.Reader), new FocusImporter(csv), new CurImporter(csv), new AzureCostImporter(csv), new AzureTraceImporter(csv), new AlibabaTraceImporter(csv), new CsvImporter(csv),
        ]);
    }

    public IngestKit Ingest { get; }

    public UsageImports Imports { get; }

    /// <summary>Reads text in a format as a file named <c>test.csv</c>.</summary>
    public Task<List<UsageParseItem>> ReadAsync(string format, string text, ImportContext? context = null) =>
        ReadAsync(format, Encoding.UTF8.GetBytes(text), context);

    public async Task<List<UsageParseItem>> ReadAsync(string format, byte[] bytes, ImportContext? context = null)
    {
        var importer = Imports.Choose(format, new("test.csv", ""));
        List<UsageParseItem> items = [];
        await foreach (var item in importer.ReadAsync(new MemoryStream(bytes), context ?? new() { FileName = "test.csv" }, TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>Opens a file as the command does, its format found out, and reads it.</summary>
    public async Task<(string Format, List<UsageParseItem> Items)> ImportAsync(string path, ImportContext? context = null)
    {
        await using var file = await Imports.OpenAsync(path, cancellationToken: TestContext.Current.CancellationToken);
        List<UsageParseItem> items = [];
        await foreach (var item in file.ReadAsync(context ?? new(), TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        file.Position.ShouldBe(file.Length);
        return (file.Importer.Format, items);
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>What all sources share whose deliveries come with a manifest.</summary>
/// <param name="ending">How a manifest's key ends.</param>
/// <param name="parse">Reads a manifest; null when it is none of this kind.</param>
internal sealed class ManifestSource(string ending, Func<JsonElement, StoredObject, Manifest?> parse)
{
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var store = ObjectStores.Open(context);
        var cursor = FileCursor.Of(read.Cursor);
        var files = await store.ListAsync(context, cancellationToken).ConfigureAwait(false);
        var deliveries = await new ManifestDeliveries(context, store, cursor, parse)
            .FindAsync(files, IsManifest, read, cancellationToken).ConfigureAwait(false);
        await foreach (var batch in new DeliveryReader(context, store, cursor).ReadAsync(deliveries, cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var store = ObjectStores.Open(context);
        var files = await store.ListAsync(context, cancellationToken).ConfigureAwait(false);
        var manifests = files.Where(file => IsManifest(file.Key)).ToList();
        return manifests.MaxBy(file => file.ModifiedAt) is { } newest
            ? $"{store.Place}: {manifests.Count:N0} manifests among {files.Count:N0} files; "
              + $"the newest is {newest.Key} of {newest.ModifiedAt:yyyy-MM-dd HH:mm} UTC."
            : $"{store.Place} can be listed, but no file that ends in {ending} begins with '{context.Text("prefix")}'. A first delivery takes up to a day.";
    }

    private bool IsManifest(string key) => key.EndsWith(ending, StringComparison.Ordinal);
}

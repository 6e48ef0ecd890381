using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>
/// Deliveries that come with a manifest: the newest of a billing period is the period, and exactly the files that it names are read, never
/// whatever else lies in the folder.
/// </summary>
/// <param name="context">The source.</param>
/// <param name="store">Where the files lie.</param>
/// <param name="cursor">What was taken before.</param>
/// <param name="parse">Reads a manifest; null when it is none of this kind.</param>
internal sealed class ManifestDeliveries(
    ConnectorContext context, IObjectStore store, FileCursor cursor, Func<JsonElement, StoredObject, Manifest?> parse)
{
    private const long LongestManifest = 64 * 1024 * 1024;

    /// <summary>A manifest whose files have not come after this long is a fault, and no longer one that is early.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private const char Separator = '\n';

    /// <summary>The deliveries to be read, oldest period first; those taken already and those whose files are still on their way are left out.</summary>
    /// <param name="files">All files of the source.</param>
    /// <param name="isManifest">Tells manifests by their key.</param>
    /// <param name="read">What is to be read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<Delivery>> FindAsync(
        List<StoredObject> files, Func<string, bool> isManifest, SourceRead read, CancellationToken cancellationToken)
    {
        var manifests = files.Where(file => isManifest(file.Key)).ToList();
        cursor.KeepHeads(manifests.Select(manifest => manifest.Key));
        List<(string Export, string Period, string Order, StoredObject File)> known = [];
        foreach (var file in manifests)
        {
            if (cursor.Heads.GetValueOrDefault(file.Key) is not { } head || head.Version != file.Version)
            {
                var manifest = await OpenAsync(file, cancellationToken).ConfigureAwait(false);
                head = new(file.Version, manifest is null ? null : Note(manifest, file));
                cursor.Heads[file.Key] = head;
            }

            if (head.Period?.Split(Separator) is [var export, var period, var order])
            {
                known.Add((export, period, order, file));
            }
        }

        RefuseSeveral(known.Select(manifest => manifest.Export).Distinct(StringComparer.Ordinal).ToList());
        List<Delivery> deliveries = [];
        foreach (var month in known.GroupBy(manifest => manifest.Period, StringComparer.Ordinal).OrderBy(month => month.Key, StringComparer.Ordinal))
        {
            var newest = month.OrderByDescending(manifest => manifest.Order, StringComparer.Ordinal)
                .ThenBy(manifest => manifest.File.Key, StringComparer.Ordinal).First().File;
            if (cursor.Windows.GetValueOrDefault(month.Key) != Delivery.MarkOf([newest])
                && Delivery.IsWanted(month.Key, context, read)
                && await DeliveryAsync(newest, files, cancellationToken).ConfigureAwait(false) is { } delivery)
            {
                deliveries.Add(delivery);
            }
        }

        return deliveries;
    }

    private static string Note(Manifest manifest, StoredObject file) => string.Join(
        Separator, manifest.Export, manifest.Period,
        (manifest.MadeAt ?? file.ModifiedAt).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture));

    private void RefuseSeveral(List<string> exports)
    {
        if (exports.Count > 1)
        {
            throw new SourceException(
                SourceFaultCode.Settings,
                $"{store.Place} holds several exports: {string.Join(", ", exports.Take(10))}. Say with the setting 'prefix' which one is meant; "
                + "add a source for each.");
        }
    }

    private async Task<Delivery?> DeliveryAsync(StoredObject file, List<StoredObject> files, CancellationToken cancellationToken)
    {
        var manifest = await OpenAsync(file, cancellationToken).ConfigureAwait(false)
            ?? throw new SourceException(SourceFaultCode.BadAnswer, $"{store.Place}: {file.Key} was replaced while it was read; it is read anew next time.");
        TableFiles.RefuseParquet(
            manifest.Files, store.Place, "Set the export to CSV with gzip (AWS: \"gzip - text/csv\"; Azure: format CSV) and run it again.");
        List<StoredObject> parts = [];
        foreach (var name in manifest.Files)
        {
            if (Locate(name, files) is { } part)
            {
                parts.Add(part);
            }
            else if (context.Time.GetUtcNow() - file.ModifiedAt > LongestWait)
            {
                throw new SourceException(
                    SourceFaultCode.BadAnswer, $"{store.Place}: {file.Key} names {name}, which has not come within {LongestWait.TotalHours:0} hours.");
            }
            else
            {
                return null;
            }
        }

        return new(manifest.Period, Delivery.MarkOf([file]), manifest.Format, parts)
        {
            Period = manifest.HoldsPeriodAlone ? manifest.Period : null,
            Rows = manifest.Rows,
        };
    }

    /// <summary>
    /// Finds a named file. In the provider's own store the name is the key; a copy may begin deeper or less deep in the tree.
    /// </summary>
    private static StoredObject? Locate(string name, List<StoredObject> files)
    {
        var exact = files.Find(file => file.Key == name);
        return exact ?? files
            .Where(file => name.EndsWith("/" + file.Key, StringComparison.Ordinal) || file.Key.EndsWith("/" + name, StringComparison.Ordinal))
            .MaxBy(file => file.Key.Length);
    }

    private async Task<Manifest?> OpenAsync(StoredObject file, CancellationToken cancellationToken)
    {
        try
        {
            var stream = new LimitedStream(await store.OpenAsync(file, cancellationToken).ConfigureAwait(false), LongestManifest);
            await using (stream.ConfigureAwait(false))
            {
                using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
                return document.RootElement.ValueKind is JsonValueKind.Object ? parse(document.RootElement, file) : null;
            }
        }
        catch (Exception e) when (e is JsonException or IOException or InvalidOperationException)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{store.Place}: the manifest {file.Key} cannot be read: {e.Message}", null, e);
        }
    }
}

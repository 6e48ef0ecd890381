using System.IO.Compression;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>The content of an object, decompressed where it is gzip.</summary>
internal static class ObjectContent
{
    /// <summary>
    /// Opens an object. Whether it is gzip is told from its first bytes, not from its name: stores that keep an encoding with the object have it
    /// decompressed on the way already.
    /// </summary>
    public static async Task<Stream> OpenAsync(this IObjectStore store, StoredObject item, CancellationToken cancellationToken)
    {
        var stream = await store.OpenAsync(item.Key, cancellationToken).ConfigureAwait(false);
        try
        {
            var head = new byte[2];
            var length = await stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            var whole = new HeadedStream(head.AsMemory(0, length), stream);
            return head is [0x1F, 0x8B] ? new GZipStream(whole, CompressionMode.Decompress) : whole;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}

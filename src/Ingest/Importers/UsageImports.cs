using System.IO.Compression;
using System.Text;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>A file cannot be imported at all: it is missing, or of no known format. The message is for the user.</summary>
public sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The file formats that can be imported, and the choice among them.</summary>
public sealed class UsageImports(IEnumerable<IUsageImporter> importers)
{
    /// <summary>The name under which the format is found out.</summary>
    public const string Auto = UsageFile.AutoFormat;

    private const int ProbeBytes = 64 * 1024;

    /// <summary>How much is unpacked of a compressed file's first bytes: less than they can hold, so that they never end too early.</summary>
    private const int UnzippedProbeBytes = 16 * 1024;

    /// <summary>All formats, in the order in which they are tried.</summary>
    public IReadOnlyList<IUsageImporter> Importers { get; } = [.. importers];

    /// <summary>Opens a file, decompressing gzip, and chooses its importer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">A format's name, or <see cref="Auto"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ImportException">The file cannot be read, or its format is unknown.</exception>
    public async Task<ImportFile> OpenAsync(string path, string format = Auto, CancellationToken cancellationToken = default)
    {
        FileStream? file = null;
        try
        {
            file = new(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
            var head = await HeadAsync(file, ProbeBytes, cancellationToken).ConfigureAwait(false);
            var isGzip = IsGzip(head);
            var line = FirstLine(isGzip ? await UnzipAsync(head, UnzippedProbeBytes, cancellationToken).ConfigureAwait(false) : head);
            var importer = Choose(format, new(Path.GetFileName(path), line));
            file.Position = 0;
            return new(file, isGzip, importer);
        }
        catch (Exception e)
        {
            if (file is not null)
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }

            if (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                throw new ImportException($"{path} cannot be read: {e.Message}", e);
            }

            throw;
        }
    }

    /// <summary>The importer of a format, or of what a file looks like.</summary>
    /// <exception cref="ImportException">There is none.</exception>
    public IUsageImporter Choose(string format, ImportProbe probe)
    {
        var names = string.Join(", ", Importers.Select(importer => importer.Format));
        if (!format.Equals(Auto, StringComparison.OrdinalIgnoreCase))
        {
            return Importers.FirstOrDefault(importer => importer.Format.Equals(format, StringComparison.OrdinalIgnoreCase))
                ?? throw new ImportException($"'{format}' is not a format; expected {Auto}, {names}.");
        }

        return Importers.FirstOrDefault(importer => importer.Sniff(probe))
            ?? throw new ImportException(
                $"{probe.FileName}: the format cannot be told from the first line \"{Excerpt.Of(probe.FirstLine)}\". Expected a header line that "
                + $"names the columns, or JSON. Formats: {names}; choose one with --format.");
    }

    /// <summary>Whether a file begins as gzip does.</summary>
    internal static bool IsGzip(ReadOnlyMemory<byte> head) => head.Span is [0x1F, 0x8B, ..];

    /// <summary>The first bytes of a stream, as many as there are up to a number.</summary>
    internal static async ValueTask<ReadOnlyMemory<byte>> HeadAsync(Stream stream, int bytes, CancellationToken cancellationToken)
    {
        var head = new byte[bytes];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return head.AsMemory(0, length);
    }

    /// <summary>What a file's first bytes unpack to, up to a number of bytes; nothing when the compression is broken.</summary>
    internal static async ValueTask<ReadOnlyMemory<byte>> UnzipAsync(ReadOnlyMemory<byte> head, int bytes, CancellationToken cancellationToken)
    {
        var gzip = new GZipStream(new MemoryStream(head.ToArray()), CompressionMode.Decompress);
        await using (gzip.ConfigureAwait(false))
        {
            try
            {
                return await HeadAsync(gzip, bytes, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidDataException)
            {
                // Broken compression is reported with its place when the file is read.
                return default;
            }
        }
    }

    /// <summary>The first line that is not blank.</summary>
    internal static string FirstLine(ReadOnlyMemory<byte> head)
    {
        var text = Encoding.UTF8.GetString(head.Span).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}

using System.IO.Compression;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Importers.Uploads;

/// <summary>Files that people upload: what the import command reads, with a look at them first.</summary>
public sealed class UploadedFiles(UsageImports imports, UsageIngest ingest, IOptions<IngestOptions> options) : IUsageFiles
{
    private const int ProbeBytes = 64 * 1024;
    private const int UnzippedProbeBytes = 16 * 1024;

    /// <summary>As much of a file, unpacked, as a preview looks at.</summary>
    private const int PreviewBytes = 512 * 1024;

    private readonly IngestOptions _limits = options.Value;

    /// <inheritdoc />
    public async Task<UsageFilePreview> PreviewAsync(Stream content, UsageFile file, CancellationToken cancellationToken)
    {
        var head = await UsageImports.HeadAsync(content, PreviewBytes, cancellationToken).ConfigureAwait(false);
        var isCut = file.IsHead || head.Length == PreviewBytes;
        if (UsageImports.IsGzip(head))
        {
            head = await UnzipHeadAsync(head, cancellationToken).ConfigureAwait(false);
            isCut = isCut || head.Length == PreviewBytes;
        }

        FileSigns.Refuse(file.Name, head.Span);
        var line = UsageImports.FirstLine(head);
        return await new FilePreview(Choose(file, line)).OfAsync(head, line, file with { IsHead = isCut }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<UsageReceipt> ImportAsync(Stream content, UsageFile file, CancellationToken cancellationToken)
    {
        var head = await UsageImports.HeadAsync(content, ProbeBytes, cancellationToken).ConfigureAwait(false);
        var isGzip = UsageImports.IsGzip(head);
        var text = isGzip ? await UsageImports.UnzipAsync(head, UnzippedProbeBytes, cancellationToken).ConfigureAwait(false) : head;
        FileSigns.Refuse(file.Name, text.Span);
        var importer = Choose(file, UsageImports.FirstLine(text));
        var whole = new HeadedStream(head, content);
        await using var limited = new LimitedStream(isGzip ? new GZipStream(whole, CompressionMode.Decompress) : whole, _limits.MaxBodyBytes);
        var items = importer.ReadAsync(limited, Context(file, file.Map), cancellationToken);
        return (await ingest.RunAsync(items, cancellationToken: cancellationToken).ConfigureAwait(false)).ToReceipt();
    }

    /// <summary>How a file's rows are to be read.</summary>
    /// <param name="file">What its sender says.</param>
    /// <param name="map">Column by field; null goes by the columns' names.</param>
    internal static ImportContext Context(UsageFile file, IReadOnlyDictionary<string, string>? map) => new()
    {
        FileName = file.Name,
        Provider = file.Provider,
        Model = file.Model,
        Team = file.Team,
        Project = file.Project,
        Resource = file.Resource,
        Currency = file.Currency,
        DecimalComma = file.DecimalComma ?? false,
        Revision = file.Revision,
        Map = map ?? new Dictionary<string, string>(),
        MapOnly = map is not null,
        IdsByContent = true,
    };

    /// <summary>With a map the columns may have any names; a file of unknown format whose first line names columns can be given one.</summary>
    private IUsageImporter Choose(UsageFile file, string line)
    {
        try
        {
            var generic = imports.Importers.OfType<CsvImporter>().First();
            var isAuto = file.Format.Equals(UsageFile.AutoFormat, StringComparison.OrdinalIgnoreCase);
            if (isAuto && file.Map is not null)
            {
                return generic;
            }

            var probe = new ImportProbe(file.Name, line);
            return isAuto && !imports.Importers.Any(importer => importer.Sniff(probe)) && CsvGuess.LooksLikeHeader(line)
                ? generic
                : imports.Choose(file.Format, probe);
        }
        catch (ImportException e)
        {
            throw new UsageFileException(e.Message, e);
        }
    }

    /// <summary>A file of which only the beginning is at hand ends within its compression; what comes before is good.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> UnzipHeadAsync(ReadOnlyMemory<byte> packed, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        var head = new byte[PreviewBytes];
        var length = 0;
        try
        {
            int read;
            while (length < head.Length && (read = await gzip.ReadAsync(head.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
            }
        }
        catch (InvalidDataException e) when (length == 0)
        {
            throw new UsageFileException($"The compressed data is broken: {e.Message}", e);
        }
        catch (InvalidDataException)
        {
        }

        return head.AsMemory(0, length);
    }
}

using System.IO.Compression;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>A file opened for import. Its position is that in the file on disk, so that progress holds for compressed ones too.</summary>
public sealed class ImportFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly Stream _content;

    internal ImportFile(FileStream file, bool isGzip, IUsageImporter importer)
    {
        _file = file;
        _content = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        Importer = importer;
        Length = file.Length;
    }

    /// <summary>What reads it.</summary>
    public IUsageImporter Importer { get; }

    /// <summary>The file's length on disk, bytes.</summary>
    public long Length { get; }

    /// <summary>How much of it has been read, bytes.</summary>
    public long Position => Math.Min(Length, _file.Position);

    /// <summary>Reads it, once.</summary>
    public IAsyncEnumerable<UsageParseItem> ReadAsync(ImportContext context, CancellationToken cancellationToken = default)
    {
        var named = context.FileName.Length > 0 ? context : context with { FileName = Path.GetFileName(_file.Name) };
        return Importer.ReadAsync(_content, named, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _content.DisposeAsync();
}

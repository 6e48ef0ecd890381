using System.IO.Compression;
using System.Runtime.CompilerServices;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Sources.Files;

namespace FinOpsAI.Ingest.Sources.Pinecone;

/// <summary>The files inside a zip that was downloaded to disk; the disk's copy goes with this object.</summary>
internal sealed class ZipStore : IObjectStore, IDisposable
{
    private readonly FileStream _file;
    private readonly ZipArchive _archive;

    private ZipStore(string place, FileStream file, ZipArchive archive) => (Place, _file, _archive) = (place, file, archive);

    /// <inheritdoc />
    public string Place { get; }

    /// <summary>Downloads a zip, as its directory stands at its end.</summary>
    /// <exception cref="SourceException">It breaks off, or is no zip.</exception>
    public static async Task<ZipStore> OpenAsync(string place, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        try
        {
            await response.Content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            return new(place, file, new(file, ZipArchiveMode.Read, leaveOpen: true));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or HttpRequestException)
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw new SourceException(SourceFaultCode.BadAnswer, $"{place}: the file breaks off or is no zip: {e.Message}", null, e);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The files inside, by name.</summary>
    public IReadOnlyList<StoredObject> Files =>
        [.. _archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal).Select(entry => new StoredObject(entry.FullName, $"{entry.Crc32:x}", entry.LastWriteTime, entry.Length))];

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in Files.Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            await Task.CompletedTask.ConfigureAwait(false);
            yield return file;
        }
    }

    /// <inheritdoc />
    public Task<Stream> OpenAsync(string key, CancellationToken cancellationToken) => Task.FromResult(
        _archive.GetEntry(key)?.Open() ?? throw new SourceException(SourceFaultCode.BadAnswer, $"{Place}: there is no {key} in it."));

    public void Dispose()
    {
        _archive.Dispose();
        _file.Dispose();
    }
}

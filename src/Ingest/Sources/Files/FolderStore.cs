using System.Globalization;
using System.Runtime.CompilerServices;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>A folder of this machine, with everything under it.</summary>
internal sealed class FolderStore(string folder) : IObjectStore
{
    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <inheritdoc />
    public string Place => _root;

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in await Task.Run(() => Try(_root, () => Files(prefix, cancellationToken)), cancellationToken).ConfigureAwait(false))
        {
            yield return file;
        }
    }

    /// <inheritdoc />
    public Task<Stream> OpenAsync(string key, CancellationToken cancellationToken)
    {
        // A manifest names the keys; none may lead out of the folder.
        var path = Path.GetFullPath(Path.Combine(_root, key));
        if (!path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{key} lies outside of {_root}.");
        }

        return Task.FromResult(Try<Stream>(path, () => new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        })));
    }

    private List<StoredObject> Files(string prefix, CancellationToken cancellationToken)
    {
        List<StoredObject> found = [];
        foreach (var file in new DirectoryInfo(_root).EnumerateFiles("*", All))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var key = Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                DateTimeOffset written = new(file.LastWriteTimeUtc, TimeSpan.Zero);
                var version = string.Create(CultureInfo.InvariantCulture, $"{file.Length:x}-{written.Ticks:x}");
                found.Add(new(key, version, written, file.Length));
            }
        }

        return found;
    }

    private static T Try<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DirectoryNotFoundException e)
        {
            throw new SourceException(SourceFaultCode.Settings, $"{path}: there is no such folder on this machine.", null, e);
        }
        catch (FileNotFoundException e)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{path} is not there.", null, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SourceException(SourceFaultCode.Forbidden, $"{path}: the server may not read it: {e.Message}", null, e);
        }
        catch (IOException e)
        {
            throw new SourceException(SourceFaultCode.Unavailable, $"{path} cannot be read: {e.Message}", null, e);
        }
    }
}

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>A place where files are delivered: a folder, a bucket, a container. Made by <see cref="ObjectStores"/> from a source's settings.</summary>
internal interface IObjectStore
{
    /// <summary>The place for people, such as <c>s3://bucket</c>.</summary>
    string Place { get; }

    /// <summary>The objects whose keys begin with a prefix, in no particular order.</summary>
    /// <exception cref="Core.Sources.SourceException">They cannot be listed.</exception>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Opens an object to be read once, from its beginning; the caller disposes the stream.</summary>
    /// <exception cref="Core.Sources.SourceException">It cannot be read; reading the stream may throw it too.</exception>
    Task<Stream> OpenAsync(string key, CancellationToken cancellationToken);
}

/// <summary>One object of a store.</summary>
/// <param name="Key">Its name with folders, separated by <c>/</c>.</param>
/// <param name="Version">Differs whenever the content does: an entity tag, or length and time of the last change.</param>
/// <param name="ModifiedAt">When it was last written, UTC.</param>
/// <param name="Length">Bytes as stored.</param>
internal sealed record StoredObject(string Key, string Version, DateTimeOffset ModifiedAt, long Length)
{
    /// <summary>The key up to its last <c>/</c>; empty at the top.</summary>
    public string Folder => Key[..Math.Max(0, Key.LastIndexOf('/'))];
}

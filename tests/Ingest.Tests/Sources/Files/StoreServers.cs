using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources.Files;

/// <summary>Objects of a store that is served over HTTP as S3 or Azure Blob, two to a page.</summary>
internal sealed class StoredFiles
{
    private const int PageSize = 2;
    private readonly SortedDictionary<string, (byte[] Bytes, int Version)> _files = new(StringComparer.Ordinal);
    private int _version;

    public IEnumerable<string> Keys => _files.Keys;

    public StoredFiles Put(string key, string text) => Put(key, Encoding.UTF8.GetBytes(text));

    public StoredFiles Put(string key, byte[] bytes)
    {
        _files[key] = (bytes, ++_version);
        return this;
    }

    public StoredFiles Remove(string key)
    {
        _files.Remove(key);
        return this;
    }

    public static byte[] Gzip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return memory.ToArray();
    }

    /// <summary>A server that answers as S3 does, the bucket in the path.</summary>
    public async Task<ProviderServer> ServeS3Async(string bucket)
    {
        var server = await ProviderServer.StartAsync();
        return server.On($"/{bucket}/*", request => request.Query.ContainsKey("list-type")
            ? ProviderAnswer.Text(S3Page(request), "application/xml")
            : Object(request, request.Path[(bucket.Length + 2)..]));
    }

    /// <summary>A server that answers as Azure Blob does, the account in the path.</summary>
    public async Task<ProviderServer> ServeBlobAsync(string account, string container)
    {
        var server = await ProviderServer.StartAsync();
        return server
            .On($"/{account}/{container}", request => ProviderAnswer.Text(BlobPage(request), "application/xml"))
            .On($"/{account}/{container}/*", request => Object(request, request.Path[(account.Length + container.Length + 3)..]));
    }

    private static DateTimeOffset Time(int version) => SourceKit.Now.AddMinutes(version);

    private string S3Page(ProviderRequest request)
    {
        var (page, next) = Page(request.Query["prefix"].ToString(), request.Query["continuation-token"].ToString());
        var items = page.Select(pair => $"""
            <Contents><Key>{Uri.EscapeDataString(pair.Key).Replace("%20", "+", StringComparison.Ordinal)}</Key><LastModified>{Time(pair.Value.Version):yyyy-MM-ddTHH:mm:ss.fffZ}</LastModified>
            <ETag>&quot;v{pair.Value.Version}&quot;</ETag><Size>{pair.Value.Bytes.Length}</Size><StorageClass>STANDARD</StorageClass></Contents>
            """);
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType><IsTruncated>{(next is null ? "false" : "true")}</IsTruncated>
            {string.Concat(items)}{(next is null ? "" : $"<NextContinuationToken>{next}</NextContinuationToken>")}</ListBucketResult>
            """;
    }

    private string BlobPage(ProviderRequest request)
    {
        var (page, next) = Page(request.Query["prefix"].ToString(), request.Query["marker"].ToString());
        var items = page.Select(pair => $"""
            <Blob><Name>{SecurityElement.Escape(pair.Key)}</Name><Properties><Last-Modified>{Time(pair.Value.Version):R}</Last-Modified><Etag>0x{pair.Value.Version:X}</Etag>
            <Content-Length>{pair.Value.Bytes.Length}</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob>
            """);
        return $"""
            <?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="x" ContainerName="y"><Blobs>
            <Blob><Name>folder</Name><Properties><ResourceType>directory</ResourceType></Properties></Blob>{string.Concat(items)}</Blobs><NextMarker>{next}</NextMarker></EnumerationResults>
            """;
    }

    private (List<KeyValuePair<string, (byte[] Bytes, int Version)>> Page, string? Next) Page(string prefix, string after)
    {
        // The opaque place of the next page: what a client must hand back unchanged, though it needs encoding.
        var skip = after.Length == 0 ? 0 : int.Parse(after.Split('/', '+', '=')[2], CultureInfo.InvariantCulture);
        var all = _files.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        var next = skip + PageSize;
        return (all.Skip(skip).Take(PageSize).ToList(), next < all.Count ? $"a/b+{next}=" : null);
    }

    private ProviderAnswer Object(ProviderRequest request, string key)
    {
        if (!_files.TryGetValue(key, out var file))
        {
            return new(404, "<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>"u8.ToArray(), "application/xml");
        }

        var tag = $"\"v{file.Version}\"";
        var range = request.Headers.Range.ToString();
        if (request.Headers.IfMatch.Count > 0 && request.Headers.IfMatch.ToString() != tag)
        {
            return ProviderAnswer.Error(412);
        }

        if (range.Length == 0)
        {
            return ProviderAnswer.Bytes(file.Bytes).With("ETag", tag);
        }

        var from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
        return (ProviderAnswer.Bytes(file.Bytes[from..]) with { Status = 206 }).With("ETag", tag);
    }
}

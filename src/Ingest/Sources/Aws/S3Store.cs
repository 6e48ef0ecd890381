using System.Net;
using System.Runtime.CompilerServices;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Sources.Files;

namespace FinOpsAI.Ingest.Sources.Aws;

/// <summary>A bucket of S3 or of a service that speaks like it (MinIO, Ceph, NCP and NHN object storage).</summary>
internal sealed class S3Store : IObjectStore
{
    private readonly ConnectorContext _context;
    private readonly AwsSignature _signature;

    /// <summary>The bucket's address, without a slash at its end.</summary>
    private readonly string _root;

    public S3Store(ConnectorContext context)
    {
        _context = context;
        var bucket = context.Required("bucket");
        var region = context.Required("region");
        _signature = new(AwsCredentials.Of(context), region, "s3");
        Place = $"s3://{bucket}";
        var endpoint = context.Text("endpoint") is null ? $"https://s3.{region}.amazonaws.com" : context.Url("endpoint");
        var isInHost = context.Required("addressing") switch
        {
            "path" => false,
            "virtual" => true,

            // A dot in the bucket's name would not fit the host's certificate.
            _ => new Uri(endpoint).Host.EndsWith(".amazonaws.com", StringComparison.Ordinal) && !bucket.Contains('.', StringComparison.Ordinal),
        };
        _root = isInHost
            ? endpoint.Replace("://", $"://{bucket}.", StringComparison.Ordinal)
            : $"{endpoint}/{AwsSignature.Encode(bucket)}";
    }

    /// <inheritdoc />
    public string Place { get; }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var place = next is null ? "" : $"continuation-token={AwsSignature.Encode(next)}&";
            var url = $"{_root}/?{place}encoding-type=url&list-type=2&prefix={AwsSignature.Encode(prefix)}";
            var page = StoreXml.Parse(
                await _context.Http.TextAsync(() => Request(url, null), cancellationToken).ConfigureAwait(false), "ListBucketResult", Place);
            var isEncoded = page.Text("EncodingType") == "url";
            foreach (var item in page.All("Contents"))
            {
                var key = item.Text("Key") ?? throw new SourceException(SourceFaultCode.BadAnswer, $"{Place}: got an object without a key.");
                if (!key.EndsWith('/'))
                {
                    yield return StoreXml.Object(
                        isEncoded ? WebUtility.UrlDecode(key) : key, item.Text("ETag"), item.Text("LastModified"), item.Text("Size"));
                }
            }

            var last = next;
            next = page.Text("IsTruncated") == "true" ? page.Text("NextContinuationToken") : null;
            if (next is not null && next == last)
            {
                throw new SourceException(SourceFaultCode.BadAnswer, $"{Place}: got the same page twice.");
            }
        }
        while (next is not null);
    }

    /// <inheritdoc />
    public Task<Stream> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var url = $"{_root}/{AwsSignature.Encode(key, keepsSlash: true)}";
        return ObjectDownload.OpenAsync(_context, $"{Place}/{key}", change => Request(url, change), cancellationToken);
    }

    private HttpRequestMessage Request(string url, Action<HttpRequestMessage>? change)
    {
        // The path goes out exactly as it is signed, also where a key has segments like "..".
        var exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, exact));
        change?.Invoke(request);
        _signature.Sign(request, [], _context.Time.GetUtcNow());
        return request;
    }
}

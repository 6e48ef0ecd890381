using System.Net;
using System.Runtime.CompilerServices;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Sources.Files;

namespace FinOpsAI.Ingest.Sources.Azure;

/// <summary>A container of Azure Blob Storage, opened by a shared access signature or the account's key.</summary>
internal sealed class BlobStore : IObjectStore
{
    private const string Version = "2021-12-02";

    private readonly ConnectorContext _context;
    private readonly string _root;
    private readonly string? _token;
    private readonly SharedKey? _key;

    public BlobStore(ConnectorContext context)
    {
        _context = context;
        var account = context.Url("account_url");
        var container = context.Required("container");
        _root = $"{account}/{Uri.EscapeDataString(container)}";
        Place = _root;
        _token = context.OptionalSecret("sas_token")?.TrimStart('?');
        if (_token is null)
        {
            _key = new(AccountName(new(account)), Key(context));
        }
    }

    /// <inheritdoc />
    public string Place { get; }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? marker = null;
        do
        {
            var place = marker is null ? "" : $"&marker={Uri.EscapeDataString(marker)}";
            var url = $"{_root}?restype=container&comp=list&prefix={Uri.EscapeDataString(prefix)}{place}";
            var page = StoreXml.Parse(
                await _context.Http.TextAsync(() => Request(url, null), cancellationToken).ConfigureAwait(false), "EnumerationResults", Place);
            foreach (var blob in page.All("Blobs").SelectMany(blobs => blobs.All("Blob")))
            {
                var name = blob.All("Name").FirstOrDefault();
                var properties = blob.All("Properties").FirstOrDefault();
                if (name is null)
                {
                    throw new SourceException(SourceFaultCode.BadAnswer, $"{Place}: got a blob without a name.");
                }

                // Accounts with folders list these among the blobs.
                if (properties.Text("ResourceType") != "directory")
                {
                    var key = (string?)name.Attribute("Encoded") == "true" ? Uri.UnescapeDataString(name.Value) : name.Value;
                    yield return StoreXml.Object(key, properties.Text("Etag"), properties.Text("Last-Modified"), properties.Text("Content-Length"));
                }
            }

            var last = marker;
            marker = page.Text("NextMarker");
            if (marker is not null && marker == last)
            {
                throw new SourceException(SourceFaultCode.BadAnswer, $"{Place}: got the same page twice.");
            }
        }
        while (marker is not null);
    }

    /// <inheritdoc />
    public Task<Stream> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var url = $"{_root}/{Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal)}";
        return ObjectDownload.OpenAsync(_context, $"{Place}/{key}", change => Request(url, change), cancellationToken);
    }

    private static string AccountName(Uri account)
    {
        // An emulator, or a service within a network, has the account's name in the path.
        var isInPath = account.AbsolutePath.Length > 1 || IPAddress.TryParse(account.Host, out _) || account.IsLoopback;
        return isInPath ? account.AbsolutePath.Trim('/').Split('/')[0] : account.Host.Split('.')[0];
    }

    private static byte[] Key(ConnectorContext context)
    {
        var secret = context.OptionalSecret("account_key")
            ?? throw new SourceException(SourceFaultCode.Settings, "sas_token and account_key are both missing; expected one of them.");
        try
        {
            return Convert.FromBase64String(secret);
        }
        catch (FormatException e)
        {
            throw new SourceException(SourceFaultCode.Settings, "account_key: expected Base64 text, as the portal shows it.", null, e);
        }
    }

    private HttpRequestMessage Request(string url, Action<HttpRequestMessage>? change)
    {
        var whole = _token is null ? url : $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{_token}";
        var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(whole, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.TryAddWithoutValidation("x-ms-version", Version);
        change?.Invoke(request);
        _key?.Sign(request, _context.Time.GetUtcNow());
        return request;
    }
}

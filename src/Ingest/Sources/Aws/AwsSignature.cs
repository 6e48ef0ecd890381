using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Ingest.Sources.Aws;

/// <summary>
/// AWS Signature Version 4: a hash of what the request says, keyed by the secret, the day, the region and the service. Paths and queries must
/// be percent-encoded as <see cref="Encode"/> does before a request is signed.
/// </summary>
internal sealed class AwsSignature(AwsCredentials credentials, string region, string service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>SHA-256 of nothing.</summary>
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>S3 wants the body's hash as a header and signs paths as they are; all others sign paths encoded once more.</summary>
    private readonly bool _isS3 = service == "s3";

    /// <summary>Percent-encodes as AWS expects: everything but unreserved characters, and <c>/</c> where asked.</summary>
    public static string Encode(string text, bool keepsSlash = false)
    {
        var encoded = Uri.EscapeDataString(text);
        return keepsSlash ? encoded.Replace("%2F", "/", StringComparison.Ordinal) : encoded;
    }

    /// <summary>Adds time, token and signature to a request. All headers that it has already are signed.</summary>
    public void Sign(HttpRequestMessage request, byte[] body, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var hash = body.Length == 0 ? EmptyHash : Convert.ToHexStringLower(SHA256.HashData(body));
        request.Headers.TryAddWithoutValidation("x-amz-date", time);
        if (_isS3)
        {
            request.Headers.TryAddWithoutValidation("x-amz-content-sha256", hash);
        }

        if (credentials.SessionToken is { } token)
        {
            request.Headers.TryAddWithoutValidation("x-amz-security-token", token);
        }

        var uri = request.RequestUri!;
        var headers = SignedHeaders(request, uri);
        var names = string.Join(';', headers.Keys);
        var path = _isS3 ? uri.AbsolutePath : Encode(uri.AbsolutePath, keepsSlash: true);
        var canonical = string.Join(
            '\n', request.Method.Method, path, Query(uri), string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")), names, hash);
        var scope = $"{time[..8]}/{region}/{service}/aws4_request";
        var text = string.Join('\n', Algorithm, time, scope, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var signature = Convert.ToHexStringLower(Mac(Key(time[..8]), text));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"{Algorithm} Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    private byte[] Key(string day)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + credentials.SecretAccessKey);
        foreach (var part in (ReadOnlySpan<string>)[day, region, service, "aws4_request"])
        {
            key = Mac(key, part);
        }

        return key;
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static SortedDictionary<string, string> SignedHeaders(HttpRequestMessage request, Uri uri)
    {
        SortedDictionary<string, string> signed = new(StringComparer.Ordinal) { ["host"] = uri.Authority };
        Add(request.Headers);
        if (request.Content is { } content)
        {
            // The length is set while sending, and proxies may change how a body is sent.
            Add(content.Headers.Where(header => !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)));
        }

        return signed;

        void Add(IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
        {
            foreach (var (name, values) in headers)
            {
                signed[name.ToLowerInvariant()] = string.Join(',', values).Trim();
            }
        }
    }

    private static string Query(Uri uri) => string.Join('&', uri.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
        .Order(StringComparer.Ordinal));
}

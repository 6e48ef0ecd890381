using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Ingest.Sources.Azure;

/// <summary>Azure Storage's Shared Key: a hash of what a request says, keyed by the account's key.</summary>
/// <param name="account">The account's name.</param>
/// <param name="key">The account's key.</param>
internal sealed class SharedKey(string account, byte[] key)
{
    /// <summary>Adds the time and the signature to a request without a body.</summary>
    public void Sign(HttpRequestMessage request, DateTimeOffset now)
    {
        request.Headers.TryAddWithoutValidation("x-ms-date", now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
        var own = request.Headers
            .Where(header => header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(header => $"{header.Key.ToLowerInvariant()}:{string.Join(',', header.Value)}\n")
            .Order(StringComparer.Ordinal);

        // Method, then encoding, language, length, MD5, type, date, if-modified-since, if-match, if-none-match, if-unmodified-since, range.
        var text = string.Join(
            '\n', request.Method.Method, "", "", "", "", "", "", "", request.Headers.IfMatch.ToString(), "", "", request.Headers.Range?.ToString() ?? "",
            string.Concat(own) + Resource(request.RequestUri!));
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {account}:{signature}");
    }

    private string Resource(Uri uri)
    {
        var query = uri.Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Uri.UnescapeDataString(pair[0]).ToLowerInvariant(), Value: pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : ""))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal);
        return $"/{account}{uri.AbsolutePath}{string.Concat(query.Select(pair => $"\n{pair.Name}:{pair.Value}"))}";
    }
}

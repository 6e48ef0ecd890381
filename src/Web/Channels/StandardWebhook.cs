using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Web.Channels;

/// <summary>Signatures of Standard Webhooks (specification 1.0): HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
public static class StandardWebhook
{
    private const string Prefix = "whsec_";

    /// <summary>Says what is wrong with a secret; null when nothing is.</summary>
    public static string? Fault(string secret) => TryKey(secret, out var key) && key.Length is >= 24 and <= 64
        ? null
        : "Expected whsec_ and 24 to 64 bytes in base64; 'openssl rand -base64 32' makes them.";

    /// <summary>A signed message, ready to be sent.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="id">The message's id, the same at each try.</param>
    /// <param name="at">The time of this try.</param>
    /// <param name="body">The body as sent, JSON.</param>
    /// <param name="secrets">The secrets, each <c>whsec_</c> and base64.</param>
    public static HttpRequestMessage Request(string url, string id, DateTimeOffset at, byte[] body, params IEnumerable<string> secrets)
    {
        var timestamp = at.ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", Sign(id, timestamp, body, secrets));
        return request;
    }

    /// <summary>The value of the header <c>webhook-signature</c>: one entry for each secret, so that a receiver may know either while they change.</summary>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">Unix seconds of this try.</param>
    /// <param name="body">The body as sent.</param>
    /// <param name="secrets">The secrets, each <c>whsec_</c> and base64.</param>
    public static string Sign(string id, long timestamp, ReadOnlySpan<byte> body, params IEnumerable<string> secrets)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        byte[] text = [.. head, .. body];
        return string.Join(' ', secrets.Select(secret =>
            TryKey(secret, out var key)
                ? $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, text))}"
                : throw new FormatException("The secret is not whsec_ and base64.")));
    }

    private static bool TryKey(string secret, out byte[] key)
    {
        var bare = secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret;
        key = new byte[bare.Length];
        if (!Convert.TryFromBase64String(bare, key, out var length))
        {
            return false;
        }

        key = key[..length];
        return true;
    }
}

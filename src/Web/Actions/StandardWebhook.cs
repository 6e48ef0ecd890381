using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Web.Actions;

/// <summary>
/// Signs webhooks after the Standard Webhooks specification (standardwebhooks.com): HMAC-SHA256 over <c>id.timestamp.body</c> with the decoded
/// secret, as <c>v1,BASE64</c>.
/// </summary>
internal static class StandardWebhook
{
    private const string Prefix = "whsec_";
    private const int ShortestKey = 24;
    private const int LongestKey = 64;

    /// <summary>The signing key of a secret; null when it is none: <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
    public static byte[]? Key(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length is >= ShortestKey and <= LongestKey
            ? key[..length]
            : null;
    }

    /// <summary>The header <c>webhook-signature</c>.</summary>
    /// <param name="key">The signing key.</param>
    /// <param name="id">The message's id, the same at each attempt.</param>
    /// <param name="timestamp">Seconds since 1970 of this attempt.</param>
    /// <param name="body">The body, byte for byte.</param>
    public static string Sign(byte[] key, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }
}

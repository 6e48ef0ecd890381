using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Ingest.Sources.Naver;

/// <summary>Naver Cloud's request signature, version 2.</summary>
internal static class NaverSignature
{
    /// <summary>The value of <c>x-ncp-apigw-signature-v2</c>.</summary>
    /// <param name="secretKey">The secret key.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathAndQuery">As it is sent.</param>
    /// <param name="timestamp">The value of <c>x-ncp-apigw-timestamp</c>: milliseconds since 1970.</param>
    /// <param name="accessKey">The value of <c>x-ncp-iam-access-key</c>.</param>
    public static string Of(string secretKey, string method, string pathAndQuery, string timestamp, string accessKey) =>
        Convert.ToBase64String(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secretKey), Encoding.UTF8.GetBytes($"{method} {pathAndQuery}\n{timestamp}\n{accessKey}")));
}

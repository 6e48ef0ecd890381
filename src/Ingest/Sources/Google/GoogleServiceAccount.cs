using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Google;

/// <summary>A service account's key file.</summary>
/// <param name="ProjectId">The account's own project.</param>
/// <param name="Email">The account.</param>
/// <param name="PrivateKeyId">Which of its keys.</param>
/// <param name="PrivateKey">PEM.</param>
/// <param name="TokenUri">Where tokens are given out.</param>
internal sealed record GoogleServiceAccount(string? ProjectId, string Email, string? PrivateKeyId, string PrivateKey, string TokenUri)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Reads a key file's content.</summary>
    /// <exception cref="SourceException">It is none.</exception>
    public static GoogleServiceAccount Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new(
                JsonFields.TextOrNull(root, "project_id"),
                Required(root, "client_email"),
                JsonFields.TextOrNull(root, "private_key_id"),
                Required(root, "private_key"),
                JsonFields.TextOrNull(root, "token_uri") ?? "https://oauth2.googleapis.com/token");
        }
        catch (JsonException e)
        {
            // The parser's message may quote the file.
            throw new SourceException(SourceFaultCode.Settings, $"key: is no JSON (line {e.LineNumber + 1}), expected a service account's key file.");
        }
    }

    /// <summary>A signed statement (JWT, RS256) to be exchanged for a token.</summary>
    /// <param name="scope">What the token is for.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="SourceException">The private key cannot be used.</exception>
    public string Assertion(string scope, DateTimeOffset now)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?> { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = PrivateKeyId });
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>
        {
            ["iss"] = Email,
            ["scope"] = scope,
            ["aud"] = TokenUri,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        });
        var text = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(PrivateKey);
            return $"{text}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new SourceException(SourceFaultCode.Settings, "key: private_key is no RSA key in PEM.", null, e);
        }
    }

    private static string Required(JsonElement root, string name) => JsonFields.TextOrNull(root, name)
        ?? throw new SourceException(SourceFaultCode.Settings, $"key: {name} is missing, expected a service account's key file.");
}

using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources;

/// <summary>What a provider says when it refuses.</summary>
/// <param name="Sentence">Its sentence for people; empty when there is none.</param>
/// <param name="Kind">Its own name of the fault, such as <c>ThrottlingException</c>; null when it gives none.</param>
internal readonly partial record struct ProviderError(string Sentence, string? Kind)
{
    private const int LongestBody = 64 * 1024;
    private static readonly string[] Names = ["message", "Message", "error_description", "errorMessage", "detail", "returnMessage"];

    /// <summary>
    /// What the fault's name means where the status says only that the request is refused, as with AWS (400) and Google (403); null when the name
    /// is not known.
    /// </summary>
    public SourceFaultCode? Code => Kind switch
    {
        "ThrottlingException" or "LimitExceededException" or "TooManyRequestsException" or "RequestLimitExceeded" or "SlowDown"
            or "rateLimitExceeded" or "userRateLimitExceeded" or "quotaExceeded" => SourceFaultCode.RateLimited,
        "UnrecognizedClientException" or "InvalidSignatureException" or "ExpiredTokenException" or "ExpiredToken" or "InvalidToken"
            or "InvalidClientTokenId" or "MissingAuthenticationTokenException" or "IncompleteSignatureException" => SourceFaultCode.Unauthorized,
        "AccessDeniedException" => SourceFaultCode.Forbidden,
        "DataUnavailableException" or "BillExpirationException" or "BillingViewHealthStatusException" or "ServiceUnavailableException"
            or "InternalFailure" => SourceFaultCode.Unavailable,
        "RequestChangedException" or "InvalidNextTokenException" => SourceFaultCode.BadAnswer,
        _ => null,
    };

    /// <summary>Finds sentence and kind in the body of a refusal; providers agree on little but that there is one.</summary>
    public static async Task<ProviderError> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var bytes = new byte[LongestBody];
            var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Of(System.Text.Encoding.UTF8.GetString(bytes, 0, length).TrimStart('\uFEFF').Trim());
        }
        catch (IOException)
        {
            return new("", null);
        }
    }

    [GeneratedRegex("<Code>([^<]*)</Code>")]
    private static partial Regex XmlCode();

    [GeneratedRegex("<Message>([^<]*)</Message>")]
    private static partial Regex XmlMessage();

    private static ProviderError Of(string text)
    {
        if (text.StartsWith('<'))
        {
            var message = XmlMessage().Match(text);
            return new(
                Excerpt.Of(message.Success ? WebUtility.HtmlDecode(message.Groups[1].Value) : text),
                XmlCode().Match(text) is { Success: true } code ? code.Groups[1].Value : null);
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return new(Excerpt.Of(Find(document.RootElement, 0) ?? text), TypeOf(document.RootElement));
        }
        catch (JsonException)
        {
            return new(Excerpt.Of(text), null);
        }
    }

    /// <summary>The name in AWS's <c>__type</c>, which may have a namespace before it, or the first of Google's reasons.</summary>
    private static string? TypeOf(JsonElement element)
    {
        if (JsonFields.TextOrNull(element, "__type") is { } type)
        {
            return type.Split('#')[^1];
        }

        return element.ValueKind is JsonValueKind.Object && element.TryGetProperty("error", out var error)
            && error.ValueKind is JsonValueKind.Object && error.TryGetProperty("errors", out var errors)
            && errors.ValueKind is JsonValueKind.Array && errors.GetArrayLength() > 0
                ? JsonFields.TextOrNull(errors[0], "reason")
                : null;
    }

    private static string? Find(JsonElement element, int depth)
    {
        if (element.ValueKind is not JsonValueKind.Object || depth > 3)
        {
            return null;
        }

        foreach (var name in Names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String)
            {
                return value.GetString();
            }
        }

        return element.EnumerateObject().Select(property => Find(property.Value, depth + 1)).FirstOrDefault(found => found is not null);
    }
}

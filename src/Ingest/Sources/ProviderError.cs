using System.Text.Json;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources;

/// <summary>Finds the sentence in the body of a refusal; providers agree on little but that there is one.</summary>
internal static class ProviderError
{
    private const int LongestBody = 64 * 1024;
    private static readonly string[] Names = ["message", "Message", "error_description", "errorMessage", "detail", "returnMessage"];

    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var bytes = new byte[LongestBody];
            var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            var text = System.Text.Encoding.UTF8.GetString(bytes, 0, length).Trim();
            return Excerpt.Of(Sentence(text) ?? text);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string? Sentence(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Find(document.RootElement, 0);
        }
        catch (JsonException)
        {
            return null;
        }
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

using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources;

/// <summary>Answers in pages of the form <c>data</c>, <c>has_more</c>, <c>next_page</c>.</summary>
internal static class NextPages
{
    /// <summary>All pages, one at a time; each is valid until the next is asked for.</summary>
    /// <param name="http">The way to the provider.</param>
    /// <param name="what">What is read, for messages.</param>
    /// <param name="request">Makes the request for a page; null is the first.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SourceException">A page cannot be read, or says that there is more but not where: to stop there would look like no usage.</exception>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(
        ConnectorHttp http, string what, Func<string?, HttpRequestMessage> request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? page = null;
        do
        {
            var current = page;
            using var answer = await http.JsonAsync(() => request(current), cancellationToken).ConfigureAwait(false);
            var root = JsonFields.Root(answer, what);
            JsonFields.RequiredArray(root, "data", what);
            yield return root;
            page = Next(root, current, what);
        }
        while (page is not null);
    }

    private static string? Next(JsonElement root, string? current, string what)
    {
        if (!root.TryGetProperty("has_more", out var more) || more.ValueKind is not JsonValueKind.True)
        {
            return null;
        }

        return root.TryGetProperty("next_page", out var next) && next.ValueKind is JsonValueKind.String && next.GetString() is { Length: > 0 } page
            && page != current
                ? page
                : throw new SourceException(SourceFaultCode.BadAnswer, $"{what}: the answer says that there is more but not where.");
    }
}

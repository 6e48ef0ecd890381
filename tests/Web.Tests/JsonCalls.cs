using System.Net;
using System.Text;
using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

/// <summary>Calls with a JSON body, and what they answered.</summary>
internal static class JsonCalls
{
    public static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(
        this SiloProcess silo, HttpMethod method, string path, string? body, CancellationToken cancellationToken, string? actor = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (actor is not null)
        {
            request.Headers.Authorization = new("Bearer", await silo.TokenOfAsync(actor));
        }

        using var answer = await silo.Client.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        using var document = JsonDocument.Parse(text.Length == 0 ? "null" : text);
        return (answer.StatusCode, document.RootElement.Clone());
    }
}

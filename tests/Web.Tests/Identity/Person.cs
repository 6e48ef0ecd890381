using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests.Identity;

/// <summary>A person at a browser: cookies of their own, and the antiforgery token that the pages send.</summary>
public sealed class Person(SiloProcess silo) : IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { CookieContainer = new(), AllowAutoRedirect = false }) { BaseAddress = silo.Url };

    /// <summary>What the session last said to send; tests may take it away.</summary>
    public string? Antiforgery { get; set; }

    /// <summary>Sent as the page's origin; null for none.</summary>
    public string? Origin { get; set; }

    public async Task<HttpStatusCode> SignInAsync(string name, string password)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, "session", new { name, password });
        Take(status, answer);
        return status;
    }

    /// <summary>Calls that answer with the session: setting up, signing in, a new password.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> SessionAsync(HttpMethod method, string path, object? body)
    {
        var (status, answer) = await SendAsync(method, path, body);
        Take(status, answer);
        return (status, answer);
    }

    public async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await RawAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default);
    }

    public async Task<HttpResponseMessage> RawAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        if (Antiforgery is not null)
        {
            request.Headers.Add("X-XSRF-TOKEN", Antiforgery);
        }

        if (Origin is not null)
        {
            request.Headers.Add("Origin", Origin);
        }

        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private void Take(HttpStatusCode status, JsonElement answer) =>
        Antiforgery = status == HttpStatusCode.OK ? answer.GetProperty("antiforgeryToken").GetString() : Antiforgery;
}

using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.TestSupport;

/// <summary>A request as a provider would see it.</summary>
public sealed record ProviderRequest(string Method, string Path, IQueryCollection Query, IHeaderDictionary Headers, byte[] Body, string RawTarget)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>What a provider answers.</summary>
public sealed record ProviderAnswer(int Status, byte[] Body, string ContentType)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The connection breaks after this many bytes of the body.</summary>
    public int? BreaksAfter { get; init; }

    public static ProviderAnswer Json(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body), "application/json");

    public static ProviderAnswer Text(string body, string contentType = "text/plain") => new(200, Encoding.UTF8.GetBytes(body), contentType);

    public static ProviderAnswer Bytes(byte[] body, string contentType = "application/octet-stream") => new(200, body, contentType);

    public static ProviderAnswer Error(int status, string body = """{"error":{"message":"the provider says no"}}""") => Json(body, status);

    public ProviderAnswer With(string header, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    /// <summary>The same answer, cut off in the middle of its body while its length promises all of it.</summary>
    public ProviderAnswer Broken() => this with { BreaksAfter = Body.Length / 2 };
}

/// <summary>
/// A real HTTP server on loopback that answers as a provider does: a handler a path, before it any answers queued for one time, such as a 429.
/// Keeps all requests.
/// </summary>
public sealed class ProviderServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ProviderRequest> _requests = new();
    private readonly ConcurrentQueue<ProviderAnswer> _once = new();
    private readonly ConcurrentDictionary<string, Func<ProviderRequest, ProviderAnswer>> _handlers = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private ProviderServer(WebApplication app) => _app = app;

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url => _app.Urls.First();

    public IReadOnlyList<ProviderRequest> Requests => [.. _requests];

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Delay { get; set; }

    public static async Task<ProviderServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ProviderServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers requests of a path; a path ending in <c>*</c> takes all that begin so.</summary>
    public ProviderServer On(string path, Func<ProviderRequest, ProviderAnswer> answer)
    {
        _handlers[path] = answer;
        return this;
    }

    /// <summary>Answers requests of a path with the same JSON always.</summary>
    public ProviderServer On(string path, string json) => On(path, _ => ProviderAnswer.Json(json));

    /// <summary>Queues answers for the next requests, whatever their path.</summary>
    public ProviderServer Once(params IEnumerable<ProviderAnswer> answers)
    {
        foreach (var answer in answers)
        {
            _once.Enqueue(answer);
        }

        return this;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;

        // The server reuses its own headers for the next request; these are kept.
        var headers = new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
        var request = new ProviderRequest(
            context.Request.Method, context.Request.Path.Value ?? "", context.Request.Query, headers, body.ToArray(), target);
        _requests.Enqueue(request);
        await Task.Delay(Delay, TimeProvider.System);
        if (!_once.TryDequeue(out var answer))
        {
            answer = Handler(request.Path)?.Invoke(request) ?? ProviderAnswer.Error(404, $"nothing at {request.Path}");
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (answer.Status is not 204)
        {
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body.AsMemory(0, answer.BreaksAfter ?? answer.Body.Length));
        }

        if (answer.BreaksAfter is not null)
        {
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
    }

    private Func<ProviderRequest, ProviderAnswer>? Handler(string path) =>
        _handlers.TryGetValue(path, out var exact)
            ? exact
            : _handlers.Where(pair => pair.Key.EndsWith('*') && path.StartsWith(pair.Key[..^1], StringComparison.Ordinal))
                .OrderByDescending(pair => pair.Key.Length).Select(pair => pair.Value).FirstOrDefault();
}

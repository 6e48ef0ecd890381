using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.TestSupport;

/// <summary>
/// Receivers of webhooks on loopback: <c>/ok</c> takes everything, <c>/flaky</c> fails three of ten tries, half of them after it took the message,
/// <c>/hang</c> never answers, <c>/gone</c> is gone. Counts what it took by the sender's id, as a receiver would that keeps each id once.
/// </summary>
public sealed class HookServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _tries;

    private HookServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>How often each id was taken, with the key of its notice.</summary>
    public ConcurrentDictionary<string, (string Key, int Count)> Taken { get; } = new(StringComparer.Ordinal);

    public int Tries => _tries;

    public static async Task<HookServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new HookServer(app);
        app.MapPost("/ok", context => server.TakeAsync(context, 200));
        app.MapPost("/flaky", server.FlakyAsync);
        app.MapPost("/hang", context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        app.MapPost("/gone", context =>
        {
            context.Response.StatusCode = 410;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task FlakyAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _tries) % 10;
        switch (number)
        {
            case 3:
                context.Response.StatusCode = 503;
                break;
            case 6:
                context.Abort();
                break;
            case 9:
                // Taken, but the answer is lost: the sender must try again under the same id.
                await TakeAsync(context, 500);
                break;
            default:
                await TakeAsync(context, 200);
                break;
        }
    }

    private async Task TakeAsync(HttpContext context, int status)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var key = body.RootElement.GetProperty("data").GetProperty("key").GetString()!;
        Taken.AddOrUpdate(context.Request.Headers["webhook-id"].ToString(), (key, 1), (_, before) => (before.Key, before.Count + 1));
        context.Response.StatusCode = status;
    }
}

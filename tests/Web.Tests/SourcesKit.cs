using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Ports;
using FinOpsAI.TestSupport;
using FinOpsAI.Web.Apis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Web.Tests;

/// <summary>The API of data sources over real HTTP, with everything behind it in memory and a clock that stands still.</summary>
internal sealed class SourcesKit : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SourcesKit(WebApplication app, HttpClient client, FakeSources sources) => (_app, Client, Sources) = (app, client, sources);

    public static DateTimeOffset Now { get; } = new(2026, 3, 15, 12, 30, 0, TimeSpan.Zero);

    public HttpClient Client { get; }

    public FakeSources Sources { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SourcesKit> StartAsync()
    {
        FakeSources fakes = new();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ISourceReader>(fakes);
        builder.Services.AddSingleton<ISourceStore>(fakes);
        builder.Services.AddSingleton<ISecretStore>(fakes);
        builder.Services.AddSingleton<IGrainResolver>(fakes);
        builder.Services.AddSingleton<IBillStore>(fakes);
        builder.Services.AddSingleton<IRollupStore>(fakes);
        builder.Services.AddSingleton<TimeProvider>(new ManualTime(Now));
        builder.Services.AddOptions<WebOptions>();
        builder.Services.Configure<RouteOptions>(routes => routes.SuppressCheckForUnhandledSecurityMetadata = true);
        builder.Services.AddSingleton<SourcesReader>();
        builder.Services.AddSingleton<SourcesWriter>();
        builder.Services.AddSingleton<SourceFigures>();
        builder.Services.ConfigureHttpJsonOptions(options => FinOpsWeb.Configure(options.SerializerOptions));
        var app = builder.Build();
        app.MapGroup("/api/v1").MapSourcesApi();
        await app.StartAsync(Token);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new(app, new() { BaseAddress = new(address) }, fakes);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    public async Task<JsonElement> GetAsync(string path) => await ReadAsync(await Client.GetAsync($"/api/v1{path}", Token), HttpStatusCode.OK);

    public async Task<JsonElement> PostAsync(string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        await ReadAsync(await Client.PostAsJsonAsync($"/api/v1{path}", body, Token), expected);

    public async Task<JsonElement> PutAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK) =>
        await ReadAsync(await Client.PutAsJsonAsync($"/api/v1{path}", body, Token), expected);

    /// <summary>Posts a body that is refused, and gives the names of the fields that it is refused for.</summary>
    public async Task<string[]> FaultsAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var problem = await ReadAsync(await Client.PostAsync($"/api/v1{path}", content, Token), HttpStatusCode.BadRequest);
        return [.. problem.GetProperty("errors").EnumerateObject().Select(error => error.Name)];
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Token);
            answer.StatusCode.ShouldBe(expected, text);
            return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        }
    }
}

using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Ports;
using FinOpsAI.TestSupport;
using FinOpsAI.Web.Apis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Web.Tests;

public sealed class PushApiTests(WebServer server)
{
    private static readonly string Start = $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}000000000";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LiteLLM_reports_a_call_and_is_answered_as_any_upload_is()
    {
        var call = $$$"""
            {"id":"web-1","startTime":{{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}}}.5,"model":"gpt-4o","custom_llm_provider":"openai","status":"success",
             "prompt_tokens":10,"completion_tokens":5,"response_cost":1.25,"metadata":{"user_api_key_team_alias":"litellm-web","user_api_key_alias":"k"}}
            """;

        using var answer = await server.Silo.Client.PostAsync("/ingest/litellm", Body($"[{call},{{}}]", "application/json"), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var receipt = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        receipt.RootElement.GetProperty("accepted").GetInt64().ShouldBe(1);
        receipt.RootElement.GetProperty("rejected").GetInt64().ShouldBe(1);
        await SiloProcess.Until(
            async () => (await server.Silo.Client.GetAsync("/api/v1/summary?scope=team:litellm-web", Token)).StatusCode == HttpStatusCode.OK, Token);
    }

    [Theory]
    [InlineData("/v1/traces")]
    [InlineData("/v1/metrics")]
    [InlineData("/v1/logs")]
    public async Task Export_is_answered_in_its_own_encoding(string path)
    {
        using var proto = await PostAsync(server.Silo.Client, path, Body([], "application/x-protobuf"));
        using var json = await PostAsync(server.Silo.Client, path, Body("{}", "application/json; charset=utf-8"));

        (proto.StatusCode, MediaType(proto)).ShouldBe((HttpStatusCode.OK, "application/x-protobuf"));
        (await proto.Content.ReadAsByteArrayAsync(Token)).ShouldBeEmpty();
        (json.StatusCode, MediaType(json)).ShouldBe((HttpStatusCode.OK, "application/json"));
        (await json.Content.ReadAsStringAsync(Token)).ShouldBe("{}");
    }

    [Fact]
    public async Task Span_in_gzip_becomes_cost_and_what_is_wrong_is_a_partial_success()
    {
        var body = $$$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"team","value":{"stringValue":"otlp-web"}}]},"scopeSpans":[{"spans":[
              {{{Span("00000000000000a1")}}},{{{Span("nonsense")}}}]}]}]}
            """;
        using var answer = await PostAsync(server.Silo.Client, "/v1/traces", await GzipAsync(Encoding.UTF8.GetBytes(body), "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var partial = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        partial.RootElement.GetProperty("partialSuccess").GetProperty("rejectedSpans").GetString().ShouldBe("1");
        partial.RootElement.GetProperty("partialSuccess").GetProperty("errorMessage").GetString().ShouldBe(
            "span 2: spanId: got another text, expected 16 hex digits.");
        await SiloProcess.Until(
            async () => (await server.Silo.Client.GetAsync("/api/v1/summary?scope=team:otlp-web", Token)).StatusCode == HttpStatusCode.OK, Token);
    }

    [Fact]
    public async Task Body_that_is_no_export_is_a_400_with_a_status()
    {
        using var json = await PostAsync(server.Silo.Client, "/v1/metrics", Body("[", "application/json"));
        using var proto = await PostAsync(server.Silo.Client, "/v1/traces", Body("{}"u8.ToArray(), "application/x-protobuf"));

        json.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var status = JsonDocument.Parse(await json.Content.ReadAsStringAsync(Token));
        status.RootElement.GetProperty("code").GetInt32().ShouldBe(3);
        status.RootElement.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        (proto.StatusCode, MediaType(proto)).ShouldBe((HttpStatusCode.BadRequest, "application/x-protobuf"));
        (await proto.Content.ReadAsByteArrayAsync(Token))[..2].ShouldBe([0x08, 3]);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/json", "br")]
    public async Task Other_types_and_compressions_are_refused(string type, string? encoding)
    {
        var content = Body("{}", type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using var answer = await PostAsync(server.Silo.Client, "/v1/traces", content);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Body_over_the_limit_after_decompression_is_a_413_with_a_status()
    {
        var body = await GzipAsync(new byte[70 << 20], "application/x-protobuf");

        using var answer = await PostAsync(server.Silo.Client, "/v1/traces", body);

        (answer.StatusCode, MediaType(answer)).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "application/x-protobuf"));
    }

    [Theory]
    [InlineData("unavailable", HttpStatusCode.ServiceUnavailable, 14)]
    [InlineData("busy", HttpStatusCode.TooManyRequests, 8)]
    public async Task Sender_is_told_when_to_come_again(string trouble, HttpStatusCode expected, int code)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IOtlpReceiver>(new Troubled(trouble));
        builder.Services.Configure<RouteOptions>(routes => routes.SuppressCheckForUnhandledSecurityMetadata = true);
        await using var app = builder.Build();
        app.MapOtlpApi();
        await app.StartAsync(Token);
        using var client = new HttpClient
        {
            BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };

        foreach (var type in new[] { "application/json", "application/x-protobuf" })
        {
            using var answer = await PostAsync(client, "/v1/traces", Body([], type));

            (answer.StatusCode, MediaType(answer)).ShouldBe((expected, type));
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
            var body = await answer.Content.ReadAsByteArrayAsync(Token);
            (type == "application/json" ? JsonDocument.Parse(body).RootElement.GetProperty("code").GetInt32() : body[1]).ShouldBe(code);
        }
    }

    [Fact]
    public async Task What_the_protocols_fix_is_no_part_of_the_description()
    {
        var description = await server.Silo.Client.GetStringAsync("/openapi/v1.json", Token);

        description.ShouldNotContain("/v1/traces");
        description.ShouldNotContain("litellm");
    }

    private static string Span(string id) => $$$"""
        {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"{{{id}}}","startTimeUnixNano":"{{{Start}}}","attributes":[
          {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
          {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000"}}]}
        """;

    private static ByteArrayContent Body(string text, string type) => Body(Encoding.UTF8.GetBytes(text), type);

    private static ByteArrayContent Body(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static async Task<ByteArrayContent> GzipAsync(byte[] bytes, string type)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(bytes, Token);
        }

        var content = Body(packed.ToArray(), type);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, HttpContent content) => client.PostAsync(path, content, Token);

    private static string? MediaType(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType;

    /// <summary>A receiver in the two states in which an export is to be sent again.</summary>
    private sealed class Troubled(string trouble) : IOtlpReceiver
    {
        public long MaxBodyBytes => 1 << 20;

        public Task<OtlpReceipt> ReceiveAsync(OtlpSignal signal, Stream body, bool isJson, bool isGzip, CancellationToken cancellationToken) =>
            trouble == "busy"
                ? Task.FromResult(new OtlpReceipt(OtlpBodyState.Busy, 0, "Too many."))
                : Task.FromException<OtlpReceipt>(new StoreUnavailableException("The disk is full.", retry: true));
    }
}

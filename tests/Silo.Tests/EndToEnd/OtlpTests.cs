using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FinOpsAI.TestSupport;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>The OpenTelemetry SDK for .NET sends to the whole product, as an instrumented program does.</summary>
public sealed class OtlpTests(ITestOutputHelper output)
{
    private const string Secret = "SECRET-1234-of-the-prompt";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Cost_of_a_span_of_the_sdk_appears_at_its_resource_at_once_and_its_prompt_nowhere()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.StartAsync("serve", "--data", folder.Path);
        await silo.WhenReadyAsync(Token);
        using var source = new ActivitySource("demo.genai.spans");
        using var sender = Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .ConfigureResource(resource => resource.AddService("checkout-api", "shop").AddAttributes([new("team", "payments")]))
            .AddOtlpExporter(exporter => Configure(exporter, silo, "v1/traces"))
            .Build();

        for (var i = 1; i <= 5; i++)
        {
            Call(source, inputTokens: 400_000);
            var ended = TimeProvider.System.GetTimestamp();
            sender.ForceFlush().ShouldBeTrue();
            var acknowledged = TimeProvider.System.GetElapsedTime(ended);

            // 400,000 in at 2.50 for a million.
            await SiloProcess.Until(async () => (await CostAsync(silo, "resource:payments/shop/checkout-api")) == i * 1m, Token);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"span {i}: acknowledged {acknowledged.TotalMilliseconds:F0} ms after its end, in the summary after {TimeProvider.System.GetElapsedTime(ended).TotalMilliseconds:F0} ms"));
        }

        (await silo.StopAsync()).ShouldBe(0);
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0).ShouldBeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task Cumulative_histogram_of_the_sdk_counts_each_token_once()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.File("finopsai.json"), """{"FinOpsAI":{"Otlp":{"Services":{"batch-jobs":"Metrics"}}}}""", Token);
        await using var silo = await SiloProcess.StartInAsync(folder.Path, "serve", "--data", folder.Path);
        await silo.WhenReadyAsync(Token);
        using var meter = new Meter("demo.genai.metrics");
        using var source = new ActivitySource("demo.genai.both");
        void Describe(ResourceBuilder resource) => resource.AddService("batch-jobs").AddAttributes([new("team", "ml"), new("project", "nightly")]);
        using var metrics = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .ConfigureResource(Describe)
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, silo, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 600_000;
            })
            .Build();
        using var spans = Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .ConfigureResource(Describe)
            .AddOtlpExporter(exporter => Configure(exporter, silo, "v1/traces"))
            .Build();
        var tokens = meter.CreateHistogram<int>("gen_ai.client.token.usage", "{token}");

        for (var i = 1; i <= 3; i++)
        {
            Record(tokens, "input", 300_000);
            Record(tokens, "input", 100_000);
            Record(tokens, "output", 100_000);
            Call(source, inputTokens: 400_000);
            metrics.ForceFlush().ShouldBeTrue();
            metrics.ForceFlush().ShouldBeTrue();
            spans.ForceFlush().ShouldBeTrue();
        }

        // 1,200,000 in at 2.50 and 300,000 out at 10, each for a million; the spans say the same once more and are dropped.
        await SiloProcess.Until(async () => await CostAsync(silo, "resource:ml/nightly/batch-jobs") == 6m, Token);
        (await silo.Client.GetStringAsync("/metrics", Token)).ShouldContain(
            """finops_ingest_otlp_dropped_total{signal="traces",reason="other_signal",service="batch-jobs"} 3""");
    }

    [Fact(Timeout = 120_000)]
    public async Task Cumulative_points_count_once_although_the_product_is_killed_between_them()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("finopsai.json"), """{"FinOpsAI":{"Otlp":{"Signal":"Metrics"}}}""", Token);
        var start = TimeProvider.System.GetUtcNow().AddHours(-6);
        for (var life = 1; life <= 4; life++)
        {
            await using var silo = await SiloProcess.StartInAsync(folder.Path, "serve", "--data", folder.Path);
            for (var point = 1; point <= 3; point++)
            {
                var sum = (300_000 * (life - 1)) + (100_000 * point);
                await PostPointAsync(silo, start, start.AddMinutes((60 * life) + (10 * point)), sum);
                await PostPointAsync(silo, start, start.AddMinutes((60 * life) + (10 * point)), sum);
            }

            await SiloProcess.Until(async () => await CostAsync(silo, "team:ml") == 0.75m * life, Token);
            await SiloProcess.Until(async () => (await ScopeFigures.OfRollupsAsync(silo, "team:ml", Token)).Cost == 0.75m * life, Token);
            await silo.KillAsync();
        }
    }

    private static void Configure(OtlpExporterOptions exporter, SiloProcess silo, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new(silo.Url, path);
        exporter.TimeoutMilliseconds = 30_000;
        exporter.Headers = $"Authorization=Bearer {silo.Token}";
    }

    /// <summary>A call of a model by an agent, as instrumented: the agent's span repeats the tokens of the call beneath it.</summary>
    private static void Call(ActivitySource source, int inputTokens)
    {
        using var agent = source.StartActivity("invoke_agent helper", ActivityKind.Internal)!;
        agent.SetTag("gen_ai.operation.name", "invoke_agent").SetTag("gen_ai.usage.input_tokens", inputTokens);
        using var call = source.StartActivity("chat gpt-4o", ActivityKind.Client)!;
        call.SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.provider.name", "openai")
            .SetTag("gen_ai.request.model", "gpt-4o")
            .SetTag("gen_ai.response.model", "gpt-4o-2024-08-06")
            .SetTag("gen_ai.usage.input_tokens", inputTokens)
            .SetTag("gen_ai.usage.output_tokens", 0)
            .SetTag("gen_ai.input.messages", $$"""[{"role":"user","parts":[{"content":"{{Secret}}"}]}]""")
            .SetTag("gen_ai.output.messages", Secret)
            .AddEvent(new("gen_ai.client.inference.operation.details", tags: new() { ["gen_ai.prompt"] = Secret }));
    }

    private static void Record(Histogram<int> histogram, string type, int tokens) => histogram.Record(
        tokens,
        new TagList
        {
            { "gen_ai.operation.name", "chat" }, { "gen_ai.provider.name", "openai" }, { "gen_ai.request.model", "gpt-4o" },
            { "gen_ai.response.model", "gpt-4o-2024-08-06" }, { "gen_ai.token.type", type },
        });

    private static async Task PostPointAsync(SiloProcess silo, DateTimeOffset start, DateTimeOffset time, int sum)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $$$"""
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"team","value":{"stringValue":"ml"}}]},"scopeMetrics":[{"metrics":[
              {"name":"gen_ai.client.token.usage","histogram":{"aggregationTemporality":2,"dataPoints":[
                {"startTimeUnixNano":"{{{start.ToUnixTimeMilliseconds()}}}000000","timeUnixNano":"{{{time.ToUnixTimeMilliseconds()}}}000000",
                 "count":"{{{sum / 1000}}}","sum":{{{sum}}},"attributes":[
                  {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
                  {"key":"gen_ai.token.type","value":{"stringValue":"input"}}]}]}}]}]}]}
            """);
        using var answer = await silo.Client.PostAsync("/v1/metrics", new StringContent(body, new MediaTypeHeaderValue("application/json")), Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldBe("{}");
    }

    /// <summary>The scope's cost so far; 0 while it is unknown.</summary>
    private static async Task<decimal> CostAsync(SiloProcess silo, string scope)
    {
        try
        {
            return (await ScopeFigures.OfGrainAsync(silo, scope, Token)).Cost;
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return 0;
        }
    }
}

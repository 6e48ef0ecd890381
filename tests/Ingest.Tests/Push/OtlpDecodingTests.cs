using System.Text;
using System.Text.Json.Nodes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Push.Otlp;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static FinOpsAI.Ingest.Tests.Push.ChatSpan;

namespace FinOpsAI.Ingest.Tests.Push;

public sealed class OtlpDecodingTests
{
    /// <summary>Generated spans; what is drawn covers all kinds of values, also where other kinds belong.</summary>
    private static readonly Gen<TestSpan> Spans =
        from trace in Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), 16)
        from span in Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), 8)
        from seconds in Gen.Choose(1, 40_000_000)
        from operation in Gen.Elements("chat", "embeddings", "text_completion", "invoke_agent")
        from model in Gen.Elements("gpt-4o", "gpt-4o-mini", "모델-7b", "claude-sonnet-4-5", "text-embedding-3-small")
        from input in Gen.OneOf(
            Gen.Choose(-5, 1_000_000).Select(n => (object)n), Gen.Choose(0, int.MaxValue).Select(n => (object)(long)n),
            Gen.Choose(0, 9_999).Select(n => (object)(n / 4.0)), Gen.Elements<object>("12", "none", true, double.NaN))
        from cached in Gen.Choose(0, 2_000)
        from text in Gen.Elements("", "plain", "한글 \"x\" \\ \n", "🚀", new string('y', 2_000))
        from status in Gen.Choose(0, 2)
        from extra in Gen.Elements<object>("x", 5, 5L, 2.5, false, new[] { "a", "b" })
        select new TestSpan(trace, span, (ulong)(1_731_000_000 + seconds) * 1_000_000_000 + 123_456_789,
        [
            ("gen_ai.operation.name", operation), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", model),
            ("gen_ai.usage.input_tokens", input), ("gen_ai.usage.cache_read.input_tokens", cached), ("gen_ai.usage.output_tokens", 7),
            ("team", text), ("gen_ai.agent.name", text), ("gen_ai.conversation.id", extra), ("service.name", extra), ("gen_ai.prompt", "hidden"),
        ], status);

    [Fact]
    public void Same_spans_in_protobuf_and_in_json_give_the_same_records_and_the_same_complaints()
    {
        Prop.ForAll(Gen.ListOf(Spans).ToArbitrary(), spans =>
        {
            var (proto, json) = (Decode(OtlpMessages.TracesProto(Sender, [.. spans])), Decode(OtlpMessages.TracesJson(Sender, [.. spans])));
            json.ShouldBe(proto);
        }).QuickCheckThrowOnFailure();
    }

    private static List<string> Decode(object body)
    {
        var kit = new IngestKit();
        var placement = new OtlpPlacement(Options.Create(new OtlpOptions()));
        var attributes = OtlpAttributes.Of(GenAi.SpanAttributes.Concat(placement.Attributes), kit.Normalizer.Names);
        var export = new OtlpExport<OtlpSpan>(100);
        if (body is byte[] proto)
        {
            OtlpProtobuf.ReadTraces(proto, attributes, export);
        }
        else
        {
            OtlpJson.ReadTraces(Encoding.UTF8.GetBytes((string)body), attributes, export);
        }

        var spans = new GenAiSpans(placement);
        List<string> told = [.. export.Problems.Select(problem => $"{problem.Number} bad"), $"{export.Count} {export.Unrelated}"];
        foreach (var span in export.Items)
        {
            var draft = new FinOpsAI.Ingest.Usage.UsageDraft();
            try
            {
                spans.Fill(draft, span);
                var item = kit.Normalizer.Normalize(draft);
                told.Add(item.Error?.ToString() ?? Describe(item.Record!));
            }
            catch (InvalidDataException e)
            {
                told.Add(e.Message);
            }
        }

        return told;
    }

    private static string Describe(UsageRecord record) =>
        $"{record with { Usage = new Dictionary<string, decimal>(), Tags = new Dictionary<string, string>() }} "
        + $"{string.Join(",", record.Usage)} {string.Join(",", record.Tags)}";

    [Theory]
    [InlineData("5b8efff798038103d269b633813fc60c", "")]
    [InlineData("5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b1")]
    [InlineData("5b8efff798038103d269b633813fc60c", "0000000000000000")]
    [InlineData("W47/95gDgQPSabYzgT/GDA==", "eee19b7ec3c1b174")]
    [InlineData(null, "eee19b7ec3c1b174")]
    public async Task Span_with_a_bad_id_costs_only_itself(string? traceId, string spanId)
    {
        await using var kit = await PushKit.StartAsync();
        var body = JsonNode.Parse(OtlpMessages.TracesJson(Sender, Span(1), Span(2), Span(3)))!;
        var bad = body["resourceSpans"]![0]!["scopeSpans"]![0]!["spans"]![1]!;
        (bad["traceId"], bad["spanId"]) = (traceId, spanId);

        var receipt = await kit.TracesAsync(body.ToJsonString());

        receipt.Rejected.ShouldBe(1);
        receipt.Message.ShouldStartWith("span 2: ");
        (await kit.RecordsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Broken_span_costs_only_itself_in_protobuf_too()
    {
        await using var kit = await PushKit.StartAsync();
        byte[] good = OtlpMessages.SpanProto(Span(1)), other = OtlpMessages.SpanProto(Span(2));
        byte[][] spans =
        [
            good, OtlpMessages.SpanProto(Span(3) with { SpanId = [1, 2] }), [.. OtlpMessages.SpanProto(Span(4))[..^7], 0xff],
            OtlpMessages.SpanProto(Span(5, ("gen_ai.usage.input_tokens", -1))), OtlpMessages.SpanProto(Span(6) with { Start = 0 }),
            OtlpMessages.SpanProto(Span(7, ("gen_ai.provider.name", null))), other,
        ];

        var receipt = await kit.TracesAsync(
            OtlpMessages.Field(1, OtlpMessages.Field(2, [.. spans.SelectMany(span => OtlpMessages.Field(2, span))])));

        (receipt.State, receipt.Rejected).ShouldBe((OtlpBodyState.Taken, 5));
        (await kit.RecordsAsync()).Select(record => record.Id).ShouldBe([Id(1), Id(2)]);
    }

    [Theory]
    [InlineData("not json", true)]
    [InlineData("""{"resourceSpans":5}""", true)]
    [InlineData("""[1]""", true)]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"x"]}""", true)]
    [InlineData("{}", false)]
    public async Task Body_that_is_no_export_is_refused_as_a_whole(string body, bool isJson)
    {
        await using var kit = await PushKit.StartAsync();

        var receipt = await kit.OtlpAsync(OtlpSignal.Traces, Encoding.UTF8.GetBytes(body), isJson);

        receipt.State.ShouldBe(OtlpBodyState.Malformed);
        receipt.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Any_bytes_at_all_are_answered()
    {
        await using var kit = await PushKit.StartAsync();
        var valid = OtlpMessages.TracesProto(Sender, Span(1), Span(2));
        var random = new Random(4711);
        for (var i = 0; i < 500; i++)
        {
            var body = valid.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            var receipt = await kit.TracesAsync(random.Next(4) == 0 ? body[..random.Next(body.Length)] : body);
            receipt.State.ShouldBeOneOf(OtlpBodyState.Taken, OtlpBodyState.Malformed);
        }
    }

    [Fact]
    public async Task Empty_export_is_taken()
    {
        await using var kit = await PushKit.StartAsync();

        (await kit.TracesAsync([])).ShouldBe(new(OtlpBodyState.Taken));
        (await kit.TracesAsync("{}")).ShouldBe(new(OtlpBodyState.Taken));
    }

    [Fact]
    public async Task Gzip_bomb_is_cut_off_at_the_limit()
    {
        await using var kit = await PushKit.StartAsync(services => services.Configure<OtlpOptions>(options => options.MaxBodyBytes = 1 << 20));
        var packed = PushKit.Gzip(OtlpMessages.TracesProto(Sender, Span(1)));

        (await kit.OtlpAsync(OtlpSignal.Traces, packed, isJson: false, isGzip: true)).State.ShouldBe(OtlpBodyState.Taken);
        (await kit.OtlpAsync(OtlpSignal.Traces, PushKit.Gzip(new byte[200 << 20]), isJson: false, isGzip: true)).State.ShouldBe(OtlpBodyState.TooLarge);
        (await kit.OtlpAsync(OtlpSignal.Traces, packed[..^9], isJson: false, isGzip: true)).State.ShouldBe(OtlpBodyState.Malformed);
        (await kit.RecordsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Exports_beyond_the_limit_are_told_to_come_again()
    {
        await using var kit = await PushKit.StartAsync(services => services.Configure<OtlpOptions>(options => options.MaxConcurrentExports = 1));
        var receiver = kit.Services.GetRequiredService<IOtlpReceiver>();
        var pipe = new System.IO.Pipelines.Pipe();
        var slow = receiver.ReceiveAsync(OtlpSignal.Traces, pipe.Reader.AsStream(), false, false, TestContext.Current.CancellationToken);

        (await kit.TracesAsync([])).State.ShouldBe(OtlpBodyState.Busy);

        await pipe.Writer.CompleteAsync();
        (await slow).State.ShouldBe(OtlpBodyState.Taken);
        (await kit.TracesAsync([])).State.ShouldBe(OtlpBodyState.Taken);
    }
}

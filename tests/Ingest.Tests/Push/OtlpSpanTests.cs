using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Push.Otlp;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Tests.Push;

public sealed class OtlpSpanTests
{
    private const string Secret = "SECRET-0815-of-the-prompt";
    private static readonly ulong Start = (ulong)PushKit.Now.AddHours(-1).ToUnixTimeMilliseconds() * 1_000_000;

    private static readonly (string Key, object Value)[] Sender =
        [("service.name", "checkout-api"), ("team", "payments"), ("service.namespace", "shop"), ("deployment.environment.name", "prod")];

    private static readonly (string Key, object Value)[] Chat =
    [
        ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o"),
        ("gen_ai.response.model", "gpt-4o-mini-2024-07-18"), ("gen_ai.usage.input_tokens", 1200), ("gen_ai.usage.output_tokens", 300L),
    ];

    private static TestSpan Span(byte id, params (string Key, object? Value)[] changes)
    {
        var attributes = Chat.Where(pair => changes.All(change => change.Key != pair.Key)).ToList();
        attributes.AddRange(changes.Where(change => change.Value is not null).Select(change => (change.Key, change.Value!)));
        return new([.. new byte[15], 7], [.. new byte[7], id], Start, [.. attributes]);
    }

    private static string Id(byte span) => $"{new string('0', 31)}7-{new string('0', 14)}{span:x2}";

    private static async Task<UsageRecord> TakeAsync(params (string Key, object? Value)[] changes)
    {
        await using var kit = await PushKit.StartAsync();
        var receipt = await kit.TracesAsync(OtlpMessages.TracesProto(Sender, Span(1, changes)));
        receipt.ShouldBe(new(OtlpBodyState.Taken));
        return await kit.RecordAsync(Id(1), "otlp");
    }

    [Fact]
    public async Task Span_becomes_one_record_at_its_senders_resource_priced_by_the_model_that_answered()
    {
        var record = await TakeAsync();

        record.Scope.ShouldBe(ScopePath.ForResource("payments", "shop", "checkout-api"));
        record.Timestamp.ShouldBe(PushKit.Now.AddHours(-1));
        (record.Provider, record.Model).ShouldBe(("openai", "gpt-4o-mini"));
        record.Usage.ShouldBe(
            new Dictionary<string, decimal> { ["request"] = 1, ["token.input"] = 1200, ["token.output"] = 300 }, ignoreOrder: true);

        // 1,200 in at 0.15 and 300 out at 0.60, each for a million.
        (record.Pricing, record.Status, record.Cost.Effective).ShouldBe((PricingState.Catalogue, CostStatus.Estimated, 0.00036m));
        record.Tags.ShouldBe(new Dictionary<string, string> { ["operation"] = "chat", ["deployment.environment.name"] = "prod" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Names_from_before_are_understood()
    {
        await using var kit = await PushKit.StartAsync();
        var old = Span(1) with
        {
            Attributes =
            [
                ("gen_ai.system", "openai"), ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.usage.prompt_tokens", 1200),
                ("gen_ai.usage.completion_tokens", 300), ("gen_ai.usage.cache_read_input_tokens", 200),
            ],
        };

        await kit.TracesAsync(OtlpMessages.TracesJson(Sender, old));

        var record = await kit.RecordAsync(Id(1), "otlp");
        record.Provider.ShouldBe("openai");
        (record.Usage["token.input"], record.Usage["token.cache_read"], record.Usage["token.output"]).ShouldBe((1000m, 200m, 300m));
    }

    [Fact]
    public async Task Cached_tokens_are_taken_out_of_the_input_and_reasoning_stays_in_the_output()
    {
        var record = await TakeAsync(
            ("gen_ai.usage.cache_read.input_tokens", 500), ("gen_ai.usage.cache_creation.input_tokens", 100),
            ("gen_ai.usage.reasoning.output_tokens", 250));

        record.Usage.ShouldBe(
            new Dictionary<string, decimal>
            {
                ["request"] = 1, ["token.input"] = 600, ["token.cache_read"] = 500, ["token.cache_write"] = 100, ["token.output"] = 300,
                ["token.output_reasoning"] = 250,
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task Agent_that_repeats_the_tokens_of_its_calls_is_not_counted()
    {
        await using var kit = await PushKit.StartAsync();

        await kit.TracesAsync(OtlpMessages.TracesProto(
            Sender,
            Span(1),
            Span(2),
            Span(3, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.usage.input_tokens", 2400)),
            Span(4, ("gen_ai.operation.name", "execute_tool")),
            new([.. new byte[15], 7], [.. new byte[7], 5], Start, [("http.request.method", "GET")])));

        (await kit.RecordsAsync()).Select(record => record.Id).ShouldBe([Id(1), Id(2)]);
    }

    [Fact]
    public async Task Span_sent_again_counts_once()
    {
        await using var kit = await PushKit.StartAsync();

        for (var i = 0; i < 3; i++)
        {
            (await kit.TracesAsync(OtlpMessages.TracesProto(Sender, Span(1), Span(2)))).Rejected.ShouldBe(0);
            (await kit.TracesAsync(OtlpMessages.TracesJson(Sender, Span(2), Span(1)))).Rejected.ShouldBe(0);
        }

        (await kit.RecordsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Call_that_failed_before_it_used_anything_cost_nothing_and_one_that_used_tokens_did()
    {
        var early = await TakeAsync(("gen_ai.usage.input_tokens", null), ("gen_ai.usage.output_tokens", null), ("error.type", "timeout"));
        var late = await TakeAsync(("error.type", "timeout"));

        (early.Pricing, early.Cost.Effective, early.Tags["error"]).ShouldBe((PricingState.Given, 0m, "timeout"));
        late.Cost.Effective.ShouldBe(0.00036m);
    }

    [Fact]
    public async Task Span_that_says_nothing_of_tokens_is_unpriced_and_not_free()
    {
        var record = await TakeAsync(("gen_ai.usage.input_tokens", null), ("gen_ai.usage.output_tokens", null));

        (record.Pricing, record.Usage["request"]).ShouldBe((PricingState.Unpriced, 1m));
    }

    [Fact]
    public async Task Attributes_of_the_span_go_before_the_resources_and_the_settings_say_which()
    {
        await using var kit = await PushKit.StartAsync(services => services.Configure<OtlpOptions>(options =>
            (options.TeamAttributes, options.ProjectAttributes, options.ResourceAttributes, options.ExperimentAttributes, options.TagAttributes) =
            ("owner", "app.part, service.namespace", "gen_ai.agent.name,service.name", "run", "")));

        await kit.TracesAsync(OtlpMessages.TracesProto(
            [.. Sender, ("owner", "from-resource")], Span(1, ("owner", "from-span"), ("run", 17), ("gen_ai.agent.name", "helper"))));

        var record = await kit.RecordAsync(Id(1), "otlp");
        record.Scope.ShouldBe(ScopePath.ForResource("from-span", "shop", "helper"));
        record.Experiment.ShouldBe("17");
        record.Tags.Keys.ShouldBe(["operation"]);
    }

    [Fact]
    public async Task Tier_of_the_answer_decides_the_price()
    {
        (await TakeAsync(("openai.request.service_tier", "auto"), ("openai.response.service_tier", "batch"))).ServiceTier.ShouldBe("batch");
    }

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
            ("team", text), ("gen_ai.agent.name", text), ("gen_ai.conversation.id", extra), ("service.name", extra), ("gen_ai.prompt", Secret),
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

    [Fact]
    public async Task Sender_counted_by_its_metrics_has_its_spans_dropped_and_counted()
    {
        await using var kit = await PushKit.StartAsync(services => services.Configure<OtlpOptions>(options =>
            options.Services["checkout-api"] = OtlpUsageSignal.Metrics));
        List<string> dropped = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "finops.ingest.otlp.dropped")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            lock (dropped)
            {
                dropped.Add($"{value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}");
            }
        });
        listener.Start();

        (await kit.TracesAsync(OtlpMessages.TracesProto(Sender, Span(1)))).ShouldBe(new(OtlpBodyState.Taken));
        await kit.TracesAsync(OtlpMessages.TracesProto([("service.name", "another")], Span(2)));

        (await kit.RecordsAsync()).ShouldHaveSingleItem().Id.ShouldBe(Id(2));
        lock (dropped)
        {
            dropped.ShouldContain("1 traces other_signal checkout-api");
        }
    }

    [Fact]
    public async Task Text_of_prompts_and_answers_is_nowhere_in_the_store()
    {
        await using var kit = await PushKit.StartAsync(services => services.Configure<OtlpOptions>(options =>
            options.TagAttributes += ",gen_ai.tool.name"));
        var span = Span(
            1, ("gen_ai.input.messages", $$"""[{"content":"{{Secret}}"}]"""), ("gen_ai.output.messages", Secret), ("gen_ai.prompt", Secret),
            ("gen_ai.prompt.0.content", Secret), ("gen_ai.completion.0.content", new[] { Secret }), ("gen_ai.system_instructions", Secret),
            ("gen_ai.tool.name", "KEPT-0816"), ("error.message", Secret), ("unheard.of", Secret)) with
        {
            Event = [("gen_ai.event.content", Secret), ("gen_ai.prompt", Secret)],
        };

        await kit.TracesAsync(OtlpMessages.TracesProto([.. Sender, ("process.command_line", Secret)], span));
        await kit.TracesAsync(OtlpMessages.TracesJson([.. Sender, ("process.command_line", Secret)], span with { SpanId = [1, 2, 3, 4, 5, 6, 7, 8] }));

        (await kit.RecordsAsync()).Count.ShouldBe(2);
        (await kit.HoldsAsync("KEPT-0816")).ShouldBeTrue();
        (await kit.HoldsAsync(Secret)).ShouldBeFalse();
    }

    [Fact]
    public async Task Ledger_that_does_not_answer_fails_the_export()
    {
        await using var kit = await PushKit.StartAsync();
        kit.IsLedgerDown = true;

        await Should.ThrowAsync<StoreUnavailableException>(() => kit.TracesAsync(OtlpMessages.TracesProto(Sender, Span(1))));
    }

    [Fact]
    public async Task Setting_that_would_keep_prompts_is_refused_by_name()
    {
        await using var kit = await PushKit.StartAsync(services => services.Configure<OtlpOptions>(options =>
            (options.TagAttributes, options.MaxBodyBytes) = ("env, gen_ai.input.messages", 5)));

        var failure = Should.Throw<OptionsValidationException>(() => kit.Services.GetRequiredService<IOptions<OtlpOptions>>().Value);

        failure.Message.ShouldContain("gen_ai.input.messages");
        failure.Message.ShouldContain("MaxBodyBytes");
    }
}

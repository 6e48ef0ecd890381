using System.Diagnostics.Metrics;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Push.Otlp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static FinOpsAI.Ingest.Tests.Push.ChatSpan;

namespace FinOpsAI.Ingest.Tests.Push;

public sealed class OtlpSpanTests
{
    private const string Secret = "SECRET-0815-of-the-prompt";

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

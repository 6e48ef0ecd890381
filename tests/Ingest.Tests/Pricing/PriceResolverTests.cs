using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Tests.Pricing;

public sealed class PriceResolverTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 12, 0, 0, TimeSpan.Zero);
    private readonly PriceResolver _shipped = new(PriceCatalogue.Load());

    private static PriceResolver Demo(string prices) => new(PriceCatalogue.FromJson(Encoding.UTF8.GetBytes(
        $$"""{ "provider": "demo-ai", "models": [ { "id": "demo-large", "names": ["demo-large-2026*"], "prices": {{prices}} } ] }""")));

    private static Dictionary<string, decimal> Usage(decimal input = 0, decimal output = 0, decimal cached = 0, decimal? requests = null)
    {
        Dictionary<string, decimal> usage = new() { [UsageUnits.Input] = input, [UsageUnits.CacheRead] = cached, [UsageUnits.Output] = output };
        if (requests is { } count)
        {
            usage[UsageUnits.Request] = count;
        }

        return usage;
    }

    private const string Changing = """
        [ { "per_million": { "token.input": 2, "token.cache_read": 0.2, "token.output": 10 },
            "above": [ { "input_tokens": 200000, "per_million": { "token.input": 4 } } ] },
          { "from": "2026-03-01", "per_million": { "token.input": 1.5, "token.cache_read": 0.15, "token.output": 8 } } ]
        """;

    [Theory]
    [InlineData("2026-02-10T00:00:00Z", "0.82")]
    [InlineData("2026-02-28T23:59:59Z", "0.82")]
    [InlineData("2026-03-01T00:00:00Z", "0.3155")]
    [InlineData("2026-03-10T00:00:00Z", "0.3155")]
    public void Price_of_a_long_request_takes_the_cliff_and_the_dated_change(string at, string expected)
    {
        var quote = Demo(Changing).Price("demo-ai", "demo-large", null, DateTimeOffset.Parse(at, null), Usage(200_000, 1_000, 50_000));

        quote.Cost.Effective.ShouldBe(decimal.Parse(expected, null));
        quote.Cost.List.ShouldBe(quote.Cost.Effective);
        quote.Cost.Billed.ShouldBe(0);
        quote.State.ShouldBe(PricingState.Catalogue);
    }

    [Theory]
    [InlineData(200_000, null, "0.40")]
    [InlineData(200_001, null, "0.800004")]
    [InlineData(200_001, 0, "0.800004")]
    [InlineData(200_001, 1, "0.800004")]
    [InlineData(200_001, 2, "0.400002")]
    public void Cliff_starts_above_the_threshold_and_holds_for_single_requests_only(int input, int? requests, string expected) =>
        Demo(Changing).Price("demo-ai", "demo-large", null, new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), Usage(input, requests: requests))
            .Cost.Effective.ShouldBe(decimal.Parse(expected, null));

    [Theory]
    [InlineData(18_059_974, 245_896, "47.6088950")]
    [InlineData(22_361_870, 4_088_665, "96.7913250")]
    public void Price_of_gpt_4o_gives_the_exact_totals_of_the_Azure_traces(decimal input, decimal output, string expected)
    {
        foreach (var provider in new[] { "openai", "azure" })
        {
            _shipped.Price(provider, "gpt-4o", null, new(2023, 11, 16, 18, 30, 0, TimeSpan.Zero), Usage(input, output, requests: 8_819))
                .Cost.Effective.ShouldBe(decimal.Parse(expected, null));
        }
    }

    [Theory]
    [InlineData("openai", "gpt-4o-2024-08-06", "gpt-4o")]
    [InlineData("openai", "GPT-4o", "gpt-4o")]
    [InlineData("openai", "openai/gpt-5-1", "gpt-5.1")]
    [InlineData("openai", "gpt-4o-2024-05-13", "gpt-4o-2024-05-13")]
    [InlineData("openai", "gpt-5-chat-latest", "gpt-5")]
    [InlineData("openai", "ft:gpt-4o-mini-2024-07-18:acme::abc123", "ft:gpt-4o-mini")]
    [InlineData("azure", "azure/gpt-4o-mini", "gpt-4o-mini")]
    [InlineData("azure", "gpt-35-turbo", "gpt-3.5-turbo")]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5")]
    [InlineData("anthropic", "claude-3.5-sonnet-latest", "claude-3-5-sonnet")]
    [InlineData("anthropic", "claude-opus-4-20250514", "claude-opus-4")]
    [InlineData("google", "models/gemini-2.5-flash", "gemini-2.5-flash")]
    [InlineData("google", "projects/p/locations/us-central1/publishers/google/models/gemini-2.5-pro", "gemini-2.5-pro")]
    [InlineData("google", "claude-opus-4-1@20250805", "claude-opus-4-1")]
    [InlineData("aws", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5")]
    [InlineData("aws", "anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3-5-sonnet")]
    [InlineData("aws", "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0", "nova-lite")]
    [InlineData("aws", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.meta.llama3-3-70b-instruct-v1:0", "llama-3.3-70b")]
    [InlineData("litellm", "mistral/codestral-2508", "codestral-2508")]
    public void Model_is_found_under_the_names_it_goes_by(string provider, string name, string expected)
    {
        _shipped.CanonicalModel(provider, name).ShouldBe(expected);
        _shipped.Price(provider, name, null, Noon, Usage(1)).State.ShouldBe(PricingState.Catalogue);
    }

    [Theory]
    [InlineData("openai", "gpt-4o-ultra")]
    [InlineData("openai", "gpt-4")]
    [InlineData("nobody", "gpt-4o")]
    [InlineData("openai", "")]
    [InlineData("openai", "-2024-08-06")]
    [InlineData("naver", "HCX-005")]
    public void Unknown_model_is_unpriced_and_keeps_its_name(string provider, string name)
    {
        if (name == "gpt-4")
        {
            name = "gpt-4-of-our-own";
        }

        var quote = _shipped.Price(provider, name, null, Noon, Usage(1_000));

        quote.State.ShouldBe(PricingState.Unpriced);
        quote.Cost.ShouldBe(default);
        quote.Model.ShouldBe(name);
    }

    [Fact]
    public void Regional_endpoint_of_Bedrock_costs_more_than_the_global_one()
    {
        _shipped.Price("aws", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", null, Noon, Usage(1_000_000)).Cost.Effective.ShouldBe(3m);
        _shipped.Price("aws", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", null, Noon, Usage(1_000_000)).Cost.Effective.ShouldBe(3.3m);
        _shipped.Price("aws", "anthropic.claude-sonnet-4-5-20250929-v1:0", null, Noon, Usage(1_000_000)).Cost.Effective.ShouldBe(3.3m);
    }

    [Theory]
    [InlineData(null, "12.5", PricingState.Catalogue)]
    [InlineData("standard", "12.5", PricingState.Catalogue)]
    [InlineData("batch", "6.25", PricingState.Catalogue)]
    [InlineData("priority", "21.25", PricingState.Catalogue)]
    [InlineData("flex", "12.5", PricingState.Partial)]
    public void Service_tier_has_its_own_price_or_says_that_it_has_none(string? tier, string expected, PricingState state)
    {
        var quote = _shipped.Price("openai", "gpt-4o", tier, Noon, Usage(1_000_000, 1_000_000));

        quote.Cost.Effective.ShouldBe(decimal.Parse(expected, null));
        quote.State.ShouldBe(state);
    }

    [Theory]
    [InlineData("2025-02-01T20:00:00Z", "0.27")]
    [InlineData("2025-03-01T16:29:59Z", "0.27")]
    [InlineData("2025-03-01T16:30:00Z", "0.135")]
    [InlineData("2025-03-02T00:29:59Z", "0.135")]
    [InlineData("2025-03-02T00:30:00Z", "0.27")]
    [InlineData("2025-09-05T15:00:00Z", "0.27")]
    [InlineData("2025-09-05T17:00:00Z", "0.56")]
    [InlineData("2025-10-01T17:00:00Z", "0.28")]
    public void Night_rate_of_DeepSeek_goes_over_midnight_and_ends_with_its_period(string at, string expected) =>
        _shipped.Price("deepseek", "deepseek-chat", null, DateTimeOffset.Parse(at, null), Usage(1_000_000)).Cost.Effective
            .ShouldBe(decimal.Parse(expected, null));

    [Theory]
    [InlineData("2026-11-18T02:00:00Z", "0.30")]
    [InlineData("2026-11-18T05:00:00Z", "0.15")]
    [InlineData("2026-11-18T09:59:59Z", "0.30")]
    [InlineData("2026-11-22T02:00:00Z", "0.15")]
    [InlineData("2026-11-18T11:00:00+09:00", "0.30")]
    public void Peak_rate_of_DeepSeek_holds_on_weekdays_only(string at, string expected) =>
        _shipped.Price("deepseek", "deepseek-v4-flash", null, DateTimeOffset.Parse(at, null), Usage(1_000_000)).Cost.Effective
            .ShouldBe(decimal.Parse(expected, null));

    [Fact]
    public void Unit_without_a_price_makes_the_estimate_partial_and_reasoning_is_part_of_the_output()
    {
        Dictionary<string, decimal> usage = new() { [UsageUnits.Output] = 1_000_000, [UsageUnits.OutputReasoning] = 900_000, [UsageUnits.Request] = 3 };

        _shipped.Price("openai", "gpt-5", null, Noon, usage).ShouldSatisfyAllConditions(
            quote => quote.Cost.Effective.ShouldBe(10m),
            quote => quote.State.ShouldBe(PricingState.Catalogue));

        usage["file_search"] = 1;
        _shipped.Price("openai", "gpt-5", null, Noon, usage).State.ShouldBe(PricingState.Partial);
    }

    [Fact]
    public void Usage_of_which_no_unit_has_a_price_is_unpriced()
    {
        _shipped.Price("openai", "gpt-5", null, Noon, new Dictionary<string, decimal> { [UsageUnits.GpuHour] = 2 }).State.ShouldBe(PricingState.Unpriced);
        _shipped.Price("openai", "gpt-5", null, Noon, new Dictionary<string, decimal> { [UsageUnits.Request] = 2 }).State.ShouldBe(PricingState.Unpriced);
        _shipped.Price("openai", "gpt-5", null, Noon, Usage()).State.ShouldBe(PricingState.Catalogue);
    }

    [Theory]
    [InlineData("whisper-1", "second.audio", 60, "0.006")]
    [InlineData("tts-1", "character", 1_000_000, "15")]
    [InlineData("text-embedding-3-small", "token.embedding", 1_000_000, "0.02")]
    [InlineData("text-embedding-3-small", "token.input", 1_000_000, "0.02")]
    [InlineData("gpt-realtime", "token.input_audio", 1_000_000, "32")]
    public void Other_units_than_text_tokens_are_priced(string model, string unit, decimal quantity, string expected) =>
        _shipped.Price("openai", model, null, Noon, new Dictionary<string, decimal> { [unit] = quantity }).Cost.Effective
            .ShouldBe(decimal.Parse(expected, null));

    [Fact]
    public void Cache_writes_without_a_known_lifetime_price_fall_back_step_by_step()
    {
        _shipped.Price("anthropic", "claude-sonnet-4-6", null, Noon, new Dictionary<string, decimal> { [UsageUnits.CacheWrite5Minutes] = 1_000_000 }).Cost.Effective.ShouldBe(3.75m);
        _shipped.Price("anthropic", "claude-sonnet-4-6", null, Noon, new Dictionary<string, decimal> { [UsageUnits.CacheWrite1Hour] = 1_000_000 }).Cost.Effective.ShouldBe(6m);
        _shipped.Price("openai", "gpt-4o", null, Noon, new Dictionary<string, decimal> { [UsageUnits.CacheWrite1Hour] = 1_000_000 }).Cost.Effective.ShouldBe(2.5m);
    }

    [Fact]
    public void Reference_names_provider_model_start_and_window()
    {
        _shipped.Price("deepseek", "deepseek-chat", null, new(2025, 3, 1, 18, 0, 0, TimeSpan.Zero), Usage(1)).Reference
            .ShouldBe("deepseek/deepseek-chat from 2025-02-26, 16:30-00:30 UTC");
        _shipped.Price("openai", "gpt-4o", null, Noon, Usage(1)).Reference.ShouldBe("openai/gpt-4o from the start");
    }
}

using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Pricing;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Pricing;

public sealed class PriceImportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 12, 0, 0, TimeSpan.Zero);

    private const string GenAi = """
        [ { "id": "demo-ai", "name": "Demo AI", "api_pattern": "https://api\\.demo\\.example", "pricing_urls": ["https://demo.example/pricing"],
            "provider_match": { "or": [ { "contains": "demonstration" }, { "and": [ { "contains": "a" }, { "contains": "b" } ] } ] },
            "models": [
              { "id": "demo-large", "match": { "or": [ { "equals": "demo-large" }, { "starts_with": "demo-large-2026" } ] }, "context_window": 400000,
                "prices": [
                  { "prices": { "input_mtok": { "base": 2, "tiers": [ { "start": 200000, "price": 4 } ] }, "cache_read_mtok": 0.2, "output_mtok": 10 } },
                  { "constraint": { "start_date": "2026-03-01" }, "prices": { "input_mtok": 1.5, "cache_read_mtok": 0.15, "output_mtok": 8 } } ] },
              { "id": "demo-night", "match": { "and": [ { "contains": "night" }, { "ends_with": "-owl" } ] },
                "prices": [
                  { "prices": { "input_mtok": 1, "requests_kcount": 5 } },
                  { "constraint": { "start_time": "00:30:00Z", "end_time": "16:30:00Z" }, "prices": { "input_mtok": 3 } },
                  { "constraint": { "start_time": "20:00:00Z", "end_time": "04:00:00Z" }, "prices": { "input_mtok": 9 } } ] },
              { "id": "demo-odd", "match": { "regex": "^odd-\\d+$" }, "prices": { "input_mtok": 1, "smell_mtok": 7 } },
              { "id": "demo-copy", "match": { "equals": "demo-large" }, "prices": { "input_mtok": 77 } },
              { "id": "demo-free", "match": { "equals": "demo-free" }, "prices": {} } ] } ]
        """;

    private static PriceImport Read(string json) => PriceImport.Parse(Encoding.UTF8.GetBytes(json), "prices.json", new(2026, 11, 1));

    private static PriceQuote Price(PriceImport import, string provider, string model, string? tier, DateTimeOffset at, params (string Unit, decimal Quantity)[] usage) =>
        new PriceResolver(import.Catalogue).Price(
            import.Catalogue.ProviderId(provider), model, tier, at, usage.ToDictionary(part => part.Unit, part => part.Quantity));

    [Theory]
    [InlineData("2026-02-10T00:00:00Z", "0.82")]
    [InlineData("2026-03-10T00:00:00Z", "0.3155")]
    public void Public_catalogue_gives_its_check_values(string at, string expected)
    {
        var quote = Price(
            Read(GenAi), "demo-ai", "Demo-Large-2026-preview", null, DateTimeOffset.Parse(at, null),
            (UsageUnits.Input, 200_000), (UsageUnits.CacheRead, 50_000), (UsageUnits.Output, 1_000));

        quote.Cost.Effective.ShouldBe(decimal.Parse(expected, null));
        quote.State.ShouldBe(PricingState.Catalogue);
        quote.Model.ShouldBe("demo-large");
    }

    [Fact]
    public void Public_catalogue_takes_windows_of_the_day_and_prices_by_the_request()
    {
        var import = Read(GenAi);

        Cost("2026-01-01T00:29:59Z").ShouldBe(1.005m);
        Cost("2026-01-01T00:30:00Z").ShouldBe(3m);
        Cost("2026-01-01T16:30:00Z").ShouldBe(1.005m);
        Cost("2026-01-01T23:00:00Z").ShouldBe(1.005m);
        import.Notes.ShouldContain(note => note.Model == "demo-ai/demo-night" && note.Reason.Contains("20:00 to 04:00", StringComparison.Ordinal));

        decimal Cost(string at) =>
            Price(import, "demonstration", "night-of-the-owl", null, DateTimeOffset.Parse(at, null), (UsageUnits.Input, 1_000_000), (UsageUnits.Request, 1)).Cost.Effective;
    }

    [Fact]
    public void Public_catalogue_says_what_could_not_be_read_and_marks_it_partial()
    {
        var import = Read(GenAi);

        import.Format.ShouldBe("genai-prices");
        import.Models.ShouldBe(4);
        import.Partial.ShouldBe(1);
        Price(import, "demo-ai", "odd-12", null, Noon, (UsageUnits.Input, 1_000_000)).ShouldSatisfyAllConditions(
            quote => quote.State.ShouldBe(PricingState.Partial),
            quote => quote.Cost.Effective.ShouldBe(1m));
        import.Notes.ShouldContain(note => note.Reason.Contains("smell_mtok", StringComparison.Ordinal));
        import.Notes.ShouldContain(note => note.Model == "demo-ai/demo-copy" && note.Reason.Contains("another model's", StringComparison.Ordinal));
        import.Notes.ShouldContain(note => note.Model == "demo-ai/demo-free");
        Price(import, "demo-ai", "demo-large", null, Noon, (UsageUnits.Input, 1_000_000)).Cost.Effective.ShouldBe(1.5m);
        Price(import, "demo-ai", "demo-copy", null, Noon, (UsageUnits.Input, 1_000_000)).Cost.Effective.ShouldBe(77m);
    }

    private const string LiteLlm = """
        { "sample_spec": { "input_cost_per_token": "USD", "litellm_provider": "one of …", "mode": "one of …" },
          "fireworks-ai-up-to-16b": { "input_cost_per_token": 2e-07, "output_cost_per_token": 2e-07, "litellm_provider": "fireworks_ai" },
          "azure/gpt-x": { "litellm_provider": "azure", "mode": "chat", "max_tokens": 4096, "supports_vision": true,
            "input_cost_per_token": 2.5e-06, "output_cost_per_token": "1e-05", "cache_read_input_token_cost": 1.25e-06,
            "cache_creation_input_token_cost": 3e-06, "cache_creation_input_token_cost_above_1hr": 5e-06,
            "input_cost_per_token_above_200k_tokens": 5e-06, "output_cost_per_token_above_200k_tokens": 2e-05,
            "input_cost_per_token_batches": 1.25e-06, "output_cost_per_token_batches": 5e-06,
            "input_cost_per_token_priority": 4e-06, "input_cost_per_token_above_200k_tokens_priority": 8e-06,
            "input_cost_per_audio_token": 4e-05, "input_cost_per_image_token": 3e-06, "output_cost_per_reasoning_token": 3e-06,
            "search_context_cost_per_query": { "search_context_size_low": 0.03, "search_context_size_medium": 0.035, "search_context_size_high": 0.05 },
            "file_search_cost_per_1k_calls": 2.5, "code_interpreter_cost_per_session": 0.03 },
          "deepseek/deep": { "litellm_provider": "deepseek", "mode": "chat", "input_cost_per_token": 2.7e-07, "input_cost_per_token_cache_hit": 7e-08, "output_cost_per_token": 1.1e-06 },
          "dashscope/ranges": { "litellm_provider": "dashscope", "mode": "chat", "tiered_pricing": [
            { "range": [0, 32000], "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06 }, { "range": [32000, 128000], "input_cost_per_token": 3e-06 } ] },
          "whisper-x": { "litellm_provider": "openai", "mode": "audio_transcription", "input_cost_per_second": 0.0001, "output_cost_per_second": 0.0001 },
          "tts-x": { "litellm_provider": "openai", "mode": "audio_speech", "input_cost_per_character": 1.5e-05 },
          "hd/1024-x-1792/dall-e-x": { "litellm_provider": "openai", "mode": "image_generation", "input_cost_per_pixel": 6.539e-08, "output_cost_per_pixel": 0.0 },
          "vertex_ai/imagen-x": { "litellm_provider": "vertex_ai-image-models", "mode": "image_generation", "output_cost_per_image": 0.04 },
          "rerank-x": { "litellm_provider": "cohere", "mode": "rerank", "input_cost_per_query": 0.002, "input_cost_per_token": 0.0, "output_cost_per_token": 0.0 },
          "ollama/local": { "litellm_provider": "ollama", "mode": "chat", "input_cost_per_token": 0.0, "output_cost_per_token": 0.0 },
          "new/thing": { "litellm_provider": "new", "mode": "chat", "input_cost_per_token": 1e-06, "input_cost_per_hologram": 4 } }
        """;

    [Theory]
    [InlineData("azure", "gpt-x", null, "token.input", 1_000_000, "5")]
    [InlineData("azure", "azure/gpt-x", null, "token.input", 200_000, "0.5")]
    [InlineData("azure", "gpt-x", null, "token.output", 1_000_000, "10")]
    [InlineData("azure", "gpt-x", null, "token.cache_write_1h", 100_000, "0.5")]
    [InlineData("azure", "gpt-x", null, "token.cache_write_5m", 100_000, "0.3")]
    [InlineData("azure", "gpt-x", null, "token.input_audio", 1_000, "0.04")]
    [InlineData("azure", "gpt-x", null, "token.input_image", 1_000, "0.003")]
    [InlineData("azure", "gpt-x", "batch", "token.input", 200_000, "0.25")]
    [InlineData("azure", "gpt-x", "batch", "token.cache_read", 200_000, "0.25")]
    [InlineData("azure", "gpt-x", "priority", "token.input", 200_000, "0.8")]
    [InlineData("azure", "gpt-x", "priority", "token.input", 300_000, "2.4")]
    [InlineData("azure", "gpt-x", null, "web_search", 2, "0.07")]
    [InlineData("azure", "gpt-x", null, "other:web_search.high", 2, "0.1")]
    [InlineData("azure", "gpt-x", null, "file_search", 1_000, "2.5")]
    [InlineData("azure", "gpt-x", null, "session", 1, "0.03")]
    [InlineData("deepseek", "deep", null, "token.cache_read", 1_000_000, "0.07")]
    [InlineData("dashscope", "ranges", null, "token.input", 32_000, "0.032")]
    [InlineData("dashscope", "ranges", null, "token.input", 100_000, "0.3")]
    [InlineData("openai", "whisper-x", null, "second.audio", 60, "0.006")]
    [InlineData("openai", "tts-x", null, "character", 1_000_000, "15")]
    [InlineData("openai", "hd/1024-x-1792/dall-e-x", null, "image", 1, "0.11999117312")]
    [InlineData("google", "imagen-x", null, "image", 2, "0.08")]
    [InlineData("cohere", "rerank-x", null, "request", 3, "0.006")]
    public void LiteLLM_prices_are_read_by_token_piece_size_and_tier(string provider, string model, string? tier, string unit, decimal quantity, string expected)
    {
        var quote = Price(Read(LiteLlm), provider, model, tier, Noon, (unit, quantity));

        quote.Cost.Effective.ShouldBe(decimal.Parse(expected, null));
        quote.State.ShouldBe(PricingState.Catalogue);
    }

    [Fact]
    public void LiteLLM_price_of_reasoning_replaces_that_of_the_output() =>
        Price(Read(LiteLlm), "azure", "gpt-x", null, Noon, (UsageUnits.Output, 1_000_000), (UsageUnits.OutputReasoning, 400_000)).Cost.Effective
            .ShouldBe(0.6m * 10 + 0.4m * 3);

    [Fact]
    public void LiteLLM_sample_classes_and_zeros_are_no_models_and_unknown_prices_make_it_partial()
    {
        var import = Read(LiteLlm);

        import.Format.ShouldBe("litellm");
        import.Models.ShouldBe(9);
        foreach (var (name, reason) in new[] { ("sample_spec", "describes"), ("fireworks-ai-up-to-16b", "class"), ("ollama/local", "free or unknown"), ("new/thing", "hologram") })
        {
            import.Notes.ShouldContain(note => note.Model == name && note.Reason.Contains(reason, StringComparison.Ordinal));
        }

        Price(import, "ollama", "local", null, Noon, (UsageUnits.Input, 1)).State.ShouldBe(PricingState.Unpriced);
        Price(import, "new", "thing", null, Noon, (UsageUnits.Input, 1)).State.ShouldBe(PricingState.Partial);
        import.Catalogue.Models.ShouldAllBe(model => model.Starts.Single() == null);
    }

    [Theory]
    [InlineData(GenAi)]
    [InlineData(LiteLlm)]
    public void Conversion_written_out_and_read_again_is_the_same(string source)
    {
        var import = Read(source);

        var again = Read(import.ToJson());

        again.Format.ShouldBe("finopsai");
        again.ToJson().ShouldBe(import.ToJson());
        again.Catalogue.Models.Select(model => (model.Provider, model.Model, model.Checked)).ShouldBe(
            import.Catalogue.Models.Select(model => (model.Provider, model.Model, model.Checked)));
    }

    [Fact]
    public void Whole_public_file_is_read_and_priced_as_it_says()
    {
        var import = PriceImport.Read(SharedData.Path("prices", "genai-prices.v2.json"));

        import.Providers.ShouldBe(36);
        import.Models.ShouldBe(1466 - import.Notes.Count(note => note.Reason.EndsWith("left out", StringComparison.Ordinal) && !note.Reason.StartsWith("the name", StringComparison.Ordinal)));
        Price(import, "openrouter", "anthropic/claude-sonnet-5", null, Noon, (UsageUnits.Input, 1_000_000)).Cost.Effective.ShouldBe(3m);
        Price(import, "azure", "claude-sonnet-5", null, Noon, (UsageUnits.Input, 1_000_000)).Cost.Effective.ShouldBe(3m);
        Price(import, "perplexity", "sonar", null, Noon, (UsageUnits.Input, 1_000_000), (UsageUnits.Request, 1_000)).State.ShouldBe(PricingState.Catalogue);
    }

    [Fact]
    public void File_of_others_named_in_the_options_is_laid_over_the_catalogue_under_our_names()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("prices.json"), GenAi.Replace("\"demo-ai\"", "\"x-ai\"", StringComparison.Ordinal));
        var options = new PriceOptions();
        options.Files.Add(folder.File("prices.json"));
        options.Models.Add(new() { Provider = "x-ai", Model = "demo-odd", PerMillion = { ["token.input"] = 4m } });
        var catalogue = PriceCatalogue.Load(options);
        var prices = new PriceResolver(catalogue);
        Dictionary<string, decimal> million = new() { [UsageUnits.Input] = 1_000_000 };

        prices.Price(catalogue.ProviderId("x-ai"), "demo-large", null, Noon, million).Cost.Effective.ShouldBe(1.5m);
        prices.Price(catalogue.ProviderId("xai"), "demo-large", null, Noon, million).Cost.Effective.ShouldBe(1.5m);
        prices.Price(catalogue.ProviderId("xai"), "demo-odd", null, Noon, million).Cost.Effective.ShouldBe(4m);
        prices.Price(catalogue.ProviderId("xai"), "grok-4", null, Noon, million).State.ShouldBe(PricingState.Catalogue);
    }
}

using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Tests.Pricing;

public sealed class PriceCatalogueTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, decimal> Million = new() { [UsageUnits.Input] = 1_000_000 };

    [Fact]
    public void Catalogue_has_the_models_of_the_main_providers_with_source_and_date()
    {
        var models = PriceCatalogue.Load().Models.ToList();

        models.Count.ShouldBeGreaterThan(200);
        models.Select(model => model.Provider).Distinct().ShouldBe(
            ["anthropic", "aws", "azure", "cohere", "deepseek", "google", "groq", "mistral", "moonshot", "openai", "voyage", "xai"], ignoreOrder: true);
        models.ShouldAllBe(model => model.Source.StartsWith("https://", StringComparison.Ordinal) && model.Checked >= new DateOnly(2026, 8, 21));
    }

    [Fact]
    public void Model_id_leads_back_to_its_own_price()
    {
        var catalogue = PriceCatalogue.Load();

        catalogue.Models.Where(model => catalogue.Find(model.Provider, model.Model) != model).Select(model => model.Model).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("OpenAI", "openai")]
    [InlineData(" Azure-OpenAI ", "azure")]
    [InlineData("Microsoft", "azure")]
    [InlineData("AWS", "aws")]
    [InlineData("Amazon Web Services, Inc.", "aws")]
    [InlineData("vertex_ai", "google")]
    [InlineData("x-ai", "xai")]
    [InlineData("Naver Cloud", "naver")]
    [InlineData("Our Own GPUs", "our own gpus")]
    public void Provider_is_known_under_its_names(string name, string expected) => PriceCatalogue.Load().ProviderId(name).ShouldBe(expected);

    [Fact]
    public void Own_price_wins_over_the_catalogue_and_a_star_only_fills_gaps()
    {
        var options = new PriceOptions();
        options.Models.Add(new() { Provider = "OpenAI", Model = "gpt-4o", PerMillion = { ["token.input"] = 2m } });
        options.Models.Add(new() { Provider = "openai", Model = "*", PerMillion = { ["token.input"] = 99m } });
        options.Models.Add(new() { Provider = "onprem", Model = "*", PerUnit = { ["gpu_hour"] = 2.5m } });
        var prices = new PriceResolver(PriceCatalogue.Load(options));

        prices.Price("openai", "gpt-4o-2024-08-06", null, Noon, Million).Cost.Effective.ShouldBe(2m);
        prices.Price("openai", "gpt-4o-mini", null, Noon, Million).Cost.Effective.ShouldBe(0.15m);
        prices.Price("openai", "gpt-of-tomorrow", null, Noon, Million).ShouldSatisfyAllConditions(
            quote => quote.Cost.Effective.ShouldBe(99m),
            quote => quote.Model.ShouldBe("gpt-of-tomorrow"));
        prices.Price("onprem", "llama-70b-fp8", null, Noon, new Dictionary<string, decimal> { [UsageUnits.GpuHour] = 4 }).Cost.Effective.ShouldBe(10m);
    }

    [Fact]
    public void Own_prices_may_change_by_date_and_end()
    {
        var options = new PriceOptions();
        options.Models.Add(new() { Provider = "openai", Model = "gpt-4o", To = Noon, PerMillion = { ["token.input"] = 2m } });
        options.Models.Add(new() { Provider = "openai", Model = "gpt-4o", From = Noon, To = Noon.AddDays(1), PerMillion = { ["token.input"] = 1m } });
        var prices = new PriceResolver(PriceCatalogue.Load(options));

        prices.Price("openai", "gpt-4o", null, Noon.AddTicks(-1), Million).Cost.Effective.ShouldBe(2m);
        prices.Price("openai", "gpt-4o", null, Noon, Million).Cost.Effective.ShouldBe(1m);
        prices.Price("openai", "gpt-4o", null, Noon.AddDays(1), Million).State.ShouldBe(PricingState.Unpriced);
    }

    [Fact]
    public void Own_price_file_is_laid_over_the_catalogue()
    {
        var path = Path.Combine(Path.GetTempPath(), $"prices-{Environment.ProcessId}.json");
        File.WriteAllText(path, """
            [ { "provider": "naver", "currency": "KRW", "models": [ { "id": "HCX-005", "prices": [ { "per_million": { "token.input": 1250, "token.output": 5000 } } ] } ] },
              { "provider": "openai", "models": [ { "id": "gpt-4o", "prices": [ { "per_million": { "token.input": 7 } } ] } ] } ]
            """);
        try
        {
            var prices = new PriceResolver(PriceCatalogue.Load(new() { File = path }));

            prices.Price("naver", "hcx-005", null, Noon, Million).ShouldSatisfyAllConditions(
                quote => quote.Cost.Effective.ShouldBe(1250m),
                quote => quote.Currency.ShouldBe("KRW"),
                quote => quote.Model.ShouldBe("HCX-005"));
            prices.Price("openai", "gpt-4o", null, Noon, Million).Cost.Effective.ShouldBe(7m);
            prices.Price("openai", "gpt-4o-mini", null, Noon, Million).Cost.Effective.ShouldBe(0.15m);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("not json", "is not a price file")]
    [InlineData("null", "is not a price file")]
    [InlineData("""{ "provider": "x", "models": [], "colour": 1 }""", "is not a price file")]
    [InlineData("""{ "provider": "x", "models": [ { "id": "m", "prices": [] } ] }""", "x/m has no prices")]
    [InlineData("""{ "provider": "x", "models": [ { "id": "m", "prices": [ {} ] } ] }""", "has no price")]
    [InlineData("""{ "provider": "x", "models": [ { "id": "m", "prices": [ { "per_million": { "tokens": 1 } } ] } ] }""", "'tokens', which is not a unit")]
    [InlineData("""{ "provider": "x", "models": [ { "id": "m", "prices": [ { "per_million": { "token.input": -1 } } ] } ] }""", "at -1; expected 0")]
    [InlineData("""{ "provider": "x", "models": [ { "id": "m", "prices": [ { "per_million": { "token.input": 1 }, "per_unit": { "token.input": 1 } } ] } ] }""", "prices token.input twice")]
    [InlineData("""{ "provider": "x", "models": [ { "id": "m", "prices": [ { "per_unit": { "image": 1 } } ] }, { "id": "M", "prices": [ { "per_unit": { "image": 1 } } ] } ] }""", "names 'M' for two models")]
    [InlineData("""{ "provider": "x", "models": [ { "id": "m", "prices": [ { "to": "2026-02-01", "per_unit": { "image": 1 } }, { "from": "2026-01-01", "per_unit": { "image": 2 } } ] } ] }""", "overlap")]
    [InlineData("""{ "provider": "x", "tier_factors": { "batch": 0 }, "models": [ { "id": "m", "prices": [ { "per_unit": { "image": 1 } } ] } ] }""", "factor 0 for tier batch")]
    [InlineData("""{ "provider": "x", "currency": "Bitcoin", "models": [ { "id": "m", "prices": [ { "per_unit": { "image": 1 } } ] } ] }""", "'Bitcoin', which is not an ISO 4217")]
    public void Price_file_that_cannot_be_used_says_why(string file, string message) =>
        Should.Throw<PriceCatalogueException>(() => PriceCatalogue.FromJson(Encoding.UTF8.GetBytes(file))).Message.ShouldContain(message);

    [Fact]
    public void Own_price_file_that_is_missing_names_the_option() =>
        Should.Throw<PriceCatalogueException>(() => PriceCatalogue.Load(new() { File = "/no/such/prices.json" })).Message.ShouldContain("FinOpsAI:Prices:File");

    [Fact]
    public void Own_price_without_a_provider_names_the_option()
    {
        var options = new PriceOptions();
        options.Models.Add(new() { Model = "m", PerUnit = { ["image"] = 1m } });

        Should.Throw<PriceCatalogueException>(() => PriceCatalogue.Load(options)).Message.ShouldContain("FinOpsAI:Prices:Models:0:Provider is missing");
    }
}

using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Tests.Pricing;

/// <summary>Holds our prices against the community's catalogue of 21 August 2026; where they differ on purpose, the reason is here.</summary>
public sealed class PublicCatalogueTests
{
    /// <summary>Provider/name (a prefix) and why ours differs.</summary>
    private static readonly Dictionary<string, string> Known = new()
    {
        ["openai/gpt-4o-2024-05-13"] = "The vendor lists this snapshot at its launch price of 5 / 15; the file folds it into gpt-4o.",
        ["openai/o3 token.cache_read"] = "Before June 2025 cached input of o3 cost 2.50, a quarter of its input then; the file dates only input and output.",
        ["openai/o3-2025-04-16 token.cache_read"] = "The same.",
        ["azure/o4-mini token.cache_read"] = "Azure shows 0.275 rounded to two decimals.",
        ["deepseek/deepseek-chat"] = "The file keeps the price and the night rate that ended on 5 September 2025.",
        ["deepseek/deepseek-r"] = "The same.",
        ["deepseek/deepseek-v3.2"] = "The file has resellers' prices; the vendor's were 0.28 / 0.028 / 0.42.",
        ["mistral/mistral-large token"] = "The name moved to Mistral Large 3 on 2 December 2025; the file keeps the price of its predecessor.",
        ["mistral/mistral-large-latest"] = "The same.",
        ["mistral/ministral-8b token.output"] = "1 in the file is a slip for 0.1.",
        ["mistral/mistral-embed token.output"] = "Embedding has no output.",
    };

    private readonly PriceCatalogue _catalogue = PriceCatalogue.Load();

    [Theory]
    [InlineData("2025-04-01T12:00:00Z")]
    [InlineData("2025-08-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00:00Z")]
    [InlineData("2026-08-15T12:00:00Z")]
    public void Prices_agree_with_the_public_catalogue(string moment)
    {
        var at = DateTimeOffset.Parse(moment, null);
        var prices = new PriceResolver(_catalogue);
        List<string> differences = [];
        HashSet<string> used = [];
        HashSet<ModelPrices> compared = [];
        foreach (var model in PublicCatalogue.Models())
        {
            foreach (var name in model.Names)
            {
                if (_catalogue.Find(model.Provider, name) is not { } ours)
                {
                    continue;
                }

                compared.Add(ours);
                foreach (var price in PublicCatalogue.PricesAt(model, at))
                {
                    Compare($"{model.Provider}/{name} {price.Unit}", price.Base, Cost(price.Unit, 2));
                    if (price.Above is { } above)
                    {
                        Compare($"{model.Provider}/{name} {price.Unit} above {above}", price.BaseAbove, Cost(price.Unit, 1));
                    }
                }

                decimal Cost(string unit, int requests)
                {
                    // Two requests are an aggregate and take the base price; of one, a million tokens of input are beyond every threshold.
                    Dictionary<string, decimal> usage = new() { [unit] = unit == "web_search" ? 1_000 : 1_000_000, [UsageUnits.Request] = requests };
                    Dictionary<string, decimal> input = new() { [UsageUnits.Input] = 1_000_000, [UsageUnits.Request] = requests };
                    if (unit is UsageUnits.Output)
                    {
                        usage[UsageUnits.Input] = 1_000_000;
                        return prices.Price(model.Provider, name, null, at, usage).Cost.Effective
                            - prices.Price(model.Provider, name, null, at, input).Cost.Effective;
                    }

                    return prices.Price(model.Provider, name, null, at, usage).Cost.Effective;
                }
            }
        }

        differences.ShouldBeEmpty();
        used.ShouldNotBeEmpty();
        compared.Count.ShouldBeGreaterThan(200);

        void Compare(string what, decimal theirs, decimal ours)
        {
            if (theirs == ours)
            {
                return;
            }

            if (Known.Keys.FirstOrDefault(known => what.StartsWith(known, StringComparison.Ordinal)) is { } reason)
            {
                used.Add(reason);
            }
            else
            {
                differences.Add($"{what}: theirs {theirs}, ours {ours}");
            }
        }
    }
}

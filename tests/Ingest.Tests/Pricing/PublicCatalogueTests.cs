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

    [Fact]
    public void Prices_agree_with_the_public_catalogue_save_for_the_differences_explained_here()
    {
        List<string> differences = [];
        HashSet<string> explained = [];
        HashSet<ModelPrices> compared = [];
        foreach (var month in new[] { 4, 8, 15, 20 })
        {
            // Spread over April 2025 to August 2026, to meet prices before and after their changes.
            var at = new DateTimeOffset(2025, 1, 15, 12, 0, 0, TimeSpan.Zero).AddMonths(month - 1);
            foreach (var (what, theirs, ours) in PublicCatalogue.Models().SelectMany(model => Compare(model, at, compared)).Where(price => price.Theirs != price.Ours))
            {
                if (Known.Keys.FirstOrDefault(known => what.StartsWith(known, StringComparison.Ordinal)) is { } reason)
                {
                    explained.Add(reason);
                }
                else
                {
                    differences.Add($"{what} on {at:yyyy-MM-dd}: theirs {theirs}, ours {ours}");
                }
            }
        }

        differences.ShouldBeEmpty();
        explained.ShouldBe(Known.Keys, ignoreOrder: true);
        compared.Count.ShouldBeGreaterThan(200);
    }

    private IEnumerable<(string What, decimal Theirs, decimal Ours)> Compare(PublicCatalogue.Model model, DateTimeOffset at, HashSet<ModelPrices> compared)
    {
        foreach (var name in model.Names)
        {
            if (_catalogue.Find(model.Provider, name) is not { } found)
            {
                continue;
            }

            compared.Add(found);
            foreach (var price in PublicCatalogue.PricesAt(model, at))
            {
                yield return ($"{model.Provider}/{name} {price.Unit}", price.Base, Ours(model.Provider, name, price.Unit, at, requests: 2));
                if (price.Above is { } above)
                {
                    yield return ($"{model.Provider}/{name} {price.Unit} above {above}", price.BaseAbove, Ours(model.Provider, name, price.Unit, at, requests: 1));
                }
            }
        }
    }

    /// <summary>
    /// Our price of a million. Two requests are an aggregate and take the base price; of one, a million tokens of input are beyond every
    /// threshold.
    /// </summary>
    private decimal Ours(string provider, string name, string unit, DateTimeOffset at, int requests)
    {
        var prices = new PriceResolver(_catalogue);
        Dictionary<string, decimal> usage = new() { [unit] = unit == "web_search" ? 1_000 : 1_000_000, [UsageUnits.Request] = requests };
        if (unit is not UsageUnits.Output)
        {
            return prices.Price(provider, name, null, at, usage).Cost.Effective;
        }

        // Output is priced by the size of the input, so it needs some.
        usage[UsageUnits.Input] = 1_000_000;
        Dictionary<string, decimal> input = new() { [UsageUnits.Input] = 1_000_000, [UsageUnits.Request] = requests };
        return prices.Price(provider, name, null, at, usage).Cost.Effective - prices.Price(provider, name, null, at, input).Cost.Effective;
    }
}

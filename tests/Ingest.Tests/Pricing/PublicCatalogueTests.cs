using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Tests.Pricing;

/// <summary>
/// Holds our prices against the community's catalogue of 21 August 2026: every name that both know, every unit, every size of request, before and
/// after every change of either. Where they differ on purpose, the reason is here.
/// </summary>
public sealed class PublicCatalogueTests
{
    /// <summary>Provider/name and unit (a prefix) and why ours differs.</summary>
    private static readonly Dictionary<string, string> Known = new()
    {
        ["anthropic/claude-sonnet-4 "] = "The vendor charges requests beyond 200,000 tokens as those of Sonnet 4.5; the file has that for 4.5 alone.",
        ["anthropic/claude-sonnet-4-0 "] = "The same.",
        ["anthropic/claude-4-sonnet "] = "The same.",
        ["openai/gpt-4o-2024-05-13 "] = "The vendor lists this snapshot at its launch price of 5 / 15; the file folds it into gpt-4o.",
        ["openai/o3 token.cache_read"] = "Before June 2025 cached input of o3 cost 2.50, a quarter of its input then; the file dates only input and output.",
        ["openai/o3-2025-04-16 token.cache_read"] = "The same.",
        ["azure/o4-mini token.cache_read"] = "Azure shows 0.275 rounded to two decimals.",
        ["azure/o4-mini-2025-04-16 token.cache_read"] = "The same.",
        ["deepseek/deepseek-chat "] = "The file keeps the price and the night rate that ended on 5 September 2025.",
        ["deepseek/deepseek-chat-v3-0324 "] = "The same.",
        ["deepseek/deepseek-reasoner "] = "The same.",
        ["deepseek/deepseek-r1 "] = "The same.",
        ["deepseek/deepseek-r1-0528 "] = "The same.",
        ["deepseek/deepseek-v3.2"] = "The file has resellers' prices; the vendor's were 0.28 / 0.028 / 0.42.",
        ["deepseek/deepseek-v4-"] = "The file keeps the launch prices; the vendor raised them, with peak hours, on 17 August 2026 (Beijing time).",
        ["mistral/mistral-large token"] = "The name moved to Mistral Large 3 on 2 December 2025; the file keeps the price of its predecessor.",
        ["mistral/mistral-large-latest "] = "The same.",
        ["mistral/ministral-8b token.output"] = "1 in the file is a slip for 0.1.",
        ["mistral/mistral-embed token.output"] = "Embedding has no output.",
    };

    private static readonly DateTimeOffset Earliest = new(2025, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FileDay = new(2026, 8, 21, 12, 0, 0, TimeSpan.Zero);


    [Fact]
    public void Prices_agree_with_the_public_catalogue_save_for_the_differences_explained_here()
    {
        var catalogue = PriceCatalogue.Load();
        SortedDictionary<string, string> differences = new(StringComparer.Ordinal);
        HashSet<string> explained = [];
        HashSet<ModelPrices> compared = [];
        foreach (var (name, model) in PublicCatalogue.Load().Names())
        {
            if (catalogue.Find(model.Provider, name) is not { } ours)
            {
                continue;
            }

            compared.Add(ours);
            foreach (var (what, at, their, our) in Differences(catalogue, name, model, ours))
            {
                if (Known.Keys.FirstOrDefault(known => what.StartsWith(known, StringComparison.Ordinal)) is { } reason)
                {
                    explained.Add(reason);
                }
                else
                {
                    differences.TryAdd(what, string.Create(CultureInfo.InvariantCulture, $"{what} on {at:yyyy-MM-dd HH:mm}: theirs {their}, ours {our}"));
                }
            }
        }

        differences.Values.ShouldBeEmpty();
        explained.ShouldBe(Known.Keys, ignoreOrder: true);
        compared.Count.ShouldBeGreaterThan(250);
    }

    [Fact]
    public void File_imported_prices_every_name_in_it_as_its_own_rules_do()
    {
        var import = PriceImport.Read(SharedData.Path("prices", "genai-prices.v2.json")).Catalogue;
        SortedSet<string> differences = new(StringComparer.Ordinal);
        var names = 0;
        foreach (var (name, model) in PublicCatalogue.Load(all: true).Names())
        {
            names++;
            if (import.Find(model.Provider, name) is { } ours)
            {
                differences.UnionWith(Differences(import, name, model, ours).Select(_ => $"{model.Provider}/{name}"));
            }
            else if (PublicCatalogue.PricesAt(model, FileDay, 0).Count > 0)
            {
                differences.Add($"{model.Provider}/{name} is not found");
            }
        }

        names.ShouldBeGreaterThan(2_000);
        differences.ShouldBeEmpty();
    }

    private static IEnumerable<(string What, DateTimeOffset At, string Theirs, string Ours)> Differences(
        PriceCatalogue catalogue, string name, PublicCatalogue.Model model, ModelPrices ours)
    {
        var changes = PublicCatalogue.Changes(model).Concat(ours.Starts.OfType<DateTimeOffset>()).Where(change => change > Earliest);
        var moments = changes.SelectMany(change => new[] { change.AddTicks(-1), change }).Append(Earliest).Append(FileDay).Distinct();
        var sizes = PublicCatalogue.Sizes(model).Concat(ours.Lines().Select(line => line.Above)).Append(0).Distinct();
        foreach (var (at, size) in moments.SelectMany(at => sizes.Select(size => (at, size))))
        {
            decimal padding = size == 0 ? 0 : size + 1;
            foreach (var (unit, their) in PublicCatalogue.PricesAt(model, at, padding))
            {
                var our = Ours(catalogue, model.Provider, name, unit, at, padding);
                if (our != their)
                {
                    var above = size == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" above {size}");
                    yield return ($"{model.Provider}/{name} {unit}{above}", at, Million(their), our is { } price ? Million(price) : "none");
                }
            }
        }
    }

    private static string Million(decimal price) => (price * 1_000_000m).ToString("0.########", CultureInfo.InvariantCulture);

    /// <summary>
    /// What one more of a unit costs us in a request of a size; null when it has no price. One more, so that the size stays in its class.
    /// </summary>
    private static decimal? Ours(PriceCatalogue catalogue, string provider, string name, string unit, DateTimeOffset at, decimal padding)
    {
        var prices = new PriceResolver(catalogue);
        Dictionary<string, decimal> without = new() { [UsageUnits.Input] = padding };
        Dictionary<string, decimal> with = new(without) { [unit] = without.GetValueOrDefault(unit) + 1 };
        if (unit is UsageUnits.OutputReasoning)
        {
            with[UsageUnits.Output] = 1;
        }

        var cost = prices.Price(provider, name, null, at, with).Cost.Effective - prices.Price(provider, name, null, at, without).Cost.Effective;
        return cost == 0 && prices.Price(provider, name, null, at, new Dictionary<string, decimal> { [unit] = 1 }).State is PricingState.Unpriced ? null : cost;
    }
}

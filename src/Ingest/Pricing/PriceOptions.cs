using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>Prices of one's own beside or instead of the catalogue's. Configuration section <see cref="SectionName"/>.</summary>
public sealed class PriceOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "FinOpsAI:Prices";

    /// <summary>A file of one's own prices, in the catalogue's format (<c>docs/pricing.md</c>); read at start.</summary>
    /// <value>A path; default none.</value>
    public string? File { get; set; }

    /// <summary>
    /// Files of prices, read at start, a later one winning over those before it: in the catalogue's format, genai-prices' or LiteLLM's, which is
    /// found out from the content.
    /// </summary>
    /// <value>Paths; default none.</value>
    public IList<string> Files { get; } = [];

    /// <summary>One's own prices, model by model. They win over the files', the files' win over the catalogue's.</summary>
    /// <value>Default none.</value>
    public IList<CustomPrice> Models { get; } = [];

    /// <summary>Agreed parts of the list price. Of several that fit a record, the last one in the list applies; they are not multiplied.</summary>
    /// <value>Default none.</value>
    public IList<PriceDiscount> Discounts { get; } = [];
}

/// <summary>
/// An agreed part of the list price: effective cost = list cost × factor. It does not touch <see cref="PriceOptions.Models"/>, which are agreed as
/// they stand.
/// </summary>
public sealed class PriceDiscount
{
    /// <summary>The provider, under any of its names.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The model; <c>*</c> stands for anything.</summary>
    /// <value>Default <c>*</c>: all models.</value>
    public string Model { get; set; } = "*";

    /// <summary>The service tier.</summary>
    /// <value>Default empty: all tiers; <c>standard</c> is one.</value>
    public string Tier { get; set; } = "";

    /// <summary>From when it applies, inclusive, UTC.</summary>
    /// <value>Default since ever.</value>
    public DateTimeOffset? From { get; set; }

    /// <summary>Until when it applies, exclusive, UTC.</summary>
    /// <value>Default open.</value>
    public DateTimeOffset? To { get; set; }

    /// <summary>What of the list price is paid.</summary>
    /// <value>Above 0 to 10; 0.85 is fifteen per cent off.</value>
    public decimal Factor { get; set; }

    /// <summary>Who agreed to it, such as a contract's number; shown with the price.</summary>
    public string Source { get; set; } = "";
}

/// <summary>One's own price of a model.</summary>
public sealed class CustomPrice
{
    /// <summary>The provider: one of the catalogue's or a name of one's own.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The model's id; <c>*</c> prices all models of the provider that have no price of their own.</summary>
    public string Model { get; set; } = "";

    /// <summary>Further names; a trailing <c>*</c> stands for any ending.</summary>
    public IList<string> Names { get; } = [];

    /// <summary>ISO 4217 code of the prices.</summary>
    /// <value>Default USD.</value>
    public string Currency { get; set; } = "USD";

    /// <summary>From when it applies, inclusive, UTC.</summary>
    /// <value>Default since ever.</value>
    public DateTimeOffset? From { get; set; }

    /// <summary>Until when it applies, exclusive, UTC.</summary>
    /// <value>Default open.</value>
    public DateTimeOffset? To { get; set; }

    /// <summary>Price of a million, by unit: <c>token.input</c>, <c>token.output</c>, …</summary>
    public IDictionary<string, decimal> PerMillion { get; } = new Dictionary<string, decimal>();

    /// <summary>Price of one, by unit: <c>gpu_hour</c>, <c>image</c>, <c>request</c>, …</summary>
    public IDictionary<string, decimal> PerUnit { get; } = new Dictionary<string, decimal>();

    /// <summary>Factor on the token prices, by service tier.</summary>
    public IDictionary<string, decimal> TierFactors { get; } = new Dictionary<string, decimal>();
}

/// <summary>Loads the catalogue with the options once, so that a price that cannot be used is told at start and by its key.</summary>
internal sealed class PriceOptionsRules : IValidateOptions<PriceOptions>
{
    public ValidateOptionsResult Validate(string? name, PriceOptions options)
    {
        try
        {
            PriceCatalogue.Load(options);
            return ValidateOptionsResult.Success;
        }
        catch (PriceCatalogueException e)
        {
            return ValidateOptionsResult.Fail(e.Message);
        }
    }
}

using System.Text.RegularExpressions;
using FinOpsAI.Ingest.Currency;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>Finds a provider's model by any of the names under which it is met.</summary>
internal sealed class PriceBook
{
    private readonly Dictionary<string, ModelPrices> _exact = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, ModelPrices Prices)> _prefixes = [];
    private readonly List<(Regex Pattern, ModelPrices Prices)> _patterns = [];
    private readonly List<string> _ignored;

    /// <summary>The price of every model that nothing else names (<c>*</c>).</summary>
    public ModelPrices? Any { get; private set; }

    public PriceBook(PriceFile file)
    {
        if (!CurrencyCodes.TryParse(file.Currency, out _))
        {
            throw new PriceCatalogueException($"{file.Provider} is priced in '{file.Currency}', which is not an ISO 4217 currency.");
        }

        Fallbacks = file.FallbackProviders;
        IsNegotiated = file.IsNegotiated;

        // The provider's own names in front of a slash are how gateways write a model: azure/gpt-4o.
        _ignored = [.. file.IgnoredPrefixes, "models/", .. file.Aliases.Append(file.Provider).Select(alias => alias.ToLowerInvariant() + "/")];
        foreach (var entry in file.Models)
        {
            var prices = new ModelPrices(file, entry);
            Models.Add(prices);
            foreach (var name in entry.Names.Prepend(entry.Id))
            {
                Add(name, prices);
            }
        }

        // Of equally long beginnings, the first in the file wins.
        _prefixes = [.. _prefixes.OrderByDescending(entry => entry.Prefix.Length)];
    }

    public List<ModelPrices> Models { get; } = [];

    /// <summary>Agreed for this installation alone.</summary>
    public bool IsNegotiated { get; }

    /// <summary>The providers to ask when this book does not know a model.</summary>
    public IReadOnlyList<string> Fallbacks { get; }

    /// <summary>Finds a model: by name, then without what only names a region or a version, then by the longest known
    /// beginning, then by the first pattern that fits.</summary>
    public ModelPrices? Find(string model)
    {
        var name = model.Trim().ToLowerInvariant();
        var found = FindVersioned(name);
        while (found is null && TryDropPrefix(ref name))
        {
            found = FindVersioned(name);
        }

        return found ?? FindPrefix(name) ?? FindPattern(model.Trim()) ?? FindPattern(name);
    }

    private ModelPrices? FindVersioned(string name)
    {
        var rest = Fold(name);
        do
        {
            if (_exact.TryGetValue(rest, out var prices))
            {
                return prices;
            }
        }
        while (ModelVersion.TryDrop(ref rest));

        return null;
    }

    private ModelPrices? FindPrefix(string name)
    {
        var folded = Fold(name);
        foreach (var (prefix, prices) in _prefixes)
        {
            if (folded.StartsWith(prefix, StringComparison.Ordinal))
            {
                return prices;
            }
        }

        return null;
    }

    private ModelPrices? FindPattern(string name)
    {
        foreach (var (pattern, prices) in _patterns)
        {
            if (ModelPattern.Fits(pattern, name))
            {
                return prices;
            }
        }

        return null;
    }

    private bool TryDropPrefix(ref string name)
    {
        // A resource name (ARN, Vertex path) ends in the model's name.
        if ((name.StartsWith("arn:", StringComparison.Ordinal) || name.Contains("/models/", StringComparison.Ordinal))
            && name.LastIndexOf('/') is > 0 and var slash)
        {
            name = name[(slash + 1)..];
            return true;
        }

        foreach (var prefix in _ignored)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                name = name[prefix.Length..];
                return true;
            }
        }

        return false;
    }

    private void Add(string name, ModelPrices prices)
    {
        var folded = Fold(name.ToLowerInvariant());
        if (folded is "*")
        {
            Any = prices;
        }
        else if (ModelPattern.TryParse(name, $"{prices.Provider}/{prices.Model}") is { } pattern)
        {
            _patterns.Add((pattern, prices));
        }
        else if (folded.EndsWith('*'))
        {
            _prefixes.Add((folded[..^1], prices));
        }
        else if (!_exact.TryAdd(folded, prices) && _exact[folded] != prices)
        {
            throw new PriceCatalogueException($"{prices.Provider} names '{name}' for two models: {_exact[folded].Model} and {prices.Model}.");
        }
    }

    /// <summary>Vendors write one version with a dot, deployments and other vendors the same with a dash: gpt-5.1, gpt-5-1.</summary>
    private static string Fold(string name) => name.Replace('.', '-');
}

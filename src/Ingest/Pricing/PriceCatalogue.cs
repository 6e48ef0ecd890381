using System.Collections.Concurrent;
using System.Reflection;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>
/// What models cost, by provider and time: the catalogue shipped with the product, overlaid with the installation's own prices.
/// Immutable; safe to share between threads.
/// </summary>
public sealed class PriceCatalogue
{
    private const string ResourceFolder = ".Pricing.Catalogue.";

    /// <summary>The most names whose match is remembered; more are matched anew each time.</summary>
    private const int LongestMemory = 10_000;

    private readonly Dictionary<string, string> _providers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The books of a provider, the one that wins first.</summary>
    private readonly Dictionary<string, List<PriceBook>> _books = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Provider, string Model), ModelPrices?> _matches = new();
    private readonly DiscountTable _discounts;

    private PriceCatalogue(IEnumerable<PriceFile> files, IEnumerable<PriceDiscount>? discounts = null)
    {
        foreach (var file in files)
        {
            // Others call a provider of ours by another name: their prices are that provider's.
            var id = _providers.GetValueOrDefault(file.Provider, file.Provider);
            foreach (var name in file.Aliases.Append(file.Provider))
            {
                _providers.TryAdd(name, id);
            }

            if (!_books.TryGetValue(id, out var books))
            {
                _books[id] = books = [];
            }

            books.Insert(0, new(id == file.Provider ? file : file with { Provider = id, Aliases = [.. file.Aliases, file.Provider] }));
        }

        _discounts = new(discounts ?? [], ProviderId);
    }

    /// <summary>The shipped catalogue, with one's own prices laid over it where given.</summary>
    /// <exception cref="PriceCatalogueException">A price of one's own cannot be used.</exception>
    public static PriceCatalogue Load(PriceOptions? options = null)
    {
        if (options is null)
        {
            return new(Shipped());
        }

        var paths = options.File is { } path ? options.Files.Prepend(path) : options.Files;
        return new(Shipped().Concat(paths.SelectMany(PriceImport.ReadFiles)).Concat(CustomPrices.ToFiles(options.Models)), options.Discounts);
    }

    /// <summary>A catalogue of price files alone.</summary>
    internal static PriceCatalogue Of(IEnumerable<PriceFile> files) => new(files);

    /// <summary>A catalogue of given price files alone; each is JSON in the format of <c>docs/pricing.md</c>.</summary>
    /// <exception cref="PriceCatalogueException">One cannot be used.</exception>
    public static PriceCatalogue FromJson(params IEnumerable<byte[]> files) =>
        new([.. files.SelectMany((file, index) => PriceFile.Parse(file, $"file {index + 1}"))]);

    /// <summary>All models, the ones that win first.</summary>
    public IEnumerable<ModelPrices> Models => _books.Values.SelectMany(books => books).SelectMany(book => book.Models);

    /// <summary>The id of a provider met under one of its names; an unknown one in lower case, trimmed.</summary>
    public string ProviderId(string provider)
    {
        var name = provider.Trim();
        return _providers.TryGetValue(name, out var id) ? id : name.ToLowerInvariant();
    }

    /// <summary>The prices of a model met under one of its names; null when none are known.</summary>
    /// <param name="providerId">As <see cref="ProviderId"/> gives it. For a gateway that is not in the catalogue, the model's name says
    /// the provider: <c>openai/gpt-4o</c>.</param>
    /// <param name="model">The model as the sender named it.</param>
    public ModelPrices? Find(string providerId, string model)
    {
        if (_matches.TryGetValue((providerId, model), out var known))
        {
            return known;
        }

        var found = Match(providerId, model);
        if (_matches.Count < LongestMemory)
        {
            _matches[(providerId, model)] = found;
        }

        return found;
    }

    /// <summary>The public price of a model for which one was agreed; null when none is known.</summary>
    internal ModelPrices? FindPublic(string providerId, string model) => _books.TryGetValue(providerId, out var books)
        ? books.Where(book => !book.IsNegotiated).Select(book => book.Find(model)).FirstOrDefault(prices => prices is not null)
        : null;

    /// <summary>What a provider charges whatever the model is; null when nothing is known.</summary>
    internal ModelPrices? FindAny(string providerId) =>
        _books.TryGetValue(providerId, out var books) ? books.Select(book => book.Any).FirstOrDefault(prices => prices is not null) : null;

    /// <summary>The agreed part of a model's list price at a moment; null when there is none.</summary>
    public PriceDiscount? DiscountOf(ModelPrices prices, string? tier, DateTimeOffset at) => FindDiscount(prices, prices.Provider, prices.Model, tier, at);

    /// <summary>The agreed part of the list price of a model met under a name; null when there is none.</summary>
    internal PriceDiscount? FindDiscount(ModelPrices prices, string providerId, string model, string? tier, DateTimeOffset at) =>
        prices.IsNegotiated ? null : _discounts.Find(providerId, prices.Model.EndsWith('*') ? model : prices.Model, tier, at);

    private ModelPrices? Match(string providerId, string model)
    {
        if (_books.TryGetValue(providerId, out var books))
        {
            return books.Select(book => book.Find(model))
                .Concat(books.SelectMany(book => book.Fallbacks).Distinct().Select(fallback => FindOwn(fallback, model)))
                .Concat(books.Select(book => book.Any))
                .FirstOrDefault(prices => prices is not null);
        }

        var slash = model.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && _providers.TryGetValue(model[..slash], out var behind) ? Match(behind, model[(slash + 1)..]) : null;
    }

    private ModelPrices? FindOwn(string provider, string model) =>
        _books.TryGetValue(ProviderId(provider), out var books)
            ? books.Select(book => book.Find(model)).FirstOrDefault(prices => prices is not null)
            : null;

    /// <summary>The price files inside the program.</summary>
    internal static IEnumerable<PriceFile> Shipped()
    {
        var assembly = typeof(PriceCatalogue).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.Contains(ResourceFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(name => PriceFile.Parse(ReadResource(assembly, name), name));
    }

    private static byte[] ReadResource(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

using System.Text.Json;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>Something in a file of prices that was not taken over, or not as it stands.</summary>
/// <param name="Model">Provider and model.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record PriceNote(string Model, string Reason);

/// <summary>
/// A file of prices read into the catalogue's own format: ours, genai-prices (version 2) or LiteLLM's
/// <c>model_prices_and_context_window.json</c>. Which one it is shows in the content, not in the name.
/// </summary>
public sealed class PriceImport
{
    private readonly IReadOnlyList<PriceFile> _files;

    private PriceImport(string format, IReadOnlyList<PriceFile> files, IReadOnlyList<PriceNote> notes)
    {
        Format = format;
        Notes = notes;
        _files = files;
        Catalogue = PriceCatalogue.Of(files);
    }

    /// <summary>What the file was: <c>finopsai</c>, <c>genai-prices</c> or <c>litellm</c>.</summary>
    public string Format { get; }

    /// <summary>What was left out or changed, and why.</summary>
    public IReadOnlyList<PriceNote> Notes { get; }

    /// <summary>The prices of this file alone.</summary>
    public PriceCatalogue Catalogue { get; }

    /// <summary>Providers in the file.</summary>
    public int Providers => _files.Count;

    /// <summary>Models read.</summary>
    public int Models => _files.Sum(file => file.Models.Count);

    /// <summary>Models with prices that could not be read; what they price is marked partial.</summary>
    public int Partial => _files.Sum(file => file.Models.Count(model => model.Prices.Any(period => period.NotRead.Count > 0)));

    /// <summary>Reads a file.</summary>
    /// <exception cref="PriceCatalogueException">It cannot be read, or is of none of the three formats.</exception>
    public static PriceImport Read(string path)
    {
        byte[] content;
        DateOnly written;
        try
        {
            content = File.ReadAllBytes(path);
            written = DateOnly.FromDateTime(File.GetLastWriteTimeUtc(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new PriceCatalogueException($"The price file '{path}' cannot be read: {e.Message}", e);
        }

        return Parse(content, path, written);
    }

    /// <summary>Reads a file's content.</summary>
    /// <param name="content">JSON.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="asOf">Of which day the file is; formats that say so themselves do without.</param>
    /// <exception cref="PriceCatalogueException">It is of none of the three formats.</exception>
    public static PriceImport Parse(byte[] content, string name, DateOnly? asOf = null)
    {
        var (format, root) = Recognize(content, name);
        if (format is "finopsai")
        {
            return new(format, PriceFile.Parse(content, name), []);
        }

        List<PriceNote> notes = [];
        try
        {
            var files = format is "genai-prices" ? GenAiPrices.Read(root, notes) : LiteLlmPrices.Read(root, notes);
            return new(format, [.. files.Select(file => file with { Checked = asOf, TierFactors = ShippedFactors(file) })], notes);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PriceCatalogueException($"{name} looks like a file of {format} but is not: {e.Message}", e);
        }
    }

    /// <summary>The prices in the catalogue's own format.</summary>
    public string ToJson() => JsonSerializer.Serialize(_files, PriceFile.Json);

    /// <summary>The price files of a file named in the options.</summary>
    internal static IReadOnlyList<PriceFile> ReadFiles(string path)
    {
        try
        {
            return Read(path)._files;
        }
        catch (PriceCatalogueException e)
        {
            throw new PriceCatalogueException($"{PriceOptions.SectionName}:File: {e.Message}", e);
        }
    }

    private static (string Format, JsonElement Root) Recognize(byte[] content, string name)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(
                content.AsMemory(content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0),
                new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new PriceCatalogueException($"{name} is not a price file: {e.Message}", e);
        }

        if (root.ValueKind is JsonValueKind.Array && root.EnumerateArray().All(GenAiPrices.IsProvider))
        {
            return ("genai-prices", root);
        }

        return LiteLlmPrices.IsFile(root) ? ("litellm", root) : ("finopsai", root);
    }

    /// <summary>A tier for which a file names no price costs the part of the standard price that it does in the shipped catalogue.</summary>
    private static IReadOnlyDictionary<string, decimal> ShippedFactors(PriceFile file) =>
        PriceCatalogue.Shipped().FirstOrDefault(shipped => shipped.Aliases.Append(shipped.Provider)
            .Any(name => name.Equals(file.Provider, StringComparison.OrdinalIgnoreCase)))?.TierFactors ?? file.TierFactors;
}

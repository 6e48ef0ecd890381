using System.Collections.Frozen;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// What the name of an Azure OpenAI meter says. The names follow no grammar (<c>gpt 4.1 cached Inp glbl Tokens</c>, <c>gpt-4o-0806-Outp-glbl</c>):
/// each word is looked up, and what no list knows is the model.
/// </summary>
/// <param name="Model">The model; null when the name leaves none.</param>
/// <param name="Unit">The token kind; null when the name does not say.</param>
/// <param name="Tier"><c>batch</c>, <c>priority</c> or <c>provisioned</c>; null for standard.</param>
internal readonly record struct AzureMeter(string? Model, string? Unit, string? Tier)
{
    private const string Input = "input";
    private const string Output = "output";
    private const string Cached = "cached";
    private const string Write = "write";
    private const string Embedding = "embedding";
    private const string Batch = "batch";
    private const string Priority = "priority";
    private const string Provisioned = "provisioned";

    /// <summary>A word that says nothing about model, kind or tier: the place, the length of the context, the unit.</summary>
    private const string Filler = "";

    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["inp"] = Input, ["inpt"] = Input, ["input"] = Input, ["in"] = Input, ["prompt"] = Input,
        ["outp"] = Output, ["outpt"] = Output, ["opt"] = Output, ["output"] = Output, ["out"] = Output, ["completion"] = Output,
        ["cached"] = Cached, ["cache"] = Cached, ["cchd"] = Cached, ["ccchd"] = Cached, ["cd"] = Cached, ["cach"] = Cached,
        ["wr"] = Write, ["write"] = Write,
        ["batch"] = Batch, ["btch"] = Batch,
        ["pp"] = Priority, ["priority"] = Priority,
        ["provisioned"] = Provisioned, ["ptu"] = Provisioned,
        ["glbl"] = Filler, ["gl"] = Filler, ["global"] = Filler, ["dz"] = Filler, ["dzone"] = Filler, ["data"] = Filler, ["zone"] = Filler,
        ["regnl"] = Filler, ["rgnl"] = Filler, ["regional"] = Filler, ["l"] = Filler, ["shortco"] = Filler, ["longco"] = Filler, ["token"] = Filler, ["tokens"] = Filler,
        ["1k"] = Filler, ["1m"] = Filler, ["managed"] = Filler, ["unit"] = Filler, ["units"] = Filler, ["az"] = Filler, ["azure"] = Filler,
        ["openai"] = Filler,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a category or subcategory under which Azure bills models.</summary>
    public static bool IsModelCategory(string? text) =>
        text is not null
        && (text.Contains("OpenAI", StringComparison.OrdinalIgnoreCase) || text.Equals("Foundry Models", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a meter's name.</summary>
    public static AzureMeter Parse(string meter)
    {
        List<string> rest = [];
        HashSet<string> said = new(StringComparer.Ordinal);
        foreach (var word in meter.Split([' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Words.TryGetValue(word, out var meaning))
            {
                said.Add(meaning);
            }
            else
            {
                rest.Add(word.ToLowerInvariant());
                said.Add(word.StartsWith("embed", StringComparison.OrdinalIgnoreCase) ? Embedding : Filler);
            }
        }

        var unit = said.Contains(Cached) ? (said.Contains(Write) ? UsageUnits.CacheWrite : UsageUnits.CacheRead)
            : said.Contains(Output) ? UsageUnits.Output
            : said.Contains(Embedding) ? UsageUnits.Embedding
            : said.Contains(Input) ? UsageUnits.Input
            : null;
        var tier = said.Contains(Provisioned) ? "provisioned" : said.Contains(Batch) ? "batch" : said.Contains(Priority) ? "priority" : null;
        return new(ModelOf(rest, unit), unit, tier);
    }

    /// <summary>Adds a quantity: in tokens or hours where the meter is understood, else as <c>other:</c> with the meter's name, to be seen.</summary>
    /// <param name="draft">Where to.</param>
    /// <param name="meter">The meter's name.</param>
    /// <param name="quantity">How many single units, blocks multiplied out.</param>
    /// <param name="isHours">Whether the unit is hours.</param>
    /// <param name="names">Shared names.</param>
    public void AddUsage(UsageDraft draft, string meter, decimal quantity, bool isHours, NamePool names)
    {
        var unit = isHours ? (Tier == "provisioned" ? "ptu_hour" : null) : Unit;
        draft.Usage.Add(new(unit ?? names.Get(string.Concat("other:", Excerpt.Of(meter))), quantity));
    }

    private static string? ModelOf(List<string> words, string? unit)
    {
        // Without a token kind (hours of hosting, training, tools) the words are not a model for certain.
        if (words.Count == 0 || unit is null)
        {
            return null;
        }

        // Newer meters leave out the family: 5.4 is gpt-5.4.
        var name = string.Join('-', words);
        return char.IsAsciiDigit(name[0]) ? $"gpt-{name}" : name;
    }
}

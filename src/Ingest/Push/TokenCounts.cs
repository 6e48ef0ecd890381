using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Push;

/// <summary>
/// Tokens as gateways and instrumentations state them: totals, and parts of these totals. <see cref="AddTo"/> makes disjoint units of them.
/// A part that is larger than its total was evidently not counted in it, and is then added instead of taken out: some senders pass a
/// provider's figures on that exclude cached input.
/// </summary>
internal struct TokenCounts
{
    /// <summary>Input tokens; unless <see cref="InputExcludesCache"/>, cached ones included.</summary>
    public decimal? Input;

    /// <summary>Output tokens, reasoning included.</summary>
    public decimal? Output;

    /// <summary>Input read from the provider's cache.</summary>
    public decimal CacheRead;

    /// <summary>Input written to the provider's cache, whatever its lifetime there.</summary>
    public decimal CacheWrite;

    /// <summary>The part of <see cref="CacheWrite"/> that lives 5 minutes.</summary>
    public decimal CacheWrite5Minutes;

    /// <summary>The part of <see cref="CacheWrite"/> that lives an hour.</summary>
    public decimal CacheWrite1Hour;

    /// <summary>Audio in the input.</summary>
    public decimal InputAudio;

    /// <summary>Images in the input.</summary>
    public decimal InputImage;

    /// <summary>Audio in the output.</summary>
    public decimal OutputAudio;

    /// <summary>Images in the output.</summary>
    public decimal OutputImage;

    /// <summary>Reasoning in the output.</summary>
    public decimal Reasoning;

    /// <summary>True where the sender's input is known to exclude cached tokens.</summary>
    public bool InputExcludesCache;

    /// <summary>True when there is a total to begin with.</summary>
    public readonly bool HasTotals => Input is not null || Output is not null;

    /// <summary>Adds the units that were used at all.</summary>
    public readonly void AddTo(UsageDraft draft, bool isEmbedding)
    {
        var written = Math.Max(CacheWrite, CacheWrite5Minutes + CacheWrite1Hour);
        var cached = CacheRead + written;
        var input = Input ?? 0;
        var rest = InputExcludesCache || cached > input ? input : input - cached;
        var audio = Take(ref rest, InputAudio);
        var image = Take(ref rest, InputImage);
        Add(draft, isEmbedding ? UsageUnits.Embedding : UsageUnits.Input, rest);
        Add(draft, "token.input_audio", audio);
        Add(draft, "token.input_image", image);
        Add(draft, UsageUnits.CacheRead, CacheRead);
        Add(draft, UsageUnits.CacheWrite5Minutes, CacheWrite5Minutes);
        Add(draft, UsageUnits.CacheWrite1Hour, CacheWrite1Hour);
        Add(draft, UsageUnits.CacheWrite, written - CacheWrite5Minutes - CacheWrite1Hour);

        var output = Output ?? 0;
        rest = Reasoning > output ? output + Reasoning : output;
        audio = Take(ref rest, OutputAudio);
        image = Take(ref rest, OutputImage);
        Add(draft, UsageUnits.Output, rest);
        Add(draft, "token.output_audio", audio);
        Add(draft, "token.output_image", image);
        Add(draft, UsageUnits.OutputReasoning, Reasoning);
    }

    private static decimal Take(ref decimal rest, decimal part)
    {
        var taken = Math.Min(rest, part);
        rest -= taken;
        return taken;
    }

    private static void Add(UsageDraft draft, string unit, decimal quantity)
    {
        if (quantity > 0)
        {
            draft.Usage.Add(new(unit, quantity));
        }
    }
}

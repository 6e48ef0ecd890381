namespace FinOpsAI.Core.Domain;

/// <summary>The usage figures that every scope keeps running totals of. The ledger's record holds all units.</summary>
/// <param name="InputTokens">Uncached input tokens, all modalities, embeddings included.</param>
/// <param name="CachedTokens">Tokens read from or written to a cache.</param>
/// <param name="OutputTokens">Output tokens, all modalities.</param>
/// <param name="Requests">Requests.</param>
/// <param name="GpuHours">GPU hours.</param>
public readonly record struct UsageTotals(decimal InputTokens, decimal CachedTokens, decimal OutputTokens, decimal Requests, decimal GpuHours)
{
    /// <summary>All tokens, cached ones included; none is counted twice.</summary>
    public decimal Tokens() => InputTokens + CachedTokens + OutputTokens;

    /// <summary>Adds two totals field by field.</summary>
    public static UsageTotals operator +(UsageTotals a, UsageTotals b) => new(
        a.InputTokens + b.InputTokens,
        a.CachedTokens + b.CachedTokens,
        a.OutputTokens + b.OutputTokens,
        a.Requests + b.Requests,
        a.GpuHours + b.GpuHours);

    /// <summary>Turns a charge's usage into its reversal's.</summary>
    public static UsageTotals operator -(UsageTotals a) => new(-a.InputTokens, -a.CachedTokens, -a.OutputTokens, -a.Requests, -a.GpuHours);

    /// <summary>Folds a record's usage by unit into totals; units without a total of their own are left out.</summary>
    public static UsageTotals From(IReadOnlyDictionary<string, decimal> usage)
    {
        decimal input = 0, cached = 0, output = 0, requests = 0, gpu = 0;
        foreach (var (unit, quantity) in usage)
        {
            switch (unit)
            {
                case UsageUnits.Input or UsageUnits.Embedding or "token.input_audio" or "token.input_image" or "token.input_video":
                    input += quantity;
                    break;
                case UsageUnits.CacheRead or UsageUnits.CacheWrite or UsageUnits.CacheWrite5Minutes or UsageUnits.CacheWrite1Hour
                    or "token.cache_read_audio" or "token.cache_read_image":
                    cached += quantity;
                    break;
                case UsageUnits.Output or "token.output_audio" or "token.output_image" or "token.output_video":
                    output += quantity;
                    break;
                case UsageUnits.Request:
                    requests += quantity;
                    break;
                case UsageUnits.GpuHour:
                    gpu += quantity;
                    break;
                default:
                    break;
            }
        }

        return new(input, cached, output, requests, gpu);
    }
}

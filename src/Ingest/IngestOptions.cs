using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest;

/// <summary>Limits of what is taken in. Configuration section <see cref="SectionName"/>.</summary>
public sealed class IngestOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "FinOpsAI:Ingest";

    /// <summary>The longest single record, line or CSV row.</summary>
    /// <value>Bytes, 1,024 to 67,108,864; default 1,048,576 (1 MiB).</value>
    [Range(1_024, 67_108_864)]
    public int MaxRecordBytes { get; set; } = 1_048_576;

    /// <summary>The longest body of one HTTP request after decompression.</summary>
    /// <value>Bytes, from 1,024; default 268,435,456 (256 MiB).</value>
    [Range(1_024, long.MaxValue)]
    public long MaxBodyBytes { get; set; } = 268_435_456;

    /// <summary>How many errors of one body or file are reported in words; the others are only counted.</summary>
    /// <value>1 to 10,000; default 100.</value>
    [Range(1, 10_000)]
    public int MaxReportedErrors { get; set; } = 100;

    /// <summary>After this many malformed records (not well-formed at all, rather than with a wrong value) the rest is not read.</summary>
    /// <value>1 to 10,000,000; default 10,000.</value>
    [Range(1, 10_000_000)]
    public int MaxMalformedRecords { get; set; } = 10_000;

    /// <summary>Records handed to the ledger at once.</summary>
    /// <value>1 to 100,000; default 2,000.</value>
    [Range(1, 100_000)]
    public int BatchSize { get; set; } = 2_000;

    /// <summary>Batches of one body or file that may await the ledger at the same time.</summary>
    /// <value>1 to 64; default 3.</value>
    [Range(1, 64)]
    public int BatchesInFlight { get; set; } = 3;

    /// <summary>Records with an earlier timestamp are refused.</summary>
    /// <value>UTC; default 2015-01-01.</value>
    public DateTimeOffset EarliestTimestamp { get; set; } = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Records further in the future than this are refused.</summary>
    /// <value>From zero to 366 days; default 24 hours.</value>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00")]
    public TimeSpan FutureTolerance { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The largest absolute amount of one cost metric of one record.</summary>
    /// <value>Major currency units, above zero; default 1,000,000,000,000.</value>
    public decimal MaxAmount { get; set; } = 1_000_000_000_000m;

    /// <summary>The largest quantity of one unit of one record.</summary>
    /// <value>Above zero; default 1,000,000,000,000,000.</value>
    public decimal MaxQuantity { get; set; } = 1_000_000_000_000_000m;

    /// <summary>The most tags of one record.</summary>
    /// <value>0 to 1,000; default 64.</value>
    [Range(0, 1_000)]
    public int MaxTags { get; set; } = 64;
}

/// <summary>Checks ranges; rules across fields are in <see cref="IngestOptionsRules"/>.</summary>
[OptionsValidator]
internal sealed partial class IngestOptionsValidator : IValidateOptions<IngestOptions>;

internal sealed class IngestOptionsRules : IValidateOptions<IngestOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        List<string> failures = [];
        if (options.MaxAmount <= 0)
        {
            failures.Add($"{IngestOptions.SectionName}:{nameof(options.MaxAmount)} is {options.MaxAmount}; expected more than 0.");
        }

        if (options.MaxQuantity <= 0)
        {
            failures.Add($"{IngestOptions.SectionName}:{nameof(options.MaxQuantity)} is {options.MaxQuantity}; expected more than 0.");
        }

        if (options.MaxBodyBytes < options.MaxRecordBytes)
        {
            failures.Add($"{IngestOptions.SectionName}:{nameof(options.MaxBodyBytes)} is below {nameof(options.MaxRecordBytes)}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

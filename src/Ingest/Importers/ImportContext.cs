using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>What a file does not say about its records, given by the person who imports it.</summary>
public sealed record ImportContext
{
    /// <summary>The default of <see cref="GpuRate"/>.</summary>
    public const decimal DefaultGpuRate = 2.50m;

    /// <summary>The file's name, without folders; part of the ids of formats whose rows have none.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Team of records that name none.</summary>
    public string? Team { get; init; }

    /// <summary>Project of records that name none.</summary>
    public string? Project { get; init; }

    /// <summary>Resource of records that name none.</summary>
    public string? Resource { get; init; }

    /// <summary>Provider of records that name none.</summary>
    public string? Provider { get; init; }

    /// <summary>Model of records that name none.</summary>
    public string? Model { get; init; }

    /// <summary>Experiment of records that name none.</summary>
    public string? Experiment { get; init; }

    /// <summary>Currency of costs that name none.</summary>
    public string? Currency { get; init; }

    /// <summary>Start of the ids of formats whose rows have none; by default the file's name without <c>.gz</c>.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>Column that holds a row's id, where a format has none of its own or not this one.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Revision of the records: a later delivery of the same rows needs a higher one to replace the earlier.</summary>
    public int Revision { get; init; }

    /// <summary>FOCUS: the tag that names the team.</summary>
    public string TeamTag { get; init; } = "team";

    /// <summary>FOCUS: the tag that names the project.</summary>
    public string ProjectTag { get; init; } = "project";

    /// <summary>GPU traces: the price of one GPU for an hour, in <see cref="Currency"/> or the reporting currency.</summary>
    public decimal GpuRate { get; init; } = DefaultGpuRate;

    /// <summary>GPU hours: what an hour of each model costs; null when nothing says.</summary>
    public Core.Gpu.GpuRateCard? GpuRates { get; init; }

    /// <summary>Generic CSV: column by field.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>Generic CSV: columns that <see cref="Map"/> does not name are left out, also those named like a field.</summary>
    public bool MapOnly { get; init; }

    /// <summary>
    /// Generic CSV: rows without an id are told apart by what stands in them, so that a file's name does not matter; else by name and row.
    /// </summary>
    public bool IdsByContent { get; init; }

    /// <summary>CSV: what separates columns; null finds out from the header.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Generic CSV: numbers are written 1.234,56 rather than 1,234.56.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>Set by data sources: completes each draft, such as its place by the source's settings, before it is checked.</summary>
    internal Action<UsageDraft>? Complete { get; init; }

    /// <summary>Set by data sources whose deliveries are several files: the ids of all of them; null where a file stands alone.</summary>
    internal IdOccurrences? Ids { get; init; }

    /// <summary>Set by previews: told of the header once a format has looked for its columns in it.</summary>
    internal Action<CsvHeader>? Bound { get; init; }

    /// <summary>Set by data sources that replace a billing period as a whole: the only one that a file may hold, such as <c>2026-01</c>.</summary>
    internal string? BillingPeriod { get; init; }

    /// <summary>Reads a column map as the command line writes it: <c>timestamp=date,effective_cost=amount</c>.</summary>
    /// <exception cref="ImportException">It is not written like that.</exception>
    public static IReadOnlyDictionary<string, string> ParseMap(string text)
    {
        Dictionary<string, string> map = new(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || sign == pair.Length - 1)
            {
                throw new ImportException($"--map '{pair}': expected field=column, such as timestamp=date.");
            }

            if (!map.TryAdd(pair[..sign].Trim(), pair[(sign + 1)..].Trim()))
            {
                throw new ImportException($"--map names '{pair[..sign].Trim()}' twice.");
            }
        }

        return map;
    }

    /// <summary>The id of a row in a format that has none: prefix and row number.</summary>
    internal string RowId(long row)
    {
        var prefix = IdPrefix ?? (FileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? FileName[..^3] : FileName);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}:{row}");
    }
}

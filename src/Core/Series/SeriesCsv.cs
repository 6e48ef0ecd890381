namespace FinOpsAI.Core.Series;

/// <summary>Which columns hold the series; null to find out.</summary>
/// <param name="Time">Name, or 1-based number, of the time column.</param>
/// <param name="Value">Name, or 1-based number, of the value column.</param>
public sealed record SeriesColumns(string? Time, string? Value);

/// <summary>One row of a series file.</summary>
/// <param name="Line">The row as it stands in the file.</param>
/// <param name="Time">Its time, UTC; null when there is no time column or it cannot be read.</param>
/// <param name="Value">Its value; NaN when missing.</param>
public readonly record struct SeriesRow(string Line, DateTimeOffset? Time, double Value);

/// <summary>
/// A time series in a delimited file, read tolerantly: with or without header; comma, semicolon or tab; ISO or Unix times; missing values. Times without a zone are UTC.
/// </summary>
public sealed class SeriesCsv
{
    private const int SampleRows = 20;
    private static readonly string[] _timeNames = ["timestamp", "time", "datetime", "date", "ds", "hour", "day", "chargeperiodstart", "start", "bucket"];
    private static readonly string[] _valueNames = ["value", "cost", "effectivecost", "effective_cost", "billedcost", "billed_cost", "amount", "spend", "y"];

    private SeriesCsv(string? header, char separator, IReadOnlyList<SeriesRow> rows)
    {
        Header = header;
        Separator = separator;
        Rows = rows;
    }

    /// <summary>The header line; null when the file has none.</summary>
    public string? Header { get; }

    /// <summary>Comma, semicolon or tab.</summary>
    public char Separator { get; }

    /// <summary>The data rows, in the order of the file; blank lines are left out.</summary>
    public IReadOnlyList<SeriesRow> Rows { get; }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="FormatException">A named column is not there, or no column holds numbers.</exception>
    public static SeriesCsv Read(TextReader reader, SeriesColumns columns)
    {
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(lines.Count == 0 ? line.TrimStart('\uFEFF') : line);
            }
        }

        if (lines.Count == 0)
        {
            return new(null, ',', []);
        }

        var separator = CsvLine.Separator(lines[0]);
        var first = CsvLine.Split(lines[0], separator);
        var hasHeader = !first.Any(f => SeriesField.TryTime(f, out _) || SeriesField.TryValue(f, separator, out _));
        var sample = lines.Skip(hasHeader ? 1 : 0).Take(SampleRows).Select(l => CsvLine.Split(l, separator)).ToArray();
        var names = hasHeader ? first : [];
        var time = Find(columns.Time, names, first.Count) ?? Guess(_timeNames, names, first.Count, sample, f => SeriesField.TryTime(f, out _));
        var value = Find(columns.Value, names, first.Count)
            ?? Guess(_valueNames, names, first.Count, sample, f => SeriesField.TryValue(f, separator, out _), time)
            ?? (sample.Length == 0 ? 0 : throw new FormatException("No column holds numbers; name one with --value."));
        var rows = new SeriesRow[lines.Count - (hasHeader ? 1 : 0)];
        for (var i = 0; i < rows.Length; i++)
        {
            var line = lines[i + (hasHeader ? 1 : 0)];
            var fields = CsvLine.Split(line, separator);
            DateTimeOffset? at = time is { } t && t < fields.Count && SeriesField.TryTime(fields[t], out var parsed) ? parsed : null;
            rows[i] = new(line, at, value < fields.Count && SeriesField.TryValue(fields[value], separator, out var number) ? number : double.NaN);
        }

        return new(hasHeader ? lines[0] : null, separator, rows);
    }

    private static int? Find(string? wanted, List<string> names, int count)
    {
        if (wanted is null)
        {
            return null;
        }

        var index = names.FindIndex(n => string.Equals(n.Trim(), wanted, StringComparison.OrdinalIgnoreCase));
        if (index < 0 && int.TryParse(wanted, out var number) && number >= 1 && number <= count)
        {
            index = number - 1;
        }

        return index >= 0 ? index : throw new FormatException($"There is no column '{wanted}'.");
    }

    private static int? Guess(string[] known, List<string> names, int count, List<string>[] sample, Predicate<string> fits, int? taken = null)
    {
        foreach (var name in known)
        {
            var index = names.FindIndex(n => string.Equals(n.Trim(), name, StringComparison.OrdinalIgnoreCase));
            if (index >= 0 && index != taken)
            {
                return index;
            }
        }

        for (var column = 0; column < count; column++)
        {
            if (column != taken && sample.Count(r => column < r.Count && fits(r[column])) * 2 >= Math.Max(sample.Length, 1))
            {
                return column;
            }
        }

        return null;
    }
}

using System.Globalization;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Currency;

/// <summary>A CSV of exchange rates; columns are found by name.</summary>
internal static class RatesFile
{
    private const int LongestFile = 16 * 1024 * 1024;
    private const decimal HighestRate = 1_000_000_000m;

    /// <summary>Reads a file; what is wrong with it is told line by line.</summary>
    public static (IReadOnlyList<CurrencyRate> Rates, IReadOnlyList<string> Errors) Read(string path)
    {
        string[] lines;
        try
        {
            lines = new FileInfo(path).Length <= LongestFile ? File.ReadAllLines(path) : throw new IOException($"it is longer than {LongestFile:N0} bytes");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ([], [$"'{path}' cannot be read: {e.Message}"]);
        }

        var header = CsvHeader.Of(lines.Length == 0 ? "" : lines[0].TrimStart('\uFEFF'));
        if (!header.Has("date", "from", "rate"))
        {
            return ([], [$"'{path}' must begin with a line that names the columns date, from, to, rate, source; found: {header.Found}."]);
        }

        List<CurrencyRate> rates = [];
        List<string> errors = [];
        var delimiter = CsvHeader.DelimiterOf(lines[0]);
        var row = new CsvRow();
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].AsSpan().IsWhiteSpace())
            {
                continue;
            }

            row.Set(System.Text.Encoding.UTF8.GetBytes(lines[i]), delimiter, i + 1, i);
            if (Read(row, header, path, rates) is { } error)
            {
                errors.Add($"{path}:{i + 1}: {error}");
            }
        }

        return (rates, errors);
    }

    private static string? Read(CsvRow row, CsvHeader header, string path, List<CurrencyRate> rates)
    {
        var (from, to) = (row[header.Find("from")].ToString(), row[header.Find("to")].ToString());
        if (!IsoTimestamp.TryParse(row[header.Find("date")], out var date))
        {
            return $"date: got \"{Excerpt.Of(row[header.Find("date")].ToString())}\", expected a day such as 2026-11-01.";
        }

        if (!CurrencyCodes.TryParse(from, out _) || (to.Length > 0 && !CurrencyCodes.TryParse(to, out _)))
        {
            return $"converts '{Excerpt.Of(from)}' to '{Excerpt.Of(to)}', expected ISO 4217 codes such as USD and KRW.";
        }

        var units = 1m;
        if (!TryNumber(row[header.Find("rate")], out var rate) || rate is <= 0 or > HighestRate
            || (!row[header.Find("units")].IsEmpty && (!TryNumber(row[header.Find("units")], out units) || units is <= 0 or > HighestRate)))
        {
            return $"rate: got \"{Excerpt.Of(row[header.Find("rate")].ToString())}\", expected a number above 0 without separators, such as 1391.5.";
        }

        var source = row[header.Find("source")].ToString();
        rates.Add(new() { From = from, To = to, Rate = rate / units, AsOf = date, Source = source.Length == 0 ? Path.GetFileName(path) : source });
        return null;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}

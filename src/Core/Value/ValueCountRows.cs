using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Value;

/// <summary>Reads counts as they are sent, JSON or CSV. A faulty row costs only itself.</summary>
public sealed class ValueCountRows(DateOnly today)
{
    /// <summary>The most rows of one request.</summary>
    public const int MaxRows = 4_000;

    /// <summary>The most units of one day.</summary>
    public const decimal MaxAmount = 1_000_000_000m;

    private const int MaxErrors = 100;

    private readonly Dictionary<DateOnly, decimal?> _changes = [];
    private readonly List<UsageError> _errors = [];

    /// <summary>The good rows, by day.</summary>
    public IReadOnlyList<ValueCountChange> Changes => [.. _changes.OrderBy(change => change.Key).Select(change => new ValueCountChange(change.Key, change.Value))];

    /// <summary>The first faults.</summary>
    public IReadOnlyList<UsageError> Errors => [.. _errors.Take(MaxErrors)];

    /// <summary>Rows refused.</summary>
    public int Rejected => _errors.Count;

    /// <summary>Reads the field <c>counts</c> of a JSON object.</summary>
    /// <returns>False when there is no such list, or it is too long: nothing was read.</returns>
    public bool TryReadJson(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object
            || !body.TryGetProperty("counts", out var counts)
            || counts.ValueKind != JsonValueKind.Array
            || counts.GetArrayLength() > MaxRows)
        {
            return false;
        }

        var line = 0;
        foreach (var row in counts.EnumerateArray())
        {
            Read(row, ++line);
        }

        return true;
    }

    /// <summary>Reads lines <c>day,amount</c>; a first line that names the columns may stand above them. Semicolons and tabs part as commas do.</summary>
    /// <returns>False when there are too many lines: nothing was read.</returns>
    public bool TryReadCsv(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        if (lines.Length > MaxRows + 2)
        {
            return false;
        }

        for (var i = 0; i < lines.Length; i++)
        {
            var cells = lines[i].Split([',', ';', '\t']).Select(cell => cell.Trim().Trim('"')).ToArray();
            var isHeader = i == 0 && cells is [var first, ..] && first.Equals("day", StringComparison.OrdinalIgnoreCase);
            if (!string.IsNullOrWhiteSpace(lines[i]) && !isHeader)
            {
                Read(cells, i + 1);
            }
        }

        return true;
    }

    private void Read(JsonElement row, int line)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            Fail(line, "", "A row is not an object: expected {\"day\":\"2026-11-01\",\"amount\":412}.");
            return;
        }

        var day = row.TryGetProperty("day", out var sent) && sent.ValueKind == JsonValueKind.String ? Day(sent.GetString(), line) : Required("day", line);
        if (day is null)
        {
            return;
        }

        if (!row.TryGetProperty("amount", out var amount))
        {
            Fail(line, "amount", "amount: required; null takes a day's count back.");
        }
        else if (amount.ValueKind == JsonValueKind.Null)
        {
            Add(day.Value, null, line);
        }
        else if (Amount(amount.ValueKind is JsonValueKind.Number ? amount.GetRawText() : amount.ValueKind is JsonValueKind.String ? amount.GetString() : null, line) is { } count)
        {
            Add(day.Value, count, line);
        }
    }

    private void Read(string[] cells, int line)
    {
        if (cells.Length != 2)
        {
            Fail(line, "", $"{cells.Length} columns: expected two, day and amount, such as 2026-11-01,412.");
        }
        else if (Day(cells[0], line) is { } day && Amount(cells[1], line) is { } amount)
        {
            Add(day, amount, line);
        }
    }

    private void Add(DateOnly day, decimal? amount, int line)
    {
        if (!_changes.TryAdd(day, amount))
        {
            Fail(line, "day", $"day: {day:yyyy-MM-dd} is named twice; the first one was taken.");
        }
    }

    private DateOnly? Day(string? text, int line)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year < 2000)
        {
            Fail(line, "day", $"day: got \"{Excerpt(text)}\", expected a UTC day such as 2026-11-01.");
            return null;
        }

        // East of Greenwich it may be tomorrow already.
        if (day > today.AddDays(1))
        {
            Fail(line, "day", $"day: {day:yyyy-MM-dd} has not come yet (UTC).");
            return null;
        }

        return day;
    }

    private decimal? Amount(string? text, int line)
    {
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var amount)
            && amount is >= 0 and <= MaxAmount)
        {
            return amount;
        }

        Fail(line, "amount", $"amount: got \"{Excerpt(text)}\", expected a number from 0 to {MaxAmount:0} without separators.");
        return null;
    }

    private DateOnly? Required(string field, int line)
    {
        Fail(line, field, $"{field}: required, a UTC day such as \"2026-11-01\".");
        return null;
    }

    private void Fail(int line, string field, string message) => _errors.Add(new(line, field, message));

    private static string Excerpt(string? text) => text is { Length: > 40 } ? text[..40] + "…" : text ?? "";
}

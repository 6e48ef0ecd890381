using System.Globalization;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Gpu;

/// <summary>
/// One line of a table that a person writes: words, then fields, separated by <c>|</c>, as in <c>H100 | per_hour=2.50 | from=2026-01-01</c>.
/// What is wrong with it is gathered with the line's number and the field's name.
/// </summary>
public sealed class SettingLine
{
    private readonly ICollection<UsageError> _errors;
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An empty line.</summary>
    /// <param name="number">Its number, 1 for the first.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public SettingLine(int number, ICollection<UsageError> errors) => (Number, _errors) = (number, errors);

    /// <summary>Its number, 1 for the first.</summary>
    public int Number { get; }

    /// <summary>The words, in order; empty ones too.</summary>
    public IList<string> Words { get; } = [];

    /// <summary>The lines of a text that hold something; those that begin with <c>#</c> are remarks.</summary>
    public static IEnumerable<SettingLine> Read(string text, ICollection<UsageError> errors)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.AsSpan().Trim() is { IsEmpty: false } trimmed && trimmed[0] != '#')
            {
                yield return Parse(line, number, errors);
            }
        }
    }

    /// <summary>Whether a field is there.</summary>
    public bool Has(string field) => _fields.ContainsKey(field);

    /// <summary>A field's text; null when it is not there.</summary>
    public string? Text(string field) => _fields.GetValueOrDefault(field);

    /// <summary>Sets a field.</summary>
    public void Set(string field, string value)
    {
        if (!_fields.TryAdd(field, value))
        {
            Fail(field, "is there twice");
        }
    }

    /// <summary>A field's number, within bounds; null when it is not there or wrong.</summary>
    public decimal? Decimal(string field, decimal least, decimal most) =>
        Text(field) is { } text ? Decimal(field, text, least, most) : null;

    /// <summary>A word's number, within bounds; null when it is wrong.</summary>
    public decimal? Decimal(string field, string text, decimal least, decimal most)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Got(field, text, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}, with a decimal point"));
        return null;
    }

    /// <summary>A field's time, UTC; null when it is not there or wrong.</summary>
    public DateTimeOffset? Time(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        if (SettingTime.TryParse(text, out var time))
        {
            return time;
        }

        Got(field, text, "a date such as 2026-01-01 or a time such as 2026-01-01T09:00Z");
        return null;
    }

    /// <summary>Refuses fields that are not known.</summary>
    public void Unknown(params ReadOnlySpan<string> known)
    {
        foreach (var field in _fields.Keys)
        {
            if (!known.Contains(field))
            {
                Fail(field, $"is not known, expected {string.Join(", ", known.ToArray())}");
            }
        }
    }

    /// <summary>Notes that a field was not what was expected.</summary>
    public void Got(string field, string text, string expected) =>
        Fail(field, $"got \"{(text.Length > 60 ? text[..60] : text)}\", expected {expected}");

    /// <summary>Notes what is wrong with a field.</summary>
    public void Fail(string field, string message) => _errors.Add(new(Number, field, $"line {Number}, {field}: {message}."));

    private static SettingLine Parse(string line, int number, ICollection<UsageError> errors)
    {
        var parsed = new SettingLine(number, errors);
        foreach (var cell in line.Split('|', StringSplitOptions.TrimEntries))
        {
            var sign = cell.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0)
            {
                parsed.Set(cell[..sign].TrimEnd(), cell[(sign + 1)..].TrimStart());
            }
            else
            {
                parsed.Words.Add(cell);
            }
        }

        return parsed;
    }
}

/// <summary>Times as people write them; without a zone they are UTC.</summary>
internal static class SettingTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm",
    ];

    public static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}

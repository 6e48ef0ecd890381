using System.Globalization;
using System.Text;

namespace FinOpsAI.Core.Showback;

/// <summary>Rows of CSV after RFC 4180.</summary>
internal static class CsvText
{
    private static readonly char[] Special = ['"', ',', '\r', '\n'];

    /// <summary>A row with its line end.</summary>
    public static string Row(IEnumerable<string> fields)
    {
        var row = new StringBuilder();
        foreach (var field in fields)
        {
            _ = field.IndexOfAny(Special) < 0
                ? row.Append(field)
                : row.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            row.Append(',');
        }

        row.Length--;
        return row.Append('\n').ToString();
    }

    /// <summary>A name that a spreadsheet takes for text: one that it would take for a formula is led by an apostrophe.</summary>
    public static string Plain(string name) => name.Length > 0 && name[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{name}" : name;

    /// <summary>All digits, never an exponent.</summary>
    public static string Number(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}

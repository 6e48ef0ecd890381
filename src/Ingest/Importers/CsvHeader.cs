using System.Text;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>The names of a CSV file's columns; looked up ignoring case, never by position.</summary>
internal sealed class CsvHeader
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _names = [];
    private readonly HashSet<int> _asked = [];

    public CsvHeader(CsvRow row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            var name = row[i].ToString();
            _names.Add(name);
            _columns.TryAdd(name, i);
        }
    }

    /// <summary>How many columns the file has.</summary>
    public int Count => _names.Count;

    /// <summary>The names as they stand in the file, for a message; cut when there are many.</summary>
    public string Found => string.Join(", ", _names.Take(60).Select(Excerpt.Of)) + (_names.Count > 60 ? ", …" : "");

    /// <summary>The names as they stand in the file.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The first of some names that the file has; -1 when it has none of them.</summary>
    public int Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_columns.TryGetValue(name, out var column))
            {
                Ask(column);
                return column;
            }
        }

        return -1;
    }

    /// <summary>Notes that a column is read.</summary>
    public void Ask(int column) => _asked.Add(column);

    /// <summary>Whether anything has looked for a column: it is read then.</summary>
    public bool IsAsked(int column) => _asked.Contains(column);

    /// <summary>True when the file has all of some columns.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!_columns.ContainsKey(name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The character that separates the columns of a header: the most frequent of those in use.</summary>
    public static char DelimiterOf(string line) =>
        new[] { ',', ';', '\t', '|' }.MaxBy(candidate => line.Count(c => c == candidate));

    /// <summary>The header in a file's first line.</summary>
    public static CsvHeader Of(string line)
    {
        var row = new CsvRow();
        row.Set(Encoding.UTF8.GetBytes(line.TrimEnd('\r', '\n')), DelimiterOf(line), 1, 0);
        return new(row);
    }
}

using System.Text;

namespace FinOpsAI.Ingest.Importers;

/// <summary>One row of a CSV file, cut into columns. Reused from row to row.</summary>
internal sealed class CsvRow
{
    private readonly List<(int Start, int Length)> _columns = [];
    private char[] _chars = new char[4_096];

    /// <summary>The line of the file on which the row starts; the header is on line 1.</summary>
    public long Line { get; private set; }

    /// <summary>The row's number, header and blank lines not counted.</summary>
    public long Number { get; private set; }

    /// <summary>How many columns it has.</summary>
    public int Count => _columns.Count;

    /// <summary>A column's text, unquoted and trimmed; empty when the row has no such column.</summary>
    public ReadOnlySpan<char> this[int column]
    {
        get
        {
            if (column < 0 || column >= _columns.Count)
            {
                return default;
            }

            var (start, length) = _columns[column];
            return _chars.AsSpan(start, length).Trim();
        }
    }

    /// <summary>Cuts a row, given as valid UTF-8 without its line end.</summary>
    public void Set(ReadOnlySpan<byte> bytes, char delimiter, long line, long number)
    {
        Line = line;
        Number = number;
        _columns.Clear();
        if (_chars.Length < bytes.Length)
        {
            _chars = new char[bytes.Length];
        }

        var length = Encoding.UTF8.GetChars(bytes, _chars);
        var at = 0;
        do
        {
            at = Column(at, length, delimiter) + 1;
        }
        while (at <= length);
    }

    /// <summary>Notes the column that starts at a place, its doubled quotes made single where it stands.</summary>
    /// <returns>Where it ends: at a delimiter or the end of the row.</returns>
    private int Column(int start, int length, char delimiter)
    {
        var at = start;
        while (at < length && _chars[at] == ' ')
        {
            at++;
        }

        if (at >= length || _chars[at] != '"')
        {
            var end = _chars.AsSpan(start, length - start).IndexOf(delimiter);
            end = end < 0 ? length : start + end;
            _columns.Add((start, end - start));
            return end;
        }

        var to = ++at;
        var from = at;
        while (at < length)
        {
            if (_chars[at] != '"')
            {
                _chars[to++] = _chars[at++];
            }
            else if (at + 1 < length && _chars[at + 1] == '"')
            {
                _chars[to++] = '"';
                at += 2;
            }
            else
            {
                break;
            }
        }

        _columns.Add((from, to - from));
        var next = _chars.AsSpan(at, length - at).IndexOf(delimiter);
        return next < 0 ? length : at + next;
    }
}

namespace FinOpsAI.Core.Series;

/// <summary>Splits one line of a delimited file (RFC 4180 quoting, no line breaks inside quotes).</summary>
internal static class CsvLine
{
    public static List<string> Split(string line, char separator)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted)
            {
                if (c == '"' && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else if (c == '"')
                {
                    quoted = false;
                }
                else
                {
                    field.Append(c);
                }
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c == separator)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    /// <summary>The separator that the line holds most of: comma, semicolon or tab.</summary>
    public static char Separator(string line)
    {
        ReadOnlySpan<char> candidates = [',', ';', '\t'];
        var best = ',';
        var most = 0;
        foreach (var candidate in candidates)
        {
            var count = line.AsSpan().Count(candidate);
            if (count > most)
            {
                (best, most) = (candidate, count);
            }
        }

        return best;
    }
}

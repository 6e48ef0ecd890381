namespace FinOpsAI.Accuracy;

/// <summary>Puts the tables into docs/accuracy.md, between its markers; the text around them is written by hand.</summary>
internal static class AccuracyDocument
{
    /// <exception cref="InvalidDataException">A table's markers are not in the document.</exception>
    public static void Write(string path, params ReadOnlySpan<(string Name, string Table)> tables)
    {
        var text = File.ReadAllText(path);
        foreach (var (name, table) in tables)
        {
            var (open, close) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
            var from = text.IndexOf(open, StringComparison.Ordinal);
            var to = text.IndexOf(close, StringComparison.Ordinal);
            if (from < 0 || to < from)
            {
                throw new InvalidDataException($"{path} has no markers for the table '{name}'.");
            }

            text = text[..(from + open.Length)] + table + text[to..];
        }

        File.WriteAllText(path, text);
    }
}

using System.Globalization;

namespace FinOpsAI.Core.Audit;

/// <summary>Audit lines as CSV (RFC 4180).</summary>
public static class AuditCsv
{
    /// <summary>The names of the columns.</summary>
    public const string Header = "sequence,at,actor,action,subject,scope,details,hash";

    /// <summary>A line: number, time, actor, action, subject, scope, details, hash.</summary>
    public static string Line(AuditLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var details = string.Join("; ", line.Entry.Details.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        string[] cells =
        [
            line.Sequence.ToString(CultureInfo.InvariantCulture),
            line.Entry.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            line.Entry.Actor,
            line.Entry.Action,
            line.Entry.Subject,
            line.Entry.Scope?.Key ?? string.Empty,
            details,
            line.Hash ?? string.Empty,
        ];
        return string.Join(',', cells.Select(Cell));
    }

    /// <summary>Quoted where it has to be. What a spreadsheet would take for a formula gets an apostrophe before it: names come from outside.</summary>
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}

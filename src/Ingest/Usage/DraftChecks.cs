using FinOpsAI.Core.Ports;

namespace FinOpsAI.Ingest.Usage;

/// <summary>Collects the first thing that is wrong with a draft.</summary>
internal ref struct DraftChecks(long line)
{
    /// <summary>The first failure; null while there is none.</summary>
    public UsageError? Error { get; private set; }

    /// <summary>Notes a failure, unless there was one before.</summary>
    /// <param name="field">The field at fault.</param>
    /// <param name="message">"got …, expected …"; the field's name and a full stop are added.</param>
    public void Fail(string field, string message) =>
        Error ??= new(line, field, message.StartsWith("is ", StringComparison.Ordinal) ? $"{field} {message}." : $"{field}: {message}.");

    /// <summary>A name that must be there.</summary>
    public string Required(string field, string? value, int longest)
    {
        var text = Optional(field, value, longest);
        if (text is null)
        {
            Fail(field, $"is missing, expected 1 to {longest} characters");
        }

        return text ?? "";
    }

    /// <summary>A name, trimmed; null when it is absent or blank.</summary>
    public string? Optional(string field, string? value, int longest)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (value.Length > longest)
        {
            Fail(field, $"got {value.Length} characters, expected at most {longest}");
        }
        else if (HasControl(value))
        {
            Fail(field, $"got a control character in \"{Excerpt.Of(value)}\", expected none");
        }

        return value.Trim();
    }

    /// <summary>True when a text holds a control character or a lone surrogate: neither can be shown, the latter not even stored.</summary>
    public static bool HasControl(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\0', '\u001f') >= 0 || text.IndexOfAnyInRange('\u007f', '\u009f') >= 0)
        {
            return true;
        }

        while (text.IndexOfAnyInRange('\ud800', '\udfff') is >= 0 and var at)
        {
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
        }

        return false;
    }
}

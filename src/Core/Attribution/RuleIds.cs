using System.Globalization;

namespace FinOpsAI.Core.Attribution;

/// <summary>Ids and names for rules that nobody named.</summary>
public static class RuleIds
{
    /// <summary>An id made of a text that is not in use yet; it then is.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="taken">Ids in use, compared without case.</param>
    public static string Free(string text, ISet<string> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        var letters = new string([.. text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').Take(RuleCheck.MaxIdLength - 6)]);
        var stem = string.Join('-', letters.Split('-', StringSplitOptions.RemoveEmptyEntries));
        stem = stem.Length == 0 ? "rule" : stem;
        var id = stem;
        for (var number = 2; !taken.Add(id); number++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        }

        return id;
    }

    /// <summary>A text cut and cleaned so that it can be a rule's name.</summary>
    public static string Name(string text)
    {
        var printable = string.Concat(text.Where(letter => !char.IsControl(letter))).Trim();
        return printable.Length <= RuleCheck.MaxNameLength ? printable : printable[..RuleCheck.MaxNameLength];
    }
}

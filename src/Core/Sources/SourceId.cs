namespace FinOpsAI.Core.Sources;

/// <summary>Ids of data sources.</summary>
public static class SourceId
{
    /// <summary>The longest id.</summary>
    public const int MaxLength = 40;

    /// <summary>Words that stand in addresses where an id could stand.</summary>
    private static readonly HashSet<string> Reserved = ["new", "test", "drift", "coverage"];

    /// <summary>Says why a text cannot be an id; null when it can.</summary>
    public static string? Fault(string id) =>
        id.Length is 0 or > MaxLength || !id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-')
            ? $"'{id}' is no id: expected 1 to {MaxLength} lower-case letters, digits and '-'."
            : Reserved.Contains(id) ? $"'{id}' is reserved: expected another id." : null;

    /// <summary>An id that nothing has yet: of the name's letters and digits, or of the kind where these are none of ASCII.</summary>
    public static string Of(string name, string kind, IEnumerable<DataSource> others) => Of(name, kind, others.Select(source => source.Id));

    /// <summary>The same for other things that people set up and name.</summary>
    public static string Of(string name, string kind, IEnumerable<string> others)
    {
        var taken = others.Concat(Reserved).ToHashSet(StringComparer.Ordinal);
        var stem = Slug(name) is { Length: > 0 } slug ? slug : Slug(kind) is { Length: > 0 } second ? second : "source";
        for (var number = 1; ; number++)
        {
            var end = number == 1 ? "" : $"-{number}";
            var id = stem[..Math.Min(stem.Length, MaxLength - end.Length)].TrimEnd('-') + end;
            if (!taken.Contains(id))
            {
                return id;
            }
        }
    }

    private static string Slug(string text)
    {
        var letters = text.ToLowerInvariant().Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : '-');
        return string.Join('-', new string([.. letters]).Split('-', StringSplitOptions.RemoveEmptyEntries));
    }
}

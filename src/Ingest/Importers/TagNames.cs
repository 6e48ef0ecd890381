namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// Tag names as clouds change them: AWS writes <c>Team</c> as <c>user_team</c> or <c>user:Team</c>, others in lower case. A name that is asked
/// for is found in all of these spellings.
/// </summary>
internal static class TagNames
{
    private static readonly string[] Prefixes = ["user:", "user_"];

    /// <summary>The value of a tag; the exact name wins over other spellings.</summary>
    public static string? Find(Dictionary<string, string>? tags, string name)
    {
        if (tags is null || name.Length == 0)
        {
            return null;
        }

        if (tags.TryGetValue(name, out var exact))
        {
            return exact;
        }

        foreach (var (key, value) in tags)
        {
            if (IsSame(key, name))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A name without the prefix that marks it as the user's own.</summary>
    public static ReadOnlySpan<char> Bare(ReadOnlySpan<char> key)
    {
        foreach (var prefix in Prefixes)
        {
            if (key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && key.Length > prefix.Length)
            {
                return key[prefix.Length..];
            }
        }

        return key;
    }

    private static bool IsSame(ReadOnlySpan<char> key, ReadOnlySpan<char> name)
    {
        key = Bare(key);
        if (key.Length != name.Length)
        {
            return false;
        }

        for (var i = 0; i < key.Length; i++)
        {
            if (Fold(key[i]) != Fold(name[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static char Fold(char c) => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_';
}

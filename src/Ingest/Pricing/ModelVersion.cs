namespace FinOpsAI.Ingest.Pricing;

/// <summary>Cuts the version off a model's name, where vendors give each snapshot a name but one price to all.</summary>
internal static class ModelVersion
{
    /// <summary>
    /// Cuts one of <c>-2024-08-06</c>, <c>-20240806</c>, <c>@20240806</c>, <c>@default</c>, <c>-latest</c>, <c>-v1</c>, <c>:0</c>.
    /// </summary>
    /// <returns>False when the name ends in none of them.</returns>
    public static bool TryDrop(ref string name)
    {
        var cut = Length(name);
        name = name[..^cut];
        return cut > 0;
    }

    private static int Length(ReadOnlySpan<char> name)
    {
        foreach (var word in (ReadOnlySpan<string>)["-latest", "@latest", "@default"])
        {
            if (name.EndsWith(word, StringComparison.Ordinal))
            {
                return word.Length;
            }
        }

        var digits = TrailingDigits(name);
        var before = name[..^digits];
        if (digits is 8 && before is [.., '-' or '@'])
        {
            return 9;
        }

        if (digits is 2 && before is [.., '-'] && before.Length >= 9 && IsDashedDate(name[^11..]))
        {
            return 11;
        }

        if (digits is 1 or 2 && before.EndsWith("-v", StringComparison.Ordinal))
        {
            return digits + 2;
        }

        return digits is 1 or 2 && before is [.., ':'] ? digits + 1 : 0;
    }

    /// <summary>True for <c>-2024-08-06</c>.</summary>
    private static bool IsDashedDate(ReadOnlySpan<char> text) =>
        text[0] == '-' && text[1] == '2' && text[5] == '-' && text[8] == '-'
        && TrailingDigits(text[..5]) == 4 && TrailingDigits(text[..8]) == 2 && TrailingDigits(text) == 2;

    private static int TrailingDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[^(count + 1)]))
        {
            count++;
        }

        return count;
    }
}

namespace FinOpsAI.Core.Budgets;

/// <summary>Names written with <c>*</c> for any characters; case does not matter.</summary>
internal static class NamePattern
{
    /// <summary>Whether a name fits. Goes back to the last <c>*</c> alone, so that no pattern takes longer than name times pattern.</summary>
    public static bool Fits(string pattern, string name)
    {
        int p = 0, n = 0, star = -1, mark = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = n;
            }
            else if (p < pattern.Length && char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}

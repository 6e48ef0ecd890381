using System.Text;
using System.Text.RegularExpressions;

namespace FinOpsAI.Core.Attribution;

/// <summary>
/// A pattern of <c>*</c> (no slash), <c>**</c> (anything) and <c>?</c> (one character but a slash), each star captured. Runs in time linear to the
/// text whatever the pattern, so that nobody's rule can hold up ingest.
/// </summary>
internal sealed class GlobPattern
{
    private readonly Regex _regex;

    /// <summary>What stands before the first star or question mark: most values are told apart by it without the dearer look.</summary>
    private readonly string _start;

    public GlobPattern(string pattern)
    {
        var expression = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    expression.Append("((?:.|\\n)*?)");
                    Captures++;
                    i++;
                    break;
                case '*':
                    expression.Append("([^/]*?)");
                    Captures++;
                    break;
                case '?':
                    expression.Append("[^/]");
                    break;
                default:
                    expression.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        var wild = pattern.AsSpan().IndexOfAny('*', '?');
        _start = wild < 0 ? pattern : pattern[..wild];
        _regex = new(expression.Append("\\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>How many stars it has.</summary>
    public int Captures { get; }

    /// <summary>Adds what the stars stand for when the whole text matches.</summary>
    /// <returns>Whether it does.</returns>
    public bool TryMatch(string text, List<string> captures)
    {
        if (!text.StartsWith(_start, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var match = _regex.Match(text);
        for (var group = 1; match.Success && group < match.Groups.Count; group++)
        {
            captures.Add(match.Groups[group].Value);
        }

        return match.Success;
    }
}

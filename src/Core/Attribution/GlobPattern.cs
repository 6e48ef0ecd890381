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

        _regex = new(expression.Append("\\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>How many stars it has.</summary>
    public int Captures { get; }

    /// <summary>Adds what the stars stand for when the whole text matches.</summary>
    /// <returns>Whether it does.</returns>
    public bool TryMatch(string text, List<string> captures)
    {
        var match = _regex.Match(text);
        for (var group = 1; match.Success && group < match.Groups.Count; group++)
        {
            captures.Add(match.Groups[group].Value);
        }

        return match.Success;
    }
}

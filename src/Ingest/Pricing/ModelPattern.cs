using System.Text.RegularExpressions;

namespace FinOpsAI.Ingest.Pricing;

/// <summary>Names of models written as a pattern: <c>*</c> anywhere but at the end alone, or <c>/regular expression/</c>.</summary>
internal static class ModelPattern
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>A model's name is short; an expression that takes longer than this on one is of no use.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>A pattern's expression; null when the name is none: no <c>*</c>, or one at the end, for which there is a faster way.</summary>
    /// <exception cref="PriceCatalogueException">The expression is not one.</exception>
    public static Regex? TryParse(string name, string where)
    {
        if (name is not ['/', .., '/'] or "/")
        {
            var star = name.IndexOf('*', StringComparison.Ordinal);
            return star < 0 || star == name.Length - 1 ? null : new(Glob(name), Options | RegexOptions.NonBacktracking);
        }

        try
        {
            return new(name[1..^1], Options, Patience);
        }
        catch (ArgumentException e)
        {
            throw new PriceCatalogueException($"{where} has the name {name}, which is not a regular expression that can be used: {e.Message}", e);
        }
    }

    /// <summary>The expression of a name or pattern; a name fits itself alone.</summary>
    /// <exception cref="PriceCatalogueException">The expression is not one.</exception>
    public static Regex Parse(string name, string where) => TryParse(name, where) ?? new(Glob(name), Options | RegexOptions.NonBacktracking);

    /// <summary>Whether a name fits.</summary>
    public static bool Fits(Regex pattern, string name)
    {
        try
        {
            return pattern.IsMatch(name);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Dots and dashes are the same, as in names without a pattern.</summary>
    private static string Glob(string name) =>
        $"^{string.Join(".*", name.Split('*').Select(part => string.Concat(part.Select(c => c is '.' or '-' ? "[.-]" : Regex.Escape(c.ToString())))))}$";
}

using System.IO.Enumeration;

namespace FinOpsAI.Core.Gpu;

/// <summary>Names of GPU models as drivers, clouds and people write them.</summary>
public static class GpuModelName
{
    /// <summary>
    /// True when a pattern means a model. Case, <c>-</c> and <c>_</c> do not matter. A pattern with <c>*</c> must fit the whole name; one
    /// without must stand in it as whole words: <c>H100</c> is meant by <c>NVIDIA H100 80GB HBM3</c> and <c>nvidia-h100-80gb</c>, <c>L4</c> not by
    /// <c>NVIDIA L40S</c>.
    /// </summary>
    public static bool Matches(string pattern, string model)
    {
        var wanted = Plain(pattern);
        var name = Plain(model);
        return wanted.Contains('*', StringComparison.Ordinal)
            ? FileSystemName.MatchesSimpleExpression(wanted, name)
            : $" {name} ".Contains($" {wanted} ", StringComparison.Ordinal);
    }

    /// <summary>How much a pattern says: the one that says most wins.</summary>
    internal static int Weight(string pattern) => Plain(pattern).Count(c => c != '*');

    internal static string Plain(string text) => string.Join(
        ' ', text.ToLowerInvariant().Split([' ', '-', '_', '\t', '\\', '?'], StringSplitOptions.RemoveEmptyEntries));
}

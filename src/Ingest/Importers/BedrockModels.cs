using System.Text.RegularExpressions;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// Models as Bedrock's bills spell them, in the spelling of model ids: <c>Claude4.6Sonnet</c> is <c>claude-sonnet-4-6</c>. Names that follow no
/// known rule stay as they are.
/// </summary>
internal static partial class BedrockModels
{
    private const string Edition = "(Amazon Bedrock Edition)";

    /// <summary>The model of a usage type.</summary>
    /// <param name="name">Its part of the usage type.</param>
    /// <param name="isGlobal">Whether the global endpoint was used, which has a price of its own.</param>
    public static string OfUsageType(string name, bool isGlobal)
    {
        var model = Claude().Match(name) is { Success: true } claude ? ClaudeId(claude)
            : Nova().Match(name) is { Success: true } nova ? NovaId(nova)
            : Llama().Match(name) is { Success: true } llama ? $"llama-{llama.Groups[1].Value}.{llama.Groups[2].Value}-{llama.Groups[3].Value}b"
            : name;
        return isGlobal ? $"global.{model}" : model;
    }

    /// <summary>The model of a product sold through the Marketplace, such as <c>Claude Sonnet 4.6 (Amazon Bedrock Edition)</c>.</summary>
    public static string? OfProduct(string? product, bool isGlobal)
    {
        if (product is null || !product.EndsWith(Edition, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var id = product[..^Edition.Length].Trim().ToLowerInvariant().Replace(' ', '-').Replace('.', '-');
        return isGlobal ? $"global.{id}" : id;
    }

    [GeneratedRegex(@"^Claude(\d+)(?:\.(\d+))?([A-Z][a-z]+)(V\d+)?$")]
    private static partial Regex Claude();

    [GeneratedRegex(@"^Nova(\d+)?(?:\.(\d+))?([A-Z][a-z]+)$")]
    private static partial Regex Nova();

    [GeneratedRegex(@"^Llama(\d)[.-](\d)-(\d+)B$")]
    private static partial Regex Llama();

    /// <summary>The name's order changed with version 4: <c>claude-3-5-sonnet</c>, but <c>claude-sonnet-4-6</c>.</summary>
    private static string ClaudeId(Match name)
    {
        var minor = name.Groups[2].Value;
        var version = minor.Length > 0 && minor != "0" ? $"{name.Groups[1].Value}-{minor}" : name.Groups[1].Value;
        var family = name.Groups[3].Value.ToLowerInvariant();
        return name.Groups[1].Value is "1" or "2" or "3" ? $"claude-{version}-{family}" : $"claude-{family}-{version}";
    }

    private static string NovaId(Match name)
    {
        var major = name.Groups[1].Value;
        return major is "" or "1" ? $"nova-{name.Groups[3].Value.ToLowerInvariant()}" : $"nova-{major}-{name.Groups[3].Value.ToLowerInvariant()}";
    }
}

using System.Collections.Frozen;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>
/// What a rule can look at: the raw facts of a record as its sender stated them. Four of them are aliases that find the same thing under the names
/// that the connectors, receivers and importers write it.
/// </summary>
public static class RuleDimensions
{
    /// <summary>What leads the name of a tag.</summary>
    public const string TagPrefix = "tag:";

    private static readonly FrozenDictionary<string, string[]> Aliases = new Dictionary<string, string[]>
    {
        ["api_key"] = ["api_key_id", "api_key", "user_api_key_hash", "aws.iam_principal"],
        ["account"] = ["account", "aws.account", "azure.subscription", "focus.sub_account", "billing_account_id", "account_id", "contract_no"],
        ["workspace"] = ["workspace_id", "workspace", "project_id"],
        ["namespace"] = ["namespace", "exported_namespace", "pod_namespace", "k8s.namespace.name"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Func<UsageRecord, string?>> Fields = new Dictionary<string, Func<UsageRecord, string?>>
    {
        ["source"] = record => record.Source,
        ["provider"] = record => record.Provider,
        ["model"] = record => record.Model,
        ["service"] = record => record.Service,
        ["region"] = record => record.Region,
        ["service_tier"] = record => record.ServiceTier,
        ["charge_category"] = record => record.ChargeCategory,
        ["team"] = record => record.Scope.Team,
        ["project"] = record => record.Scope.Project,
        ["resource"] = record => record.Scope.ResourceName,
        ["experiment"] = record => record.Experiment,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every name but those of tags.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Fields.Keys.Concat(Aliases.Keys).Order(StringComparer.Ordinal)];

    /// <summary>The tags in which an alias looks, the first that is there wins; empty for what is no alias.</summary>
    public static IReadOnlyList<string> TagsOf(string alias) => Aliases.GetValueOrDefault(alias) ?? [];

    /// <summary>How to read a dimension of a record as stated; null for a name that is none.</summary>
    public static Func<UsageRecord, string?>? Reader(string name)
    {
        if (Fields.TryGetValue(name, out var field))
        {
            return field;
        }

        if (Aliases.TryGetValue(name, out var tags))
        {
            return record => FirstTag(record, tags);
        }

        if (!name.StartsWith(TagPrefix, StringComparison.Ordinal) || name.Length == TagPrefix.Length)
        {
            return null;
        }

        var tag = name[TagPrefix.Length..];
        return record => record.Tags.GetValueOrDefault(tag);
    }

    private static string? FirstTag(UsageRecord record, string[] tags)
    {
        if (record.Tags.Count == 0)
        {
            return null;
        }

        foreach (var tag in tags)
        {
            if (record.Tags.TryGetValue(tag, out var value) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }
}

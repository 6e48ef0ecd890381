using System.Collections.Frozen;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Usage;

/// <summary>The fields of the usage API.</summary>
internal enum UsageField
{
    Id,
    Source,
    Revision,
    Timestamp,
    Provider,
    Model,
    Service,
    Region,
    ServiceTier,
    ChargeCategory,
    Team,
    Project,
    Resource,
    Experiment,
    Usage,
    EffectiveCost,
    BilledCost,
    ListCost,
    BillingCurrency,
    Status,
    Tags,
    UserId,
    ApiKeyId,
}

/// <summary>The names under which a field is accepted: the API's own and the FOCUS column's.</summary>
internal static class UsageFields
{
    private static readonly FrozenDictionary<string, UsageField> ByName = new Dictionary<string, UsageField>
    {
        ["id"] = UsageField.Id,
        ["source"] = UsageField.Source,
        ["revision"] = UsageField.Revision,
        ["timestamp"] = UsageField.Timestamp,
        ["ChargePeriodStart"] = UsageField.Timestamp,
        ["provider"] = UsageField.Provider,
        ["ProviderName"] = UsageField.Provider,
        ["ServiceProviderName"] = UsageField.Provider,
        ["model"] = UsageField.Model,
        ["service"] = UsageField.Service,
        ["ServiceName"] = UsageField.Service,
        ["region"] = UsageField.Region,
        ["RegionId"] = UsageField.Region,
        ["service_tier"] = UsageField.ServiceTier,
        ["charge_category"] = UsageField.ChargeCategory,
        ["ChargeCategory"] = UsageField.ChargeCategory,
        ["team"] = UsageField.Team,
        ["project"] = UsageField.Project,
        ["SubAccountId"] = UsageField.Project,
        ["resource"] = UsageField.Resource,
        ["ResourceId"] = UsageField.Resource,
        ["experiment"] = UsageField.Experiment,
        ["usage"] = UsageField.Usage,
        ["effective_cost"] = UsageField.EffectiveCost,
        ["EffectiveCost"] = UsageField.EffectiveCost,
        ["billed_cost"] = UsageField.BilledCost,
        ["BilledCost"] = UsageField.BilledCost,
        ["list_cost"] = UsageField.ListCost,
        ["ListCost"] = UsageField.ListCost,
        ["billing_currency"] = UsageField.BillingCurrency,
        ["BillingCurrency"] = UsageField.BillingCurrency,
        ["status"] = UsageField.Status,
        ["tags"] = UsageField.Tags,
        ["Tags"] = UsageField.Tags,
        ["user_id"] = UsageField.UserId,
        ["api_key_id"] = UsageField.ApiKeyId,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, UsageField>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly CostStatus[] Statuses = [CostStatus.Estimated, CostStatus.Confirmed, CostStatus.Invoiced];

    private static readonly string[] ApiNames =
    [
        "id", "source", "revision", "timestamp", "provider", "model", "service", "region", "service_tier", "charge_category", "team", "project",
        "resource", "experiment", "usage", "effective_cost", "billed_cost", "list_cost", "billing_currency", "status", "tags", "user_id",
        "api_key_id",
    ];

    public static bool TryGet(ReadOnlySpan<char> name, out UsageField field) => Lookup.TryGetValue(name, out field);

    /// <summary>The API's own name of a field, as messages use it.</summary>
    public static string NameOf(UsageField field) => ApiNames[(int)field];

    /// <summary>Sets a field whose value is plain text.</summary>
    /// <returns>False when the field is not one of those.</returns>
    public static bool TrySetText(UsageDraft draft, UsageField field, string text)
    {
        switch (field)
        {
            case UsageField.Id: draft.Id = text; break;
            case UsageField.Source: draft.Source = text; break;
            case UsageField.Provider: draft.Provider = text; break;
            case UsageField.Model: draft.Model = text; break;
            case UsageField.Service: draft.Service = text; break;
            case UsageField.Region: draft.Region = text; break;
            case UsageField.ServiceTier: draft.ServiceTier = text; break;
            case UsageField.ChargeCategory: draft.ChargeCategory = text; break;
            case UsageField.Team: draft.Team = text; break;
            case UsageField.Project: draft.Project = text; break;
            case UsageField.Resource: draft.Resource = text; break;
            case UsageField.Experiment: draft.Experiment = text; break;
            case UsageField.BillingCurrency: draft.BillingCurrency = text; break;
            case UsageField.UserId: draft.SetTag("user_id", text); break;
            case UsageField.ApiKeyId: draft.SetTag("api_key_id", text); break;
            default: return false;
        }

        return true;
    }

    /// <summary>Sets a cost.</summary>
    /// <returns>False when the field is not one.</returns>
    public static bool TrySetCost(UsageDraft draft, UsageField field, decimal amount)
    {
        switch (field)
        {
            case UsageField.EffectiveCost: draft.EffectiveCost = amount; break;
            case UsageField.BilledCost: draft.BilledCost = amount; break;
            case UsageField.ListCost: draft.ListCost = amount; break;
            default: return false;
        }

        return true;
    }

    public static bool IsCost(UsageField field) => field is UsageField.EffectiveCost or UsageField.BilledCost or UsageField.ListCost;

    /// <summary>Reads <c>estimated</c>, <c>confirmed</c> or <c>invoiced</c>, ignoring case.</summary>
    public static bool TryStatus(ReadOnlySpan<char> text, out CostStatus status)
    {
        status = default;
        foreach (var candidate in Statuses)
        {
            if (text.Equals(candidate.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                status = candidate;
                return true;
            }
        }

        return false;
    }
}

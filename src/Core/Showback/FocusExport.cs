using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Showback;

/// <summary>
/// Showback as a FOCUS 1.2 file with the allocation columns of 1.3: a row for each resource, model and status of a day; for a shared cost a row that
/// takes it away from where it arose, and one for each part. All rows of the organization add up to its cost; those of one AllocatedMethodId to nothing.
/// </summary>
/// <param name="organization">The organization's name: BillingAccountId and InvoiceIssuerName.</param>
/// <param name="currency">ISO 4217 code of the amounts.</param>
/// <param name="shared">All shared costs.</param>
public sealed class FocusExport(string organization, string currency, IReadOnlyList<SharedCost> shared)
{
    private const string Time = "yyyy-MM-ddTHH:mm:ssZ";

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, SharedCost> _shared = shared.ToDictionary(one => one.Id, StringComparer.Ordinal);

    /// <summary>The columns: those of FOCUS 1.2 by name, then the allocation columns of 1.3, then one of our own.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "AvailabilityZone", "BilledCost", "BillingAccountId", "BillingAccountName", "BillingAccountType", "BillingCurrency", "BillingPeriodEnd",
        "BillingPeriodStart", "CapacityReservationId", "CapacityReservationStatus", "ChargeCategory", "ChargeClass", "ChargeDescription",
        "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "CommitmentDiscountCategory", "CommitmentDiscountId", "CommitmentDiscountName",
        "CommitmentDiscountQuantity", "CommitmentDiscountStatus", "CommitmentDiscountType", "CommitmentDiscountUnit", "ConsumedQuantity",
        "ConsumedUnit", "ContractedCost", "ContractedUnitPrice", "EffectiveCost", "InvoiceId", "InvoiceIssuerName", "ListCost", "ListUnitPrice",
        "PricingCategory", "PricingCurrency", "PricingCurrencyContractedUnitPrice", "PricingCurrencyEffectiveCost", "PricingCurrencyListUnitPrice",
        "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "RegionId", "RegionName", "ResourceId", "ResourceName", "ResourceType",
        "ServiceCategory", "ServiceName", "ServiceSubcategory", "SkuId", "SkuMeter", "SkuPriceDetails", "SkuPriceId", "SubAccountId",
        "SubAccountName", "SubAccountType", "Tags",
        "AllocatedMethodDetails", "AllocatedMethodId", "AllocatedResourceId", "AllocatedResourceName", "AllocatedTags",
        "x_CostStatus",
    ];

    /// <summary>The first row.</summary>
    public static string Header => CsvText.Row(Columns);

    /// <summary>A row of what a resource spent itself.</summary>
    public string Direct(DailyCost row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var fields = Common(row.Day, row.Provider, row.Model, row.Status, row.Sums.Cost, row.Scope);
        fields["ChargeCategory"] = "Usage";
        fields["ChargeDescription"] = row.Model.Length == 0 ? row.Provider : $"{row.Provider} {row.Model}";
        var (quantity, unit) = Consumed(row.Sums.Usage);
        if (unit is not null)
        {
            fields["ConsumedQuantity"] = fields["PricingQuantity"] = CsvText.Number(quantity);
            fields["ConsumedUnit"] = fields["PricingUnit"] = unit;
        }

        return Row(fields);
    }

    /// <summary>A row of a shared cost: taken away from where it arose, or a part of it.</summary>
    public string Allocated(AllocationLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var one = _shared.GetValueOrDefault(line.Shared);
        var name = one?.Name ?? line.Shared;
        var fields = Common(line.Day, line.Provider, line.Model, line.Status, line.Cost, line.IsOut ? line.Scope : one?.Origin.Scope ?? line.Scope);
        fields["ChargeCategory"] = line.IsOut ? "Adjustment" : "Usage";
        fields["ChargeDescription"] = line.IsOut ? $"Shared cost {name}: taken over by others" : $"Part of shared cost {name}";
        fields["AllocatedMethodId"] = line.Shared;
        if (!line.IsOut)
        {
            fields["AllocatedMethodDetails"] = Details(one, line);
            fields["AllocatedResourceId"] = line.Scope.Key;
            fields["AllocatedResourceName"] = line.Scope.Name;
            fields["AllocatedTags"] = Tags(line.Scope);
        }

        return Row(fields);
    }

    private Dictionary<string, string> Common(DateOnly day, string provider, string model, CostStatus status, CostAmounts cost, ScopePath scope)
    {
        var month = new DateOnly(day.Year, day.Month, 1);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BilledCost"] = CsvText.Number(cost.Billed),
            ["BillingAccountId"] = organization,
            ["BillingAccountName"] = organization,
            ["BillingAccountType"] = "Organization",
            ["BillingCurrency"] = currency,
            ["BillingPeriodStart"] = Iso(month),
            ["BillingPeriodEnd"] = Iso(month.AddMonths(1)),
            ["ChargeFrequency"] = "Usage-Based",
            ["ChargePeriodStart"] = Iso(day),
            ["ChargePeriodEnd"] = Iso(day.AddDays(1)),
            ["ContractedCost"] = CsvText.Number(cost.Effective),
            ["EffectiveCost"] = CsvText.Number(cost.Effective),
            ["InvoiceIssuerName"] = organization,
            ["ListCost"] = CsvText.Number(cost.List),
            ["PricingCategory"] = "Standard",
            ["ProviderName"] = provider,
            ["PublisherName"] = provider,
            ["ResourceId"] = scope.ResourceName ?? scope.Key,
            ["ResourceName"] = scope.Name,
            ["ResourceType"] = scope.Kind.ToString(),
            ["ServiceCategory"] = "AI and Machine Learning",
            ["ServiceName"] = provider,
            ["ServiceSubcategory"] = "Generative AI",
            ["SubAccountId"] = scope.Project is { } project ? $"{scope.Team}/{project}" : scope.Team ?? organization,
            ["SubAccountName"] = scope.Project ?? scope.Team ?? organization,
            ["SubAccountType"] = scope.Project is null ? "Team" : "Project",
            ["Tags"] = Tags(scope),
            ["x_CostStatus"] = status.ToString(),
        };
        if (model.Length > 0)
        {
            fields["SkuId"] = $"{provider}/{model}";
            fields["SkuPriceDetails"] = JsonSerializer.Serialize(new Dictionary<string, string> { ["x_ModelName"] = model }, Json);
        }

        return fields;
    }

    private static string Tags(ScopePath scope)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (scope.Team is { } team)
        {
            tags["team"] = team;
        }

        // A team as a whole has no project: told so, or the part would be put into the origin's.
        tags["project"] = scope.Project ?? ScopePath.Unattributed;
        return JsonSerializer.Serialize(tags, Json);
    }

    private string Details(SharedCost? one, AllocationLine line)
    {
        var element = new Dictionary<string, object> { ["AllocatedRatio"] = line.Ratio ?? 0 };
        if (line.Quantity is { } quantity && one?.Driver is { } driver)
        {
            element["UsageUnit"] = driver switch
            {
                ShareDriver.Tokens => "Tokens",
                ShareDriver.Requests => "Requests",
                ShareDriver.GpuSeconds => "GPU-Seconds",
                _ => currency,
            };
            element["UsageQuantity"] = quantity;
        }

        return JsonSerializer.Serialize(new Dictionary<string, object> { ["Elements"] = new[] { element } }, Json);
    }

    private static (decimal Quantity, string? Unit) Consumed(UsageTotals usage)
    {
        var tokens = usage.InputTokens + usage.CachedTokens + usage.OutputTokens;
        return tokens != 0 ? (tokens, "Tokens")
            : usage.GpuHours != 0 ? (usage.GpuHours, "GPU-Hours")
            : usage.Requests != 0 ? (usage.Requests, "Requests")
            : (0, null);
    }

    private static string Row(Dictionary<string, string> fields) => CsvText.Row(Columns.Select(column => fields.GetValueOrDefault(column, "")));

    private static string Iso(DateOnly day) => UtcDay.StartOf(day).UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);
}

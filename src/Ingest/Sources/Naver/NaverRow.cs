using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Sources.Naver;

/// <summary>One charge of a month.</summary>
internal static class NaverRow
{
    /// <summary>Adds it. A charge that does not add up is told and kept: what Naver demands is what is paid.</summary>
    /// <exception cref="RowException">It has no amount, or a field makes no sense.</exception>
    public static void Add(SourceBatchBuilder to, JsonElement row, DateTimeOffset month, bool isRunning)
    {
        var demanded = JsonFields.Number(row, "demandAmount") ?? throw new RowException("demandAmount", "demandAmount is missing.");
        var used = JsonFields.Number(row, "useAmount");
        var discounts = Discounts(row);
        var contract = JsonFields.Object(row, "contract");
        var contractNo = contract is { } c ? JsonFields.Text(c, "contractNo") : JsonFields.Text(row, "contractNo");
        var member = JsonFields.Text(row, "memberNo");
        var region = JsonFields.Text(row, "regionCode");
        var type = Code(row, "demandType") ?? Code(row, "productDemandType");
        var detail = Code(row, "demandTypeDetail");
        var unit = Code(row, "usageUnit");

        var draft = to.Draft(
            month.ToString("yyyy-MM", CultureInfo.InvariantCulture), member, region, contractNo, type?.Code, detail?.Code, unit?.Code);
        draft.Timestamp = month;
        draft.Provider = "naver";
        draft.Service = type?.Name ?? detail?.Name;
        draft.Region = region;
        draft.Project = member;
        draft.Resource = (contract is { } named ? JsonFields.Text(named, "instanceName") : null) ?? contractNo ?? detail?.Name ?? draft.Service;
        draft.ChargeCategory = demanded < 0 ? "Credit" : "Usage";
        draft.ListCost = used;
        draft.EffectiveCost = demanded;
        draft.BillingCurrency = Code(row, "payCurrency")?.Code ?? "KRW";
        draft.Status = isRunning ? CostStatus.Estimated : CostStatus.Confirmed;
        if ((JsonFields.Number(row, "totalUnitUsageQuantity") ?? JsonFields.Number(row, "unitUsageQuantity")) is { } quantity and not 0)
        {
            draft.Usage.Add(new(Unit(unit?.Name), quantity));
        }

        Tag("contract_no", contractNo);
        Tag("demand_type", type?.Code);
        Tag("demand_type_detail", detail?.Name);
        to.Add();
        if (used is { } list && Math.Abs(list - discounts - demanded) >= 1)
        {
            to.Fail("demandAmount", string.Create(
                CultureInfo.InvariantCulture,
                $"demandAmount: {demanded} of contract {contractNo ?? "none"} is not useAmount {list} less discounts of {discounts}; it was taken as it is."));
        }

        void Tag(string name, string? value)
        {
            if (value is not null)
            {
                draft.SetTag(name, value);
            }
        }
    }

    /// <summary>All kinds of discounts together; new kinds follow the same naming.</summary>
    private static decimal Discounts(JsonElement row)
    {
        decimal sum = 0;
        foreach (var property in row.EnumerateObject())
        {
            if (property.Name.Contains("Discount", StringComparison.Ordinal) && property.Name.EndsWith("Amount", StringComparison.Ordinal))
            {
                sum += JsonFields.Number(row, property.Name) ?? 0;
            }
        }

        return sum;
    }

    private static (string Code, string Name)? Code(JsonElement row, string field) =>
        JsonFields.Object(row, field) is { } value && (JsonFields.Text(value, "code") ?? JsonFields.Text(value, "codeName")) is { } code
            ? (code, JsonFields.Text(value, "codeName") ?? code)
            : null;

    private static string Unit(string? name) => name?.Trim().ToLowerInvariant() switch
    {
        "hour" or "hours" or "hr" or "시간" => "instance_hour",
        null or "" => "other:unit",
        _ => $"other:{name}",
    };
}

using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>One row of an Azure actual or amortised cost file to one draft.</summary>
internal sealed class AzureCostMapping : ICsvMapping
{
    /// <summary>Tags that this mapping adds to a row's own.</summary>
    private const int OwnTags = 4;

    private readonly CsvHeader _header;
    private readonly AzureColumns _columns;
    private readonly AzureDates _dates;
    private readonly ImportContext _context;
    private readonly NamePool _names;
    private readonly FocusRowIds _ids;
    private readonly int _mostTags;

    public AzureCostMapping(CsvHeader header, ImportContext context, NamePool names, int maxTags)
    {
        _header = header;
        _columns = new(header);
        _dates = new(header);
        _context = context;
        _names = names;
        _ids = new(_columns.Identity, context.Ids ?? new());
        _mostTags = Math.Max(0, maxTags - OwnTags);
        if (_columns.Currency < 0 && context.Currency is null)
        {
            throw CsvColumns.Missing("An Azure cost file", "BillingCurrency (or BillingCurrencyCode, Currency)", header);
        }
    }

    public UsageError? Map(CsvRow row, UsageDraft draft)
    {
        if (!_dates.TryRead(row, _columns.Date, out var day))
        {
            return Fail(row, _columns.Date, "a date such as 2026-01-05 or 01/05/2026");
        }

        if (FocusValues.IsNull(row[_columns.Cost]) || !CsvColumns.TryDecimal(row[_columns.Cost], out var cost))
        {
            return Fail(row, _columns.Cost, "a decimal number");
        }

        draft.Id = _ids.Next(row);
        draft.Source = "azure-cost";
        draft.Revision = _context.Revision;
        draft.Timestamp = day;
        draft.Provider = _context.Provider ?? "azure";
        draft.Service = Text(row, _columns.Category);
        draft.Region = Text(row, _columns.Region);
        draft.ChargeCategory = CategoryOf(row[_columns.ChargeType]);
        draft.EffectiveCost = cost;
        draft.BillingCurrency = Text(row, _columns.Currency) ?? _context.Currency;
        draft.Status = Text(row, _columns.Invoice) is null ? CostStatus.Confirmed : CostStatus.Invoiced;
        draft.Experiment = _context.Experiment;
        draft.AllowNegativeUsage = true;
        return MapList(row, draft) ?? MapUsage(row, draft) ?? MapScope(row, draft);
    }

    private UsageError? MapList(CsvRow row, UsageDraft draft)
    {
        if (FocusValues.IsNull(row[_columns.PayGoCost]))
        {
            return null;
        }

        if (!CsvColumns.TryDecimal(row[_columns.PayGoCost], out var list))
        {
            return Fail(row, _columns.PayGoCost, "a decimal number");
        }

        // Reservations and what others sell have no list price here: 0 means unknown.
        draft.ListCost = list == 0 && draft.EffectiveCost != 0 ? null : list;
        return null;
    }

    private UsageError? MapUsage(CsvRow row, UsageDraft draft)
    {
        var name = Text(row, _columns.Meter) ?? "";
        var isModel = AzureMeter.IsModelCategory(draft.Service) || AzureMeter.IsModelCategory(Text(row, _columns.SubCategory));
        var meter = isModel ? AzureMeter.Parse(name) : default;
        draft.Model = meter.Model is { } model ? _names.Get(model) : _context.Model;
        draft.ServiceTier = meter.Tier;
        if (!IsUse(row[_columns.ChargeType]) || FocusValues.IsNull(row[_columns.Quantity]))
        {
            return null;
        }

        if (!CsvColumns.TryDecimal(row[_columns.Quantity], out var quantity))
        {
            return Fail(row, _columns.Quantity, "a decimal number");
        }

        var block = AzureBlock.Parse(Text(row, _columns.Unit) ?? "");
        if (Math.Abs(quantity) > decimal.MaxValue / block.Size)
        {
            return Fail(row, _columns.Quantity, "a quantity");
        }

        quantity *= block.Size;
        if (isModel)
        {
            meter.AddUsage(draft, name, quantity, block.IsHours, _names);
        }
        else if (block.IsHours && draft.Service == "Virtual Machines")
        {
            draft.Usage.Add(new("instance_hour", quantity));
        }
        else
        {
            draft.Usage.Add(FocusUnits.Map(block.Unit, quantity, name, _names));
        }

        return null;
    }

    private UsageError? MapScope(CsvRow row, UsageDraft draft)
    {
        if (!FocusValues.IsNull(row[_columns.Tags]))
        {
            FocusTags.Read(row[_columns.Tags], draft, _names, _mostTags);
        }

        draft.Team = TagNames.Find(draft.Tags, _context.TeamTag) ?? _context.Team;
        draft.Project = TagNames.Find(draft.Tags, _context.ProjectTag) ?? _context.Project
            ?? Text(row, _columns.ResourceGroup) ?? Text(row, _columns.SubscriptionName) ?? Text(row, _columns.SubscriptionId);
        draft.Resource = _context.Resource ?? Lower(row, _columns.ResourceId) ?? Text(row, _columns.Meter) ?? draft.Service;
        SetTag(draft, "azure.subscription", Text(row, _columns.SubscriptionId));
        SetTag(draft, "azure.meter", Text(row, _columns.Meter));
        SetTag(draft, "azure.meter_id", Text(row, _columns.MeterId));
        SetTag(draft, "azure.charge_type", row[_columns.ChargeType] is "Usage" ? null : Text(row, _columns.ChargeType));
        return null;
    }

    private static bool IsUse(ReadOnlySpan<char> type) => type.IsEmpty || type.Equals("Usage", StringComparison.OrdinalIgnoreCase);

    private static string CategoryOf(ReadOnlySpan<char> type) => type switch
    {
        "Purchase" => "Purchase",
        "Tax" => "Tax",
        "Credit" => "Credit",
        "Refund" or "RoundingAdjustment" or "Adjustment" => "Adjustment",
        _ => "Usage",
    };

    private static void SetTag(UsageDraft draft, string key, string? value)
    {
        if (value is not null)
        {
            draft.SetTag(key, value);
        }
    }

    private string? Text(CsvRow row, int column) => FocusValues.IsNull(row[column]) ? null : _names.Get(row[column]);

    /// <summary>Resource ids ignore case, and the same one comes in several.</summary>
    private string? Lower(CsvRow row, int column)
    {
        var text = row[column];
        if (FocusValues.IsNull(text) || text.Length > 2_048)
        {
            return null;
        }

        Span<char> lower = stackalloc char[text.Length];
        text.ToLowerInvariant(lower);
        return _names.Get(lower);
    }

    private UsageError Fail(CsvRow row, int column, string expected) => CsvColumns.Fail(row, _header.Names[column], row[column], expected);
}

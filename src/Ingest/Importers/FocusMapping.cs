using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>One FOCUS row to one draft.</summary>
internal sealed class FocusMapping : ICsvMapping
{
    private const string Expected =
        "at least ChargePeriodStart, EffectiveCost or BilledCost, ProviderName or ServiceProviderName, and BillingCurrency";

    /// <summary>Tags that this mapping adds to a row's own.</summary>
    private const int OwnTags = 3;

    private readonly FocusColumns _columns;
    private readonly ImportContext _context;
    private readonly NamePool _names;
    private readonly int _mostTags;
    private readonly int _id;
    private readonly FocusRowIds _ids;
    private readonly FocusPeriod? _period;
    private readonly FocusMeters _meters;

    public FocusMapping(CsvHeader header, ImportContext context, NamePool names, int maxTags, Func<string, string, bool> knowsModel)
    {
        _columns = new(header);
        _context = context;
        _names = names;
        _meters = new(_columns, names, knowsModel);
        _mostTags = Math.Max(0, maxTags - OwnTags);
        _ids = new(_columns.Identity, context.Ids ?? new());
        _period = context.BillingPeriod is { } only ? new(_columns.BillingPeriod, only) : null;
        if (_columns.PeriodStart < 0
            || (_columns.Effective < 0 && _columns.Billed < 0)
            || (_columns.Provider < 0 && _columns.OlderProvider < 0 && context.Provider is null)
            || (_columns.Currency < 0 && context.Currency is null))
        {
            throw CsvColumns.Missing("FOCUS", Expected, header);
        }

        _id = context.IdColumn is null ? -1 : header.Find(context.IdColumn);
        if (context.IdColumn is not null && _id < 0)
        {
            throw CsvColumns.Missing("--id-column", context.IdColumn, header);
        }
    }

    public UsageError? Map(CsvRow row, UsageDraft draft)
    {
        if (!FocusValues.TryTime(row[_columns.PeriodStart], out var start))
        {
            return CsvColumns.Fail(
                row, "ChargePeriodStart", row[_columns.PeriodStart], "a time such as 2026-01-05T10:00:00Z (without a zone it is UTC)");
        }

        _period?.Check(row);
        draft.Id = _id >= 0 ? Text(row, _id) : _ids.Next(row);
        draft.Source = "focus";
        draft.Revision = _context.Revision;
        draft.Timestamp = start;
        draft.Provider = Text(row, _columns.Provider) ?? Text(row, _columns.OlderProvider) ?? _context.Provider;
        draft.Service = Text(row, _columns.Service);
        draft.Region = Text(row, _columns.Region);
        draft.ChargeCategory = Text(row, _columns.Category);
        draft.BillingCurrency = Text(row, _columns.Currency) ?? _context.Currency;
        draft.Status = Enum.TryParse<CostStatus>(Text(row, _columns.CostStatus), true, out var status) && Enum.IsDefined(status) ? status
            : Text(row, _columns.Invoice) is null ? CostStatus.Confirmed
            : CostStatus.Invoiced;
        draft.Experiment = _context.Experiment;
        draft.AllowNegativeUsage = true;
        return MapCosts(row, draft) ?? MapUsage(row, draft) ?? MapScope(row, draft);
    }

    private UsageError? MapCosts(CsvRow row, UsageDraft draft)
    {
        if (!TryAmount(row, _columns.Effective, out var effective))
        {
            return CsvColumns.Fail(row, "EffectiveCost", row[_columns.Effective], "a decimal number");
        }

        if (!TryAmount(row, _columns.Billed, out var billed))
        {
            return CsvColumns.Fail(row, "BilledCost", row[_columns.Billed], "a decimal number");
        }

        if (!TryAmount(row, _columns.List, out var list))
        {
            return CsvColumns.Fail(row, "ListCost", row[_columns.List], "a decimal number");
        }

        // Azure's export writes 0 for a list price that it does not know.
        list = list == 0 && effective != 0 && _columns.MeterCategory >= 0 ? null : list;
        (draft.EffectiveCost, draft.BilledCost, draft.ListCost) = (effective, billed, list);
        return effective is null && billed is null
            ? new(row.Line, "EffectiveCost", "EffectiveCost and BilledCost are both empty, expected at least one of them.")
            : null;
    }

    private UsageError? MapUsage(CsvRow row, UsageDraft draft)
    {
        var (column, unitColumn, name) = FocusValues.IsNull(row[_columns.ConsumedQuantity])
            ? (_columns.PricingQuantity, _columns.PricingUnit, "PricingQuantity")
            : (_columns.ConsumedQuantity, _columns.ConsumedUnit, "ConsumedQuantity");
        if (!TryAmount(row, column, out var quantity))
        {
            return CsvColumns.Fail(row, name, row[column], "a decimal number");
        }

        var meter = _meters.Read(row, draft.Provider);
        draft.Model = meter.Model;
        draft.ServiceTier = meter.Tier;
        if (quantity is { } amount && Text(row, unitColumn) is { } unit)
        {
            meter.AddUsage(draft, unit, amount);
        }

        return null;
    }

    private UsageError? MapScope(CsvRow row, UsageDraft draft)
    {
        AddTags(row, _columns.Tags, draft);
        AddTags(row, _columns.AllocatedTags, draft);
        var tags = draft.Tags;
        draft.Team = tags?.GetValueOrDefault(_context.TeamTag) ?? _context.Team;
        draft.Project = tags?.GetValueOrDefault(_context.ProjectTag)
            ?? _context.Project ?? Text(row, _columns.SubAccountName) ?? Text(row, _columns.SubAccountId);
        draft.Resource = _context.Resource ?? Text(row, _columns.ResourceId) ?? Text(row, _columns.ResourceName) ?? draft.Service;
        draft.Model = FocusTags.FindModel(row, _columns.SkuDetails, _names) ?? tags?.GetValueOrDefault("model") ?? _context.Model ?? draft.Model;
        SetTag(draft, "focus.sub_account", Text(row, _columns.SubAccountId));
        SetTag(draft, "focus.sku", Text(row, _columns.Sku));
        SetTag(draft, "focus.charge_class", Text(row, _columns.Class));
        return null;
    }

    private void AddTags(CsvRow row, int column, UsageDraft draft)
    {
        if (!FocusValues.IsNull(row[column]))
        {
            FocusTags.Read(row[column], draft, _names, _mostTags);
        }
    }

    private static void SetTag(UsageDraft draft, string key, string? value)
    {
        if (value is not null)
        {
            draft.SetTag(key, value);
        }
    }

    private string? Text(CsvRow row, int column) => FocusValues.IsNull(row[column]) ? null : _names.Get(row[column]);

    private static bool TryAmount(CsvRow row, int column, out decimal? amount)
    {
        amount = null;
        if (FocusValues.IsNull(row[column]))
        {
            return true;
        }

        var read = CsvColumns.TryDecimal(row[column], out var value);
        amount = value;
        return read;
    }
}

/// <summary>Values as FOCUS files write them.</summary>
internal static class FocusValues
{
    private static readonly string[] Dates = ["M/d/yy", "M/d/yyyy", "M/d/yy H:mm", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss"];

    /// <summary>Nothing, or the word NULL, which some exporters write bare.</summary>
    public static bool IsNull(ReadOnlySpan<char> text) => text.IsEmpty || text.Equals("NULL", StringComparison.OrdinalIgnoreCase);

    /// <summary>ISO 8601 with or without a zone, or the <c>M/D/YY</c> of the specification's own SaaS examples; UTC.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        IsoTimestamp.TryParse(text, out time)
        || DateTimeOffset.TryParseExact(
            text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}

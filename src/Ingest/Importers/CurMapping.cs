using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>One row of an AWS Cost and Usage Report to one draft.</summary>
internal sealed class CurMapping : ICsvMapping
{
    /// <summary>Tags that this mapping adds to a row's own.</summary>
    private const int OwnTags = 5;

    private readonly CurHeader _names;
    private readonly CurColumns _columns;
    private readonly CsvHeader _header;
    private readonly ImportContext _context;
    private readonly NamePool _pool;
    private readonly FocusRowIds _ids;
    private readonly int _mostTags;
    private readonly Dictionary<(string, string?), AwsUsageType> _usageTypes = [];

    public CurMapping(CsvHeader header, ImportContext context, NamePool names, int maxTags)
    {
        _header = header;
        _names = new(header);
        _columns = new(header, _names);
        _context = context;
        _pool = names;
        _ids = new(_columns.Identity, context.Ids ?? new());
        _mostTags = Math.Max(0, maxTags - OwnTags);
    }

    public UsageError? Map(CsvRow row, UsageDraft draft)
    {
        if (!FocusValues.TryTime(row[_columns.Start], out var start))
        {
            return Fail(row, _columns.Start, "a time such as 2026-01-05T10:00:00Z");
        }

        var type = row[_columns.Type];
        var isMarketplace = row[_columns.Entity] is "AWS Marketplace";
        draft.Id = _ids.Next(row);
        draft.Source = "cur";
        draft.Revision = _context.Revision;
        draft.Timestamp = start;
        draft.Provider = _context.Provider ?? "aws";
        draft.ChargeCategory = CategoryOf(type);
        draft.BillingCurrency = Text(row, _columns.Currency) ?? _context.Currency;
        draft.Status = Text(row, _columns.Invoice) is null ? CostStatus.Confirmed : CostStatus.Invoiced;
        draft.Experiment = _context.Experiment;
        draft.AllowNegativeUsage = true;
        var wrong = _columns.Costs.Read(row, type, isMarketplace, draft);
        return wrong >= 0 ? Fail(row, wrong, "a decimal number") : MapUsage(row, type, draft) ?? MapScope(row, type, draft);
    }

    private UsageError? MapUsage(CsvRow row, ReadOnlySpan<char> type, UsageDraft draft)
    {
        var product = Text(row, _columns.ProductName) ?? FromMap(row, "product_name");
        var usageType = Text(row, _columns.UsageType) ?? "";
        var parsed = Parse(usageType, product);
        draft.Model = parsed.Model is { } model ? _pool.Get(model) : _context.Model;
        draft.ServiceTier = parsed.Tier;
        var isBedrock = product?.EndsWith("(Amazon Bedrock Edition)", StringComparison.OrdinalIgnoreCase) is true;
        draft.Service = isBedrock ? "AmazonBedrock" : Text(row, _columns.ProductCode);
        draft.Region = Text(row, _columns.Region) ?? FromMap(row, "region");

        // Only these lines are use. A negation or a fee repeats the amount of what it is about.
        if (type is not ("Usage" or "DiscountedUsage" or "SavingsPlanCoveredUsage") || FocusValues.IsNull(row[_columns.Amount]))
        {
            return null;
        }

        if (!CsvColumns.TryDecimal(row[_columns.Amount], out var amount))
        {
            return Fail(row, _columns.Amount, "a decimal number");
        }

        parsed.AddUsage(draft, usageType, Text(row, _columns.Unit), amount, _pool);
        return null;
    }

    private UsageError? MapScope(CsvRow row, ReadOnlySpan<char> type, UsageDraft draft)
    {
        CurTags.Read(row, _columns, _names.Tags, draft, _pool, _mostTags);
        draft.Team = TagNames.Find(draft.Tags, _context.TeamTag) ?? _context.Team;
        draft.Project = TagNames.Find(draft.Tags, _context.ProjectTag)
            ?? _context.Project ?? Text(row, _columns.AccountName) ?? Text(row, _columns.AccountId);
        draft.Resource = _context.Resource ?? Text(row, _columns.Resource) ?? draft.Service;
        SetTag(draft, "aws.account", Text(row, _columns.AccountId));
        SetTag(draft, "aws.usage_type", Text(row, _columns.UsageType));
        SetTag(draft, "aws.operation", Text(row, _columns.Operation));
        SetTag(draft, "aws.iam_principal", Text(row, _columns.Principal));
        SetTag(draft, "aws.line_item_type", type is "Usage" ? null : _pool.Get(type));
        return null;
    }

    private static string CategoryOf(ReadOnlySpan<char> type) => type switch
    {
        "Tax" => "Tax",
        "Credit" => "Credit",
        "Refund" or "SavingsPlanNegation" => "Adjustment",
        "Fee" or "RIFee" or "SavingsPlanUpfrontFee" or "SavingsPlanRecurringFee" => "Purchase",
        _ when type.EndsWith("Discount", StringComparison.Ordinal) => "Credit",
        _ => "Usage",
    };

    /// <summary>A report has millions of rows and some hundreds of usage types.</summary>
    private AwsUsageType Parse(string usageType, string? product)
    {
        if (!_usageTypes.TryGetValue((usageType, product), out var parsed))
        {
            parsed = AwsUsageType.Parse(usageType, product);
            if (_usageTypes.Count < 100_000)
            {
                _usageTypes[(usageType, product)] = parsed;
            }
        }

        return parsed;
    }

    /// <summary>A value of the map column <c>product</c>; null when it has none.</summary>
    private string? FromMap(CsvRow row, string key)
    {
        var json = row[_columns.Product];
        if (json is not ['{', ..])
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json.ToString());
            return document.RootElement.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String
                && value.GetString() is { Length: > 0 } text
                ? _pool.Get(text)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void SetTag(UsageDraft draft, string key, string? value)
    {
        if (value is not null)
        {
            draft.SetTag(key, value);
        }
    }

    private string? Text(CsvRow row, int column) => FocusValues.IsNull(row[column]) ? null : _pool.Get(row[column]);

    private UsageError Fail(CsvRow row, int column, string expected) => CsvColumns.Fail(row, _header.Names[column], row[column], expected);
}

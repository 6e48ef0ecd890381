using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// What a FOCUS row's meter says: the standard has no column for a model, but AWS's usage type and Azure's meter name it, and others may where
/// the price catalogue recognises it.
/// </summary>
internal sealed class FocusMeters(FocusColumns columns, NamePool names, Func<string, string, bool> knowsModel)
{
    private const int MostKept = 10_000;
    private readonly Dictionary<(string? Provider, string? Meter, string? Sku, string? Category), Meter> _kept = [];

    /// <summary>The meter of a row; files have millions of rows and hundreds of meters.</summary>
    public Meter Read(CsvRow row, string? provider)
    {
        var category = Text(row, columns.MeterSubcategory) ?? Text(row, columns.MeterCategory) ?? Text(row, columns.Service);
        var name = Text(row, columns.Meter);
        var sku = Text(row, columns.Sku);
        if (!_kept.TryGetValue((provider, name, sku, category), out var meter))
        {
            meter = Parse(provider, name, sku, category);
            if (_kept.Count < MostKept)
            {
                _kept[(provider, name, sku, category)] = meter;
            }
        }

        // A description differs from row to row; it is only looked at for the kind of token.
        return meter.Name is null ? meter with { Description = Text(row, columns.Description) } : meter;
    }

    private Meter Parse(string? provider, string? name, string? sku, string? category)
    {
        if (name is not null && AwsUsageType.Parse(name, null) is { Unit: not null } or { Instance: not null })
        {
            var usageType = AwsUsageType.Parse(name, null);
            return new(names, name) { Aws = usageType, Model = usageType.Model, Tier = usageType.Tier };
        }

        var words = name is null ? default : AzureMeter.Parse(name);
        if (name is not null && AzureMeter.IsModelCategory(category))
        {
            return new(names, name) { Azure = words, Model = words.Model, Tier = words.Tier };
        }

        var model = Known(provider, words.Model) ?? Known(provider, name) ?? Known(provider, sku);
        return new(names, name) { Model = model };
    }

    private string? Known(string? provider, string? model) => provider is not null && model is not null && knowsModel(provider, model) ? model : null;

    private string? Text(CsvRow row, int column) => FocusValues.IsNull(row[column]) ? null : names.Get(row[column]);

    /// <summary>A meter as understood.</summary>
    internal readonly record struct Meter(NamePool Names, string? Name)
    {
        public string? Model { get; init; }

        public string? Tier { get; init; }

        public string? Description { get; init; }

        public AwsUsageType? Aws { get; init; }

        public AzureMeter? Azure { get; init; }

        /// <summary>Adds a quantity of the file's unit.</summary>
        public void AddUsage(UsageDraft draft, string unit, decimal quantity)
        {
            if (Aws is { } aws)
            {
                aws.AddUsage(draft, Name!, unit, quantity, Names);
            }
            else if (Azure is { } azure && AzureBlock.Parse(unit) is { IsHours: var isHours } block && (isHours || block.Unit is "Units" or "Tokens"))
            {
                azure.AddUsage(draft, Name!, quantity * block.Size, isHours, Names);
            }
            else
            {
                draft.Usage.Add(FocusUnits.Map(unit, quantity, Name ?? Description, Names));
            }
        }
    }
}

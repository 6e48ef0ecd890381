using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>Columns of a generic CSV to fields of a draft, by name or by the user's map.</summary>
internal sealed class CsvMapping : ICsvMapping
{
    private const string Expected =
        "timestamp; provider (or --provider); and either effective_cost (or billed_cost, list_cost) or model (or --model) with a unit such as "
        + "token.input, token.output or gpu_hour. Other names are mapped with --map field=column,…";

    private static readonly NumberFormatInfo Point = CultureInfo.InvariantCulture.NumberFormat;
    private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "" };

    private readonly ImportContext _context;
    private readonly NamePool _names;
    private readonly NumberFormatInfo _numbers;
    private readonly List<(int Column, string Name, UsageField Field)> _fields = [];
    private readonly List<(int Column, string Name, string Unit)> _units = [];
    private readonly List<(int Column, string Tag)> _tags = [];
    private readonly FocusRowIds? _ids;

    public CsvMapping(CsvHeader header, ImportContext context, NamePool names)
    {
        _context = context;
        _names = names;
        _numbers = context.DecimalComma ? Comma : Point;
        foreach (var (field, column) in context.Map)
        {
            var at = header.Find(column);
            if (at < 0)
            {
                throw new CsvHeaderException($"--map {field}={column}: the file has no column '{column}'; found: {header.Found}.");
            }

            if (!TryBind(field, at, column))
            {
                throw new CsvHeaderException(
                    $"--map {field}={column}: '{field}' is not a field; expected one of the usage API such as timestamp or effective_cost, "
                    + "a unit such as token.input, or tag.NAME.");
            }
        }

        if (!context.MapOnly)
        {
            BindByName(header);
        }

        _ids = context.IdsByContent ? new([.. Enumerable.Range(0, header.Count)], new()) : null;
        if (context.IdColumn is { } id)
        {
            var at = header.Find(id);
            _fields.RemoveAll(field => field.Field is UsageField.Id);
            _fields.Add(at >= 0 ? (at, id, UsageField.Id) : throw CsvColumns.Missing("--id-column", id, header));
        }

        if (Lacks(_fields.Select(bound => UsageFields.NameOf(bound.Field)).Concat(_units.Select(bound => bound.Unit)), context).Count > 0)
        {
            throw CsvColumns.Missing("A CSV of usage", Expected, header);
        }
    }

    /// <summary>True when a first line names at least a time: it is a header rather than data.</summary>
    public static bool LooksLikeHeader(CsvHeader header) =>
        header.Names.Any(name => UsageFields.TryGet(name.ToLowerInvariant(), out var field) && field is UsageField.Timestamp);

    /// <summary>What a file that has columns for some fields, units and tags lacks.</summary>
    public static IReadOnlyList<UsageFileLack> Lacks(IEnumerable<string> fields, ImportContext context)
    {
        HashSet<UsageField> known = [];
        var hasUnit = false;
        foreach (var name in fields)
        {
            if (UsageFields.TryGet(name, out var field))
            {
                known.Add(field);
            }
            else
            {
                hasUnit |= UsageUnits.IsKnown(name);
            }
        }

        List<UsageFileLack> lacks = [];
        if (!known.Contains(UsageField.Timestamp))
        {
            lacks.Add(UsageFileLack.Timestamp);
        }

        if (!known.Contains(UsageField.Provider) && context.Provider is null)
        {
            lacks.Add(UsageFileLack.Provider);
        }

        if (!known.Any(UsageFields.IsCost))
        {
            if (!hasUnit)
            {
                lacks.Add(UsageFileLack.CostOrUsage);
            }
            else if (!known.Contains(UsageField.Model) && context.Model is null)
            {
                lacks.Add(UsageFileLack.Model);
            }
        }

        return lacks;
    }

    /// <summary>The field, unit or tag that a column's name says it is; null when it says none.</summary>
    public static string? FieldOf(string name)
    {
        if (UsageFields.TryGet(name, out var known) || UsageFields.TryGet(name.ToLowerInvariant(), out known))
        {
            return known is UsageField.Usage ? null : UsageFields.NameOf(known);
        }

        return UnitOf(name) ?? (TagOf(name) is { } tag ? $"tag.{tag}" : null);
    }

    public UsageError? Map(CsvRow row, UsageDraft draft)
    {
        draft.Revision = _context.Revision;
        foreach (var (column, name, field) in _fields)
        {
            if (!row[column].IsEmpty && MapField(row, column, name, field, draft) is { } error)
            {
                return error;
            }
        }

        foreach (var (column, name, unit) in _units)
        {
            if (row[column].IsEmpty)
            {
                continue;
            }

            if (!TryNumber(row[column], out var quantity))
            {
                return FailNumber(row, name, row[column]);
            }

            draft.Usage.Add(new(unit, quantity));
        }

        foreach (var (column, tag) in _tags)
        {
            if (!row[column].IsEmpty)
            {
                draft.SetTag(tag, _names.Get(row[column]));
            }
        }

        FillIn(draft, row);
        return null;
    }

    private void FillIn(UsageDraft draft, CsvRow row)
    {
        draft.Id ??= _ids?.Next(row) ?? _context.RowId(row.Number);
        draft.Source ??= "csv";
        draft.Provider ??= _context.Provider;
        draft.Model ??= _context.Model;
        draft.Team ??= _context.Team;
        draft.Project ??= _context.Project;
        draft.Resource ??= _context.Resource;
        draft.Experiment ??= _context.Experiment;
        draft.BillingCurrency ??= _context.Currency;
    }

    private UsageError? MapField(CsvRow row, int column, string name, UsageField field, UsageDraft draft)
    {
        var text = row[column];
        switch (field)
        {
            case UsageField.Timestamp:
                if (!IsoTimestamp.TryParse(text, out var time)
                    && !(CsvColumns.TryDecimal(text, out var unix) && UnixTimestamp.TryParse(unix, out time)))
                {
                    return CsvColumns.Fail(
                        row, name, text, "a time such as 2026-01-05T10:00:00Z or 2026-01-05 (UTC), or Unix seconds or milliseconds");
                }

                draft.Timestamp = time;
                return null;
            case UsageField.Revision:
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
                {
                    return CsvColumns.Fail(row, name, text, "a whole number, 0 or more");
                }

                draft.Revision = revision;
                return null;
            case UsageField.Status:
                if (!UsageFields.TryStatus(text, out var status))
                {
                    return CsvColumns.Fail(row, name, text, "estimated, confirmed or invoiced");
                }

                draft.Status = status;
                return null;
            case UsageField.Tags:
                FocusTags.Read(text, draft, _names, int.MaxValue);
                return null;
            default:
                break;
        }

        if (!UsageFields.IsCost(field))
        {
            UsageFields.TrySetText(draft, field, field is UsageField.Id ? text.ToString() : _names.Get(text));
            return null;
        }

        if (!TryNumber(text, out var amount))
        {
            return FailNumber(row, name, text);
        }

        UsageFields.TrySetCost(draft, field, amount);
        return null;
    }

    private bool TryNumber(ReadOnlySpan<char> text, out decimal value) => decimal.TryParse(text, NumberStyles.Float, _numbers, out value);

    private UsageError FailNumber(CsvRow row, string name, ReadOnlySpan<char> text) => CsvColumns.Fail(
        row,
        name,
        text,
        _context.DecimalComma ? "a number such as 1234,56 (--decimal-comma)" : "a number such as 1234.56, without separators or signs");

    private void BindByName(CsvHeader header)
    {
        for (var i = 0; i < header.Count; i++)
        {
            var name = header.Names[i];
            if (header.Find(name) == i && !_context.Map.Values.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                TryBind(name, i, name);
            }
        }
    }

    /// <summary>Binds a column to a field, a unit or a tag; what a column is bound to already stays.</summary>
    private bool TryBind(string field, int column, string name)
    {
        if (UsageFields.TryGet(field, out var known) || UsageFields.TryGet(field.ToLowerInvariant(), out known))
        {
            if (known is UsageField.Usage)
            {
                return false;
            }

            if (!_fields.Exists(bound => bound.Field == known))
            {
                _fields.Add((column, name, known));
            }

            return true;
        }

        if (UnitOf(field) is { } unit)
        {
            if (!_units.Exists(bound => bound.Unit == unit))
            {
                _units.Add((column, name, unit));
            }

            return true;
        }

        if (TagOf(field) is { } tag)
        {
            _tags.Add((column, tag));
            return true;
        }

        return false;
    }

    private static string? UnitOf(string name)
    {
        var unit = name.StartsWith("usage.", StringComparison.OrdinalIgnoreCase) ? name["usage.".Length..] : name;
        return UsageUnits.IsKnown(unit) ? unit : null;
    }

    private static string? TagOf(string name)
    {
        var prefix = name.StartsWith("tags.", StringComparison.OrdinalIgnoreCase) ? 5 : name.StartsWith("tag.", StringComparison.OrdinalIgnoreCase) ? 4 : name.Length;
        return name.Length > prefix ? name[prefix..] : null;
    }
}

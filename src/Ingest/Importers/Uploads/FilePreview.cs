using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers.Uploads;

/// <summary>Says how a file would be read, by reading its beginning with the importer that would read all of it.</summary>
internal sealed class FilePreview(IUsageImporter importer)
{
    private const int MaxRead = 500;
    private const int MaxRows = 10;
    private const int MaxErrors = 20;

    private static readonly string[] Fields =
    [
        .. Enum.GetValues<UsageField>().Where(field => field is not UsageField.Usage).Select(UsageFields.NameOf),
        .. UsageUnits.All.Order(StringComparer.Ordinal),
    ];

    public async Task<UsageFilePreview> OfAsync(ReadOnlyMemory<byte> head, string firstLine, UsageFile file, CancellationToken cancellationToken)
    {
        var isGeneric = importer is CsvImporter;
        var table = importer is UsageFileImporter ? null : await CsvTable.ReadAsync(head, firstLine, cancellationToken).ConfigureAwait(false);
        var map = isGeneric && table is not null ? file.Map ?? CsvGuess.Map(table) : null;
        var context = UploadedFiles.Context(file, map) with
        {
            DecimalComma = file.DecimalComma ?? (isGeneric && table is not null && CsvGuess.HasDecimalComma(table, map!)),
        };
        CsvHeader? header = null;
        var missing = isGeneric ? CsvMapping.Lacks(map?.Keys ?? [], context) : [];
        var reading = new Reading(file.IsHead);
        if (missing.Count == 0)
        {
            await reading.RunAsync(
                importer.ReadAsync(new MemoryStream(head.ToArray()), context with { Bound = found => header = found }, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return new()
        {
            Format = importer.Format,
            CanMap = isGeneric,
            DecimalComma = context.DecimalComma,
            Columns = table is null ? [] : [.. table.Header.Names.Select((name, column) => Column(table, column, name, map, header))],
            Missing = missing,
            Rows = reading.Rows,
            Read = reading.Read,
            Rejected = reading.Rejected,
            Errors = reading.Errors,
            Fields = isGeneric ? Fields : [],
        };
    }

    private UsageFileColumn Column(CsvTable table, int column, string name, IReadOnlyDictionary<string, string>? map, CsvHeader? header)
    {
        // Of columns of the same name only the first is ever read.
        var isFirst = table.Header.Find(name) == column;
        var field = map is null
            ? header?.IsAsked(column) == true ? KnownColumns.FieldOf(importer.Format, name) : null
            : map.Where(pair => isFirst && pair.Value.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Key).FirstOrDefault();
        return new(name, field, field is not null || (map is null && header?.IsAsked(column) == true), table.Samples[column]);
    }

    /// <summary>What the importer finds, row by row. Of a file's beginning the last row is left out: it may go on.</summary>
    private sealed class Reading(bool isHead)
    {
        private readonly List<UsageFileRow> _rows = [];
        private readonly List<UsageError> _errors = [];

        public IReadOnlyList<UsageFileRow> Rows => _rows;

        public IReadOnlyList<UsageError> Errors => _errors;

        public long Read { get; private set; }

        public long Rejected { get; private set; }

        public async Task RunAsync(IAsyncEnumerable<UsageParseItem> items, CancellationToken cancellationToken)
        {
            UsageParseItem? last = null;
            await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                Take(last);
                last = item;
                if (Read >= MaxRead)
                {
                    return;
                }
            }

            if (!isHead || Read == 0)
            {
                Take(last);
            }
        }

        private void Take(UsageParseItem? found)
        {
            if (found is not { } item)
            {
                return;
            }

            if (item.Stop is ReadStop.None)
            {
                Read++;
            }

            if (item.Record is { } record)
            {
                if (_rows.Count < MaxRows)
                {
                    _rows.Add(new(Read, record));
                }

                return;
            }

            Rejected += item.Stop is ReadStop.None ? 1 : 0;
            if (_errors.Count < MaxErrors)
            {
                _errors.Add(item.Error!);
            }
        }
    }
}

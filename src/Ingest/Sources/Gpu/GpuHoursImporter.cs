using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>
/// A table of GPU hours that somebody keeps: date, GPU model, number of GPUs, hours, team, project, with a cost or priced by the import's rate
/// card. Rows with neither are left to the price list.
/// </summary>
public sealed class GpuHoursImporter(CsvImport csv) : IUsageImporter
{
    private const string Expected =
        "date, gpu, hours (of each GPU) or gpu_hours (of all), and if they are known gpus, team, project, resource, cost, currency";

    /// <inheritdoc />
    public string Format => "gpu-hours";

    /// <inheritdoc />
    public string Description => "GPU hours: date, gpu, gpus, hours (or gpu_hours), team, project, cost; without cost by the rate card";

    /// <inheritdoc />
    public bool Sniff(ImportProbe probe) => Columns.Of(CsvHeader.Of(probe.FirstLine)).IsEnough;

    /// <inheritdoc />
    public IAsyncEnumerable<UsageParseItem> ReadAsync(Stream stream, ImportContext context, CancellationToken cancellationToken = default) =>
        csv.ReadAsync(stream, context, header => new Mapping(header, context, csv.Names), cancellationToken);

    private sealed record Columns(int Date, int Gpu, int Gpus, int Hours, int GpuHours, int Team, int Project, int Resource, int Cost, int Currency)
    {
        public bool IsEnough => Date >= 0 && Gpu >= 0 && (Hours >= 0 || GpuHours >= 0);

        public static Columns Of(CsvHeader header) => new(
            header.Find("date", "day", "timestamp"), header.Find("gpu", "gpu_model"), header.Find("gpus", "gpu_count"), header.Find("hours"),
            header.Find("gpu_hours", "gpu_hour"), header.Find("team"), header.Find("project"), header.Find("resource"),
            header.Find("cost", "effective_cost"), header.Find("currency", "billing_currency"));
    }

    private sealed class Mapping : ICsvMapping
    {
        /// <summary>Keeps hours times price far from the end of decimal.</summary>
        private const decimal Most = 1_000_000_000m;

        private readonly ImportContext _context;
        private readonly NamePool _names;
        private readonly Columns _columns;

        public Mapping(CsvHeader header, ImportContext context, NamePool names)
        {
            (_context, _names, _columns) = (context, names, Columns.Of(header));
            if (!_columns.IsEnough)
            {
                throw CsvColumns.Missing("A CSV of GPU hours", Expected, header);
            }
        }

        public UsageError? Map(CsvRow row, UsageDraft draft)
        {
            if (!IsoTimestamp.TryParse(row[_columns.Date], out var date))
            {
                return CsvColumns.Fail(row, "date", row[_columns.Date], "a date such as 2026-11-03 or a time such as 2026-11-03T10:00:00Z (UTC)");
            }

            if (row[_columns.Gpu].IsEmpty)
            {
                return CsvColumns.Fail(row, "gpu", "", "a GPU model such as H100");
            }

            if (Hours(row, out var hours) is { } error)
            {
                return error;
            }

            draft.Id = _context.RowId(row.Number);
            draft.Source = "gpu-hours";
            draft.Revision = _context.Revision;
            draft.Timestamp = date;
            draft.Provider = _context.Provider ?? "self-hosted";
            draft.Model = _names.Get(row[_columns.Gpu]);
            draft.Service = "gpu";
            draft.Team = Name(row, _columns.Team) ?? _context.Team;
            draft.Project = Name(row, _columns.Project) ?? _context.Project;
            draft.Resource = Name(row, _columns.Resource) ?? _context.Resource ?? draft.Model;
            draft.Experiment = _context.Experiment;
            draft.Usage.Add(new(UsageUnits.GpuHour, hours));
            return Charge(row, draft, date, hours);
        }

        private UsageError? Hours(CsvRow row, out decimal hours)
        {
            if (!row[_columns.GpuHours].IsEmpty)
            {
                return Number(row, "gpu_hours", _columns.GpuHours, out hours);
            }

            decimal gpus = 1;
            return Number(row, "hours", _columns.Hours, out hours)
                ?? (row[_columns.Gpus].IsEmpty ? null : Number(row, "gpus", _columns.Gpus, out gpus))
                ?? Multiply(ref hours, gpus);
        }

        private static UsageError? Multiply(ref decimal hours, decimal gpus)
        {
            hours *= gpus;
            return null;
        }

        private UsageError? Charge(CsvRow row, UsageDraft draft, DateTimeOffset date, decimal hours)
        {
            draft.BillingCurrency = Name(row, _columns.Currency) ?? _context.Currency;
            if (!row[_columns.Cost].IsEmpty)
            {
                draft.EffectiveCost = CsvColumns.TryDecimal(row[_columns.Cost], out var cost) ? cost : null;
                return draft.EffectiveCost is null ? CsvColumns.Fail(row, "cost", row[_columns.Cost], "a number such as 1234.56") : null;
            }

            if (_context.GpuRates?.Find(draft.Model!, date) is { } rate)
            {
                draft.EffectiveCost = rate.CostOf(date, hours).Total;
                draft.BillingCurrency = rate.Currency;
                draft.Status = CostStatus.Estimated;
            }

            return null;
        }

        private static UsageError? Number(CsvRow row, string name, int column, out decimal value) =>
            CsvColumns.TryDecimal(row[column], out value) && value is >= 0 and <= Most
                ? null
                : CsvColumns.Fail(row, name, row[column], string.Create(CultureInfo.InvariantCulture, $"a number from 0 to {Most}"));

        private string? Name(CsvRow row, int column) => row[column].IsEmpty ? null : _names.Get(row[column]);
    }
}

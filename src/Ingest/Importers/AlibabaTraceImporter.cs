using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// Alibaba's trace of image-generation requests (GenTD26): GPU seconds of each request, priced by a rate card. A failed request has used
/// its GPU too. Project is the kind of request, resource the customer group, model the checkpoint.
/// </summary>
public sealed class AlibabaTraceImporter(CsvImport csv) : IUsageImporter
{
    private const string Expected = "gmt_create, exec_time_seconds, groupId, predict_type, checkpoint_model_version_id";

    /// <summary>The unit that keeps the trace's own figure, as a third of an hour has no end in decimal.</summary>
    public const string GpuSeconds = "other:gpu_second";

    /// <summary>Decimals of a quantity in hours: far below a microsecond, and far above what sums of years need.</summary>
    private const int HourDecimals = 15;

    /// <summary>Decimals of a cost.</summary>
    private const int CostDecimals = 12;

    /// <inheritdoc />
    public string Format => "alibaba-genai";

    /// <inheritdoc />
    public string Description =>
        $"Alibaba image-generation request trace; GPU seconds by --gpu-rate (default {ImportContext.DefaultGpuRate} an hour)";

    /// <inheritdoc />
    public bool Sniff(ImportProbe probe) => CsvHeader.Of(probe.FirstLine).Has("gmt_create", "exec_time_seconds", "groupId");

    /// <inheritdoc />
    public IAsyncEnumerable<UsageParseItem> ReadAsync(Stream stream, ImportContext context, CancellationToken cancellationToken = default) =>
        csv.ReadAsync(stream, context, header => new Mapping(header, context, csv.Names), cancellationToken);

    private sealed class Mapping : ICsvMapping
    {
        private readonly ImportContext _context;
        private readonly NamePool _names;
        private readonly int _created;
        private readonly int _seconds;
        private readonly int _group;
        private readonly int _kind;
        private readonly int _model;
        private readonly int _status;

        public Mapping(CsvHeader header, ImportContext context, NamePool names)
        {
            _context = context;
            _names = names;
            _created = header.Find("gmt_create");
            _seconds = header.Find("exec_time_seconds");
            _group = header.Find("groupId");
            _kind = header.Find("predict_type");
            _model = header.Find("checkpoint_model_version_id");
            _status = header.Find("predict_status");
            if (_created < 0 || _seconds < 0 || _group < 0 || _kind < 0 || _model < 0)
            {
                throw CsvColumns.Missing("The Alibaba request trace", Expected, header);
            }

            if (context.GpuRate is < 0 or > 1_000_000_000m)
            {
                throw new CsvHeaderException($"--gpu-rate is {context.GpuRate}; expected 0 or more, per GPU and hour.");
            }
        }

        public UsageError? Map(CsvRow row, UsageDraft draft)
        {
            if (!IsoTimestamp.TryParse(row[_created], out var created))
            {
                return CsvColumns.Fail(row, "gmt_create", row[_created], "a time such as 2024-11-15 16:57:50 (UTC)");
            }

            if (!CsvColumns.TryDecimal(row[_seconds], out var seconds) || seconds is < 0 or > 1_000_000_000m)
            {
                return CsvColumns.Fail(row, "exec_time_seconds", row[_seconds], "a number of seconds, 0 or more");
            }

            draft.Id = _context.RowId(row.Number);
            draft.Source = "alibaba-genai";
            draft.Revision = _context.Revision;
            draft.Timestamp = created;
            draft.Provider = _context.Provider ?? "self-hosted";
            draft.Model = _names.Get(row[_model]);
            draft.Service = "image-generation";
            draft.Team = _context.Team;
            draft.Project = _context.Project ?? _names.Get(row[_kind]);
            draft.Resource = _context.Resource ?? _names.Get(row[_group]);
            draft.Experiment = _context.Experiment;
            draft.Usage.Add(new(UsageUnits.GpuHour, Math.Round(seconds / 3600m, HourDecimals)));
            draft.Usage.Add(new(GpuSeconds, seconds));
            draft.Usage.Add(new(UsageUnits.Request, 1));
            draft.EffectiveCost = Math.Round(seconds * _context.GpuRate / 3600m, CostDecimals);
            draft.BillingCurrency = _context.Currency;
            draft.Status = CostStatus.Estimated;
            if (!row[_status].IsEmpty)
            {
                draft.SetTag("status", _names.Get(row[_status]));
            }

            return null;
        }
    }
}

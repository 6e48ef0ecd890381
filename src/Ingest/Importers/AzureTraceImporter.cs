using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// The Azure LLM inference trace (<c>TIMESTAMP,ContextTokens,GeneratedTokens</c>): one row a request. Model, team, project and resource
/// are not in it and come from the context; rows are told apart by file name and row number.
/// </summary>
public sealed class AzureTraceImporter(CsvImport csv) : IUsageImporter
{
    private const string Expected = "TIMESTAMP, ContextTokens, GeneratedTokens";

    /// <inheritdoc />
    public string Format => "azure-llm-trace";

    /// <inheritdoc />
    public string Description => "Azure LLM inference trace; needs --model, takes --team, --project, --resource";

    /// <inheritdoc />
    public bool Sniff(ImportProbe probe) => CsvHeader.Of(probe.FirstLine).Has("TIMESTAMP", "ContextTokens", "GeneratedTokens");

    /// <inheritdoc />
    public IAsyncEnumerable<UsageParseItem> ReadAsync(Stream stream, ImportContext context, CancellationToken cancellationToken = default) =>
        csv.ReadAsync(stream, context, header => new Mapping(header, context), cancellationToken);

    private sealed class Mapping : ICsvMapping
    {
        private readonly ImportContext _context;
        private readonly int _timestamp;
        private readonly int _input;
        private readonly int _output;

        public Mapping(CsvHeader header, ImportContext context)
        {
            _context = context;
            _timestamp = header.Find("TIMESTAMP");
            _input = header.Find("ContextTokens");
            _output = header.Find("GeneratedTokens");
            if (_timestamp < 0 || _input < 0 || _output < 0)
            {
                throw CsvColumns.Missing("The Azure LLM trace", Expected, header);
            }

            if (string.IsNullOrWhiteSpace(context.Model))
            {
                throw new CsvHeaderException("The Azure LLM trace does not name a model; say which one with --model.");
            }
        }

        public UsageError? Map(CsvRow row, UsageDraft draft)
        {
            if (!IsoTimestamp.TryParse(row[_timestamp], out var timestamp))
            {
                return CsvColumns.Fail(row, "TIMESTAMP", row[_timestamp], "a time such as 2023-11-16 18:17:03.9799600 (UTC)");
            }

            if (!CsvColumns.TryDecimal(row[_input], out var input))
            {
                return CsvColumns.Fail(row, "ContextTokens", row[_input], "a number of tokens");
            }

            if (!CsvColumns.TryDecimal(row[_output], out var output))
            {
                return CsvColumns.Fail(row, "GeneratedTokens", row[_output], "a number of tokens");
            }

            draft.Id = _context.RowId(row.Number);
            draft.Source = "azure-llm-trace";
            draft.Revision = _context.Revision;
            draft.Timestamp = timestamp;
            draft.Provider = _context.Provider ?? "azure";
            draft.Model = _context.Model;
            draft.Team = _context.Team;
            draft.Project = _context.Project;
            draft.Resource = _context.Resource;
            draft.Experiment = _context.Experiment;
            draft.Usage.Add(new(UsageUnits.Input, input));
            draft.Usage.Add(new(UsageUnits.Output, output));
            draft.Usage.Add(new(UsageUnits.Request, 1));
            return null;
        }
    }
}

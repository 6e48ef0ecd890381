using System.CommandLine;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Ingest.Importers;

namespace FinOpsAI.Silo.Cli;

/// <summary>The options that say how usage files are to be read; shared by <c>import</c> and <c>replay</c>.</summary>
internal sealed class FileSettings
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Files to read; .gz too",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _format = new("--format")
    {
        Description = "auto, usage, focus, cur, azure-cost, gpu-hours, azure-llm-trace, alibaba-genai or csv",
        DefaultValueFactory = _ => UsageImports.Auto,
        HelpName = "NAME",
    };

    private readonly Option<string?> _team = Text("--team", "Team of records that name none");
    private readonly Option<string?> _project = Text("--project", "Project of records that name none");
    private readonly Option<string?> _resource = Text("--resource", "Resource of records that name none");
    private readonly Option<string?> _provider = Text("--provider", "Provider of records that name none");
    private readonly Option<string?> _model = Text("--model", "Model of records that name none");
    private readonly Option<string?> _experiment = Text("--experiment", "Experiment of records that name none");
    private readonly Option<string?> _currency = Text("--currency", "Currency of costs that name none", "CODE");
    private readonly Option<string?> _idPrefix = Text("--id-prefix", "Start of the ids of formats whose rows have none; default: the file's name");
    private readonly Option<string?> _idColumn = Text("--id-column", "Column that holds a row's id", "COL");

    private readonly Option<int> _revision = new("--revision")
    {
        Description = "Revision of the records; a later delivery of the same rows needs a higher one to replace the earlier",
        HelpName = "N",
    };

    private readonly Option<string> _teamTag = new("--team-tag")
    {
        Description = "FOCUS: tag that names the team",
        DefaultValueFactory = _ => "team",
        HelpName = "KEY",
    };

    private readonly Option<string> _projectTag = new("--project-tag")
    {
        Description = "FOCUS: tag that names the project",
        DefaultValueFactory = _ => "project",
        HelpName = "KEY",
    };

    private readonly Option<decimal> _gpuRate = new("--gpu-rate")
    {
        Description = "GPU traces: price of a GPU for an hour",
        DefaultValueFactory = _ => ImportContext.DefaultGpuRate,
        HelpName = "AMOUNT",
    };

    private readonly Option<string?> _gpuRates = Text("--gpu-rates", "gpu-hours: rate card of GPUs, as docs/connectors/gpu.md writes it", "FILE");

    private readonly Option<string?> _map = Text("--map", "csv: fields and their columns, such as timestamp=date,effective_cost=amount", "FIELD=COL,…");

    private readonly Option<string?> _delimiter = Text("--delimiter", "csv: what separates columns; default: found by itself", "CHAR");

    private readonly Option<bool> _decimalComma = new("--decimal-comma") { Description = "csv: numbers are written 1.234,56" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_files);
        foreach (var option in new Option[]
        {
            _format, _team, _project, _resource, _provider, _model, _experiment, _currency, _idPrefix, _idColumn, _revision, _teamTag,
            _projectTag, _gpuRate, _gpuRates, _map, _delimiter, _decimalComma,
        })
        {
            command.Options.Add(option);
        }
    }

    public IReadOnlyList<string> Files(ParseResult parsed) => parsed.GetValue(_files)!;

    public string Format(ParseResult parsed) => parsed.GetValue(_format)!;

    public ImportContext Context(ParseResult parsed) => new()
    {
        Team = parsed.GetValue(_team),
        Project = parsed.GetValue(_project),
        Resource = parsed.GetValue(_resource),
        Provider = parsed.GetValue(_provider),
        Model = parsed.GetValue(_model),
        Experiment = parsed.GetValue(_experiment),
        Currency = parsed.GetValue(_currency),
        IdPrefix = parsed.GetValue(_idPrefix),
        IdColumn = parsed.GetValue(_idColumn),
        Revision = parsed.GetValue(_revision),
        TeamTag = parsed.GetValue(_teamTag)!,
        ProjectTag = parsed.GetValue(_projectTag)!,
        GpuRate = parsed.GetValue(_gpuRate),
        GpuRates = parsed.GetValue(_gpuRates) is { } card ? RateCard(card, parsed.GetValue(_currency)) : null,
        Map = ImportContext.ParseMap(parsed.GetValue(_map) ?? string.Empty),
        Delimiter = parsed.GetValue(_delimiter) is [var delimiter, ..] ? delimiter : null,
        DecimalComma = parsed.GetValue(_decimalComma),
    };

    private static GpuRateCard RateCard(string path, string? currency)
    {
        try
        {
            return GpuRateCard.Parse(File.ReadAllText(path), currency ?? "USD");
        }
        catch (GpuTableException e)
        {
            throw new CommandException(ExitCodes.Usage, $"{path}: {e.Message}");
        }
    }

    private static Option<string?> Text(string name, string description, string help = "NAME") =>
        new(name) { Description = description, HelpName = help };
}

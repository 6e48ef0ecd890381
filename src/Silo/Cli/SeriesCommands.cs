using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Calendar;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Series;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>detect</c>, <c>forecast</c> and <c>backtest</c>: the engine's maths on anybody's CSV, without a store.</summary>
internal static class SeriesCommands
{
    private static readonly Option<string?> Time = new("--time") { Description = "Column of the time; default: found by itself", HelpName = "COL" };

    private static readonly Option<string?> Value = new("--value") { Description = "Column of the value; default: found by itself", HelpName = "COL" };

    private static readonly Option<string?> Season = new("--season")
    {
        Description = "Seasons in rows, such as 24,168; default: from the spacing of the rows",
        HelpName = "N,N",
    };

    private static readonly Option<string> Zone = new("--time-zone")
    {
        Description = "Where the people behind the values live; hours and weekdays follow its clock",
        HelpName = "IANA",
        DefaultValueFactory = _ => "UTC",
    };

    private static readonly Option<HolidayCalendar> Holidays = new("--holidays") { Description = "Whose public holidays matter: KR or US; default: none" };

    private static readonly Option<string?> Out = new("--out") { Description = "Where to write; default: standard output", HelpName = "FILE" };

    public static Command CreateDetect()
    {
        var path = new Argument<string>("FILE") { Description = "A CSV, or a folder of them (then --out is a folder too)" };
        var budget = new Option<string>("--budget")
        {
            Description = "Expected false alerts per time and series",
            HelpName = "N/30d",
            DefaultValueFactory = _ => "0.5/30d",
        };
        var command = new Command("detect", "Add anomaly_score (0 to 1) and is_anomaly to each row of a CSV; strictly causal.")
        {
            path, Time, Value, budget, Zone, Holidays, Out,
        };
        command.SetAction((parsed, token) => Guard(() =>
        {
            var calendar = Calendar(parsed);
            var options = DetectorOptions.Default with
            {
                FalseAlertsPer30Days = AlertBudget.Parse(parsed.GetValue(budget)!),
                TimeZone = calendar.TimeZone,
                Holidays = calendar.Holidays,
            };
            var columns = new SeriesColumns(parsed.GetValue(Time), parsed.GetValue(Value));
            var output = parsed.GetValue(Out);
            var source = parsed.GetValue(path)!;
            var rows = Progress.Run("Detecting", progress => Directory.Exists(source)
                ? DetectFolder(source, output, columns, options, progress, token)
                : DetectFile(source, output, columns, options, progress));
            Console.Error.WriteLine($"{rows.Rows} rows, {rows.Alerts} alerts");
        }));
        return command;
    }

    public static Command CreateForecast()
    {
        var path = new Argument<string>("FILE") { Description = "A CSV" };
        var horizon = new Option<int>("--horizon") { Description = "How many rows ahead", HelpName = "N", Required = true };
        var wide = new Option<bool>("--wide") { Description = "One series a line: id,values… after a header line; writes id,step,…" };
        var command = new Command("forecast", "Forecast a CSV: step,p2_5,p10,p50,p90,p97_5,mean. Deterministic.")
        {
            path, horizon, Season, wide, Time, Value, Zone, Holidays, Out,
        };
        command.SetAction((parsed, token) => Guard(() =>
        {
            var steps = parsed.GetValue(horizon);
            if (steps is < 1 or > 100_000)
            {
                throw new CommandException(ExitCodes.Usage, $"--horizon is {steps}: expected 1 to 100000.");
            }

            var seasons = Seasons(parsed.GetValue(Season));
            using var input = Open(parsed.GetValue(path)!);
            using var output = Create(parsed.GetValue(Out));
            if (parsed.GetValue(wide))
            {
                var (series, skipped) = Progress.Run("Forecasting", progress => SeriesForecast.RunWide(input, output, steps, seasons ?? [], progress));
                Console.Error.WriteLine($"{series} series{(skipped.Count == 0 ? "" : $"; too little history: {string.Join(", ", skipped)}")}");
                return;
            }

            var columns = new SeriesColumns(parsed.GetValue(Time), parsed.GetValue(Value));
            var result = SeriesForecast.Run(input, output, columns, steps, seasons, Calendar(parsed));
            if (result.Reason is { } reason)
            {
                throw new CommandException(ExitCodes.Failed, $"No forecast: {reason.Replace('_', ' ')}.");
            }
        }));
        return command;
    }

    public static Command CreateBacktest()
    {
        var path = new Argument<string>("FILE") { Description = "A CSV" };
        var horizons = new Option<string?>("--horizons") { Description = "Horizons in rows, such as 24,168", HelpName = "N,N" };
        var json = new Option<bool>("--json") { Description = "Write JSON instead of a table" };
        var command = new Command("backtest", "How the forecaster would have done on a CSV's past: errors, coverage and grade per horizon.")
        {
            path, horizons, Season, json, Time, Value, Zone, Holidays, Out,
        };
        command.SetAction((parsed, token) => Guard(() =>
        {
            using var input = Open(parsed.GetValue(path)!);
            using var output = Create(parsed.GetValue(Out));
            var columns = new SeriesColumns(parsed.GetValue(Time), parsed.GetValue(Value));
            var rows = Progress.Run("Backtesting", progress => SeriesBacktest.Run(
                input, columns, Seasons(parsed.GetValue(horizons)), Seasons(parsed.GetValue(Season)), Calendar(parsed), progress));
            if (rows.Count == 0)
            {
                throw new CommandException(ExitCodes.Failed, "The history is too short for any of the horizons.");
            }

            if (parsed.GetValue(json))
            {
                SeriesBacktest.WriteJson(output, rows);
            }
            else
            {
                SeriesBacktest.WriteTable(output, rows);
            }
        }));
        return command;
    }

    private static (int Rows, int Alerts) DetectFile(
        string path, string? output, SeriesColumns columns, DetectorOptions options, IProgress<double> progress)
    {
        using var input = Open(path);
        using var writer = Create(output);
        return SeriesDetection.Run(input, writer, columns, options, progress);
    }

    private static (int Rows, int Alerts) DetectFolder(
        string folder, string? output, SeriesColumns columns, DetectorOptions options, IProgress<double> progress, CancellationToken cancellationToken)
    {
        if (output is null)
        {
            throw new CommandException(ExitCodes.Usage, "A folder needs --out FOLDER for the results.");
        }

        var files = Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
        {
            throw new CommandException(ExitCodes.Failed, $"{folder} holds no .csv file.");
        }

        var (rows, alerts) = (0, 0);
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var target = Path.Combine(output, Path.GetRelativePath(folder, files[i]));
            var done = i;
            var part = new PartProgress(share => progress.Report((done + share) / files.Count));
            var result = DetectFile(files[i], target, columns, options, part);
            rows += result.Rows;
            alerts += result.Alerts;
        }

        return (rows, alerts);
    }

    private static SeriesCalendar Calendar(ParseResult parsed)
    {
        var name = parsed.GetValue(Zone)!;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? new(zone, parsed.GetValue(Holidays))
            : throw new CommandException(ExitCodes.Usage, $"--time-zone is '{name}': expected an IANA name such as Asia/Seoul.");
    }

    private static List<int>? Seasons(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var seasons = new List<int>();
        foreach (var part in text.Split(','))
        {
            seasons.Add(int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var season) && season > 0
                ? season
                : throw new CommandException(ExitCodes.Usage, $"'{text}' is not a list of row counts: expected for example 24,168."));
        }

        return seasons;
    }

    private static StreamReader Open(string path) => File.Exists(path)
        ? new(path)
        : throw new CommandException(ExitCodes.Failed, $"{path} does not exist.");

    private static StreamWriter Create(string? path)
    {
        if (path is null)
        {
            return new StreamWriter(Console.OpenStandardOutput());
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new StreamWriter(path);
    }

    private static Task<int> Guard(Action run)
    {
        try
        {
            run();
            return Task.FromResult(ExitCodes.Done);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.Failed, e.Message);
        }
    }

    private sealed class PartProgress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace FinOpsAI.Silo.Cli;

/// <summary>The commands. Exit codes: 0 done; 1 failed; 2 done, but not wholly: input was refused, figures lag behind; 64 wrong usage; 69 a service cannot be reached.</summary>
internal static class CommandLine
{
    /// <summary>How long a command may take to end after SIGTERM or Ctrl+C: the server's own time for it, and a little for what comes after.</summary>
    private static readonly TimeSpan TerminationTimeout = SiloApplication.ShutdownTimeout + TimeSpan.FromSeconds(5);

    /// <summary>Runs a command line to its end.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("FinOpsAI: AI cost, watched while it is being spent. Without a command it serves.");
        var serve = ServeCommand.Create();
        root.Subcommands.Add(serve);
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(ReplayCommand.Create());
        root.Subcommands.Add(SeriesCommands.CreateDetect());
        root.Subcommands.Add(SeriesCommands.CreateForecast());
        root.Subcommands.Add(SeriesCommands.CreateBacktest());
        root.Subcommands.Add(SourceCommands.Create());
        root.Subcommands.Add(RepriceCommand.Create());
        root.Subcommands.Add(RebuildCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        root.Subcommands.Add(PriceCommands.Create());
        root.Subcommands.Add(RateCommands.Create());
        root.Subcommands.Add(AttributionCommands.Create());
        root.Subcommands.Add(ShowbackCommand.Create());
        root.Subcommands.Add(AlertCommands.Create());
        root.Subcommands.Add(ReportCommands.Create());
        root.Subcommands.Add(ExplainCommand.Create());
        root.Subcommands.Add(ScenarioCommand.Create());
        root.Subcommands.Add(ValueCommands.Create());
        root.Subcommands.Add(PolicyCommands.Create());
        root.Subcommands.Add(AuditCommands.Create());
        root.Subcommands.Add(UserCommands.Create());
        root.Subcommands.Add(TokenCommands.Create());

        // `finopsai --urls …` means `finopsai serve --urls …`.
        var isBare = args.Length == 0 || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "-?" or "--version"));
        var parsed = root.Parse(isBare ? ["serve", .. args] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(Words.OfFault(error.Message));
            }

            await Console.Error.WriteLineAsync($"See '{string.Join(' ', Path(parsed.CommandResult))} --help'.");
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TerminationTimeout });
        }
        catch (OptionsValidationException e)
        {
            return Fail(ExitCodes.Usage, string.Join(Environment.NewLine, e.Failures));
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return Fail(
                ExitCodes.Usage,
                string.Join(Environment.NewLine, e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)));
        }
        catch (CommandException e)
        {
            return Fail(e.ExitCode, e.Message);
        }
        catch (StoreUnavailableException e)
        {
            return Fail(ExitCodes.Unavailable, $"The store cannot be reached: {e.Message}");
        }
        catch (HttpRequestException e)
        {
            return Fail(ExitCodes.Unavailable, $"The server cannot be reached: {e.Message}");
        }
        catch (FinOpsAI.Ingest.Importers.ImportException e)
        {
            return Fail(ExitCodes.Failed, e.Message);
        }
        catch (IOException e)
        {
            return Fail(ExitCodes.Failed, e.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCodes.Failed, "Stopped.");
        }
    }

    /// <summary>A command with those above it, such as <c>finopsai value report</c>.</summary>
    private static IEnumerable<string> Path(SymbolResult? result) => result is not CommandResult command
        ? []
        : Path(command.Parent).Append(command.Parent is null ? "finopsai" : command.Command.Name);

    private static int Fail(int exitCode, string message)
    {
        AnsiConsole.Console.Profile.Out.Writer.Flush();
        Console.Error.WriteLine(message);
        return exitCode;
    }
}

using Spectre.Console;

namespace FinOpsAI.Silo.Cli;

/// <summary>A progress bar with rate and time left, on standard error, so that standard output stays clean for results.</summary>
internal static class Progress
{
    private static readonly IAnsiConsole Errors = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Runs work that reports the share done.</summary>
    public static T Run<T>(string title, Func<IProgress<double>, T> work) =>
        RunAsync(title, 1, bar => Task.FromResult(work(new ShareProgress(bar)))).GetAwaiter().GetResult();

    /// <summary>Runs work that moves the bar itself.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="maximum">The value at the end, for example the bytes of all files.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> RunAsync<T>(string title, double maximum, Func<ProgressTask, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            return await work(new ProgressTask(0, title, maximum));
        }

        // Work that counts bytes has a rate; a share has none worth showing.
        ProgressColumn[] rate = maximum > 1 ? [new TransferSpeedColumn()] : [];
        return await Errors.Progress()
            .Columns([new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), .. rate, new RemainingTimeColumn()])
            .StartAsync(context => work(context.AddTask(title, maxValue: maximum)));
    }

    private sealed class ShareProgress(ProgressTask bar) : IProgress<double>
    {
        public void Report(double value) => bar.Value = value;
    }
}

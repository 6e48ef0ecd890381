using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Silo.Demo;

/// <summary>Fills an empty store with the demo organization's history, then streams its live traffic, all by the way of any upload.</summary>
internal sealed partial class DemoService(
    IUsageReceiver receiver,
    IBudgetStore budgets,
    IExperimentStore experiments,
    IGuidanceStore guidance,
    ISourceStore sources,
    IValueStore values,
    IAuditLog audit,
    ICurrencies currencies,
    DemoStory story,
    PriceResolver prices,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<DemoService> logger) : BackgroundService
{
    public const int Seed = 20_261_121;

    private static readonly TimeSpan LiveInterval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        var settings = DemoSettings.Of(configuration);
        var traffic = new DemoTraffic(now, Seed, prices);

        // Rules count for what is written after them, so they come before the history.
        await story.SaveAsync(settings.Language, now, stoppingToken);
        await DemoBudgets.SaveAsync(budgets, experiments, now, stoppingToken);
        await guidance.SavePlanAsync(DemoOrganization.PlannedRun(now), stoppingToken);
        await DemoValue.SaveAsync(values, audit, currencies.Reporting, settings.Language, now, stoppingToken);
        var started = time.GetTimestamp();
        var history = await SendAsync(traffic.WriteHistory, stoppingToken);
        var elapsed = time.GetElapsedTime(started);
        LogHistory(history.Accepted, elapsed);
        var rest = FinishAsync(new(now, Seed, traffic, settings.Bills), settings, now, stoppingToken);

        var next = now;
        using var timer = new PeriodicTimer(LiveInterval, time);
        using var buffer = new MemoryStream();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var until = time.GetUtcNow();
            var start = next;
            next = until;
            await SendAsync(
                output =>
                {
                    using var writer = new Utf8JsonWriter(output);
                    traffic.WriteAll(output, writer, start, until - start);
                },
                stoppingToken);
            if (rest.IsCompleted)
            {
                await rest;
            }
        }
    }

    /// <summary>What follows on the history while the live stream runs already: the bill that settles it, and what the old experiment came to.</summary>
    private async Task FinishAsync(DemoBill bill, DemoSettings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Task.Run(bill.Write, cancellationToken);
        await sources.SaveAsync(bill.Source(settings.Language), cancellationToken);
        await DemoBaseline.ReportAsync(experiments, now, cancellationToken);
    }

    private async Task<UsageReceipt> SendAsync(Action<Stream> write, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var writing = Task.Run(
            async () =>
            {
                await using var output = pipe.Writer.AsStream();
                write(output);
            },
            cancellationToken);
        await using var input = pipe.Reader.AsStream();
        var receipt = await receiver.ReceiveAsync(input, isGzip: false, "application/x-ndjson", cancellationToken);
        await writing;
        if (receipt.Rejected > 0)
        {
            throw new UnreachableException($"Demo records were rejected: {receipt.Errors[0]}");
        }

        return receipt;
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "Demo history: {Records} records in {Elapsed}; live traffic begins")]
    private partial void LogHistory(long records, TimeSpan elapsed);
}

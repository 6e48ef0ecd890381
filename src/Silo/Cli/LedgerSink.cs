using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Silo.Cli;

/// <summary>
/// Straight to the ledger: a command runs beside a server, not through it. The server sees what was appended within seconds. The attribution rules
/// place the records as the engine's writer does.
/// </summary>
internal sealed class LedgerSink(ILedger ledger, AttributionBook attribution) : IUsageSink, IWindowSink
{
    public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken) =>
        (await ledger.AppendAsync((await attribution.CurrentAsync(cancellationToken)).Apply(records), cancellationToken)).Outcomes;

    public async Task<WindowReceipt> ReplaceAsync(
        RecordWindow window, IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        var rules = await attribution.CurrentAsync(cancellationToken);
        var result = await ledger.ReplaceAsync(window, rules.Apply(records), cancellationToken);
        var receipt = new WindowReceipt(result.Outcomes, result.Retracted);
        while (result.IsUnfinished)
        {
            result = await ledger.ReplaceAsync(window, [], cancellationToken);
            receipt = receipt with { Retracted = receipt.Retracted + result.Retracted };
        }

        return receipt;
    }
}

internal static class LedgerSinkServices
{
    /// <summary>Lets records go to the ledger past the engine, which a command does not start.</summary>
    public static void UseLedgerDirectly(this IServiceCollection services)
    {
        services.AddSingleton<LedgerSink>();
        services.AddSingleton<IUsageSink>(provider => provider.GetRequiredService<LedgerSink>());
        services.AddSingleton<IWindowSink>(provider => provider.GetRequiredService<LedgerSink>());
    }
}

using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Showback;

/// <summary>Writes a period's showback to files, the FOCUS one day by day, so that a month of many resources does not have to fit in memory.</summary>
public sealed class ShowbackFiles(ShowbackReader reader, IAttributionStore store)
{
    /// <summary>Writes <see cref="ShowbackCsv"/>.</summary>
    public async Task WriteCsvAsync(TextWriter writer, ShowbackPeriod period, string? team, string currency, CancellationToken cancellationToken) =>
        await ShowbackCsv.WriteAsync(
            writer, period.Name, await reader.CellsAsync(period.Start, period.End, cancellationToken), team, currency, cancellationToken);

    /// <summary>Writes <see cref="FocusExport"/>.</summary>
    public async Task WriteFocusAsync(
        TextWriter writer, ShowbackPeriod period, string? team, string organization, string currency, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var export = new FocusExport(organization, currency, await store.ListSharedCostsAsync(cancellationToken));
        await writer.WriteAsync(FocusExport.Header.AsMemory(), cancellationToken);
        for (var day = period.Start; day < period.End; day = day.AddDays(1))
        {
            foreach (var row in await reader.ResourcesAsync(day, day.AddDays(1), team, cancellationToken))
            {
                await writer.WriteAsync(export.Direct(row).AsMemory(), cancellationToken);
            }

            foreach (var line in (await reader.CellsAsync(day, day.AddDays(1), cancellationToken)).Lines.Where(line => team is null || line.Scope.Team == team))
            {
                await writer.WriteAsync(export.Allocated(line).AsMemory(), cancellationToken);
            }
        }
    }
}

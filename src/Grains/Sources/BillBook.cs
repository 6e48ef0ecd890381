using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Grains.Sources;

/// <summary>
/// Writes what bills say to the bill layer: charges of one window are added up by day, model, service and place, and replace the window's
/// earlier charges when it is complete.
/// </summary>
public sealed class BillBook(IBillStore store)
{
    /// <summary>Windows whose last piece is still to come, by source. A reading that breaks off leaves one behind, which the next begins anew.</summary>
    private readonly Dictionary<string, (string Window, long Generation, Dictionary<LineKey, decimal> Lines)> _open =
        new(StringComparer.Ordinal);

    private readonly Lock _lock = new();

    /// <summary>Takes one batch of a bill.</summary>
    /// <exception cref="SourceException">The source adds to what it said before: a bill has to replace it.</exception>
    public async Task<SourceTaken> TakeAsync(DataSource source, SourceBatch batch, long generation, CancellationToken cancellationToken)
    {
        if (batch is { Window: null, Records.Count: 0 })
        {
            return default;
        }

        var window = batch.Window ?? throw new SourceException(
            SourceFaultCode.Settings, $"layer: {source.Kind} reports rows one by one and cannot be a bill, expected spend.");
        var lines = Gather(source.Id, window, generation, batch.Records);
        if (!window.IsLast)
        {
            return default;
        }

        var byDay = lines.GroupBy(line => line.Key.Day).ToDictionary(
            day => day.Key, day => day.Select(line => line.Key.ToLine(line.Value, window.Name)).ToList());
        var before = await store.FindWindowAsync(source.Id, window.Name, cancellationToken);
        List<BillDay> changed = [];
        foreach (var day in byDay.Keys.Union(before))
        {
            var known = await store.FindAsync(source.Id, day, cancellationToken) ?? new(source.Id, day, [], [], null);
            List<BillLine> now =
            [
                .. known.Lines.Where(line => line.Window != window.Name).Concat(byDay.GetValueOrDefault(day) ?? [])
                    .OrderBy(line => (line.Window, line.Provider, line.Model, line.Service, line.Scope.Key, line.Status)),
            ];
            if (!now.SequenceEqual(known.Lines))
            {
                changed.Add(known with { Lines = now, SettledAt = null });
            }
        }

        await store.SaveWindowAsync(source.Id, window.Name, [.. byDay.Keys.Order()], changed, cancellationToken);
        return new(changed.Count == 0 ? 0 : lines.Count, 0, 0, changed.Count == 0 ? lines.Count : 0);
    }

    private Dictionary<LineKey, decimal> Gather(string source, SourceWindow window, long generation, IReadOnlyList<UsageRecord> records)
    {
        lock (_lock)
        {
            if (!_open.Remove(source, out var open) || open.Window != window.Name || open.Generation != generation)
            {
                open = (window.Name, generation, []);
            }

            foreach (var record in records)
            {
                var key = LineKey.Of(record);
                open.Lines[key] = open.Lines.GetValueOrDefault(key) + record.Cost.Effective;
            }

            if (!window.IsLast)
            {
                _open[source] = open;
            }

            return open.Lines;
        }
    }

    private readonly record struct LineKey(DateOnly Day, string Provider, string? Model, string? Service, ScopePath Scope, CostStatus Status)
    {
        public static LineKey Of(UsageRecord record) => new(
            UtcDay.Of(record.Timestamp), record.Provider, record.Model, record.Service, record.Scope,
            record.Status is CostStatus.Estimated ? CostStatus.Confirmed : record.Status);

        public BillLine ToLine(decimal amount, string window) => new(Provider, Model, Service, Scope, amount, Status) { Window = window };
    }
}

using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Attribution;

/// <summary>Holds rules against the records of a time: to see what they would move, or to move it.</summary>
public sealed class Reattribution(ILedger ledger, IRollupStore rollups)
{
    private const int RecordsPerAppend = 2_000;

    /// <summary>About how many records a time holds.</summary>
    public async Task<long> CountAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        (await rollups.QueryAsync(new(ScopePath.Organization, from, to, null, CostGroup.None), cancellationToken)).Sum(row => row.Sums.Records);

    /// <summary>Says what the rules would move; changes nothing.</summary>
    public Task<AttributionEffect> PreviewAsync(
        Attributor rules, DateTimeOffset from, DateTimeOffset to, Action<long> read, CancellationToken cancellationToken) =>
        WalkAsync(rules, null, from, to, read, cancellationToken);

    /// <summary>
    /// Restates every record that the rules place elsewhere, one revision higher. Stopped half-way, it is simply done again: what lies
    /// where it belongs stays untouched.
    /// </summary>
    public Task<AttributionEffect> ApplyAsync(
        Attributor rules, IUsageSink sink, DateTimeOffset from, DateTimeOffset to, Action<long> read, CancellationToken cancellationToken) =>
        WalkAsync(rules, sink, from, to, read, cancellationToken);

    private async Task<AttributionEffect> WalkAsync(
        Attributor rules, IUsageSink? sink, DateTimeOffset from, DateTimeOffset to, Action<long> read, CancellationToken cancellationToken)
    {
        var tally = new EffectTally(rules.Set);
        List<UsageRecord> restated = [];
        await foreach (var page in ledger.ReadRecordsAsync(from, to, cancellationToken))
        {
            foreach (var record in page)
            {
                var now = rules.Apply(record, out var rule);
                tally.See(record, now, rule?.Id);
                if (sink is not null && !ReferenceEquals(now, record))
                {
                    restated.Add(now with { Revision = record.Revision + 1 });
                }
            }

            if (restated.Count >= RecordsPerAppend)
            {
                await sink!.AppendAsync(restated, cancellationToken);
                restated = [];
            }

            read(tally.Records);
        }

        if (restated.Count > 0)
        {
            await sink!.AppendAsync(restated, cancellationToken);
        }

        return tally.Result();
    }
}

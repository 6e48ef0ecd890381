using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Attribution;

/// <summary>Looks at spend without a team: the sums from the rollups, what it has in common from the records.</summary>
public sealed class UnattributedReader(ILedger ledger, IRollupStore rollups, IScopeDirectory scopes, AttributionBook book)
{
    /// <summary>Records looked at before it stops, at the end of a day.</summary>
    public const int RecordsAtMost = 200_000;

    private const int TeamsAtMost = 1_000;

    /// <summary>The report of a time.</summary>
    /// <param name="from">Inclusive start of charge periods, UTC.</param>
    /// <param name="to">Exclusive end, UTC.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<UnattributedReport> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var rules = await book.NewestAsync(cancellationToken);
        var whole = await SumAsync(ScopePath.Organization, from, to, cancellationToken);
        var lost = await SumAsync(ScopePath.ForTeam(ScopePath.Unattributed), from, to, cancellationToken);
        var teams = await scopes.ListAsync(ScopePath.Organization, null, null, TeamsAtMost, cancellationToken);
        var analysis = new UnattributedAnalysis(rules, [.. teams.Select(team => team.Scope.Team!)]);
        var reached = lost.Records == 0 ? from : await LookAsync(analysis, from, to, cancellationToken);
        return new(
            from,
            to,
            lost.Cost.Effective,
            whole.Cost.Effective,
            whole.Cost.Effective == 0 ? 0 : Math.Round(lost.Cost.Effective / whole.Cost.Effective, 6),
            lost.Records,
            reached,
            analysis.Records,
            reached > from,
            rules.Version,
            analysis.Groups(),
            analysis.Suggestions());
    }

    /// <summary>Day by day, the newest first, so that what is not reached is the oldest.</summary>
    private async Task<DateTimeOffset> LookAsync(
        UnattributedAnalysis analysis, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        for (var end = to; end > from;)
        {
            var start = Granularity.Day.Floor(end.AddTicks(-1));
            start = start < from ? from : start;
            await foreach (var page in ledger.ReadRecordsAsync(start, end, cancellationToken))
            {
                foreach (var record in page)
                {
                    analysis.See(record);
                }
            }

            end = start;
            if (analysis.Records >= RecordsAtMost)
            {
                return end;
            }
        }

        return from;
    }

    private async Task<RollupSums> SumAsync(ScopePath scope, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        (await rollups.QueryAsync(new(scope, from, to, null, CostGroup.None), cancellationToken))
            .Aggregate(default(RollupSums), (sum, row) => sum + row.Sums);
}

using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>How good the figures are: estimates against bills, records without a price, spend without a team.</summary>
internal sealed class SourceFigures(IBillStore bills, IRollupStore rollups, IOptions<WebOptions> options, TimeProvider time)
{
    private const int UsualDays = 30;
    private const int MaxDays = 400;

    private static readonly string UnattributedKey = ScopePath.ForTeam(ScopePath.Unattributed).Key;

    /// <summary>Whole UTC days; the last 30 with today when nothing is asked for.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Range(Query query, string? from, string? to)
    {
        var end = Granularity.Day.Floor((query.Instant("to", to) ?? time.GetUtcNow().AddDays(1)).AddTicks(to is null ? 0 : TimeSpan.TicksPerDay - 1));
        var start = query.Instant("from", from) is { } given ? Granularity.Day.Floor(given) : end.AddDays(-UsualDays);
        if (start >= end || end - start > TimeSpan.FromDays(MaxDays))
        {
            query.Fail("from", $"{start:O} is out of range: expected before 'to' ({end:O}), at most {MaxDays} days.");
        }

        return (start, end);
    }

    public async Task<DriftListResponse> DriftAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (first, end) = (UtcDay.Of(from), UtcDay.Of(to));
        var days = await bills.ListAsync(first, end, cancellationToken);
        DriftResponse[] items = [.. days
            .SelectMany(day => day.Settlements
                .OrderBy(settlement => settlement.Provider, StringComparer.Ordinal)
                .ThenBy(settlement => settlement.Model, StringComparer.Ordinal)
                .Select(settlement => Of(day, settlement)))];
        var estimated = items.Sum(item => item.Estimated);
        var billed = items.Sum(item => item.Billed);
        var alone = items.Where(item => item.Records == 0).Sum(item => item.Billed);
        return new(
            first,
            end,
            options.Value.Currency,
            new(
                estimated,
                billed,
                billed - estimated,
                alone,
                estimated == 0 ? null : (double)((billed - alone) / estimated),
                items.Count(item => item.IsUnusual)),
            days.Count(day => day.SettledAt is null),
            items);
    }

    public async Task<CoverageResponse> CoverageAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var models = await rollups.QueryAsync(new(ScopePath.Organization, from, to, null, CostGroup.Model), cancellationToken);
        var teams = await rollups.QueryAsync(new(ScopePath.Organization, from, to, null, CostGroup.Child), cancellationToken);
        var total = teams.Sum(row => row.Sums.Cost.Effective);
        var nobody = teams.Where(row => row.Group == UnattributedKey).Select(row => row.Sums).FirstOrDefault();
        return new(
            from,
            to,
            options.Value.Currency,
            total,
            models.Sum(row => row.Sums.Records),
            models.Sum(row => row.Sums.Unpriced),
            [.. models
                .Where(row => row.Sums.Unpriced > 0)
                .OrderByDescending(row => row.Sums.Unpriced)
                .ThenBy(row => row.Group, StringComparer.Ordinal)
                .Select(row => new UnpricedModelResponse(row.Group, row.Sums.Unpriced, row.Sums.Records))],
            new(nobody.Cost.Effective, total == 0 ? null : (double)(nobody.Cost.Effective / total), nobody.Records));
    }

    private static DriftResponse Of(BillDay day, Settlement settlement) => new(
        day.Day,
        day.Source,
        settlement.Provider,
        settlement.Model,
        settlement.Estimated,
        settlement.Billed,
        settlement.Drift,
        settlement.Ratio,
        settlement.Normal is { } normal ? new(normal.Lower, normal.Upper) : null,
        settlement.IsUnusual,
        settlement.Records,
        settlement.Status);
}

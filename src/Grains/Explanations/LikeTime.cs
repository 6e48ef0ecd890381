using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Explanations;

/// <summary>Chooses what a period is compared with: the same hours of the weeks before, as far as the scope goes back.</summary>
internal sealed class LikeTime(IScopeDirectory scopes)
{
    private const int Weeks = 4;
    private const int DaysOfWeek = 7;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(DaysOfWeek);

    /// <summary>
    /// In this order, the first that the scope's history covers: the same hours of up to four weeks before (of a period longer than a week, the
    /// one before, whole weeks back); the same hours of the days before, when the period is at most a day; what there is before it. A scope that
    /// began with the period is compared with the nothing that it was before, provided that the organization was already watched.
    /// </summary>
    /// <returns>Null when there is nothing to compare with.</returns>
    public async Task<IReadOnlyList<TimeRange>?> FindAsync(ScopePath scope, TimeRange period, CancellationToken cancellationToken)
    {
        if (await scopes.FindAsync(scope, cancellationToken) is not { } known)
        {
            return null;
        }

        var first = Granularity.Hour.Floor(known.FirstSeen);
        var back = Week * Math.Max(1, Math.Ceiling(period.Length / Week));
        if (Covered(period, back, back > Week ? 1 : Weeks, first) is { Count: > 0 } weeks)
        {
            return weeks;
        }

        if (period.Length <= Day && Covered(period, Day, DaysOfWeek - 1, first) is { Count: > 0 } days)
        {
            return days;
        }

        var start = Granularity.Hour.Floor(period.From);
        if (first < start)
        {
            return [new(first, start)];
        }

        var whole = await scopes.FindAsync(ScopePath.Organization, cancellationToken);
        return whole?.FirstSeen < start ? [new(Later(start - period.Length, Granularity.Hour.Floor(whole.FirstSeen)), start)] : null;
    }

    private static List<TimeRange> Covered(TimeRange period, TimeSpan step, int most, DateTimeOffset first) =>
        [.. Enumerable.Range(1, most).Select(number => period.Shift(-number * step)).Where(window => window.From >= first)];

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

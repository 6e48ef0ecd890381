using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Grains.Sources;

/// <summary>What became of a batch.</summary>
/// <param name="Accepted">New records, or charges of a bill.</param>
/// <param name="Restated">Records whose figures changed.</param>
/// <param name="Retracted">Records taken back.</param>
/// <param name="Unchanged">Records known as they were.</param>
public readonly record struct SourceTaken(long Accepted, long Restated, long Retracted, long Unchanged);

/// <summary>Keeps a source's books: what a batch changes in its state.</summary>
internal static class SourceBook
{
    private const int DaysKept = 60;
    private const int ErrorsKept = 20;

    public static SourceState Took(SourceState state, SourceBatch batch, SourceTaken taken, bool isBackfill, DateTimeOffset now)
    {
        DateTimeOffset? newest = batch.Records.Count == 0 ? null : batch.Records.Max(record => record.Timestamp);
        state = state with
        {
            Records = state.Records + taken.Accepted,
            NewestRecordAt = Later(state.NewestRecordAt, newest),
            Days = AddTo(state.Days, UtcDay.Of(now), taken, batch.Errors.Count),
            Errors = batch.Errors.Count == 0 ? state.Errors : [.. state.Errors.Concat(batch.Errors).TakeLast(ErrorsKept)],
        };
        if (isBackfill && state.Backfill is { } backfill)
        {
            return state with
            {
                Backfill = backfill with
                {
                    CoveredUntil = Later(backfill.CoveredUntil, batch.CoveredUntil) ?? backfill.CoveredUntil,
                    Records = backfill.Records + batch.Records.Count,
                    Cursor = batch.Cursor ?? backfill.Cursor,
                },
            };
        }

        return state with { CoveredUntil = Later(state.CoveredUntil, batch.CoveredUntil), Cursor = batch.Cursor ?? state.Cursor };
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;

    private static IReadOnlyList<SourceDay> AddTo(IReadOnlyList<SourceDay> days, DateOnly today, SourceTaken taken, int rejected)
    {
        var last = days is [.., var newest] && newest.Day == today ? newest : new(today, 0, 0, 0, 0, 0);
        var grown = last with
        {
            Accepted = last.Accepted + taken.Accepted,
            Restated = last.Restated + taken.Restated,
            Retracted = last.Retracted + taken.Retracted,
            Unchanged = last.Unchanged + taken.Unchanged,
            Rejected = last.Rejected + rejected,
        };
        return [.. days.Where(day => day.Day != today).TakeLast(DaysKept - 1), grown];
    }
}

using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Explanations;

/// <summary>
/// Finds what calls that failed cost: records that say so (tag <c>status=failure</c>, as LiteLLM and OpenTelemetry report it). Rollups do not
/// tell, so the records are read, and only where they are few.
/// </summary>
internal sealed class FailedCalls(ILedger ledger)
{
    /// <summary>More records than this are not read, and then nothing is said about them.</summary>
    public const int MostRecords = 10_000;

    private const int PageSize = 1_000;
    private const string StatusTag = "status";
    private const string Failure = "failure";

    /// <summary>By model; null when there are too many records to look.</summary>
    public async Task<IReadOnlyList<ModelCost>?> MeasureAsync(ScopePath scope, PeriodSums sums, CancellationToken cancellationToken)
    {
        if (sums.Records > MostRecords)
        {
            return null;
        }

        var failed = new List<ModelCost>();
        foreach (var time in sums.Times)
        {
            if (!await ReadAsync(scope, time, failed, cancellationToken))
            {
                return null;
            }
        }

        return failed;
    }

    /// <summary>Reads a time page by page, newest first; the records at a page's last instant are asked for again.</summary>
    /// <returns>False when more records share one instant than fit a page.</returns>
    private async Task<bool> ReadAsync(ScopePath scope, TimeRange time, List<ModelCost> failed, CancellationToken cancellationToken)
    {
        var seen = new HashSet<(string Source, string Id)>();
        var to = time.To;
        while (true)
        {
            var page = await ledger.ListAsync(scope, time.From, to, PageSize, cancellationToken);
            failed.AddRange(page.Where(record => seen.Add((record.Source, record.Id)) && IsFailure(record)).Select(Of));
            if (page.Count < PageSize)
            {
                return true;
            }

            var next = page[^1].Timestamp.AddTicks(1);
            if (next >= to || seen.Count > MostRecords)
            {
                return false;
            }

            to = next;
        }
    }

    private static bool IsFailure(UsageRecord record) => record.Tags.TryGetValue(StatusTag, out var status) && status == Failure;

    private static ModelCost Of(UsageRecord record) => new(record.Model ?? string.Empty, record.Cost.Effective, UsageTotals.From(record.Usage));
}

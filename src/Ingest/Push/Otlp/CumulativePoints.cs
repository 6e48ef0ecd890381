using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>
/// Counts cumulative points, whose sums go on growing as long as their sender runs: of each only what is new against the last one.
/// <para>
/// A series has one running record, which is restated with each point of an hour; when the hour is over, that record's content goes
/// into a closed record of its own and the running one begins anew, both in one commit. Where the counting stands is written into the running
/// record (<see cref="SeriesTotals"/>), so the ledger alone decides after a restart, a failed commit or a second process: nothing is lost
/// and nothing counts twice.
/// </para>
/// </summary>
internal sealed class CumulativePoints(
    ILedger ledger, UsageIngest ingest, UsageNormalizer normalizer, TokenUsagePoints points, IOptions<OtlpOptions> options) : IDisposable
{
    private const int PointsPerAppend = 1_000;
    private const int MostAttempts = 3;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, SeriesTotals> _known = new(StringComparer.Ordinal);
    private readonly UsageDraft _draft = new();

    /// <summary>Counts points in the order given; returns after the ledger's commit.</summary>
    /// <param name="arrived">Cumulative points with a known unit.</param>
    /// <param name="refuse">Told of each point that is refused, and why.</param>
    /// <param name="cancellationToken">Stops; sending all again is safe.</param>
    public async Task TakeAsync(IReadOnlyList<OtlpPoint> arrived, Action<OtlpPoint, string> refuse, CancellationToken cancellationToken)
    {
        // One export at a time: what a point adds depends on the one before.
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var part in arrived.Chunk(PointsPerAppend))
            {
                await TakePartAsync(part, refuse, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task TakePartAsync(OtlpPoint[] part, Action<OtlpPoint, string> refuse, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var plan = await PlanAsync(part, attempt == 1 ? refuse : static (_, _) => { }, cancellationToken).ConfigureAwait(false);
            long duplicates;
            try
            {
                duplicates = (await ingest.AppendAsync(plan.Records, cancellationToken).ConfigureAwait(false)).Duplicates;
            }
            catch
            {
                // Whether it was committed is not known here; the ledger knows.
                Forget(plan);
                throw;
            }

            if (duplicates == 0)
            {
                Remember(plan);
                return;
            }

            // Somebody else has restated a record meanwhile (a bill, another process): read how far it is counted and try again.
            Forget(plan);
            if (attempt == MostAttempts)
            {
                throw new StoreUnavailableException("The series are being restated by others at the same time.", retry: true);
            }
        }
    }

    private async Task<Plan> PlanAsync(OtlpPoint[] part, Action<OtlpPoint, string> refuse, CancellationToken cancellationToken)
    {
        var plan = new Plan();
        foreach (var point in part)
        {
            try
            {
                await AddAsync(plan, point, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidDataException e)
            {
                refuse(point, e.Message);
            }
        }

        return plan;
    }

    private async Task AddAsync(Plan plan, OtlpPoint point, CancellationToken cancellationToken)
    {
        if (point.StartNanoseconds == 0)
        {
            throw new InvalidDataException("startTimeUnixNano: is missing, expected the start of a cumulative series");
        }

        var tokens = TokenUsagePoints.TokensOf(point);
        var series = TokenUsagePoints.SeriesOf(point);
        if (!plan.Totals.TryGetValue(series, out var before) && !_known.TryGetValue(series, out before))
        {
            before = await ledger.FindAsync(GenAi.Source, series, cancellationToken).ConfigureAwait(false) is { } record
                ? SeriesTotals.Of(record)
                : SeriesTotals.New(point.StartNanoseconds);
        }

        if (point.TimeNanoseconds <= before.LastPoint || tokens == before.Tokens)
        {
            // Out of order or sent again, or nothing new. A later point says from when on there was something.
            plan.Totals[series] = point.TimeNanoseconds > before.LastPoint ? before with { LastPoint = point.TimeNanoseconds } : before;
            return;
        }

        if (tokens < before.Tokens || point.Count < before.Requests)
        {
            throw new InvalidDataException(
                $"sum: got {tokens} after {before.Tokens} with the same start time, expected a growing sum or a new start time");
        }

        var after = before.Add(point.TimeNanoseconds, tokens, point.Count, out var isClosing);
        var running = Record(point, after, series, isRunning: true);
        if (isClosing)
        {
            plan.Closed.Add(Record(point, before, $"{series}-{before.PeriodStart}", isRunning: false));
        }

        plan.Running[series] = running;
        plan.Totals[series] = after;
    }

    private UsageRecord Record(OtlpPoint point, SeriesTotals totals, string id, bool isRunning)
    {
        _draft.Clear();
        points.Fill(
            _draft, point, TokenUsagePoints.UnitOf(point)!, id, totals.PeriodStart, totals.OpenTokens, totals.OpenRequests);
        if (isRunning)
        {
            _draft.Revision = totals.Revision;
            totals.SetTags(_draft);
        }

        var item = normalizer.Normalize(_draft);
        return item.Record ?? throw new InvalidDataException(item.Error!.Message);
    }

    private void Remember(Plan plan)
    {
        if (_known.Count + plan.Totals.Count > options.Value.MaxSeries)
        {
            // They are looked up again when their next points come.
            _known.Clear();
        }

        foreach (var (series, totals) in plan.Totals)
        {
            _known[series] = totals;
        }
    }

    private void Forget(Plan plan)
    {
        foreach (var series in plan.Totals.Keys)
        {
            _known.Remove(series);
        }
    }

    private sealed class Plan
    {
        public Dictionary<string, SeriesTotals> Totals { get; } = new(StringComparer.Ordinal);

        public List<UsageRecord> Closed { get; } = [];

        /// <summary>By series: of several restatements in one append only the last one matters.</summary>
        public Dictionary<string, UsageRecord> Running { get; } = new(StringComparer.Ordinal);

        public IReadOnlyList<UsageRecord> Records => [.. Closed, .. Running.Values];
    }
}

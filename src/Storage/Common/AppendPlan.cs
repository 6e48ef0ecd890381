using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>One row to write: the entry, for a charge its record, for a reversal the position it takes back.</summary>
internal readonly record struct LedgerLine(LedgerEntry Entry, RecordKey Key, UsageRecord? Record, int Revision, long? Reverses);

/// <summary>
/// Works out what an append does, the same for every store: which records count, which entries they become at which positions, and what
/// the caller is told. The store only says what it knows of a record already.
/// </summary>
internal sealed class AppendPlan
{
    private readonly IReadOnlyList<UsageRecord> _records;
    private readonly RecordKey[] _keys;
    private readonly AppendOutcome[] _outcomes;
    private readonly List<LedgerLine> _lines;
    private readonly List<(RecordKey Key, int Revision)> _retracted = [];
    private long _previous;

    public AppendPlan(IReadOnlyList<UsageRecord> records)
    {
        _records = records;
        _keys = new RecordKey[records.Count];
        _outcomes = new AppendOutcome[records.Count];
        _lines = new(records.Count);
        Array.Fill(_outcomes, AppendOutcome.Duplicate);
        Candidates = FindCandidates();
    }

    /// <summary>The records that may count, by their place in the call: of several of one id the first of the highest revision.</summary>
    public IReadOnlyList<int> Candidates { get; }

    public IReadOnlyList<LedgerLine> Lines => _lines;

    /// <summary>The records taken back, with their new revisions.</summary>
    public IReadOnlyList<(RecordKey Key, int Revision)> Retracted => _retracted;

    /// <summary>The position of the last line so far.</summary>
    public long Head { get; private set; }

    /// <summary>Restatements refused because what they restate was removed by retention.</summary>
    public int RefusedRestatements { get; private set; }

    public UsageRecord Record(int index) => _records[index];

    public RecordKey Key(int index) => _keys[index];

    public void StartAt(long head) => _previous = Head = head;

    /// <summary>Appends a record that was never seen.</summary>
    public void Accept(int index)
    {
        _outcomes[index] = AppendOutcome.Accepted;
        AddCharge(index);
    }

    /// <summary>Appends a newer revision; without the charge it restates (removed by retention) nothing can be taken back, so it is refused.</summary>
    /// <returns>False when refused.</returns>
    public bool Restate(int index, LedgerEntry? charge)
    {
        if (charge is null)
        {
            RefusedRestatements++;
            return false;
        }

        _outcomes[index] = AppendOutcome.Restated;
        AddReversal(_keys[index], _records[index].Revision, charge);
        AddCharge(index);
        return true;
    }

    /// <summary>Takes a record back for good, or until its source reports it again.</summary>
    public void Retract(RecordKey key, int revision, LedgerEntry charge)
    {
        AddReversal(key, revision, charge);
        _retracted.Add((key, revision));
    }

    public AppendResult Result() => new(_outcomes, _lines.ConvertAll(line => line.Entry), _previous, Head);

    /// <summary>Earliest and latest charge time of every scope that gets a charge, ancestors included.</summary>
    public Dictionary<ScopePath, TimeSpanOf> SpansByScope()
    {
        var resources = new Dictionary<ScopePath, TimeSpanOf>();
        foreach (var line in _lines)
        {
            if (line.Record is not null)
            {
                var ts = line.Entry.Timestamp.ToStored();
                resources[line.Entry.Scope] = resources.TryGetValue(line.Entry.Scope, out var span) ? span.With(ts) : new(ts, ts);
            }
        }

        var all = new Dictionary<ScopePath, TimeSpanOf>(resources.Count * 2);
        foreach (var (resource, span) in resources)
        {
            foreach (var scope in resource.SelfAndAncestors())
            {
                all[scope] = all.TryGetValue(scope, out var known) ? known.With(span.Min).With(span.Max) : span;
            }
        }

        return all;
    }

    /// <summary>Earliest and latest charge time of every block of positions that gets an entry.</summary>
    public SortedDictionary<long, TimeSpanOf> SpansByBlock()
    {
        var blocks = new SortedDictionary<long, TimeSpanOf>();
        foreach (var line in _lines)
        {
            var block = LedgerBlocks.Of(line.Entry.Position);
            var ts = line.Entry.Timestamp.ToStored();
            blocks[block] = blocks.TryGetValue(block, out var span) ? span.With(ts) : new(ts, ts);
        }

        return blocks;
    }

    private void AddReversal(RecordKey key, int revision, LedgerEntry charge)
    {
        var reversal = charge with
        {
            Position = ++Head,
            Kind = EntryKind.Reversal,
            Cost = -charge.Cost,
            Usage = -charge.Usage,
        };
        _lines.Add(new(reversal, key, null, revision, charge.Position));
    }

    private void AddCharge(int index)
    {
        var record = _records[index];
        var entry = new LedgerEntry(
            ++Head,
            EntryKind.Charge,
            record.Scope,
            record.Timestamp.ToUniversalTime(),
            record.Provider,
            record.Model ?? "",
            record.Status,
            record.Pricing,
            record.Cost,
            UsageTotals.From(record.Usage),
            record.Experiment);
        _lines.Add(new(entry, _keys[index], record, record.Revision, null));
    }

    private List<int> FindCandidates()
    {
        var winners = new Dictionary<RecordKey, int>(_records.Count);
        for (var index = 0; index < _records.Count; index++)
        {
            var record = _records[index];
            Validate(record, index);
            var key = _keys[index] = RecordKey.Of(record.Source, record.Id);
            if (!winners.TryGetValue(key, out var winner) || record.Revision > _records[winner].Revision)
            {
                winners[key] = index;
            }
        }

        var candidates = new List<int>(winners.Count);
        for (var index = 0; index < _records.Count; index++)
        {
            if (winners[_keys[index]] == index)
            {
                candidates.Add(index);
            }
        }

        return candidates;
    }

    /// <summary>What no store could keep as it is; everything else is for ingest to judge.</summary>
    private static void Validate(UsageRecord record, int index)
    {
        if (record.Scope.Kind != ScopeKind.Resource)
        {
            throw new ArgumentException($"Record {index} ({record.Source}/{record.Id}) belongs to {record.Scope}, which is no resource.");
        }

        if (record.Revision < 0)
        {
            throw new ArgumentException($"Record {index} ({record.Source}/{record.Id}) has revision {record.Revision}, below 0.");
        }

        if (HasNul(record.Provider) || HasNul(record.Model) || HasNul(record.Experiment) || HasNul(record.Scope.Team)
            || HasNul(record.Scope.Project) || HasNul(record.Scope.ResourceName))
        {
            throw new ArgumentException($"Record {index} ({record.Source}/{record.Id}) has a name with a NUL character.");
        }
    }

    private static bool HasNul(string? text) => text is not null && text.Contains('\0', StringComparison.Ordinal);
}

/// <summary>Earliest and latest of some instants, as stored.</summary>
internal readonly record struct TimeSpanOf(long Min, long Max)
{
    public TimeSpanOf With(long ts) => new(Math.Min(Min, ts), Math.Max(Max, ts));

    public bool Covers(TimeSpanOf other) => Min <= other.Min && Max >= other.Max;
}

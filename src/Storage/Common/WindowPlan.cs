using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>
/// Works out which records of a window are new or changed, the same for every store. A record is known by its key and compared by a digest of
/// all it says but its revision, which the ledger counts on by itself. What its source says counts, not where a rule put it: a window that is read
/// again after the rules changed is the same window.
/// </summary>
internal sealed class WindowPlan
{
    /// <summary>The most records taken back in one transaction.</summary>
    public const int RetractedAtMost = 20_000;

    private readonly IReadOnlyList<UsageRecord> _records;
    private readonly List<int> _changed = [];

    public WindowPlan(IReadOnlyList<UsageRecord> records)
    {
        _records = records;
        Keys = new RecordKey[records.Count];
        Digests = new long[records.Count];
        using var payloads = new PayloadWriter();
        for (var index = 0; index < records.Count; index++)
        {
            Keys[index] = RecordKey.Of(records[index].Source, records[index].Id);
            Digests[index] = Digest(RecordPlacement.Undo(records[index]), payloads);
        }
    }

    public RecordKey[] Keys { get; }

    public long[] Digests { get; }

    /// <summary>Makes the plan of what has to be written.</summary>
    /// <param name="digestOf">The digest that the window has of a record; null when it has none.</param>
    /// <param name="revisionOf">The revision that the ledger has of a record; null when it never saw it.</param>
    public AppendPlan Decide(Func<RecordKey, long?> digestOf, Func<RecordKey, int?> revisionOf)
    {
        var seen = new HashSet<RecordKey>(_records.Count);
        var plan = new List<UsageRecord>();
        for (var index = 0; index < _records.Count; index++)
        {
            var key = Keys[index];
            if (seen.Add(key) && digestOf(key) != Digests[index])
            {
                _changed.Add(index);
                plan.Add(_records[index] with { Revision = revisionOf(key) is { } known ? known + 1 : 0 });
            }
        }

        return new(plan);
    }

    /// <summary>What the caller is told: of all records, also those that did not have to be written.</summary>
    public AppendResult Result(AppendPlan plan, bool isUnfinished)
    {
        var result = plan.Result();
        var outcomes = new AppendOutcome[_records.Count];
        Array.Fill(outcomes, AppendOutcome.Duplicate);
        for (var index = 0; index < _changed.Count; index++)
        {
            outcomes[_changed[index]] = result.Outcomes[index];
        }

        return result with { Outcomes = outcomes, Retracted = plan.Retracted.Count, IsUnfinished = isUnfinished };
    }

    private static long Digest(UsageRecord record, PayloadWriter payloads)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(payloads.Write(record).Span);
        hash.AppendData(Encoding.UTF8.GetBytes(record.Scope.Key));
        hash.AppendData(Encoding.UTF8.GetBytes($"\n{record.Provider}\n{record.Experiment}\n"));
        Span<byte> numbers = stackalloc byte[16 + (3 * sizeof(int) * 4)];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, record.Timestamp.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[8..], (int)record.Status);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[12..], (int)record.Pricing);
        var at = 16;
        foreach (var amount in (ReadOnlySpan<decimal>)[record.Cost.Effective, record.Cost.Billed, record.Cost.List])
        {
            // Without trailing zeros: 1.0 and 1.00 are one amount.
            foreach (var part in decimal.GetBits(amount / 1.0000000000000000000000000000m))
            {
                BinaryPrimitives.WriteInt32LittleEndian(numbers[at..], part);
                at += sizeof(int);
            }
        }

        hash.AppendData(numbers);
        return BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset());
    }
}

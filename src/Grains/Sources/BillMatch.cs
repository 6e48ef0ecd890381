using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Grains.Sources;

/// <summary>What a record comes to by its bill.</summary>
/// <param name="Amount">Its share of the billed amount; null goes back to the estimate.</param>
/// <param name="Status">How sure the amount is.</param>
internal readonly record struct BilledShare(decimal? Amount, CostStatus Status);

/// <summary>
/// Holds one day's bill against the day's usage. Charges of a model are shared among the records of that model by their list cost; charges that
/// name no known model among the models that have none of their own; charges without usage stand for themselves.
/// </summary>
internal sealed class BillMatch
{
    /// <summary>The tag that names the bill by which a record was settled.</summary>
    public const string Tag = "settled_by";

    private readonly BillDay _bill;
    private readonly HashSet<string>? _settles;
    private readonly HashSet<string> _providers;
    private readonly string _recordSource;
    private readonly Dictionary<(string Provider, string Model), List<Candidate>> _usage = [];
    private readonly Dictionary<(string Source, string Id), BilledShare> _shares = [];
    private CostAmounts _cost;
    private long _records;

    public BillMatch(DataSource source, BillDay bill)
    {
        _bill = bill;
        _recordSource = source.RecordSource;
        _providers = bill.Lines.Select(line => line.Provider).ToHashSet(StringComparer.Ordinal);
        var settles = (source.Settings.GetValueOrDefault("settles") ?? "").Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _settles = settles.Length == 0 ? null : [.. settles];
    }

    /// <summary>The providers whose usage the bill is about.</summary>
    public IReadOnlyCollection<string> Providers => _providers;

    /// <summary>Charges that no usage stands against, each to be counted as spend of its own.</summary>
    public List<BillLine> Alone { get; } = [];

    /// <summary>What the day's records of these providers will add up to.</summary>
    public string Fingerprint => FingerprintOf(_cost, _records);

    /// <summary>Says when two sums of a day are the same.</summary>
    public static string FingerprintOf(CostAmounts cost, long records) =>
        string.Create(CultureInfo.InvariantCulture, $"{cost.List:G29}|{cost.Effective:G29}|{records}");

    /// <summary>Looks at one record of the day.</summary>
    public void See(UsageRecord record)
    {
        if (!_providers.Contains(record.Provider) || record.Source == _recordSource)
        {
            return;
        }

        _cost += record.Cost;
        _records++;
        if (!IsEligible(record))
        {
            return;
        }

        // Its cost is about to be shared out anew.
        _cost += new CostAmounts(-record.Cost.Effective, -record.Cost.Billed, 0);
        var key = (record.Provider, record.Model ?? "");
        if (!_usage.TryGetValue(key, out var candidates))
        {
            _usage[key] = candidates = [];
        }

        var tokens = record.Usage.Where(unit => unit.Key.StartsWith("token.", StringComparison.Ordinal)).Sum(unit => unit.Value);
        candidates.Add(new(record.Source, record.Id, record.Scope, Math.Max(0, record.Cost.List), tokens > 0 ? tokens : 1));
    }

    /// <summary>Shares the bill out, when all records of the day were seen.</summary>
    /// <param name="usual">The usual range of billed / estimated of a model.</param>
    public IReadOnlyList<Settlement> Share(Func<string, string, DriftRange?> usual)
    {
        List<Settlement> settlements = [];
        foreach (var lines in _bill.Lines.Where(line => line.Model is not null).GroupBy(line => (line.Provider, Model: line.Model!)))
        {
            settlements.Add(Settle(lines.Key.Provider, lines.Key.Model, [.. lines], Take(lines.Key), usual));
        }

        foreach (var lines in _bill.Lines.Where(line => line.Model is null).GroupBy(line => line.Provider))
        {
            List<Candidate> rest = [.. _usage.Keys.Where(key => key.Provider == lines.Key).ToList().SelectMany(Take)];
            settlements.Add(Settle(lines.Key, "", [.. lines], rest, usual));
        }

        // Usage that the bill does not name at all: still an estimate, but a difference to be seen.
        foreach (var (key, candidates) in _usage)
        {
            settlements.Add(new(
                key.Provider, key.Model, candidates.Sum(candidate => candidate.List), 0, 0, CostStatus.Estimated, null));
            GiveBack(candidates);
        }

        return [.. settlements.OrderBy(settlement => settlement.Provider, StringComparer.Ordinal)
            .ThenBy(settlement => settlement.Model, StringComparer.Ordinal)];
    }

    /// <summary>The record as the bill leaves it; null when it is so already.</summary>
    public UsageRecord? Restate(UsageRecord record)
    {
        if (!_shares.TryGetValue((record.Source, record.Id), out var share))
        {
            return null;
        }

        var tags = new Dictionary<string, string>(record.Tags);
        tags.Remove(Tag);
        if (share.Amount is not null)
        {
            tags[Tag] = _bill.Source;
        }

        var effective = share.Amount ?? record.Cost.List;
        var cost = new CostAmounts(effective, share.Amount ?? 0, record.Cost.List);
        return record.Cost == cost && record.Status == share.Status && record.Tags.GetValueOrDefault(Tag) == tags.GetValueOrDefault(Tag)
            ? null
            : record with { Revision = record.Revision + 1, Cost = cost, Status = share.Status, Tags = tags };
    }

    private bool IsEligible(UsageRecord record) =>
        record.ChargeCategory == "Usage"
        && (record.Tags.TryGetValue(Tag, out var by) ? by == _bill.Source : record.Status is CostStatus.Estimated)
        && (_settles is null || _settles.Contains(record.Source) || _settles.Contains(record.Source[(record.Source.IndexOf(':', StringComparison.Ordinal) + 1)..]));

    private List<Candidate> Take((string Provider, string Model) key) => _usage.Remove(key, out var candidates) ? candidates : [];

    private Settlement Settle(
        string provider, string model, List<BillLine> lines, List<Candidate> usage, Func<string, string, DriftRange?> usual)
    {
        var billed = lines.Sum(line => line.Amount);
        var status = lines.Min(line => line.Status);
        var estimated = usage.Sum(candidate => candidate.List);
        if (usage.Count == 0)
        {
            Alone.AddRange(lines);
            _cost += new CostAmounts(billed, billed, 0);
            _records += lines.Count;
            return new(provider, model, 0, billed, 0, status, null);
        }

        // In an order of their own, so that the same day settled again gives each record the same share.
        usage.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id) is var order and not 0 ? order : string.CompareOrdinal(a.Source, b.Source));
        var shares = SettlementMaths.Split(billed, [.. usage.Select(candidate => estimated > 0 ? candidate.List : candidate.Tokens)]);
        for (var index = 0; index < shares.Length; index++)
        {
            _shares[(usage[index].Source, usage[index].Id)] = new(shares[index], status);
        }

        _cost += new CostAmounts(billed, billed, 0);
        return new(provider, model, estimated, billed, usage.Count, status, usual(provider, model));
    }

    private void GiveBack(List<Candidate> usage)
    {
        foreach (var candidate in usage)
        {
            _shares[(candidate.Source, candidate.Id)] = new(null, CostStatus.Estimated);
            _cost += new CostAmounts(candidate.List, 0, 0);
        }
    }

    private readonly record struct Candidate(string Source, string Id, ScopePath Scope, decimal List, decimal Tokens);
}

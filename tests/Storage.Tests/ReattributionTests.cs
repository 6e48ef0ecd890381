using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteReattributionTests : ReattributionTests<SqliteHarness>;

public sealed class PostgresReattributionTests : ReattributionTests<PostgresHarness>;

/// <summary>Rules held against a real ledger: random records, random rules, one version after the other.</summary>
public abstract class ReattributionTests<THarness> : StoreTests<THarness>, IUsageSink
    where THarness : StoreHarness, new()
{
    private static readonly DateTimeOffset From = UtcDay.StartOf(AttributionCases.FirstDay);
    private static readonly DateTimeOffset To = UtcDay.StartOf(AttributionCases.LastDay);

    public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken) =>
        (await Store.Ledger.AppendAsync(records, cancellationToken)).Outcomes;

    [Fact]
    public async Task Nothing_is_lost_or_doubled_a_preview_is_what_applying_does_and_a_second_time_does_nothing()
    {
        var reattribution = new Reattribution(Store.Ledger, Store.Rollups);
        for (var seed = 0; seed < 3; seed++)
        {
            var cases = new AttributionCases(seed);
            var stated = cases.Records(100);
            await Store.Ledger.AppendAsync(new Attributor(cases.RuleSet(1, 6)).Apply(stated), Token);
            var mine = stated.Select(record => record.Id).ToHashSet();
            for (var version = 2; version < 5; version++)
            {
                var rules = new Attributor(cases.RuleSet(version, 6));
                var before = await ReadAsync();

                var preview = await reattribution.PreviewAsync(rules, From, To, _ => { }, Token);
                (await ReadAsync()).Select(Say).ShouldBe(before.Select(Say));
                var applied = await reattribution.ApplyAsync(rules, this, From, To, _ => { }, Token);
                var head = await Store.Ledger.GetHeadAsync(Token);
                var again = await reattribution.ApplyAsync(rules, this, From, To, _ => { }, Token);

                Same(applied, preview);
                (again.Moved, await Store.Ledger.GetHeadAsync(Token)).ShouldBe((0, head));
                var after = await ReadAsync();
                after.Where(record => mine.Contains(record.Id)).OrderBy(record => record.Id).Select(Say)
                    .ShouldBe(rules.Apply(stated).OrderBy(record => record.Id).Select(Say));
                Sums(after).ShouldBe(Sums(before));
                await AddsUpAsync();

                // What the preview says moves away from and to a project is the difference of its sums.
                foreach (var project in before.Concat(after).Select(record => record.Scope.Parent!.Key).Distinct())
                {
                    var comes = preview.Moves.Where(move => move.To == project).Sum(move => move.Cost.Effective);
                    var goes = preview.Moves.Where(move => move.From == project).Sum(move => move.Cost.Effective);
                    (comes - goes).ShouldBe(Effective(after, project) - Effective(before, project));
                }
            }
        }
    }

    [Fact]
    public async Task Applying_that_is_cut_off_is_finished_by_applying_again()
    {
        var cases = new AttributionCases(11);
        var stated = cases.Records(5_000);
        await Store.Ledger.AppendAsync(stated, Token);
        var rules = new Attributor(cases.RuleSet(1, 8));
        var reattribution = new Reattribution(Store.Ledger, Store.Rollups);
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(
            () => reattribution.ApplyAsync(rules, new CutOff(this, stop), From, To, _ => { }, stop.Token));
        (await ReadAsync()).Count(record => record.Placement is not null).ShouldBeGreaterThan(0);
        await reattribution.ApplyAsync(rules, this, From, To, _ => { }, Token);

        (await ReadAsync()).OrderBy(record => record.Id).Select(Say).ShouldBe(rules.Apply(stated).OrderBy(record => record.Id).Select(Say));
        await AddsUpAsync();
    }

    /// <summary>The entries of all time add up to the records that count, at every place.</summary>
    private async Task AddsUpAsync()
    {
        var entries = await ReadAllAsync();
        var records = await ReadAsync();
        entries.GroupBy(entry => entry.Scope).Select(scope => (scope.Key.Key, Cost: scope.Aggregate(default(CostAmounts), (sum, entry) => sum + entry.Cost)))
            .Where(scope => scope.Cost != default).OrderBy(scope => scope.Key)
            .ShouldBe(records.GroupBy(record => record.Scope)
                .Select(scope => (scope.Key.Key, Cost: scope.Aggregate(default(CostAmounts), (sum, record) => sum + record.Cost)))
                .Where(scope => scope.Cost != default).OrderBy(scope => scope.Key));
    }

    private async Task<List<UsageRecord>> ReadAsync()
    {
        var records = new List<UsageRecord>();
        await foreach (var page in Store.Ledger.ReadRecordsAsync(From, To, Token))
        {
            records.AddRange(page);
        }

        return records;
    }

    private static void Same(AttributionEffect a, AttributionEffect b)
    {
        a.Moves.ShouldBe(b.Moves);
        a.Rules.ShouldBe(b.Rules);
        (a.Records, a.Cost, a.Moved, a.MovedCost).ShouldBe((b.Records, b.Cost, b.Moved, b.MovedCost));
    }

    private static CostAmounts Sums(IEnumerable<UsageRecord> records) => records.Aggregate(default(CostAmounts), (sum, record) => sum + record.Cost);

    private static decimal Effective(IEnumerable<UsageRecord> records, string project) =>
        records.Where(record => record.Scope.Parent!.Key == project).Sum(record => record.Cost.Effective);

    private static string Say(UsageRecord record) =>
        $"{record.Id} {record.Scope.Key} {record.Experiment} {record.Feature} {record.Customer} {RecordPlacement.Undo(record).Scope.Key} {record.Cost} {record.Placement is null}";

    private sealed class CutOff(IUsageSink inner, CancellationTokenSource stop) : IUsageSink
    {
        public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
        {
            var outcomes = await inner.AppendAsync([.. records.Take(records.Count / 2)], CancellationToken.None);
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return outcomes;
        }
    }
}

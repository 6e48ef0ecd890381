using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Ports;
using FinOpsAI.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteFactFoldTests : FactFoldTests<SqliteHarness>;

public sealed class PostgresFactFoldTests : FactFoldTests<PostgresHarness>;

/// <summary>The way from the ledger to the daily facts, held against the rollups of the same entries.</summary>
public abstract class FactFoldTests<THarness> : StoreTests<THarness>, IUsageSink
    where THarness : StoreHarness, new()
{
    private static readonly ScopePath[] Resources =
    [
        ScopePath.ForResource("a", "x", "1"), ScopePath.ForResource("a", "x", "2"), ScopePath.ForResource("a", "y", "1"),
        ScopePath.ForResource("b", "z", "1"),
    ];

    private int _generation;

    public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken) =>
        (await RollAsync(await Store.Ledger.AppendAsync(records, cancellationToken))).Outcomes;

    [Fact]
    public async Task An_entry_has_the_facets_and_quantities_of_its_record_and_a_reversal_those_of_the_charge_it_takes_back()
    {
        var record = Some.Record(experiment: "e") with
        {
            Service = "Chat", Region = "eu", ServiceTier = "batch", ChargeCategory = "Credit", Feature = "f", Customer = "\uD55C\uAD6D",
        };
        await AppendAsync([record], Token);
        await AppendAsync([Some.Record(revision: 1, input: 0) with { Usage = new Dictionary<string, decimal> { [UsageUnits.GpuHour] = 2.5m } }], Token);

        var facts = new List<FactEntry>();
        await foreach (var page in Store.Ledger.ReadFactsAsync(0, long.MaxValue, Token))
        {
            facts.AddRange(page);
        }

        var expected = new UsageFacets("Chat", "eu", "batch", "Credit", "e", "f", "\uD55C\uAD6D") { Counts = UsageCounts.Requests | UsageCounts.Tokens };
        facts.Select(fact => fact.Entry).ShouldBe(await ReadAllAsync());
        facts.Select(fact => fact.Facets).ShouldBe([expected, expected, new("", "", "", "Usage", "", "", "")]);
        facts[1].Usage.ShouldBe(record.Usage.ToDictionary(unit => unit.Key, unit => -unit.Value), ignoreOrder: true);
        facts[2].Usage.ShouldBe([new(UsageUnits.GpuHour, 2.5m)]);
    }

    [Fact]
    public void Facts_sum_to_the_rollups_whatever_is_appended_restated_and_taken_back_and_wherever_the_folding_stopped()
    {
        var record =
            from id in Gen.Choose(0, 8)
            from revision in Gen.Choose(0, 3)
            from resource in Gen.Elements(Resources)
            from minute in Gen.Choose(-3000, 3000)
            from cost in Gen.Choose(-1_000_000, 1_000_000)
            from status in Gen.Elements(CostStatus.Estimated, CostStatus.Confirmed, CostStatus.Invoiced)
            from pricing in Gen.Elements(PricingState.Given, PricingState.Unpriced)
            from model in Gen.Elements("gpt", "o3", null)
            from feature in Gen.Elements("chat", "mail", null)
            from quantities in Gen.Choose(0, 3)
            select Some.Record($"{id}", revision, resource, Some.Noon.AddMinutes(minute), cost / 100_000m, status, pricing, model: model) with
            {
                Feature = feature,
                ServiceTier = id % 2 == 0 ? "batch" : null,
                Usage = new[] { (UsageUnits.Input, 10m), (UsageUnits.CacheRead, 2.5m), (UsageUnits.Request, 1m) }.Take(quantities)
                    .ToDictionary(unit => unit.Item1, unit => unit.Item2),
            };
        var step =
            from records in record.ListOf()
            from window in Gen.Elements("", "w1", "w2")
            from rows in Gen.Choose(1, 40)
            from restarts in Gen.Choose(0, 1)
            select new Step([.. records.Take(30)], window, rows, restarts == 1);

        Prop.ForAll(
            step.ListOf().Select(steps => steps.Take(5).ToList()).ToArbitrary(),
            steps => SumsToTheRollupsAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Fact]
    public async Task What_rules_move_elsewhere_moves_in_the_facts_too()
    {
        var cases = new AttributionCases(7);
        await AppendAsync(new Attributor(cases.RuleSet(1, 6)).Apply(cases.Records(100)), Token);
        await FoldAsync(25, Store);

        await new Reattribution(Store.Ledger, Store.Rollups).ApplyAsync(
            new Attributor(cases.RuleSet(2, 6)), this, UtcDay.StartOf(AttributionCases.FirstDay), UtcDay.StartOf(AttributionCases.LastDay), _ => { }, Token);
        var restated = (await ReadAllAsync()).Count(entry => entry.Kind == EntryKind.Reversal);
        await FoldAsync(25, Store);

        restated.ShouldBeGreaterThan(0);
        await SameAsRollupsAsync();
    }

    private async Task<bool> SumsToTheRollupsAsync(List<Step> steps)
    {
        foreach (var step in steps)
        {
            if (step.Window.Length == 0)
            {
                await AppendAsync(step.Records, Token);
            }
            else
            {
                var window = step.Records.DistinctBy(record => record.Id).Select(record => record with { Source = step.Window }).ToList();
                await RollAsync(await Store.Ledger.ReplaceAsync(new(step.Window, "day", ++_generation, IsLast: true), window, Token));
            }

            if (step.Restarts)
            {
                // A new process knows nothing of the numbers of names, and reads on from the stored position.
                await using var other = await Harness.OpenAsync();
                await FoldAsync(step.Rows, other);
            }
            else
            {
                await FoldAsync(step.Rows, Store, stopAfter: 2);
            }
        }

        await FoldAsync(1_000, Store);
        await SameAsRollupsAsync();
        return true;
    }

    /// <summary>Folds as the pump does: transactions of about so many rows, and perhaps an end in the middle.</summary>
    private static async Task FoldAsync(int rows, IStore store, int stopAfter = int.MaxValue)
    {
        var (position, head) = (await store.Facts.GetPositionAsync(Token), await store.Ledger.GetHeadAsync(Token));
        var (sums, commits) = (new FactAccumulator(), 0);
        await foreach (var page in store.Ledger.ReadFactsAsync(position, head, Token))
        {
            foreach (var fact in page)
            {
                sums.Add(fact);
                if (sums.Count >= rows)
                {
                    (await store.Facts.CommitAsync(position, fact.Entry.Position, sums.Sums(), Token)).ShouldBeTrue();
                    (position, commits) = (fact.Entry.Position, commits + 1);
                    sums.Clear();
                    if (commits == stopAfter)
                    {
                        return;
                    }
                }
            }
        }

        (await store.Facts.CommitAsync(position, head, sums.Sums(), Token)).ShouldBeTrue();
    }

    private async Task<AppendResult> RollAsync(AppendResult result)
    {
        var deltas = new Dictionary<RollupKey, RollupSums>();
        foreach (var entry in result.Entries)
        {
            foreach (var scope in entry.Scope.SelfAndAncestors())
            {
                var key = new RollupKey(Granularity.Day, scope, Granularity.Day.Floor(entry.Timestamp), entry.Provider, entry.Model, entry.Status);
                deltas[key] = deltas.GetValueOrDefault(key) + RollupSums.From(entry);
            }
        }

        (await Store.Rollups.CommitAsync(result.Previous, result.Head, deltas, Token)).ShouldBeTrue();
        return result;
    }

    private async Task SameAsRollupsAsync()
    {
        var (from, to) = (new DateOnly(2025, 1, 1), new DateOnly(2028, 1, 1));
        foreach (var kind in Enum.GetValues<ScopeKind>())
        {
            var facts = new List<CostFact>();
            await foreach (var page in Store.Facts.ReadAsync(from, to, kind, null, Token))
            {
                facts.AddRange(page);
            }

            facts.ShouldAllBe(fact => !fact.Sums.IsNothing);
            var summed = facts.GroupBy(fact => (fact.Key.Day, fact.Key.Scope, fact.Key.Provider, fact.Key.Model, fact.Key.Status))
                .Select(group => (group.Key, Sums: group.Select(Rolled).Aggregate((a, b) => a + b)))
                .Where(row => row.Sums != default)
                .OrderBy(row => row.Key.ToString(), StringComparer.Ordinal);
            var rollups = (await Store.DailyCosts.ReadAsync(from, to, kind, null, Token))
                .Select(row => (Key: (row.Day, row.Scope, row.Provider, row.Model, row.Status), row.Sums))
                .OrderBy(row => row.Key.ToString(), StringComparer.Ordinal);
            summed.ShouldBe(rollups);
        }
    }

    private static RollupSums Rolled(CostFact fact) =>
        new(fact.Sums.Cost, UsageTotals.From(fact.Sums.Usage), fact.Sums.Records, fact.Sums.Unpriced);

    private sealed record Step(IReadOnlyList<UsageRecord> Records, string Window, int Rows, bool Restarts);
}

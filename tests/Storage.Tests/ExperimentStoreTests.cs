using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteExperimentStoreTests : ExperimentStoreTests<SqliteHarness>;

public sealed class PostgresExperimentStoreTests : ExperimentStoreTests<PostgresHarness>;

public abstract class ExperimentStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task An_id_is_given_once_and_what_is_told_and_reported_is_kept()
    {
        var experiment = new Experiment("e1", "첫 실험", Some.Chat, 10.5m, 20, "KRW", "이수진", Some.Noon)
        {
            Duration = TimeSpan.FromHours(3), Tags = new Dictionary<string, string> { ["goal"] = "speed" }, BudgetId = "exp-e1",
        };
        (await Store.Experiments.AddAsync(experiment, Token)).ShouldBeTrue();
        (await Store.Experiments.AddAsync(experiment with { Name = "other" }, Token)).ShouldBeFalse();
        await Store.Experiments.AddMetricAsync(new("e1", "points", 40, 1.5m, Some.Noon), Token);
        await Store.Experiments.AddMetricAsync(new("e1", "points", 41, 2.5m, Some.Noon.AddHours(1)), Token);
        await Store.Experiments.SaveToldAsync(new("e1", ["50", "runaway"]), Token);

        (await Store.Experiments.FindAsync("e1", Token)).ShouldBeEquivalentTo(experiment);
        (await Store.Experiments.ListAsync(Token)).ShouldHaveSingleItem();
        (await Store.Experiments.ListMetricsAsync("e1", Token)).Select(metric => metric.Value).ShouldBe([40m, 41m]);
        (await Store.Experiments.ListMetricsAsync("e2", Token)).ShouldBeEmpty();
        (await Store.Experiments.FindToldAsync("e1", Token)).ShouldNotBeNull().Told.ShouldBe(["50", "runaway"]);
    }

    [Fact]
    public async Task Sums_follow_the_ledger_exactly_through_restatement_and_a_change_of_experiment()
    {
        await Store.Ledger.AppendAsync(
            [
                Some.Record("a", cost: 1.000000001m, experiment: "x"),
                Some.Record("b", cost: 2, experiment: "x", at: Some.Noon.AddMinutes(7)),
                Some.Record("c", cost: 4, experiment: "y", pricing: PricingState.Unpriced),
                Some.Record("d", cost: 8),
            ],
            Token);
        await FollowAsync();
        await Store.Ledger.AppendAsync(
            [Some.Record("a", revision: 1, cost: 0.5m, experiment: "x"), Some.Record("b", revision: 1, cost: 2, experiment: "y", at: Some.Noon.AddMinutes(7))],
            Token);
        await FollowAsync();

        (await Store.Experiments.ListTotalsAsync(Token)).ShouldBe(
            [new("x", 0.5m, 1, 0, Some.Noon, Some.Noon.AddMinutes(5)), new("y", 6, 2, 1, Some.Noon, Some.Noon.AddMinutes(5))]);
        (await Store.Experiments.ListCostsAsync("y", Some.Noon, Token)).ShouldBe(
            [new(Some.Noon, 4, 1, 1), new(Some.Noon.AddMinutes(5), 2, 1, 0)]);
        (await Store.Experiments.FindTotalAsync("unknown", Token)).ShouldBeNull();
        (await Store.Experiments.FollowLedgerAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_who_follow_at_the_same_time_count_each_entry_once()
    {
        await Store.Ledger.AppendAsync([.. Enumerable.Range(0, 500).Select(i => Some.Record($"r{i}", cost: 0.01m, experiment: "x"))], Token);
        await using var other = await Harness.OpenAsync();

        await Task.WhenAll(Task.Run(FollowAsync, Token), Task.Run(
            async () =>
            {
                while (await other.Experiments.FollowLedgerAsync(Token) is not null)
                {
                    Token.ThrowIfCancellationRequested();
                }
            },
            Token));

        (await Store.Experiments.FindTotalAsync("x", Token)).ShouldNotBeNull().Cost.ShouldBe(5);
    }

    private async Task FollowAsync()
    {
        while (await Store.Experiments.FollowLedgerAsync(Token) is not null)
        {
            Token.ThrowIfCancellationRequested();
        }
    }
}

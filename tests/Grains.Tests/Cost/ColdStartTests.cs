using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Tests.Cost;

public sealed class ColdStartTests
{
    private const int Birth = 30 * 24;

    private static readonly ScopePath Newborn = ScopePath.ForResource("search", "chat", "new-key");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_key_in_a_known_project_is_told_when_it_runs_away_on_its_second_day()
    {
        await using var harness = await CostGrainHarness.StartAsync(33);
        await ActivateProjectAsync(harness);

        var told = await RunAwayAsync(harness);

        told.ShouldHaveSingleItem().Start.ShouldBe(CostGrainHarness.Start.AddHours(Birth + 30));
    }

    [Fact]
    public async Task Without_a_project_to_ask_a_new_key_is_still_being_learnt_on_its_second_day()
    {
        await using var harness = await CostGrainHarness.StartAsync(33);

        (await RunAwayAsync(harness)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restatement_of_the_first_hours_starts_from_the_project_again()
    {
        await using var harness = await CostGrainHarness.StartAsync(33);
        await ActivateProjectAsync(harness);
        await RunAwayAsync(harness);

        var grain = await harness.ActivateAsync(Newborn);
        await grain.ApplyAsync(
            await harness.AppendAsync(harness.Record(CostGrainHarness.Start.AddHours(Birth).AddMinutes(7), 3m, "new-h0", revision: 1, Newborn)), Token);
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);

        (await ToldAsync(harness)).ShouldHaveSingleItem();
    }

    private static async Task ActivateProjectAsync(CostGrainHarness harness)
    {
        var project = CostGrainHarness.Key.Parent!;
        await harness.AppendAsync([.. harness.Days(30)]);
        harness.Wider[project.Key] = await harness.ActivateAsync(project);
    }

    private static async Task<IReadOnlyList<Anomaly>> RunAwayAsync(CostGrainHarness harness)
    {
        var random = new Random(5);
        UsageRecord[] records =
        [
            .. Enumerable.Range(0, 60).Select(hour => harness.Record(
                CostGrainHarness.Start.AddHours(Birth + hour).AddMinutes(7),
                Math.Round((decimal)((3 + (1.2 * Math.Sin((Birth + hour) % 24 / 24.0 * 2 * Math.PI))) * (0.95 + (0.1 * random.NextDouble())) * (hour is >= 30 and < 34 ? 5 : 1)), 6),
                $"new-h{hour}",
                scope: Newborn)),
        ];
        var grain = await harness.ActivateAsync(Newborn);
        await grain.ApplyAsync(await harness.AppendAsync(records), Token);
        await grain.TickAsync(harness.Time.GetUtcNow(), Token);
        await grain.DeactivateAsync(Token);
        return await ToldAsync(harness);
    }

    private static async Task<IReadOnlyList<Anomaly>> ToldAsync(CostGrainHarness harness) =>
        [.. (await harness.Store.Anomalies.ListAnomaliesAsync(new AnomalyFilter(Newborn, Limit: 100), Token)).Where(a => a.Clock == Granularity.Hour)];
}

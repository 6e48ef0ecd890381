using System.Globalization;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Showback;

namespace FinOpsAI.Benchmarks;

/// <summary>What attribution costs a record on its way to the ledger, and how long a month of showback takes to divide.</summary>
internal static class AttributionBenchmark
{
    private const int Records = 2_000;
    private const int Rounds = 100;
    private const int Days = 30;
    private const int Teams = 100;
    private const int ProjectsPerTeam = 5;

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("| measure | figure |\n|---|---|");
        IReadOnlyList<UsageRecord> records = [.. Enumerable.Range(0, Records).Select(Record)];
        foreach (var count in new[] { 0, 1, 10, 100, 1_000 })
        {
            await ApplyAsync(records, $"{count} rules of one value each, a tenth of the records match", count, index => new(
                "api_key", ConditionOperator.Is, [string.Create(CultureInfo.InvariantCulture, $"key-{index * 10}")]));
        }

        await ApplyAsync(records, "100 rules of one pattern each", 100, index => new(
            "tag:path", ConditionOperator.Matches, [string.Create(CultureInfo.InvariantCulture, $"teams/t{index}/apps/*")]));
        await DivideAsync();
        return 0;
    }

    private static async Task ApplyAsync(IReadOnlyList<UsageRecord> records, string name, int count, Func<int, RuleCondition> condition)
    {
        var rules = new Attributor(new(1, Measure.Clock.GetUtcNow(), "bench", null, [
            .. Enumerable.Range(0, count).Select(index => new AttributionRule($"rule-{index}", "rule", [condition(index)], new($"team-{index}"))),
        ]));
        rules.Apply(records);
        var time = await Measure.TimeAsync(() =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                rules.Apply(records);
            }

            return Task.CompletedTask;
        });
        Measure.Row(name, Measure.Number(time.TotalMicroseconds / Rounds / records.Count, "µs a record", "0.000"));
    }

    private static async Task DivideAsync()
    {
        List<DailyCost> rows = [];
        for (var day = 0; day < Days; day++)
        {
            for (var project = 0; project < Teams * ProjectsPerTeam; project++)
            {
                rows.Add(new(
                    new DateOnly(2026, 5, 1).AddDays(day), ScopePath.ForProject($"team-{project % Teams}", $"project-{project}"), "openai", "gpt-4o",
                    CostStatus.Estimated, new(new(project / 7m, 0, project), new(project, 0, 0, 1, 0), 1, 0)));
            }
        }

        IReadOnlyList<SharedCost> shared =
        [
            .. Enumerable.Range(0, 10).Select(index => new SharedCost(
                $"shared-{index}", "shared", new(ScopePath.ForProject($"team-{index}", $"project-{index}")), ShareMethod.Proportional) { Driver = ShareDriver.Tokens }),
        ];
        var lines = 0;
        var time = await Measure.TimeAsync(() =>
        {
            lines = ShowbackCells.Of(new(2026, 5, 1), new(2026, 5, 31), rows, [], shared).Lines.Count;
            return Task.CompletedTask;
        });
        Measure.Row(
            string.Create(CultureInfo.InvariantCulture, $"a month of 10 shared costs among {Teams} teams of {ProjectsPerTeam} projects ({lines:#,0} parts)"),
            Measure.Number(time.TotalMilliseconds, "ms", "#,0"));
    }

    private static UsageRecord Record(int index) => new()
    {
        Id = $"r{index}",
        Source = "bench",
        Timestamp = Measure.Clock.GetUtcNow(),
        Provider = "openai",
        Model = "gpt-4o",
        Scope = ScopePath.ForResource("team", "project", $"r{index % 50}"),
        Usage = new Dictionary<string, decimal> { [UsageUnits.Input] = 1_000 },
        Cost = new(1, 0, 1),
        Pricing = PricingState.Catalogue,
        Status = CostStatus.Estimated,
        Tags = new Dictionary<string, string>
        {
            ["api_key_id"] = string.Create(CultureInfo.InvariantCulture, $"key-{index}"),
            ["path"] = string.Create(CultureInfo.InvariantCulture, $"teams/t{index}/apps/a"),
        },
    };
}

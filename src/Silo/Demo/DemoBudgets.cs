using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Silo.Demo;

/// <summary>The budgets and the experiment of the demo organization.</summary>
internal static class DemoBudgets
{
    /// <summary>What the records of the demo's experiment name.</summary>
    public const string Experiment = "long-context-ablation";

    /// <summary>How long ago the experiment began.</summary>
    public static readonly TimeSpan ExperimentAge = TimeSpan.FromHours(30);

    public static async Task SaveAsync(IBudgetStore budgets, IExperimentStore experiments, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (scope, amount) in DemoOrganization.Budgets)
        {
            await budgets.SaveAsync(Monthly(ScopePath.Parse(scope), amount, now), cancellationToken);
        }

        // Beyond its estimate, and at its pace a few hours from its cap.
        var experiment = new Experiment(
            Experiment, "Long context ablation", ScopePath.ForProject("platform", "training"), 320m, 500m, null, "platform", now - ExperimentAge)
        {
            BudgetId = $"exp-{Experiment}",
            Duration = TimeSpan.FromDays(2),
            Tags = new Dictionary<string, string> { ["goal"] = "context 128k", ["model"] = "nuri-8b" },
        };
        if (await experiments.AddAsync(experiment, cancellationToken))
        {
            await budgets.SaveAsync(Cap(experiment), cancellationToken);
            await experiments.AddMetricAsync(new(Experiment, "eval points", 41.5m, 455m, now), cancellationToken);
        }
    }

    private static Budget Cap(Experiment experiment) => new()
    {
        Id = experiment.BudgetId!,
        Name = experiment.Name,
        Scope = experiment.Scope,
        Experiment = experiment.Id,
        Period = BudgetPeriod.Total,
        Start = experiment.StartedAt,
        Amount = experiment.Cap!.Value,
        IsHard = true,
        Thresholds = [1m],
        CarriesOver = false,
        Owner = experiment.Owner,
        FreeModels = [],
        CreatedAt = experiment.StartedAt,
    };

    private static Budget Monthly(ScopePath scope, decimal amount, DateTimeOffset now) => Budget.Monthly(
        $"demo-{scope.Kind.ToString().ToLowerInvariant()}-{scope.Name}",
        $"{(scope.Kind == ScopeKind.Organization ? "Organization" : scope.Name)}, monthly",
        scope,
        amount,
        now) with
    { Owner = scope.Team ?? "finops" };
}

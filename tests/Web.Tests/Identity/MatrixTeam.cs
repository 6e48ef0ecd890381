using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Changes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Storage;

namespace FinOpsAI.Web.Tests.Identity;

/// <summary>A team with one thing of every kind, all with the team's name as their id.</summary>
internal sealed record MatrixTeam(string Name)
{
    public ScopePath Scope => ScopePath.ForTeam(Name);

    /// <summary>Writes its things; those that a test took away come back.</summary>
    public async Task SaveAsync(IStore store, CancellationToken token)
    {
        var now = TimeProvider.System.GetUtcNow();
        var hour = Granularity.Hour.Floor(now).AddHours(-3);
        await store.Budgets.SaveAsync(
            new()
            {
                Id = Name, Name = Name, Scope = Scope, Period = BudgetPeriod.Quarter, Amount = 100, IsHard = false, Thresholds = [1m], CarriesOver = false,
                FreeModels = [], CreatedAt = now,
            },
            token);
        await store.Budgets.SaveRequestAsync(new(Name, Name, Scope, 200, "more", null, "kim", now, new(now, 100, 0, null, null, null)), token);
        await store.Experiments.AddAsync(new(Name, Name, Scope, 10, null, null, null, now), token);
        var anomaly = new Anomaly(
            Name, Scope, AnomalyKind.Spike, AnomalyState.Open, Severity.High, Granularity.Hour, hour, hour.AddHours(1), 90, 30, 20, 40, 0.9, Name);
        await store.Anomalies.SaveAsync([anomaly], [new(Name, IncidentState.Open, anomaly, [], hour, hour)], token);
        await store.Guidance.SavePlanAsync(new(Name, Scope, Name, now, now.AddDays(1), 5, null, now), token);
        var policy = new Policy(Name, Name, Scope, new(), PolicyAutonomy.Ask, now) { Action = new(PolicyActionKind.ThrottleKey) };
        await store.Policies.SaveAsync(policy, token);
        var notice = new Notice(
            $"incident/{Name}/1", $"incident/{Name}", NoticeKind.Incident, NoticePhase.Opened, Scope, Severity.High, now, new("USD"),
            new(Name, [], [], []), new(Name, [], [], []));
        await store.Policies.AddAsync(
            [new(Name, Name, Name, PolicyAutonomy.Ask, notice, [new(PolicyDecisionState.Waiting, now, "system", null)])], token);
        await store.Values.SaveAsync(new(Name, Name, Scope, 2, null, "somebody", "somebody", now), token);
        await store.Changes.AddAsync(new(Name, Scope, ChangeKind.Deploy, Name, hour, null, null, Name), token);
        await SaveViewAsync(store, "somebody", token);
        await SaveScenarioAsync(store, "somebody", token);
    }

    /// <summary>Writes its view, which its owner alone may change.</summary>
    public Task SaveViewAsync(IStore store, string owner, CancellationToken token) =>
        store.SavedViews.SaveAsync(new(Name, Name, Scope, "", owner, owner, IsShared: true, TimeProvider.System.GetUtcNow()), token);

    /// <summary>Writes its scenario, likewise.</summary>
    public Task SaveScenarioAsync(IStore store, string owner, CancellationToken token)
    {
        var now = TimeProvider.System.GetUtcNow();
        return store.Scenarios.SaveAsync(
            new(Name, Name, Scope, DateOnly.FromDateTime(now.UtcDateTime), 28, 90, new() { Users = 2 }, "", owner, owner, now), token);
    }

    /// <summary>A person with a role, and a token of theirs that may do all that they may.</summary>
    /// <returns>The token's secret.</returns>
    public static async Task<string> PersonAsync(IStore store, string name, Role role, ScopePath scope, CancellationToken token)
    {
        var now = TimeProvider.System.GetUtcNow();
        await store.Identity.AddUserAsync(
            new()
            {
                Id = name, Name = name, DisplayName = name, Grants = [new(role, scope)], PasswordHash = "none", SecurityStamp = name, CreatedAt = now,
            },
            token);
        var (made, secret) = ApiToken.Make(name, name, Enum.GetValues<Permission>(), ScopePath.Organization, now, null);
        await store.Identity.AddTokenAsync(made, token);
        return secret;
    }
}

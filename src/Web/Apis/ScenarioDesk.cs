using System.Text.Json;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;
using FinOpsAI.Web.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>Computes scenarios, and keeps those that somebody wants to keep.</summary>
internal sealed class ScenarioDesk(
    BaselineReader baselines,
    IGrainResolver grains,
    IScopeDirectory scopes,
    IScenarioStore store,
    IAuditLog audit,
    IUsagePricer pricer,
    TimeProvider time,
    IOptions<WebOptions> options)
{
    private const string NoData = "no_data";

    private const int UsedDays = 28;

    /// <summary>What a scenario comes to now.</summary>
    public async Task<ScenarioResultResponse> ComputeAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        var (outcome, traffic) = await baselines.UseAsync(
            scenario.Scope, scenario.BaselineDays, traffic => (ScenarioReplay.Run(traffic, scenario.Drivers), traffic), cancellationToken);
        var today = UtcDay.Of(time.GetUtcNow());
        if (!await SummaryApi.Exists(scopes, scenario.Scope, cancellationToken))
        {
            return outcome.ToResponse(scenario, traffic, options.Value.Currency, NoData, null);
        }

        var forecast = await grains.Get<ICostGrain>(scenario.Scope.Key).GetForecastAsync(
            new(Granularity.Day, ScenarioOutlook.DaysToAsk(today, scenario.HorizonDays)), cancellationToken);
        var outlook = ScenarioOutlook.Of(forecast, outcome.Ratios, scenario.Start, scenario.HorizonDays);
        return outcome.ToResponse(scenario, traffic, options.Value.Currency, forecast.Result.Reason, outlook);
    }

    /// <summary>Keeps a new scenario of the caller's.</summary>
    public async Task<Scenario> AddAsync(Scenario scenario, HttpContext context, CancellationToken cancellationToken)
    {
        var owner = Caller.Of(context);
        scenario = scenario with
        {
            Id = ContentId.Of("scenario", scenario.Name, scenario.Scope.Key, owner.Id, scenario.SavedAt.UtcTicks),
            Owner = owner.Id,
            OwnerName = owner.Name,
        };
        await SaveAsync(scenario, "scenario.added", context, cancellationToken);
        return scenario;
    }

    /// <summary>Keeps a change of a scenario.</summary>
    public Task ChangeAsync(Scenario scenario, HttpContext context, CancellationToken cancellationToken) =>
        SaveAsync(scenario, "scenario.changed", context, cancellationToken);

    /// <summary>Removes a scenario.</summary>
    public async Task RemoveAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        if (await store.RemoveAsync(id, cancellationToken) is { } removed)
        {
            await audit.AppendAsync([Entry(removed, "scenario.removed", context)], cancellationToken);
        }
    }

    /// <summary>The models that traffic can be moved to: all that have a price now.</summary>
    public Task<ModelChoiceListResponse> ModelsAsync(ScopePath scope, CancellationToken cancellationToken) => baselines.UseAsync(
        scope,
        UsedDays,
        traffic =>
        {
            var used = traffic.Rows.Select(row => (row.Key.Provider, row.Key.Model)).ToHashSet();
            return new ModelChoiceListResponse(
            [
                .. pricer.Providers.SelectMany(provider => pricer.Models(provider, time.GetUtcNow())
                    .Select(model => new ModelChoiceResponse(provider, model, used.Contains((provider, model))))),
            ]);
        },
        cancellationToken);

    private async Task SaveAsync(Scenario scenario, string action, HttpContext context, CancellationToken cancellationToken)
    {
        await store.SaveAsync(scenario, cancellationToken);
        await audit.AppendAsync([Entry(scenario, action, context)], cancellationToken);
    }

    private AuditEntry Entry(Scenario scenario, string action, HttpContext context) =>
        new(time.GetUtcNow(), Caller.Name(context), action, $"scenario/{scenario.Id}", scenario.Scope)
        {
            Details = new Dictionary<string, string>
            {
                ["name"] = scenario.Name,
                ["drivers"] = string.Join(", ", scenario.Drivers.Active().Select(driver => JsonNamingPolicy.CamelCase.ConvertName(driver.ToString()))),
            },
        };
}

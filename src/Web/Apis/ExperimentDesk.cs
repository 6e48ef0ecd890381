using System.Globalization;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Starts, reads, compares and ends experiments.</summary>
internal sealed class ExperimentDesk(
    IExperimentStore experiments,
    IExperimentReader reader,
    IBudgetStore budgets,
    BudgetWriter writer,
    ICurrencies currencies,
    IAuditLog audit,
    TimeProvider time)
{
    public async Task<IReadOnlyList<ExperimentResponse>> ReadAsync(IReadOnlyList<Experiment> some, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var reports = (await experiments.ListMetricsAsync(some is [var only] ? only.Id : null, cancellationToken)).ToLookup(report => report.Experiment);
        var answers = new List<ExperimentResponse>();
        foreach (var experiment in some)
        {
            answers.Add((await reader.ReadAsync(experiment, now, cancellationToken)).ToResponse(currencies.Reporting, reports[experiment.Id]));
        }

        return answers;
    }

    /// <summary>Writes an experiment and the budget of its cap; one of that id that exists stays as it is.</summary>
    public async Task<(bool IsNew, ExperimentResponse Answer)> StartAsync(
        Experiment experiment, bool isHard, IReadOnlyList<string> freeModels, string actor, CancellationToken cancellationToken)
    {
        if (!await experiments.AddAsync(experiment, cancellationToken))
        {
            var known = await experiments.FindAsync(experiment.Id, cancellationToken);
            return (false, (await ReadAsync([known!], cancellationToken))[0]);
        }

        await LogAsync("experiment.started", experiment, actor, new() { ["estimate"] = Text(experiment.Estimate), ["cap"] = Text(experiment.Cap) }, cancellationToken);
        if (experiment is { Cap: { } cap, BudgetId: { } id })
        {
            var budget = new Budget
            {
                Id = id,
                Name = experiment.Name,
                Scope = experiment.Scope,
                Experiment = experiment.Id,
                Period = BudgetPeriod.Total,
                Start = experiment.StartedAt,
                Amount = cap,
                Currency = experiment.Currency,
                IsHard = isHard,
                Thresholds = [1m],
                CarriesOver = false,
                Owner = experiment.Owner,
                FreeModels = freeModels,
                CreatedAt = experiment.StartedAt,
            };
            await writer.SaveAsync(budget, null, actor, cancellationToken);
        }

        return (true, (await ReadAsync([experiment], cancellationToken))[0]);
    }

    public async Task<ExperimentResponse> ReportAsync(Experiment experiment, string name, decimal value, CancellationToken cancellationToken)
    {
        var cost = (await experiments.FindTotalAsync(experiment.Id, cancellationToken))?.Cost ?? 0;
        await experiments.AddMetricAsync(new(experiment.Id, name, value, cost, time.GetUtcNow()), cancellationToken);
        return (await ReadAsync([experiment], cancellationToken))[0];
    }

    /// <summary>Ends an experiment; its budget then grants nothing more.</summary>
    public async Task<ExperimentResponse> EndAsync(
        Experiment experiment, ExperimentState state, string? outcome, string actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ended = experiment with { State = state, EndedAt = now, Outcome = outcome };
        await experiments.SaveAsync(ended, cancellationToken);
        await LogAsync(
            state == ExperimentState.Stopped ? "experiment.stopped" : "experiment.finished", ended, actor, new() { ["outcome"] = outcome ?? "" }, cancellationToken);
        if (experiment.BudgetId is { } id && await budgets.FindAsync(id, cancellationToken) is { } budget)
        {
            await writer.SaveAsync(budget with { End = now }, budget, actor, cancellationToken);
        }

        return (await ReadAsync([ended], cancellationToken))[0];
    }

    /// <summary>Cheapest by unit first; those without the metric behind; by cost without a metric.</summary>
    public static ExperimentComparisonResponse Compare(IReadOnlyList<ExperimentResponse> some, string? metric, DateTimeOffset now)
    {
        var items = some.Select(experiment =>
        {
            var value = experiment.Metrics.FirstOrDefault(report => report.Name == metric)?.Value;
            return new ComparedExperimentResponse(
                experiment,
                value,
                BudgetMapping.PerUnit(experiment.Cost, value),
                null,
                Math.Round(((experiment.EndedAt ?? now) - experiment.StartedAt).TotalHours, 2));
        }).ToList();
        var best = items.Min(item => item.CostPerUnit);
        return new(
            metric,
            [.. items
                .Select(item => item with { TimesBest = item.CostPerUnit is { } cost && best > 0 ? Math.Round((double)(cost / best.Value), 4) : null })
                .OrderBy(item => item.CostPerUnit is null && metric is not null)
                .ThenBy(item => item.CostPerUnit ?? item.Experiment.Cost)
                .ThenBy(item => item.Experiment.Id, StringComparer.Ordinal)]);
    }

    private Task LogAsync(string action, Experiment experiment, string actor, Dictionary<string, string> details, CancellationToken cancellationToken) =>
        audit.AppendAsync(
            [new AuditEntry(time.GetUtcNow(), actor, action, $"experiment/{experiment.Id}", experiment.Scope) { Details = details }], cancellationToken);

    private static string Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture) ?? "";
}

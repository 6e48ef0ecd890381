using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Experiments and reports as JSON; their costs are sums of the ledger.</summary>
internal sealed class ExperimentStore(IPayloads payloads, IExperimentCosts costs) : IExperimentStore
{
    public Task<IReadOnlyList<Experiment>> ListAsync(CancellationToken cancellationToken) => payloads.ReadAsync(
        new("SELECT payload FROM experiments ORDER BY started DESC, id"), PayloadJson.Default.Experiment, cancellationToken);

    public Task<Experiment?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(
            new("SELECT payload FROM experiments WHERE id = $1", id), PayloadJson.Default.Experiment, cancellationToken).FirstAsync();
    }

    public async Task<bool> AddAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var added = await payloads.WriteAsync(
            new(
                "INSERT INTO experiments (id, started, payload) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING payload",
                experiment.Id,
                experiment.StartedAt.ToStored(),
                JsonSerializer.Serialize(experiment, PayloadJson.Default.Experiment)),
            PayloadJson.Default.Experiment,
            cancellationToken);
        return added.Count == 1;
    }

    public Task<ExperimentTold?> FindToldAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(
            new("SELECT payload FROM experiments_told WHERE id = $1", id), PayloadJson.Default.ExperimentTold, cancellationToken).FirstAsync();
    }

    public Task SaveToldAsync(ExperimentTold told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        var payload = JsonSerializer.Serialize(told, PayloadJson.Default.ExperimentTold);
        return payloads.WriteAsync([PayloadSql.Upsert("experiments_told", "id, payload", told.Experiment, payload)], cancellationToken);
    }

    public Task SaveAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var payload = JsonSerializer.Serialize(experiment, PayloadJson.Default.Experiment);
        return payloads.WriteAsync(
            [PayloadSql.Upsert("experiments", "id, started, payload", experiment.Id, experiment.StartedAt.ToStored(), payload)], cancellationToken);
    }

    public Task AddMetricAsync(ExperimentMetric metric, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var id = string.Create(CultureInfo.InvariantCulture, $"{metric.Experiment}/{metric.Name}/{metric.At.ToStored()}");
        return payloads.WriteAsync(
            [PayloadSql.Upsert(
                "experiment_metrics",
                "id, experiment, at, payload",
                id,
                metric.Experiment,
                metric.At.ToStored(),
                JsonSerializer.Serialize(metric, PayloadJson.Default.ExperimentMetric))],
            cancellationToken);
    }

    public Task<IReadOnlyList<ExperimentMetric>> ListMetricsAsync(string? experiment, CancellationToken cancellationToken) => payloads.ReadAsync(
        new("SELECT payload FROM experiment_metrics WHERE ($1 IS NULL OR experiment = $1) ORDER BY at, id", experiment),
        PayloadJson.Default.ExperimentMetric,
        cancellationToken);

    public Task<IReadOnlyList<ExperimentTotal>> ListTotalsAsync(CancellationToken cancellationToken) => costs.ListTotalsAsync(null, cancellationToken);

    public async Task<ExperimentTotal?> FindTotalAsync(string experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return await costs.ListTotalsAsync(experiment, cancellationToken) is [var total] ? total : null;
    }

    public Task<IReadOnlyList<ExperimentCost>> ListCostsAsync(string experiment, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return costs.ListCostsAsync(experiment, since, cancellationToken);
    }

    public Task<IReadOnlyList<string>?> FollowLedgerAsync(CancellationToken cancellationToken) => costs.FollowAsync(cancellationToken);
}

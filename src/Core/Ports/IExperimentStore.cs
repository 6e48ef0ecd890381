using FinOpsAI.Core.Experiments;

namespace FinOpsAI.Core.Ports;

/// <summary>Experiments, what engineers report of them, and what they cost.</summary>
public interface IExperimentStore
{
    /// <summary>All declared experiments, newest start first.</summary>
    Task<IReadOnlyList<Experiment>> ListAsync(CancellationToken cancellationToken);

    /// <summary>An experiment; null when none of this id was declared.</summary>
    Task<Experiment?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a new experiment.</summary>
    /// <returns>False, with nothing written, when its id is taken.</returns>
    Task<bool> AddAsync(Experiment experiment, CancellationToken cancellationToken);

    /// <summary>What was told about an experiment; null when nothing was.</summary>
    Task<ExperimentTold?> FindToldAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes what was told; same experiment replaces.</summary>
    Task SaveToldAsync(ExperimentTold told, CancellationToken cancellationToken);

    /// <summary>Writes an experiment; same id replaces.</summary>
    Task SaveAsync(Experiment experiment, CancellationToken cancellationToken);

    /// <summary>Adds a report; same experiment, name and time replaces.</summary>
    Task AddMetricAsync(ExperimentMetric metric, CancellationToken cancellationToken);

    /// <summary>Reports, oldest first; of all experiments when null.</summary>
    Task<IReadOnlyList<ExperimentMetric>> ListMetricsAsync(string? experiment, CancellationToken cancellationToken);

    /// <summary>The sums of every experiment that a usage record has named, declared or not.</summary>
    Task<IReadOnlyList<ExperimentTotal>> ListTotalsAsync(CancellationToken cancellationToken);

    /// <summary>The sums of one experiment; null before its first record.</summary>
    Task<ExperimentTotal?> FindTotalAsync(string experiment, CancellationToken cancellationToken);

    /// <summary>What an experiment cost since a time, five minutes a row, oldest first; five minutes without records have no row.</summary>
    Task<IReadOnlyList<ExperimentCost>> ListCostsAsync(string experiment, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>
    /// Adds the entries of the ledger that name an experiment and are not in the sums yet, in one transaction with the position that the sums
    /// include: each entry counts exactly once, also when a record is restated or the process dies.
    /// </summary>
    /// <returns>The experiments whose sums changed; null when the sums include everything and nothing was done.</returns>
    Task<IReadOnlyList<string>?> FollowLedgerAsync(CancellationToken cancellationToken);
}

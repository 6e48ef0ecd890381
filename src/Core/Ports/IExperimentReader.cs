using FinOpsAI.Core.Experiments;

namespace FinOpsAI.Core.Ports;

/// <summary>How experiments stand: the one way to these figures, for pages and notices.</summary>
public interface IExperimentReader
{
    /// <summary>How an experiment stands; also when there is no exchange rate for its estimate.</summary>
    Task<ExperimentStatus> ReadAsync(Experiment experiment, DateTimeOffset now, CancellationToken cancellationToken);
}

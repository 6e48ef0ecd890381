using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>Where ingest hands normalised records over. When the task completes, what it says is durable.</summary>
public interface IUsageSink
{
    /// <summary>Appends records; calls that overlap take effect in the order in which they were made.</summary>
    /// <returns>One outcome per record, in the order given.</returns>
    Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken);
}

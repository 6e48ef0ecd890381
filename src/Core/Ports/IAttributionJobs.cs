using FinOpsAI.Core.Attribution;

namespace FinOpsAI.Core.Ports;

/// <summary>
/// Runs previews and applications of rules, one after the other. A preview is forgotten when the process ends; an application goes on when it starts again.
/// </summary>
public interface IAttributionJobs
{
    /// <summary>Asks what proposed rules would move.</summary>
    /// <param name="rules">The rules, checked; null for those in use.</param>
    /// <param name="from">Inclusive start of charge periods, UTC.</param>
    /// <param name="to">Exclusive end, UTC.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>The job; null when too many are waiting.</returns>
    Task<AttributionJob?> PreviewAsync(
        IReadOnlyList<AttributionRule>? rules, DateTimeOffset from, DateTimeOffset to, string by, CancellationToken cancellationToken);

    /// <summary>Asks for the records of a time to be restated by the rules in use.</summary>
    /// <returns>The job; null when an application is waiting or running already.</returns>
    Task<AttributionJob?> ApplyAsync(DateTimeOffset from, DateTimeOffset to, string by, CancellationToken cancellationToken);

    /// <summary>The latest jobs, newest first.</summary>
    IReadOnlyList<AttributionJob> List();

    /// <summary>A job; null when it is forgotten or never was.</summary>
    AttributionJob? Find(string id);

    /// <summary>Waits until a job has ended, for a while at most.</summary>
    /// <returns>The job as it is then; null when it is forgotten or never was.</returns>
    Task<AttributionJob?> WaitAsync(string id, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>Stops a job that waits or runs.</summary>
    /// <returns>False when there is none of that id or it has ended.</returns>
    Task<bool> CancelAsync(string id, CancellationToken cancellationToken);
}

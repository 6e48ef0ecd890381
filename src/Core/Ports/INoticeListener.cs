using FinOpsAI.Core.Alerts;

namespace FinOpsAI.Core.Ports;

/// <summary>
/// Sees every notice once it is durable, such as policies do. After a crash it may see one again: its key says so. What it throws fails the telling,
/// which is then repeated.
/// </summary>
public interface INoticeListener
{
    /// <summary>Hears.</summary>
    Task HearAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken);
}

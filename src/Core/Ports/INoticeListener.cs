using FinOpsAI.Core.Alerts;

namespace FinOpsAI.Core.Ports;

/// <summary>Hears what people are told, each notice at least once.</summary>
public interface INoticeListener
{
    /// <summary>Takes notices; throws when it could not, and is then called again.</summary>
    Task OnNoticesAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken);
}

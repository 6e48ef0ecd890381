using FinOpsAI.Core.Alerts;

namespace FinOpsAI.Core.Ports;

/// <summary>
/// Where grains say what people should know. When the task completes, each notice is durable for everyone who is to be told; a key that was told
/// before changes nothing. So whoever tells may do it again after a crash, and saves that it has told only afterwards.
/// </summary>
public interface INoticeSink
{
    /// <summary>Tells.</summary>
    Task TellAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken);
}

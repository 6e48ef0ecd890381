using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>What became of a piece of a window. It is durable.</summary>
/// <param name="Outcomes">One per record, in the order given.</param>
/// <param name="Retracted">Records taken back because the window no longer has them.</param>
public sealed record WindowReceipt(IReadOnlyList<AppendOutcome> Outcomes, long Retracted);

/// <summary>Where connectors hand windows over; see <see cref="ILedger.ReplaceAsync"/>.</summary>
public interface IWindowSink
{
    /// <summary>Replaces a window, or a piece of it.</summary>
    Task<WindowReceipt> ReplaceAsync(RecordWindow window, IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken);
}

using FinOpsAI.Core.Policies;

namespace FinOpsAI.Core.Ports;

/// <summary>What sending came to.</summary>
/// <param name="IsTaken">Whether the receiver took it.</param>
/// <param name="MayRetry">Whether another attempt may help.</param>
/// <param name="Message">In words, for people.</param>
public sealed record ActionResult(bool IsTaken, bool MayRetry, string Message);

/// <summary>Hands a decision's action to the system that can do it.</summary>
public interface IActionSender
{
    /// <summary>Sends once. The decision's id goes with it, so that the receiver does what it gets twice only once.</summary>
    Task<ActionResult> SendAsync(PolicyDecision decision, CancellationToken cancellationToken);
}

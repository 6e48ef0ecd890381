using FinOpsAI.Core.Policies;

namespace FinOpsAI.Core.Ports;

/// <summary>What became of a person's answer.</summary>
public enum PolicyAnswerOutcome
{
    /// <summary>It counts.</summary>
    Taken = 1,

    /// <summary>There is no such decision.</summary>
    Unknown = 2,

    /// <summary>Somebody else is asked.</summary>
    NotTheApprover = 3,

    /// <summary>It is decided already, or over.</summary>
    TooLate = 4,
}

/// <summary>What became of a person's answer.</summary>
/// <param name="Outcome">Whether it counts.</param>
/// <param name="Decision">The decision as it now is; null when unknown.</param>
public sealed record PolicyAnswer(PolicyAnswerOutcome Outcome, PolicyDecision? Decision);

/// <summary>People's answers to what policies propose and ask; from the dashboard, a chat button, a mail link.</summary>
public interface IPolicyAnswers
{
    /// <summary>Approves or declines. Of several answers the first counts; the same person's same answer again is taken as given.</summary>
    /// <param name="id">The decision's.</param>
    /// <param name="isApproved">Yes or no.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="reason">Why; null for nothing.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<PolicyAnswer> AnswerAsync(string id, bool isApproved, string by, string? reason, CancellationToken cancellationToken);

    /// <summary>Has a failed action sent again.</summary>
    Task<PolicyAnswer> ResendAsync(string id, string by, CancellationToken cancellationToken);
}

using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Rolls a commit of reservations back; never leaves the store.</summary>
internal sealed class UndoneException(CommitOutcome outcome) : Exception
{
    public CommitOutcome Outcome { get; } = outcome;
}

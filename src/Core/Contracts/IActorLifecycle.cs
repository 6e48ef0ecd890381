namespace FinOpsAI.Core.Contracts;

/// <summary>What a host calls on a grain before its first and after its last message.</summary>
public interface IActorLifecycle
{
    /// <summary>Loads the grain's state. When it throws, the activation is dropped and its callers get a retryable fault.</summary>
    Task ActivateAsync(CancellationToken cancellationToken);

    /// <summary>Saves the grain's state. Called on idle and on an orderly stop, never after a crash.</summary>
    Task DeactivateAsync(CancellationToken cancellationToken);
}

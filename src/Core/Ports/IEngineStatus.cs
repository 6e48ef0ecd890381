namespace FinOpsAI.Core.Ports;

/// <summary>How far the engine is behind the ledger.</summary>
public interface IEngineStatus
{
    /// <summary>True once everything that was in the ledger at the start has reached grains and rollups.</summary>
    bool IsCaughtUp { get; }

    /// <summary>The ledger position up to which every grain has been told.</summary>
    long DeliveredPosition { get; }

    /// <summary>The last ledger position that this process has seen.</summary>
    long LedgerPosition { get; }
}

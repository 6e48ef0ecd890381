using FinOpsAI.Core.Contracts;

namespace FinOpsAI.Core.Ports;

/// <summary>The way to a budget's grain: calls that come at the same time are decided and committed together.</summary>
public interface IReservations
{
    /// <summary>How long a reservation holds when the caller does not say.</summary>
    TimeSpan DefaultLease { get; }

    /// <summary>The longest lease that is given.</summary>
    TimeSpan MaxLease { get; }

    /// <summary>Decides one call. What it grants is durable.</summary>
    /// <exception cref="GrainFault">Nothing is known about the call; sent again with the same key it counts once.</exception>
    Task<ReservationAnswer> AskAsync(string budget, ReservationCall call, CancellationToken cancellationToken);
}

using FinOpsAI.Core.Value;

namespace FinOpsAI.Core.Ports;

/// <summary>Units of value and how many of them each UTC day brought. A day without a count is missing, not zero.</summary>
public interface IValueStore
{
    /// <summary>All units by name.</summary>
    Task<IReadOnlyList<ValueUnit>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One unit; null when unknown.</summary>
    Task<ValueUnit?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a unit; same id replaces, its counts stay.</summary>
    Task SaveAsync(ValueUnit unit, CancellationToken cancellationToken);

    /// <summary>Removes a unit with its counts.</summary>
    /// <returns>The unit as it was; null when there was none.</returns>
    Task<ValueUnit?> RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes counts in one transaction: a day's new count replaces its old one. Nothing is written for a unit that is not there.</summary>
    Task CountAsync(string unit, IReadOnlyList<ValueCountChange> changes, CancellationToken cancellationToken);

    /// <summary>A unit's counts by day.</summary>
    /// <param name="unit">Its id.</param>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<ValueCount>> ListCountsAsync(string unit, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

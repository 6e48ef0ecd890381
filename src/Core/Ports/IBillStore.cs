using FinOpsAI.Core.Sources;

namespace FinOpsAI.Core.Ports;

/// <summary>The bill layer: what providers charge, day by day, beside the ledger and never added to it.</summary>
public interface IBillStore
{
    /// <summary>Writes a day of a source; replaces all that was known of it.</summary>
    Task SaveAsync(BillDay day, CancellationToken cancellationToken);

    /// <summary>A day of a source; null when nothing is known of it.</summary>
    Task<BillDay?> FindAsync(string source, DateOnly day, CancellationToken cancellationToken);

    /// <summary>The days to which a window of a source brought charges when it was read last; empty when it was never read.</summary>
    Task<IReadOnlyList<DateOnly>> FindWindowAsync(string source, string window, CancellationToken cancellationToken);

    /// <summary>Writes days of a source and notes the days of a window, in one transaction.</summary>
    Task SaveWindowAsync(
        string source, string window, IReadOnlyList<DateOnly> holds, IReadOnlyList<BillDay> changed, CancellationToken cancellationToken);

    /// <summary>Days of all sources, by day, then source.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<BillDay>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

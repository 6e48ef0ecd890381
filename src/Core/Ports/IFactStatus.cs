namespace FinOpsAI.Core.Ports;

/// <summary>How far the daily facts follow the ledger.</summary>
public interface IFactStatus
{
    /// <summary>
    /// Up to when records are included, UTC: the last look that found nothing more. While a long ledger is read for the first time, the charge time
    /// that reading has come to.
    /// </summary>
    DateTimeOffset AsOf { get; }
}

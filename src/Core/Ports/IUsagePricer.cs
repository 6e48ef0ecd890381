using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>What usage costs by the price catalogue and the agreed prices, in the reporting currency.</summary>
public interface IUsagePricer
{
    /// <summary>Prices usage as a record of that time would be priced; aggregates take the base price of models priced by request size.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="model">The model.</param>
    /// <param name="tier">The service tier; null or empty is standard.</param>
    /// <param name="at">UTC: prices change by date.</param>
    /// <param name="usage">Quantity by unit.</param>
    /// <returns>Effective and list cost; null when no price or no exchange rate is known, or only for a part of the usage.</returns>
    CostAmounts? Price(string provider, string model, string? tier, DateTimeOffset at, IReadOnlyDictionary<string, decimal> usage);

    /// <summary>All providers that have prices, by id.</summary>
    IReadOnlyList<string> Providers { get; }

    /// <summary>The models of a provider that have a standard price at a moment, by name: what usage could be moved to.</summary>
    IReadOnlyList<string> Models(string provider, DateTimeOffset at);
}

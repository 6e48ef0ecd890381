using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>Dated exchange rates into the reporting currency.</summary>
public interface ICurrencies
{
    /// <summary>ISO 4217 code of the reporting currency.</summary>
    string Reporting { get; }

    /// <summary>Converts an amount by the rate that was valid at a moment.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="currency">Its ISO 4217 code in either case; null for the reporting currency.</param>
    /// <param name="at">UTC.</param>
    /// <param name="converted">The amount in the reporting currency.</param>
    /// <param name="rate">The rate; null when none was needed.</param>
    /// <returns>False when the code is none or no rate is known.</returns>
    bool TryConvert(decimal amount, string? currency, DateTimeOffset at, out decimal converted, out ExchangeRate? rate);
}

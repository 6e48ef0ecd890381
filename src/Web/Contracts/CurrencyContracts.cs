using FinOpsAI.Core.Ports;

namespace FinOpsAI.Web.Contracts;

/// <summary>The reporting currency and the exchange rates into it.</summary>
/// <param name="Reporting">ISO 4217 code of the reporting currency.</param>
/// <param name="StaleAfterDays">From what age a rate is stale, days.</param>
/// <param name="Rates">By currency, each currency's newest first.</param>
public sealed record CurrencyResponse(string Reporting, int StaleAfterDays, IReadOnlyList<ExchangeRateResponse> Rates);

/// <summary>An exchange rate.</summary>
/// <param name="Currency">ISO 4217 code converted from.</param>
/// <param name="Rate">What one is worth in the reporting currency.</param>
/// <param name="ValidFrom">From when it is valid, UTC.</param>
/// <param name="Source">Who published it.</param>
/// <param name="State">
/// <c>current</c>, <c>stale</c>: too old for charges of now; <c>reference</c>: shipped with the product; <c>past</c>: for charges of its own time.
/// </param>
public sealed record ExchangeRateResponse(string Currency, decimal Rate, DateTimeOffset ValidFrom, string Source, RateState State);

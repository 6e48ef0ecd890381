using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>What can be said of a rate.</summary>
public enum RateState
{
    /// <summary>Charges of now are converted with it, and it is young enough.</summary>
    Current,

    /// <summary>Charges of now are converted with it, but it is too old: a newer one should be entered.</summary>
    Stale,

    /// <summary>A rate shipped with the product: charges are converted with it until one is entered.</summary>
    Reference,

    /// <summary>A newer one has taken its place; charges of its own time are converted with it.</summary>
    Past,
}

/// <summary>A rate with what can be said of it.</summary>
/// <param name="Rate">The rate into the reporting currency.</param>
/// <param name="State">How good it is.</param>
public sealed record RateInUse(ExchangeRate Rate, RateState State);

/// <summary>The exchange rates in use, for people to look at.</summary>
public interface IExchangeRates
{
    /// <summary>From what age a rate is stale.</summary>
    TimeSpan StaleAfter { get; }

    /// <summary>All rates by currency, each currency's newest first.</summary>
    /// <param name="now">UTC.</param>
    IReadOnlyList<RateInUse> List(DateTimeOffset now);
}

namespace FinOpsAI.Core.Domain;

/// <summary>A currency rate with its source and time, kept beside every amount it converted.</summary>
/// <param name="From">ISO 4217 code converted from.</param>
/// <param name="To">ISO 4217 code converted to.</param>
/// <param name="Rate">One <paramref name="From"/> in <paramref name="To"/>.</param>
/// <param name="Source">Who published it.</param>
/// <param name="AsOf">When it was valid, UTC.</param>
public sealed record ExchangeRate(string From, string To, decimal Rate, string Source, DateTimeOffset AsOf);

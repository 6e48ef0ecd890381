using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Value;

/// <summary>What a scope's spend brings about, in a unit of the organization's own, such as resolved tickets.</summary>
/// <param name="Id">Unique, for URLs.</param>
/// <param name="Name">What people call it, such as "Resolved tickets".</param>
/// <param name="Scope">Whose spend brings it about.</param>
/// <param name="Worth">What one is worth, in <paramref name="Currency"/>, above 0; null when nobody says so.</param>
/// <param name="Currency">ISO 4217 code of <paramref name="Worth"/>; null for the reporting currency.</param>
/// <param name="Owner">Who set it up: a user's or token's id.</param>
/// <param name="OwnerName">Their name then.</param>
/// <param name="SavedAt">When it was last changed, UTC.</param>
public sealed record ValueUnit(
    string Id, string Name, ScopePath Scope, decimal? Worth, string? Currency, string Owner, string OwnerName, DateTimeOffset SavedAt);

/// <summary>How many units a UTC day brought.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Amount">0 or more.</param>
public sealed record ValueCount(DateOnly Day, decimal Amount);

/// <summary>What somebody says of a UTC day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Amount">Its count, instead of any that it had; null takes its count back.</param>
public sealed record ValueCountChange(DateOnly Day, decimal? Amount);

using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Scenarios;

/// <summary>A question of the kind "what if": changes of what drives a scope's cost, replayed on its own traffic.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it; 1 to 200 characters.</param>
/// <param name="Scope">Whose traffic it replays.</param>
/// <param name="Start">The first UTC day on which the changes hold; days before are the plain forecast.</param>
/// <param name="BaselineDays">How many whole UTC days of traffic are replayed, 7 to 90.</param>
/// <param name="HorizonDays">How many days ahead the cost is foretold, 1 to 90.</param>
/// <param name="Drivers">The changes.</param>
/// <param name="Note">Free text; empty for none.</param>
/// <param name="Owner">Who saved it: a user's id, or a token's.</param>
/// <param name="OwnerName">The owner's name when it was saved.</param>
/// <param name="SavedAt">UTC.</param>
public sealed record Scenario(
    string Id,
    string Name,
    ScopePath Scope,
    DateOnly Start,
    int BaselineDays,
    int HorizonDays,
    ScenarioDrivers Drivers,
    string Note,
    string Owner,
    string OwnerName,
    DateTimeOffset SavedAt);

/// <summary>What changes. Factors are 1 where nothing does: 2 is twice as much. Null leaves a share as the traffic has it.</summary>
public sealed record ScenarioDrivers
{
    /// <summary>Users: all quantities grow with them.</summary>
    public decimal Users { get; init; } = 1;

    /// <summary>Requests of one user: all quantities grow with them.</summary>
    public decimal RequestsPerUser { get; init; } = 1;

    /// <summary>Input tokens of one request, cached ones included.</summary>
    public decimal InputTokensPerRequest { get; init; } = 1;

    /// <summary>Output tokens of one request.</summary>
    public decimal OutputTokensPerRequest { get; init; } = 1;

    /// <summary>The part of all input tokens that is read from a cache, 0 to 1; null leaves it.</summary>
    public decimal? CacheHitRate { get; init; }

    /// <summary>The part of the usage that could be batched that goes in batches, 0 to 1; null leaves it.</summary>
    public decimal? BatchShare { get; init; }

    /// <summary>Traffic that moves from one model to another; each is applied to the traffic as it was, and what leaves a model is at most all of it.</summary>
    public IReadOnlyList<ModelMove> Moves { get; init; } = [];

    /// <summary>Price changes. Of several that fit a model, the first holds.</summary>
    public IReadOnlyList<PriceChange> Prices { get; init; } = [];

    /// <summary>The price of a GPU hour.</summary>
    public decimal GpuRate { get; init; } = 1;

    /// <summary>GPU hours, in addition to what users and requests do to them: nothing, as GPUs are paid by the hour.</summary>
    public decimal GpuHours { get; init; } = 1;
}

/// <summary>A part of one model's traffic goes to another.</summary>
/// <param name="FromProvider">The provider of the model that it leaves.</param>
/// <param name="FromModel">The model that it leaves; <c>*</c> for all models of all providers other than the target.</param>
/// <param name="ToProvider">The provider of the model that takes it.</param>
/// <param name="ToModel">The model that takes it, which the catalogue must price.</param>
/// <param name="Share">The part of the requests that moves, 0 to 1.</param>
public sealed record ModelMove(string FromProvider, string FromModel, string ToProvider, string ToModel, decimal Share);

/// <summary>A price changes.</summary>
/// <param name="Provider">The provider; <c>*</c> for all.</param>
/// <param name="Model">The model; <c>*</c> for all.</param>
/// <param name="Factor">What the price is multiplied with; 0 or more.</param>
public sealed record PriceChange(string Provider, string Model, decimal Factor);

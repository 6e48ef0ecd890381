using FinOpsAI.Web.Identity;

namespace FinOpsAI.Web.Contracts;

/// <summary>What changes in a scenario. What is left out stays as it is.</summary>
/// <param name="Users">Factor of the users, 0 to 100; default 1.</param>
/// <param name="RequestsPerUser">Factor of one user's requests, 0 to 100; default 1.</param>
/// <param name="InputTokensPerRequest">Factor of one request's input tokens, 0 to 100; default 1.</param>
/// <param name="OutputTokensPerRequest">Factor of one request's output tokens, 0 to 100; default 1.</param>
/// <param name="CacheHitRate">The part of all input tokens that is read from a cache, 0 to 1; default as it is.</param>
/// <param name="BatchShare">The part of the usage that could be batched that goes in batches, 0 to 1; default as it is.</param>
/// <param name="Moves">Traffic that moves to another model; at most 10.</param>
/// <param name="Prices">Price changes; at most 10.</param>
/// <param name="GpuRate">Factor of the price of a GPU hour, 0 to 100; default 1.</param>
/// <param name="GpuHours">Factor of the GPU hours, 0 to 100; default 1.</param>
public sealed record ScenarioDriversDto(
    decimal? Users,
    decimal? RequestsPerUser,
    decimal? InputTokensPerRequest,
    decimal? OutputTokensPerRequest,
    decimal? CacheHitRate,
    decimal? BatchShare,
    IReadOnlyList<ModelMoveDto>? Moves,
    IReadOnlyList<PriceChangeDto>? Prices,
    decimal? GpuRate,
    decimal? GpuHours);

/// <summary>A part of one model's traffic goes to another.</summary>
/// <param name="FromProvider">The provider of the model that it leaves; <c>*</c> with <paramref name="FromModel"/> <c>*</c>.</param>
/// <param name="FromModel">The model that it leaves; <c>*</c> for all others.</param>
/// <param name="ToProvider">The provider of the model that takes it.</param>
/// <param name="ToModel">The model that takes it.</param>
/// <param name="Share">The part of the requests that moves, above 0 to 1.</param>
public sealed record ModelMoveDto(string? FromProvider, string? FromModel, string? ToProvider, string? ToModel, decimal? Share);

/// <summary>A price changes.</summary>
/// <param name="Provider">The provider; <c>*</c> or left out for all.</param>
/// <param name="Model">The model; <c>*</c> or left out for all.</param>
/// <param name="Factor">What the price is multiplied with, 0 to 100.</param>
public sealed record PriceChangeDto(string? Provider, string? Model, decimal? Factor);

/// <summary>A scenario to compute, or to keep.</summary>
/// <param name="Name">What people call it; needed to keep it, 1 to 200 characters.</param>
/// <param name="Scope">Whose traffic it replays; default the organization. Cannot be changed later.</param>
/// <param name="Start">The first UTC day on which the changes hold, from today to the horizon's end; default today.</param>
/// <param name="BaselineDays">How many whole UTC days of traffic are replayed, 7 to 90; default 28.</param>
/// <param name="HorizonDays">How many days ahead, today included, 1 to 90; default 90.</param>
/// <param name="Drivers">The changes; default none.</param>
/// <param name="Note">Free text; at most 2,000 characters.</param>
public sealed record ScenarioRequest(
    string? Name, string? Scope, DateOnly? Start, int? BaselineDays, int? HorizonDays, ScenarioDriversDto? Drivers, string? Note) : IScopedRequest
{
    bool IScopedRequest.StaysInPlace => true;
}

/// <summary>A scenario that somebody keeps.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scope">Whose traffic it replays.</param>
/// <param name="Start">The first UTC day on which the changes hold.</param>
/// <param name="BaselineDays">Days of traffic that are replayed.</param>
/// <param name="HorizonDays">Days ahead.</param>
/// <param name="Drivers">The changes, all stated.</param>
/// <param name="Note">Free text; empty for none.</param>
/// <param name="OwnerName">Who saved it.</param>
/// <param name="IsMine">Whether the reader did.</param>
/// <param name="SavedAt">UTC.</param>
public sealed record ScenarioResponse(
    string Id,
    string Name,
    string Scope,
    DateOnly Start,
    int BaselineDays,
    int HorizonDays,
    ScenarioDriversDto Drivers,
    string Note,
    string OwnerName,
    bool IsMine,
    DateTimeOffset SavedAt);

/// <summary>Scenarios.</summary>
/// <param name="Items">The newest first.</param>
public sealed record ScenarioListResponse(IReadOnlyList<ScenarioResponse> Items);

/// <summary>What a scenario comes to.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="BaselineFrom">First UTC day of the traffic replayed.</param>
/// <param name="BaselineTo">The UTC day after its last.</param>
/// <param name="Replayed">What the traffic cost, and would have cost.</param>
/// <param name="Effects">What each change does to <c>replayed.after</c>; they add up to the difference to the last decimal. Largest first.</param>
/// <param name="Models">By model, the dearest after first.</param>
/// <param name="NotReplayed">Effective cost of traffic that cannot be priced again and only grows with users and requests.</param>
/// <param name="Reason">Why there is no forecast: <c>history_too_short</c>, <c>no_data</c>, …; null when there is one. The replay is there in any case.</param>
/// <param name="Days">The days ahead, today first; empty without a forecast. Today's value is the rest of the day.</param>
/// <param name="MonthEnd">This UTC month's total, month to date included; null without a forecast.</param>
/// <param name="Horizon">The total of all days ahead; null without a forecast.</param>
/// <param name="Assumptions">What is taken for granted: <c>same_tokens</c>, <c>quality_not_judged</c>, <c>base_price</c>, <c>agreed_prices</c>, <c>cache_writes_kept</c>, <c>batch_may_wait</c>, <c>gpu_by_the_hour</c>, <c>mix_as_before</c>.</param>
public sealed record ScenarioResultResponse(
    string Scope,
    string Currency,
    DateOnly BaselineFrom,
    DateOnly BaselineTo,
    BeforeAfterResponse Replayed,
    IReadOnlyList<ScenarioEffectResponse> Effects,
    IReadOnlyList<ScenarioModelResponse> Models,
    decimal NotReplayed,
    string? Reason,
    IReadOnlyList<ScenarioDayResponse> Days,
    ForecastPairResponse? MonthEnd,
    ForecastPairResponse? Horizon,
    IReadOnlyList<string> Assumptions);

/// <summary>Figures of the traffic as it was and as it would be.</summary>
/// <param name="CostBefore">Effective cost.</param>
/// <param name="CostAfter">Effective cost.</param>
/// <param name="UsageBefore">Usage.</param>
/// <param name="UsageAfter">Usage.</param>
/// <param name="CacheHitRateBefore">The part of all input tokens read from a cache; null without input tokens.</param>
/// <param name="CacheHitRateAfter">The same after.</param>
/// <param name="BatchShareBefore">The part of what could be batched that goes in batches, by tokens; null when nothing could.</param>
/// <param name="BatchShareAfter">The same after.</param>
public sealed record BeforeAfterResponse(
    decimal CostBefore,
    decimal CostAfter,
    UsageResponse UsageBefore,
    UsageResponse UsageAfter,
    decimal? CacheHitRateBefore,
    decimal? CacheHitRateAfter,
    decimal? BatchShareBefore,
    decimal? BatchShareAfter);

/// <summary>What one change does.</summary>
/// <param name="Driver"><c>users</c>, <c>requests_per_user</c>, <c>input_tokens</c>, <c>output_tokens</c>, <c>cache_hit_rate</c>, <c>batch_share</c>, <c>model_mix</c>, <c>price</c>, <c>gpu_rate</c> or <c>gpu_hours</c>.</param>
/// <param name="Amount">Its part of the difference: its Shapley value over the order of the changes.</param>
public sealed record ScenarioEffectResponse(string Driver, decimal Amount);

/// <summary>One model in a scenario.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; empty where none is involved.</param>
/// <param name="CostBefore">Effective cost.</param>
/// <param name="CostAfter">Effective cost.</param>
/// <param name="RequestsBefore">Requests.</param>
/// <param name="RequestsAfter">Requests.</param>
public sealed record ScenarioModelResponse(
    string Provider, string Model, decimal CostBefore, decimal CostAfter, decimal RequestsBefore, decimal RequestsAfter);

/// <summary>One day ahead.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Forecast">As the forecast has it.</param>
/// <param name="Scenario">With the changes.</param>
public sealed record ScenarioDayResponse(DateOnly Day, QuantilesResponse Forecast, QuantilesResponse Scenario);

/// <summary>A total without and with the changes.</summary>
/// <param name="Forecast">As the forecast has it.</param>
/// <param name="Scenario">With the changes.</param>
public sealed record ForecastPairResponse(QuantilesResponse Forecast, QuantilesResponse Scenario);

/// <summary>The models that traffic of a scope can be moved to.</summary>
/// <param name="Items">By provider, then model.</param>
public sealed record ModelChoiceListResponse(IReadOnlyList<ModelChoiceResponse> Items);

/// <summary>A model that the catalogue prices.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model.</param>
/// <param name="IsUsed">Whether the scope has used it in the last 28 days.</param>
public sealed record ModelChoiceResponse(string Provider, string Model, bool IsUsed);

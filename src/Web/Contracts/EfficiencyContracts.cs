namespace FinOpsAI.Web.Contracts;

/// <summary>What a unit of use costs.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="From">First UTC day.</param>
/// <param name="To">The UTC day after the last.</param>
/// <param name="PreviousFrom">First UTC day of the period before, as long as this one.</param>
/// <param name="GroupBy">The dimension.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="AsOf">Up to when records are included, UTC.</param>
/// <param name="Total">The whole scope.</param>
/// <param name="Groups">The dearest groups, at most as many as asked for.</param>
/// <param name="GroupCount">How many there are.</param>
public sealed record EfficiencyResponse(
    string Scope,
    DateOnly From,
    DateOnly To,
    DateOnly PreviousFrom,
    string GroupBy,
    string Currency,
    DateTimeOffset AsOf,
    EfficiencyGroupResponse Total,
    IReadOnlyList<EfficiencyGroupResponse> Groups,
    int GroupCount);

/// <summary>The unit costs of a group, now and in the period before.</summary>
/// <param name="Key">The dimension's value; empty for records that name none, and for the whole.</param>
/// <param name="Now">This period.</param>
/// <param name="Previous">The period before; null when it has no records.</param>
/// <param name="CostPerRequest">Cost per request for each day of this period, oldest first; null for a day without requests.</param>
public sealed record EfficiencyGroupResponse(
    string Key, UnitFiguresResponse Now, UnitFiguresResponse? Previous, IReadOnlyList<decimal?> CostPerRequest);

/// <summary>Unit figures. Each is null where what it is divided by is none.</summary>
/// <param name="Cost">Effective cost.</param>
/// <param name="Usage">Usage.</param>
/// <param name="Customers">How many customers the records name.</param>
/// <param name="CostPerRequest">Cost of the records that count requests, by request.</param>
/// <param name="CostPerMillionTokens">Cost of the records that count tokens, by 1,000,000 tokens, cached ones included.</param>
/// <param name="CostPerCustomer">Cost of the records that name a customer, by customer.</param>
/// <param name="TokensPerRequest">Tokens of the records that count requests, by request.</param>
/// <param name="CacheHitRate">The part of all input tokens that was read from a cache, 0 to 1.</param>
/// <param name="BatchShare">The part of the cost of requests and tokens that went in batches, 0 to 1.</param>
public sealed record UnitFiguresResponse(
    decimal Cost,
    UsageResponse Usage,
    int Customers,
    decimal? CostPerRequest,
    decimal? CostPerMillionTokens,
    decimal? CostPerCustomer,
    decimal? TokensPerRequest,
    decimal? CacheHitRate,
    decimal? BatchShare);

/// <summary>What the same use would have cost otherwise: computed on the scope's own traffic.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="From">First UTC day looked at.</param>
/// <param name="To">The UTC day after the last.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Items">The largest saving first; those of one model exclude each other.</param>
public sealed record AdviceResponse(string Scope, DateOnly From, DateOnly To, string Currency, IReadOnlyList<AdviceItemResponse> Items);

/// <summary>One way to spend less.</summary>
/// <param name="Kind"><c>model</c>: another model; <c>batch</c>: batches; <c>cache</c>: a higher cache hit rate.</param>
/// <param name="Provider">The provider whose traffic it is.</param>
/// <param name="Model">The model whose traffic it is.</param>
/// <param name="ToProvider">The provider that would take it; null unless <c>model</c>.</param>
/// <param name="ToModel">The model that would take it; null unless <c>model</c>.</param>
/// <param name="Cost">What the traffic cost in the period.</param>
/// <param name="WouldCost">What it would have cost.</param>
/// <param name="SavingPerMonth">The saving, scaled to 30 days.</param>
/// <param name="Requests">Requests of the traffic.</param>
/// <param name="CacheHitRate">The cache hit rate taken for granted, 0 to 1; null unless <c>cache</c>.</param>
/// <param name="Assumptions">What is taken for granted: <c>same_tokens</c>, <c>quality_not_judged</c>, <c>list_prices</c>, <c>agreed_prices</c>, <c>may_wait_a_day</c>, <c>cache_rate</c>, <c>base_price</c>.</param>
public sealed record AdviceItemResponse(
    string Kind,
    string Provider,
    string Model,
    string? ToProvider,
    string? ToModel,
    decimal Cost,
    decimal WouldCost,
    decimal SavingPerMonth,
    decimal Requests,
    decimal? CacheHitRate,
    IReadOnlyList<string> Assumptions);

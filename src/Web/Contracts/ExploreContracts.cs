using FinOpsAI.Web.Identity;

namespace FinOpsAI.Web.Contracts;

/// <summary>An answer of the explorer.</summary>
/// <param name="Scope">The scope's key.</param>
/// <param name="From">First UTC day.</param>
/// <param name="To">The UTC day after the last.</param>
/// <param name="PreviousFrom">First UTC day of the period compared with; null when none is.</param>
/// <param name="PreviousTo">The UTC day after its last; null when none is.</param>
/// <param name="Granularity"><c>day</c>, <c>week</c> (from Monday), <c>month</c> or <c>total</c>.</param>
/// <param name="GroupBy">The dimensions, at most two, in order; empty when not grouped.</param>
/// <param name="Metric">What <c>value</c> and the points are.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="AsOf">Up to when records are included, UTC: the explorer follows the ledger by a few seconds.</param>
/// <param name="Buckets">The first UTC day of each point, oldest first.</param>
/// <param name="Total">All groups together.</param>
/// <param name="Groups">The groups with the highest value, at most as many as asked for.</param>
/// <param name="Other">All further groups together; null when there is none.</param>
/// <param name="GroupCount">How many groups there are.</param>
public sealed record ExploreResponse(
    string Scope,
    DateOnly From,
    DateOnly To,
    DateOnly? PreviousFrom,
    DateOnly? PreviousTo,
    string Granularity,
    IReadOnlyList<string> GroupBy,
    string Metric,
    string Currency,
    DateTimeOffset AsOf,
    IReadOnlyList<DateOnly> Buckets,
    ExploreGroupResponse Total,
    IReadOnlyList<ExploreGroupResponse> Groups,
    ExploreGroupResponse? Other,
    int GroupCount);

/// <summary>One group of an answer.</summary>
/// <param name="Key">One text for each dimension: a scope's key, a provider, a feature, …; empty where the records name none.</param>
/// <param name="Value">The metric over the whole period; null where it has no value, such as a cost per request without requests.</param>
/// <param name="Previous">The metric over the period compared with; null when there is none, or no value.</param>
/// <param name="Spend">Effective cost by how sure it is.</param>
/// <param name="Usage">Usage.</param>
/// <param name="Records">Records, restated ones once.</param>
/// <param name="Unpriced">Records among them without a price or exchange rate.</param>
/// <param name="Points">The metric in each bucket; null for a bucket without records, or without a value.</param>
public sealed record ExploreGroupResponse(
    IReadOnlyList<string> Key,
    decimal? Value,
    decimal? Previous,
    SpendResponse Spend,
    UsageResponse Usage,
    long Records,
    long Unpriced,
    IReadOnlyList<decimal?> Points);

/// <summary>The values that a dimension has in a period.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Items">Those with the highest effective cost, at most as many as asked for.</param>
public sealed record DimensionValuesResponse(string Dimension, int Total, IReadOnlyList<DimensionValueResponse> Items);

/// <summary>A value of a dimension.</summary>
/// <param name="Value">The value; empty for records that name none.</param>
/// <param name="Cost">Its effective cost.</param>
public sealed record DimensionValueResponse(string Value, decimal Cost);

/// <summary>Keeps a view of the explorer.</summary>
/// <param name="Name">What people call it; 1 to 200 characters.</param>
/// <param name="Scope">Whose cost it looks at; default the organization.</param>
/// <param name="Query">The page's address after the question mark; at most 2,000 characters.</param>
/// <param name="IsShared">Whether all who see the scope see the view; default false.</param>
public sealed record SavedViewRequest(string? Name, string? Scope, string? Query, bool? IsShared) : IScopedRequest;

/// <summary>A view of the explorer that somebody keeps.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scope">Whose cost it looks at.</param>
/// <param name="Query">The page's address after the question mark.</param>
/// <param name="OwnerName">Who saved it.</param>
/// <param name="IsMine">Whether the reader did.</param>
/// <param name="IsShared">Whether all who see the scope see it.</param>
/// <param name="SavedAt">UTC.</param>
public sealed record SavedViewResponse(
    string Id, string Name, string Scope, string Query, string OwnerName, bool IsMine, bool IsShared, DateTimeOffset SavedAt);

/// <summary>Saved views.</summary>
/// <param name="Items">By name.</param>
public sealed record SavedViewListResponse(IReadOnlyList<SavedViewResponse> Items);

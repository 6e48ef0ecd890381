using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Contracts;

/// <summary>Estimate and bill of one model on one day of one source.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Source">The id of the source that reports the bill.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; empty for charges that name none.</param>
/// <param name="Estimated">What the usage costs by the price list.</param>
/// <param name="Billed">What the provider charges for it.</param>
/// <param name="Drift">Billed minus estimated.</param>
/// <param name="Ratio">Billed over estimated; null without an estimate.</param>
/// <param name="Normal">The model's usual range of the ratio; null while too few days are known.</param>
/// <param name="IsUnusual">Whether the ratio has left that range.</param>
/// <param name="Records">Usage records that share the billed amount; 0 when the bill stands alone.</param>
/// <param name="Status">How sure the figure is now.</param>
public sealed record DriftResponse(
    DateOnly Day,
    string Source,
    string Provider,
    string Model,
    decimal Estimated,
    decimal Billed,
    decimal Drift,
    double? Ratio,
    RatioRangeResponse? Normal,
    bool IsUnusual,
    long Records,
    CostStatus Status);

/// <summary>A range of ratios.</summary>
/// <param name="Lower">Inclusive.</param>
/// <param name="Upper">Inclusive.</param>
public sealed record RatioRangeResponse(double Lower, double Upper);

/// <summary>Sums over all days, sources and models.</summary>
/// <param name="Estimated">What the usage costs by the price list.</param>
/// <param name="Billed">What the providers charge.</param>
/// <param name="Drift">Billed minus estimated.</param>
/// <param name="Alone">The part of the billed amount against which no usage stands.</param>
/// <param name="Ratio">Billed, without the part that stands alone, over estimated; null without an estimate.</param>
/// <param name="Unusual">Days and models whose ratio has left its own range.</param>
public sealed record DriftTotalsResponse(decimal Estimated, decimal Billed, decimal Drift, decimal Alone, double? Ratio, int Unusual);

/// <summary>Estimates held against bills.</summary>
/// <param name="From">Inclusive UTC day.</param>
/// <param name="To">Exclusive UTC day.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Totals">Sums.</param>
/// <param name="PendingDays">Days of bills that were read and not settled yet.</param>
/// <param name="Items">By day, source, provider, then model.</param>
public sealed record DriftListResponse(
    DateOnly From, DateOnly To, string Currency, DriftTotalsResponse Totals, int PendingDays, IReadOnlyList<DriftResponse> Items);

/// <summary>What stands under the team <c>unattributed</c>, as its records name none.</summary>
/// <param name="Amount">Effective cost.</param>
/// <param name="Share">Share of the whole, 0 to 1; null when nothing was spent.</param>
/// <param name="Records">Records.</param>
public sealed record UnattributedResponse(decimal Amount, double? Share, long Records);

/// <summary>How much of the spend is priced and attributed.</summary>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="To">Exclusive, UTC.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">Effective cost of the organization.</param>
/// <param name="Records">Its records.</param>
/// <param name="Unpriced">Those without a price or exchange rate.</param>
/// <param name="Models">Models with such records, most first.</param>
/// <param name="Unattributed">What has no team.</param>
public sealed record CoverageResponse(
    DateTimeOffset From,
    DateTimeOffset To,
    string Currency,
    decimal Total,
    long Records,
    long Unpriced,
    IReadOnlyList<UnpricedModelResponse> Models,
    UnattributedResponse Unattributed);

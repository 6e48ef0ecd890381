using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Gpu;

/// <summary>What an hour of one GPU model costs during some time: either a price, or hardware of one's own.</summary>
public sealed record GpuRate
{
    /// <summary>Which models it is for; see <see cref="GpuModelName.Matches"/>.</summary>
    public required string Pattern { get; init; }

    /// <summary>From when it applies, inclusive, UTC; null is since ever.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when it applies, exclusive, UTC; null is open.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>Price per GPU-hour; null when <see cref="Hardware"/> says what it costs.</summary>
    public decimal? PerHour { get; init; }

    /// <summary>Hardware of one's own; null when <see cref="PerHour"/> says what it costs.</summary>
    public GpuHardware? Hardware { get; init; }

    /// <summary>True at a time when it applies.</summary>
    public bool Covers(DateTimeOffset at) => (From is not { } from || at >= from) && (To is not { } to || at < to);

    /// <summary>The cost of one GPU in service from <paramref name="start"/> on.</summary>
    /// <param name="start">UTC.</param>
    /// <param name="hours">Hours in service.</param>
    /// <param name="measured">Energy measured at the GPU in that time; null without a measurement.</param>
    public GpuCost CostOf(DateTimeOffset start, decimal hours, GpuEnergy? measured = null) => new(
        Currency,
        Hardware is { } own
            ? own.CostOf(start, hours, measured)
            : [new(GpuCostKind.Rental, Math.Round(PerHour.GetValueOrDefault() * hours, ExactShares.Decimals))]);

    /// <summary>The price of one hour, part by part; energy by nominal power.</summary>
    public GpuCost PriceAt(DateTimeOffset at) => CostOf(at, 1);
}

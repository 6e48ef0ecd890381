namespace FinOpsAI.Core.Gpu;

/// <summary>What one look at a GPU showed.</summary>
/// <param name="Device">Which one.</param>
/// <param name="Rows">Its parts, or the whole; empty when its activity could not be read.</param>
public sealed record GpuReading(GpuDevice Device, IReadOnlyList<GpuReadingRow> Rows)
{
    /// <summary>Energy counter in joules, since the driver started; null when not read.</summary>
    public decimal? Joules { get; init; }

    /// <summary>Power in watts, used where there is no counter; null when not read.</summary>
    public decimal? Watts { get; init; }
}

/// <summary>One part of a GPU, or one of those who take turns on it.</summary>
/// <param name="Workload">Who has it; null when nobody has.</param>
/// <param name="Fraction">The part of the GPU: slices of a MIG instance, 1 / sharers under time-slicing, else 1.</param>
/// <param name="Active">Part of the time in which it was at work, 0 to 1; null when the value was no measurement.</param>
/// <param name="Labels">What the exporter says about the workload beyond its name; null for nothing.</param>
public sealed record GpuReadingRow(GpuWorkload? Workload, decimal Fraction, decimal? Active, IReadOnlyDictionary<string, string>? Labels = null);

/// <summary>A GPU in one hour.</summary>
/// <param name="Device">Which one.</param>
/// <param name="Use">What is known of its use.</param>
/// <param name="Energy">Energy measured; null when none was.</param>
/// <param name="Labels">What is known of a workload beyond its name.</param>
public sealed record GpuDeviceHour(
    GpuDevice Device, GpuUse Use, GpuEnergy? Energy, IReadOnlyDictionary<GpuWorkload, IReadOnlyDictionary<string, string>> Labels)
{
    /// <summary>Labels by workload where there are none.</summary>
    public static IReadOnlyDictionary<GpuWorkload, IReadOnlyDictionary<string, string>> NoLabels { get; } =
        new Dictionary<GpuWorkload, IReadOnlyDictionary<string, string>>();
}

/// <summary>All GPUs in one hour.</summary>
/// <param name="Start">Its start, UTC.</param>
/// <param name="Devices">By id.</param>
public sealed record GpuHour(DateTimeOffset Start, IReadOnlyList<GpuDeviceHour> Devices);

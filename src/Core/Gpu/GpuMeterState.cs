namespace FinOpsAI.Core.Gpu;

/// <summary>What a <see cref="GpuMeter"/> knows, to be kept between looks.</summary>
public sealed record GpuMeterState
{
    /// <summary>The first hour that has not been given out yet, UTC; null before the first look.</summary>
    public DateTimeOffset? OpenFrom { get; init; }

    /// <summary>The GPUs known, by id.</summary>
    public IReadOnlyList<GpuDeviceState> Devices { get; init; } = [];
}

/// <summary>What is known of one GPU.</summary>
public sealed record GpuDeviceState
{
    /// <summary>Which one.</summary>
    public required GpuDevice Device { get; init; }

    /// <summary>When it was last seen, UTC.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>Until when its activity was measured, UTC: the start of what the next look covers.</summary>
    public DateTimeOffset? MeasuredAt { get; set; }

    /// <summary>Until when it was counted as in service, UTC.</summary>
    public required DateTimeOffset ServiceUntil { get; set; }

    /// <summary>The energy counter when it was last read, joules.</summary>
    public decimal? Joules { get; set; }

    /// <summary>When the energy was last read, UTC.</summary>
    public DateTimeOffset? EnergyAt { get; set; }

    /// <summary>Hours not given out yet.</summary>
    public List<GpuHourState> Hours { get; init; } = [];
}

/// <summary>What has been gathered of one GPU in one hour, in seconds and joules.</summary>
public sealed record GpuHourState
{
    /// <summary>The hour's start, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Seconds in service.</summary>
    public decimal Service { get; set; }

    /// <summary>Seconds measured.</summary>
    public decimal Measured { get; set; }

    /// <summary>Energy, joules.</summary>
    public decimal Joules { get; set; }

    /// <summary>Seconds for which the energy is known.</summary>
    public decimal JoulesSeconds { get; set; }

    /// <summary>Who had what.</summary>
    public List<GpuClaimState> Claims { get; init; } = [];
}

/// <summary>What somebody had of a GPU in one hour, in seconds of a whole GPU.</summary>
public sealed record GpuClaimState
{
    /// <summary>Who.</summary>
    public required GpuWorkload Workload { get; init; }

    /// <summary>Seconds at work.</summary>
    public decimal Used { get; set; }

    /// <summary>Seconds held.</summary>
    public decimal Reserved { get; set; }

    /// <summary>What is known of the workload beyond its name.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; set; }
}

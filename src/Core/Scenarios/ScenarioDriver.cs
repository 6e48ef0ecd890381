namespace FinOpsAI.Core.Scenarios;

/// <summary>The drivers, in the order in which they are told where their effects are the same.</summary>
public enum ScenarioDriver
{
    /// <summary>Users.</summary>
    Users,

    /// <summary>Requests of one user.</summary>
    RequestsPerUser,

    /// <summary>Input tokens of one request.</summary>
    InputTokens,

    /// <summary>Output tokens of one request.</summary>
    OutputTokens,

    /// <summary>The cache hit rate.</summary>
    CacheHitRate,

    /// <summary>The share of batches.</summary>
    BatchShare,

    /// <summary>Traffic that moves to other models.</summary>
    ModelMix,

    /// <summary>Prices.</summary>
    Price,

    /// <summary>The price of a GPU hour.</summary>
    GpuRate,

    /// <summary>GPU hours.</summary>
    GpuHours,
}

/// <summary>Which drivers change something, and the drivers with only some of them.</summary>
public static class DriverSets
{
    private static readonly ScenarioDrivers None = new();

    /// <summary>The drivers that are not as the traffic has them.</summary>
    public static IReadOnlyList<ScenarioDriver> Active(this ScenarioDrivers drivers)
    {
        ArgumentNullException.ThrowIfNull(drivers);
        return [.. Enum.GetValues<ScenarioDriver>().Where(driver => IsActive(drivers, driver))];
    }

    /// <summary>Only these drivers changed, all others as the traffic has them.</summary>
    public static ScenarioDrivers Only(this ScenarioDrivers drivers, IReadOnlyCollection<ScenarioDriver> kept)
    {
        ArgumentNullException.ThrowIfNull(drivers);
        ArgumentNullException.ThrowIfNull(kept);
        return new()
        {
            Users = kept.Contains(ScenarioDriver.Users) ? drivers.Users : None.Users,
            RequestsPerUser = kept.Contains(ScenarioDriver.RequestsPerUser) ? drivers.RequestsPerUser : None.RequestsPerUser,
            InputTokensPerRequest = kept.Contains(ScenarioDriver.InputTokens) ? drivers.InputTokensPerRequest : None.InputTokensPerRequest,
            OutputTokensPerRequest = kept.Contains(ScenarioDriver.OutputTokens) ? drivers.OutputTokensPerRequest : None.OutputTokensPerRequest,
            CacheHitRate = kept.Contains(ScenarioDriver.CacheHitRate) ? drivers.CacheHitRate : None.CacheHitRate,
            BatchShare = kept.Contains(ScenarioDriver.BatchShare) ? drivers.BatchShare : None.BatchShare,
            Moves = kept.Contains(ScenarioDriver.ModelMix) ? drivers.Moves : None.Moves,
            Prices = kept.Contains(ScenarioDriver.Price) ? drivers.Prices : None.Prices,
            GpuRate = kept.Contains(ScenarioDriver.GpuRate) ? drivers.GpuRate : None.GpuRate,
            GpuHours = kept.Contains(ScenarioDriver.GpuHours) ? drivers.GpuHours : None.GpuHours,
        };
    }

    private static bool IsActive(ScenarioDrivers drivers, ScenarioDriver driver) => driver switch
    {
        ScenarioDriver.Users => drivers.Users != 1,
        ScenarioDriver.RequestsPerUser => drivers.RequestsPerUser != 1,
        ScenarioDriver.InputTokens => drivers.InputTokensPerRequest != 1,
        ScenarioDriver.OutputTokens => drivers.OutputTokensPerRequest != 1,
        ScenarioDriver.CacheHitRate => drivers.CacheHitRate is not null,
        ScenarioDriver.BatchShare => drivers.BatchShare is not null,
        ScenarioDriver.ModelMix => drivers.Moves.Any(move => move.Share > 0),
        ScenarioDriver.Price => drivers.Prices.Any(price => price.Factor != 1),
        ScenarioDriver.GpuRate => drivers.GpuRate != 1,
        _ => drivers.GpuHours != 1,
    };
}

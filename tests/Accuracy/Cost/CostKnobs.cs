namespace FinOpsAI.Accuracy.Cost;

/// <summary>How hard generated series are.</summary>
internal sealed record CostKnobs
{
    /// <summary>What detection is measured on, and the harder table of forecasts.</summary>
    public static CostKnobs WildHourly { get; } = new()
    {
        Shape = (6, 40), Wander = (0.08, 0.25), DaysPerBurst = 12, FewestSwitches = 0, MostSwitches = 2, Anomalies = 4,
    };

    /// <inheritdoc cref="WildHourly"/>
    public static CostKnobs WildDaily { get; } = new()
    {
        Shape = (30, 150), Wander = (0.04, 0.12), DaysPerBurst = 60, FewestSwitches = 1, MostSwitches = 3, Anomalies = 6,
    };

    /// <summary>
    /// Series on which repeating the last week errs as published for a reference set of the kind (about .39 a bucket and .15 a total over seven days by the hour,
    /// .28 and .084 over thirty by the day). Chosen by the figures of seasonal naive alone, on seeds 1 to 6.
    /// </summary>
    public static CostKnobs ReferenceHourly { get; } = new()
    {
        Shape = (14, 95), Wander = (0.05, 0.16), DaysPerBurst = 12, FewestSwitches = 0, MostSwitches = 1, Anomalies = 3,
    };

    /// <inheritdoc cref="ReferenceHourly"/>
    public static CostKnobs ReferenceDaily { get; } = WildDaily with { FewestSwitches = 0, MostSwitches = 1, Anomalies = 4 };

    /// <summary>Range of the gamma noise's shape; its standard deviation is shape^-0.5.</summary>
    public required (double Low, double High) Shape { get; init; }

    /// <summary>Range of the standard deviation of the wandering level, log units.</summary>
    public required (double Low, double High) Wander { get; init; }

    /// <summary>Days for one harmless burst.</summary>
    public required int DaysPerBurst { get; init; }

    /// <summary>Fewest switches of price or model in a series.</summary>
    public required int FewestSwitches { get; init; }

    /// <summary>Most switches of price or model in a series.</summary>
    public required int MostSwitches { get; init; }

    /// <summary>Labelled anomalies in a series.</summary>
    public required int Anomalies { get; init; }
}

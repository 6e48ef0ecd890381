namespace FinOpsAI.Silo;

/// <summary>What a command adds to the configuration before the host is built.</summary>
internal sealed record SiloSettings
{
    /// <summary>Where to listen; null leaves it to the configuration, which defaults to loopback.</summary>
    public string? Urls { get; init; }

    /// <summary>Configuration keys with their values; these win over files and environment.</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    /// <summary>Generate the demo organization's data.</summary>
    public bool IsDemo { get; init; }

    /// <summary>The least important messages shown.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}

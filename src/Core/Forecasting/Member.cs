namespace FinOpsAI.Core.Forecasting;

/// <summary>One forecasting method on log spend. Deterministic; a fresh instance per series.</summary>
internal interface IMember
{
    /// <summary>Short name for display.</summary>
    string Name { get; }

    /// <summary>
    /// Foretells what follows <paramref name="history"/> (oldest first, no gaps). False when the method cannot: the path is then undefined.
    /// </summary>
    bool Forecast(ReadOnlySpan<double> history, Span<double> path);
}

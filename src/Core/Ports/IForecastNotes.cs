using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;

namespace FinOpsAI.Core.Ports;

/// <summary>Month-end forecasts as they were issued, once a UTC day for the organization, its teams and projects.</summary>
public interface IForecastNotes
{
    /// <summary>Writes notes; of one scope and UTC day the first stays.</summary>
    Task AddAsync(IReadOnlyList<ForecastNote> notes, CancellationToken cancellationToken);

    /// <summary>A scope's notes issued in a time, oldest first.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="from">Inclusive, UTC.</param>
    /// <param name="to">Exclusive, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<IReadOnlyList<ForecastNote>> ListAsync(ScopePath scope, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Forgets notes issued before <paramref name="before"/>.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>Says why a month's forecast changed.</summary>
public interface IForecastExplainer
{
    /// <summary>Compares this month's forecast of now with the last one issued at or before a moment, else with the first of the month.</summary>
    /// <param name="scope">Whose forecast.</param>
    /// <param name="since">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when there is no forecast now, or none was issued earlier in the month.</returns>
    Task<Explanation?> ExplainAsync(ScopePath scope, DateTimeOffset since, CancellationToken cancellationToken);
}

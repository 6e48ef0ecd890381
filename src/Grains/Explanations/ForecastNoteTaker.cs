using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Explanations;

/// <summary>Once a UTC day notes the month's forecast of the organization, its teams and projects, so that a later one can be explained.</summary>
public sealed partial class ForecastNoteTaker(
    IForecastNotes notes,
    IScopeDirectory scopes,
    IGrainResolver grains,
    IGuidanceBook guidance,
    IEngineStatus engine,
    TimeProvider time,
    ILogger<ForecastNoteTaker> logger) : IEnginePart
{
    private const int MostScopes = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Notes explain the forecasts of one month.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(32);

    private readonly MonthForecast _forecast = new(grains, guidance);
    private DateTimeOffset _noted;

    /// <inheritdoc />
    public string Name => "forecast notes";

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await NoteAsync(cancellationToken);
            }
            catch (Exception e) when (e is StoreUnavailableException or GrainFault)
            {
                LogPostponed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Notes the day's forecasts, unless that was done or the engine does not know everything yet.</summary>
    public async Task NoteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_noted == Granularity.Day.Floor(now) || !engine.IsCaughtUp)
        {
            return;
        }

        var hasAny = false;
        foreach (var scope in await ScopesAsync(now, cancellationToken))
        {
            if (await _forecast.ReadAsync(scope, now, cancellationToken) is { } note)
            {
                await notes.AddAsync([note], cancellationToken);
                hasAny = true;
            }
        }

        await notes.ForgetAsync(now - Memory, cancellationToken);

        // While there is nothing to forecast yet, the day's note still comes.
        _noted = hasAny ? Granularity.Day.Floor(now) : _noted;
    }

    private async Task<IReadOnlyList<ScopePath>> ScopesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - Memory;
        var all = new List<ScopePath> { ScopePath.Organization };
        foreach (var team in await scopes.ListAsync(ScopePath.Organization, null, since, MostScopes, cancellationToken))
        {
            all.Add(team.Scope);
            all.AddRange((await scopes.ListAsync(team.Scope, null, since, MostScopes, cancellationToken)).Select(project => project.Scope));
        }

        return all;
    }

    [LoggerMessage(EventId = 2611, Level = LogLevel.Warning, Message = "Noting forecasts: postponed")]
    private partial void LogPostponed(Exception exception);
}

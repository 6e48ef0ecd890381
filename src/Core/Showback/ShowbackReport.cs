using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Showback;

/// <summary>Which of the three cost columns a report shows.</summary>
public enum ShowbackMetric
{
    /// <summary>EffectiveCost.</summary>
    Effective = 0,

    /// <summary>BilledCost.</summary>
    Billed = 1,

    /// <summary>ListCost.</summary>
    List = 2,
}

/// <summary>An amount split by how sure it is.</summary>
/// <param name="Total">The whole.</param>
/// <param name="Estimated">Priced from the catalogue.</param>
/// <param name="Confirmed">Stated by the provider.</param>
/// <param name="Invoiced">Invoiced.</param>
public readonly record struct StatusAmounts(decimal Total, decimal Estimated, decimal Confirmed, decimal Invoiced)
{
    /// <summary>Adds part by part.</summary>
    public static StatusAmounts operator +(StatusAmounts a, StatusAmounts b) =>
        new(a.Total + b.Total, a.Estimated + b.Estimated, a.Confirmed + b.Confirmed, a.Invoiced + b.Invoiced);

    /// <summary>An amount of one status.</summary>
    public static StatusAmounts Of(CostStatus status, decimal amount) => new(
        amount,
        status is CostStatus.Estimated ? amount : 0,
        status is CostStatus.Confirmed ? amount : 0,
        status is CostStatus.Invoiced ? amount : 0);
}

/// <summary>What something cost in a period: direct + allocated in − allocated out = total.</summary>
/// <param name="Direct">What it spent itself.</param>
/// <param name="AllocatedIn">Its parts of shared costs.</param>
/// <param name="AllocatedOut">What others take over of its cost, above 0.</param>
/// <param name="Total">What it is shown or charged.</param>
/// <param name="Previous">The total of the period before.</param>
public sealed record ShowbackFigures(
    StatusAmounts Direct, StatusAmounts AllocatedIn, StatusAmounts AllocatedOut, StatusAmounts Total, decimal Previous);

/// <summary>A part of a team's figures.</summary>
/// <param name="Key">A project's scope key, a team's key for what was allocated to the team as a whole, or <c>PROVIDER/MODEL</c>.</param>
/// <param name="Name">A project's name, empty for the team as a whole; or the model, the provider where none is involved.</param>
/// <param name="Figures">Its figures.</param>
public sealed record ShowbackLine(string Key, string Name, ShowbackFigures Figures);

/// <summary>One shared cost in a team's figures.</summary>
/// <param name="Shared">The shared cost's id.</param>
/// <param name="Name">Its name; its id where it was removed meanwhile.</param>
/// <param name="In">The team's part.</param>
/// <param name="Out">What others take over from the team, above 0.</param>
public sealed record ShowbackShare(string Shared, string Name, decimal In, decimal Out);

/// <summary>One team's showback.</summary>
/// <param name="Team">The team; <c>unattributed</c> is shown like a team.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Projects">By project, dearest first; they add up to the team.</param>
/// <param name="Models">By provider and model, dearest first; they add up to the team.</param>
/// <param name="Shares">Shared costs, dearest first.</param>
public sealed record TeamShowback(
    string Team, ShowbackFigures Figures, IReadOnlyList<ShowbackLine> Projects, IReadOnlyList<ShowbackLine> Models, IReadOnlyList<ShowbackShare> Shares);

/// <summary>Showback of a week or month.</summary>
/// <param name="Period"><c>2026-05</c> or <c>2026-W21</c>.</param>
/// <param name="Kind">Week or month.</param>
/// <param name="From">First UTC day.</param>
/// <param name="To">The UTC day after the last.</param>
/// <param name="PreviousPeriod">The period before, to which the figures are held.</param>
/// <param name="IsComplete">Whether the period is over; its figures may still be restated.</param>
/// <param name="AsOf">When the report was made, UTC.</param>
/// <param name="Metric">Which cost column it shows.</param>
/// <param name="Organization">The organization: what all teams add up to; for a reader of one team alone, that team.</param>
/// <param name="Teams">The team asked for, or all, dearest first.</param>
/// <param name="Stays">Shared costs that were not divided, by day.</param>
public sealed record ShowbackReport(
    string Period,
    ShowbackPeriodKind Kind,
    DateOnly From,
    DateOnly To,
    string PreviousPeriod,
    bool IsComplete,
    DateTimeOffset AsOf,
    ShowbackMetric Metric,
    ShowbackFigures Organization,
    IReadOnlyList<TeamShowback> Teams,
    IReadOnlyList<SharedStay> Stays)
{
    /// <summary>What a reader of the teams shown may see, who sees no others: neither the whole organization's figures nor others' shared costs.</summary>
    public ShowbackReport WithoutOthers() =>
        this with { Organization = Teams is [{ Figures: var figures }] ? figures : new(default, default, default, default, 0), Stays = [] };
}

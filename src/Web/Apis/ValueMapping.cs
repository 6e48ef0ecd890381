using FinOpsAI.Core.Value;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

internal static class ValueMapping
{
    public static ValueUnitResponse ToResponse(this ValueUnit unit, string reporting) => new(
        unit.Id, unit.Name, unit.Scope.Key, unit.Worth, unit.Currency ?? reporting, unit.OwnerName, unit.SavedAt);

    public static UnitValueResponse ToResponse(this ValueReport report, string reporting) => new(
        report.Unit.ToResponse(reporting),
        report.Now.ToResponse(),
        report.Previous?.ToResponse(),
        [.. report.Days.Select(day => new ValueDayResponse(day.Day, day.Count, day.Cost, day.CostPerUnit, day.Value))]);

    private static ValueFiguresResponse ToResponse(this ValueFigures figures) => new(
        figures.UsedDays,
        figures.DaysWithoutCount,
        figures.DaysWithoutCost,
        figures.Count,
        figures.Cost,
        figures.TotalCost,
        figures.CostPerUnit,
        figures.Value,
        figures.Roi);
}

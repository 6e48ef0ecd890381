using System.Text.Json;
using FinOpsAI.Core.Scenarios;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Scenarios to wire.</summary>
internal static class ScenarioMapping
{
    private const int ShareDecimals = 6;

    public static ScenarioResponse ToResponse(this Scenario scenario, bool isMine) => new(
        scenario.Id,
        scenario.Name,
        scenario.Scope.Key,
        scenario.Start,
        scenario.BaselineDays,
        scenario.HorizonDays,
        scenario.Drivers.ToDto(),
        scenario.Note,
        scenario.OwnerName,
        isMine,
        scenario.SavedAt);

    public static ScenarioResultResponse ToResponse(
        this ScenarioOutcome outcome, Scenario scenario, BaselineTraffic baseline, string currency, string? reason, ScenarioOutlook? outlook) => new(
        scenario.Scope.Key,
        currency,
        baseline.From,
        baseline.To,
        new(
            outcome.Before.Cost,
            outcome.After.Cost,
            UsageResponse.From(outcome.Before.Usage),
            UsageResponse.From(outcome.After.Usage),
            Rounded(outcome.Before.CacheHitRate),
            Rounded(outcome.After.CacheHitRate),
            Rounded(outcome.Before.BatchShare),
            Rounded(outcome.After.BatchShare)),
        [.. outcome.Effects.Select(effect => new ScenarioEffectResponse(JsonNamingPolicy.SnakeCaseLower.ConvertName(effect.Driver.ToString()), effect.Amount))],
        [.. outcome.Models.Select(model => new ScenarioModelResponse(
            model.Provider, model.Model, model.CostBefore, model.CostAfter, model.RequestsBefore, model.RequestsAfter))],
        outcome.NotReplayed,
        outlook is null ? reason : null,
        [.. (outlook?.Days ?? []).Select(day => new ScenarioDayResponse(day.Day, day.Forecast.ToResponse(), day.Scenario.ToResponse()))],
        outlook?.MonthEnd.ToResponse(),
        outlook?.Horizon.ToResponse(),
        outcome.Assumptions);

    private static ForecastPairResponse ToResponse(this OutlookTotal total) => new(total.Forecast.ToResponse(), total.Scenario.ToResponse());

    private static ScenarioDriversDto ToDto(this ScenarioDrivers drivers) => new(
        drivers.Users,
        drivers.RequestsPerUser,
        drivers.InputTokensPerRequest,
        drivers.OutputTokensPerRequest,
        drivers.CacheHitRate,
        drivers.BatchShare,
        [.. drivers.Moves.Select(move => new ModelMoveDto(move.FromProvider, move.FromModel, move.ToProvider, move.ToModel, move.Share))],
        [.. drivers.Prices.Select(price => new PriceChangeDto(price.Provider, price.Model, price.Factor))],
        drivers.GpuRate,
        drivers.GpuHours);

    private static decimal? Rounded(decimal? share) => share is { } value ? Math.Round(value, ShareDecimals) : null;
}

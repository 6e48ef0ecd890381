using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Scenarios;

namespace FinOpsAI.Silo.Cli;

/// <summary>What a scenario came to, for people or programs.</summary>
internal sealed class ScenarioReport(ScopePath scope, BaselineTraffic traffic, ScenarioOutcome outcome, string currency)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void WriteJson() => Console.WriteLine(JsonSerializer.Serialize(
        new
        {
            scope = scope.Key,
            currency,
            baselineFrom = traffic.From,
            baselineTo = traffic.To,
            before = outcome.Before,
            after = outcome.After,
            effects = outcome.Effects.Select(effect => new { driver = Name(effect.Driver), amount = effect.Amount }),
            models = outcome.Models,
            notReplayed = outcome.NotReplayed,
            assumptions = outcome.Assumptions,
        },
        Json));

    public void WriteText()
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{scope.Key}, {traffic.From:yyyy-MM-dd} to {traffic.To.AddDays(-1):yyyy-MM-dd} UTC, EffectiveCost in {currency}"));
        Tables.Write(
            ["", "before", "after"],
            [
                ["cost", Number(outcome.Before.Cost), Number(outcome.After.Cost)],
                ["requests", Number(outcome.Before.Usage.Requests), Number(outcome.After.Usage.Requests)],
                ["input tokens", Number(outcome.Before.Usage.InputTokens), Number(outcome.After.Usage.InputTokens)],
                ["cached tokens", Number(outcome.Before.Usage.CachedTokens), Number(outcome.After.Usage.CachedTokens)],
                ["output tokens", Number(outcome.Before.Usage.OutputTokens), Number(outcome.After.Usage.OutputTokens)],
                ["GPU hours", Number(outcome.Before.Usage.GpuHours), Number(outcome.After.Usage.GpuHours)],
                ["cache hit rate", Share(outcome.Before.CacheHitRate), Share(outcome.After.CacheHitRate)],
                ["batch share", Share(outcome.Before.BatchShare), Share(outcome.After.BatchShare)],
            ]);
        Console.WriteLine();
        Tables.Write(["change", "makes"], outcome.Effects.Select(effect => new[] { Name(effect.Driver), Number(effect.Amount) }));
        Console.WriteLine();
        Tables.Write(
            ["provider", "model", "cost before", "cost after", "requests before", "requests after"],
            outcome.Models.Select(model => new[]
            {
                model.Provider, model.Model, Number(model.CostBefore), Number(model.CostAfter), Number(model.RequestsBefore), Number(model.RequestsAfter),
            }));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Not priced again: {outcome.NotReplayed:0.######}. Taken for granted: {(outcome.Assumptions.Count == 0 ? "nothing" : string.Join(", ", outcome.Assumptions))}."));
    }

    private static string Name(ScenarioDriver driver) => JsonNamingPolicy.SnakeCaseLower.ConvertName(driver.ToString());

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Share(decimal? value) => value is { } share ? share.ToString("0.0 %", CultureInfo.InvariantCulture) : "-";
}

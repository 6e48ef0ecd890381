using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Reads budgets from requests, collecting every fault.</summary>
internal static class BudgetForm
{
    public const decimal MaxAmount = 1_000_000_000_000m;
    private const int MaxName = 200;
    private const int MaxModels = 50;
    private const int MaxThresholds = 10;
    private const decimal MaxThreshold = 10;

    /// <summary>A new budget, or <paramref name="before"/> as it shall be; null when the request has faults, which the query then holds.</summary>
    public static Budget? Read(Query query, BudgetRequest request, Budget? before, ICurrencies currencies, DateTimeOffset now)
    {
        var name = query.Text("name", request.Name, MaxName);
        query.Require("name", name);
        var scope = before?.Scope ?? query.Scope(request.Scope);
        var period = before?.Period ?? request.Period ?? BudgetPeriod.Month;
        if (before is not null)
        {
            RefuseOther(query, request, before);
        }

        var start = query.Instant("start", request.Start) ?? before?.Start;
        var end = query.Instant("end", request.End);
        if (period != BudgetPeriod.Total && (request.Start ?? request.End) is not null)
        {
            query.Fail(request.Start is null ? "end" : "start", "Only a total has a start and an end.");
        }

        // Spend is kept by whole hours for a year, by minutes for days.
        start = period == BudgetPeriod.Total ? Granularity.Hour.Floor(start ?? now) : null;
        end = end is { } last ? Granularity.Hour.Floor(last) : null;
        if (end <= start)
        {
            query.Fail("end", $"{end:O} is not after the start ({start:O}).");
        }

        var amount = query.Amount("amount", request.Amount);
        var currency = query.Currency(request.Currency, currencies, now);
        if (request.CarriesOver == true && period == BudgetPeriod.Total)
        {
            query.Fail("carriesOver", "A total has no next period.");
        }

        if (request.CarryOverCap is <= 0 or > MaxAmount)
        {
            query.Fail("carryOverCap", $"{request.CarryOverCap} is out of range: expected above 0, at most {MaxAmount}.");
        }

        var budget = new Budget
        {
            Id = before?.Id ?? "",
            Name = name ?? "",
            Scope = scope,
            Experiment = before?.Experiment,
            Period = period,
            Start = start,
            End = end,
            Amount = amount,
            Currency = currency,
            IsHard = request.Hard ?? false,
            Thresholds = Thresholds(query, request.Thresholds),
            ForecastProbability = Probability(query, request.ForecastProbability),
            CarriesOver = request.CarriesOver ?? false,
            CarryOverCap = request.CarryOverCap,
            Owner = query.Text("owner", request.Owner, MaxName),
            FreeModels = query.Models(request.FreeModels),
            Increase = before is not null && before.Amount == amount && before.Currency == currency ? before.Increase : null,
            CreatedAt = before?.CreatedAt ?? now,
        };
        return query.HasFailed ? null : budget;
    }

    /// <summary>An amount above 0; 0 when it is none, which the query then holds.</summary>
    public static decimal Amount(this Query query, string name, decimal? amount)
    {
        if (amount is null)
        {
            query.Fail(name, "Required.");
        }
        else if (amount is <= 0 or > MaxAmount)
        {
            query.Fail(name, $"{amount} is out of range: expected above 0, at most {MaxAmount}.");
        }

        return amount ?? 0;
    }

    /// <summary>A currency with an exchange rate; null for the reporting currency.</summary>
    public static string? Currency(this Query query, string? code, ICurrencies currencies, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return null;
        }

        var upper = code.Trim().ToUpperInvariant();
        if (!currencies.TryConvert(1, upper, now, out _, out _))
        {
            query.Fail("currency", $"'{code}' is not a currency with an exchange rate to {currencies.Reporting}.");
        }

        return upper == currencies.Reporting ? null : upper;
    }

    public static IReadOnlyList<string> Models(this Query query, IReadOnlyList<string>? models)
    {
        if (models?.Count > MaxModels)
        {
            query.Fail("freeModels", $"{models.Count} are too many: expected at most {MaxModels}.");
        }
        else if (models?.Any(model => string.IsNullOrWhiteSpace(model) || model.Length > MaxName) == true)
        {
            query.Fail("freeModels", $"Expected names of 1 to {MaxName} characters.");
        }

        return [.. (models ?? []).Select(model => model?.Trim() ?? "")];
    }

    private static void RefuseOther(Query query, BudgetRequest request, Budget before)
    {
        if (request.Scope is { Length: > 0 } scope && scope != before.Scope.Key)
        {
            query.Fail("scope", $"A budget stays with its scope, {before.Scope.Key}: make another one.");
        }

        if (request.Period is { } period && period != before.Period)
        {
            query.Fail("period", "A budget keeps its period: make another one.");
        }
    }

    private static IReadOnlyList<decimal> Thresholds(Query query, IReadOnlyList<decimal>? thresholds)
    {
        if (thresholds is null)
        {
            return Budget.UsualThresholds;
        }

        if (thresholds.Count > MaxThresholds || thresholds.Any(threshold => threshold is <= 0 or > MaxThreshold))
        {
            query.Fail("thresholds", $"Expected at most {MaxThresholds} shares above 0, at most {MaxThreshold}; 0.8 is 80 %.");
        }

        return [.. thresholds.Distinct().Order()];
    }

    private static double? Probability(Query query, double? probability)
    {
        if (probability is { } given and not 0 and (< 0.5 or > 0.99 or double.NaN))
        {
            query.Fail("forecastProbability", $"{given} is out of range: expected 0.5 to 0.99, or 0 for never.");
        }

        return probability is { } value ? value == 0 ? null : value : Budget.UsualForecastProbability;
    }
}

using System.Globalization;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Budgets;

namespace FinOpsAI.Core.Narratives;

/// <summary>What all words about budgets share.</summary>
internal static class BudgetFigures
{
    private const int MaxTitle = 150;

    public static NoticeFigures Of(BudgetStatus status, string reporting) => new(reporting)
    {
        Spent = status.Standing.Consumed,
        Limit = status.MissingRate is null ? status.Standing.Limit : null,
        PerHour = status.PerHour,
        HoursToBreach = status.HoursToBreach,
        Share = status.MissingRate is null ? Math.Round(status.Share, 6) : null,
        Probability = status.Probability,
    };

    public static string Title(string text) => text.Length <= MaxTitle ? text : $"{text[..(MaxTitle - 1)]}…";

    public static IReadOnlyList<NoticeFact> Facts(BudgetStatus status, string reporting, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        var facts = new List<NoticeFact>
        {
            new(isKorean ? "범위" : "Scope", ScopeWords.Name(status.Budget.Scope, language)),
            new(isKorean ? "기간" : "Period", Period(status, language)),
        };
        var spent = NarrativeFormat.Money(status.Standing.Consumed, reporting);
        if (status.MissingRate is { } currency)
        {
            facts.Add(new(isKorean ? "한도" : "Limit", BudgetWords.NoRate(currency, reporting, language)));
            facts.Add(new(isKorean ? "지출" : "Spent", spent));
        }
        else
        {
            facts.Add(new(isKorean ? "한도" : "Limit", NarrativeFormat.Money(status.Standing.Limit, reporting)));
            facts.Add(new(isKorean ? "지출" : "Spent", $"{spent} ({NarrativeFormat.Percent(status.Share)})"));
        }

        if (status.Standing.Held > 0)
        {
            facts.Add(new(isKorean ? "예약 중" : "Held", NarrativeFormat.Money(status.Standing.Held, reporting)));
        }

        if (status.Forecast is { } end)
        {
            facts.Add(new(
                isKorean ? "기간 말 예측 (P10~P90)" : "Forecast at the end (P10 to P90)",
                $"{Money(end.P50, reporting)} ({Money(end.P10, reporting)} ~ {Money(end.P90, reporting)})"));
        }

        if (status.Budget.Owner is { } owner)
        {
            facts.Add(new(isKorean ? "담당" : "Owner", owner));
        }

        return facts;
    }

    /// <summary>What the forecast said when something was asked.</summary>
    public static string Outlook(IncreaseOutlook outlook, string reporting, NarrativeLanguage language)
    {
        var spent = NarrativeFormat.Money(outlook.Consumed, reporting);
        var limit = NarrativeFormat.Money(outlook.Limit, reporting);
        return (outlook, language) switch
        {
            ({ ForecastP50: { } p50, Probability: { } p }, NarrativeLanguage.Korean) =>
                $"요청 시점: {limit} 중 {spent} 지출, 기간 말 예측 {NarrativeFormat.Money(p50, reporting)}, 초과 확률 {NarrativeFormat.Percent((decimal)p)}.",
            ({ ForecastP50: { } p50, Probability: { } p }, _) =>
                $"At that time {spent} of {limit} was spent; the forecast for the end is {NarrativeFormat.Money(p50, reporting)}, the probability of an excess {NarrativeFormat.Percent((decimal)p)}.",
            (_, NarrativeLanguage.Korean) => $"요청 시점: {limit} 중 {spent} 지출, 아직 예측 없음.",
            _ => $"At that time {spent} of {limit} was spent; there is no forecast yet.",
        };
    }

    /// <summary>A number of hours as people say it.</summary>
    public static string Hours(double hours, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
        return hours switch
        {
            < 1 => isKorean ? $"약 {Number(Math.Max(1, Math.Round(hours * 60)))}분" : $"about {Number(Math.Max(1, Math.Round(hours * 60)))} min",
            < 48 => isKorean ? $"약 {Number(Math.Round(hours))}시간" : $"about {Number(Math.Round(hours))} h",
            _ => isKorean ? $"약 {Number(Math.Round(hours / 24))}일" : $"about {Number(Math.Round(hours / 24))} days",
        };
    }

    public static string Money(double value, string currency) => NarrativeFormat.Money(Math.Round((decimal)Math.Clamp(value, -1e15, 1e15), 2), currency);

    private static string Period(BudgetStatus status, NarrativeLanguage language) => status.Window.Key == "total"
        ? language == NarrativeLanguage.Korean ? "전체" : "total"
        : status.Window.Key;
}

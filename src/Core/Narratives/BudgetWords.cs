using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Narratives;

/// <summary>Says in one sentence why a reservation was not granted, and what of a budget does not fit.</summary>
public static class BudgetWords
{
    /// <summary>Why an amount was not granted, or granted with a warning; null when there is nothing to say.</summary>
    public static string? Reason(ReservationReason reason, BudgetStanding standing, string currency, NarrativeLanguage language)
    {
        var left = NarrativeFormat.Money(standing.Left, currency);
        var limit = NarrativeFormat.Money(standing.Limit, currency);
        return language == NarrativeLanguage.Korean
            ? reason switch
            {
                ReservationReason.None => null,
                ReservationReason.OverBudget => $"예산이 부족합니다. 한도 {limit} 중 {left}가 남았습니다.",
                ReservationReason.LargerThanLimit => $"요청 금액이 이 기간의 전체 한도 {limit}보다 큽니다.",
                ReservationReason.NotStarted => "예산 기간이 아직 시작되지 않았습니다.",
                ReservationReason.Ended => "예산 기간이 끝났거나 실험이 중단되었습니다.",
                ReservationReason.KeyClosed => "이 키의 예약은 이미 끝났습니다. 새 키로 다시 요청하세요.",
                ReservationReason.TooManyOpen => "동시에 열려 있는 예약이 너무 많습니다.",
                ReservationReason.OtherAmount => "같은 키가 다른 금액으로 이미 쓰였습니다.",
                ReservationReason.AlreadySettled => "이미 정산된 예약은 해제할 수 없습니다.",
                ReservationReason.NoExchangeRate => $"예산의 통화를 {currency}로 바꿀 환율이 없어 한도를 알 수 없습니다.",
                _ => "이미 해제된 예약은 정산할 수 없습니다.",
            }
            : reason switch
            {
                ReservationReason.None => null,
                ReservationReason.OverBudget => $"Not enough is left: {left} of {limit}.",
                ReservationReason.LargerThanLimit => $"The amount is larger than the whole limit of the period, {limit}.",
                ReservationReason.NotStarted => "The budget's time has not begun.",
                ReservationReason.Ended => "The budget's time is over, or its experiment has been ended.",
                ReservationReason.KeyClosed => "The reservation of this key is over: ask again with a new key.",
                ReservationReason.TooManyOpen => "Too many reservations are open at once.",
                ReservationReason.OtherAmount => "The key is known with another amount.",
                ReservationReason.AlreadySettled => "What was settled cannot be released.",
                ReservationReason.NoExchangeRate => $"The limit is not known: there is no exchange rate from the budget's currency to {currency}.",
                _ => "What was released cannot be settled.",
            };
    }

    /// <summary>What of a budget does not fit.</summary>
    public static string Warning(BudgetWarning warning, string currency, NarrativeLanguage language)
    {
        ArgumentNullException.ThrowIfNull(warning);
        var above = ScopeWords.Name(warning.Above.Budget.Scope, language);
        var limit = NarrativeFormat.Money(warning.Above.Limit, currency);
        var below = NarrativeFormat.Money(warning.Below, currency);
        return (warning.Misfit, language) switch
        {
            (BudgetMisfit.LargerThanParent, NarrativeLanguage.Korean) => $"상위 범위 {above}의 예산 {limit}보다 큽니다.",
            (BudgetMisfit.LargerThanParent, _) => $"It is larger than the budget of {above} above it, {limit}.",
            (_, NarrativeLanguage.Korean) => $"{above} 아래 예산의 합계 {below}가 {above}의 예산 {limit}보다 큽니다.",
            _ => $"The budgets below {above} add up to {below}, more than its own {limit}.",
        };
    }

    /// <summary>Why a budget's limit is not known.</summary>
    /// <param name="from">The budget's currency.</param>
    /// <param name="to">The reporting currency.</param>
    /// <param name="language">The language.</param>
    public static string NoRate(string from, string to, NarrativeLanguage language) => language == NarrativeLanguage.Korean
        ? $"{from}에서 {to}로 바꿀 환율이 없어 한도를 알 수 없습니다. 환율을 입력할 때까지 예약은 거절되고 알림도 보내지 않습니다."
        : $"No exchange rate from {from} to {to} is known, so the limit is not known either. Until a rate is entered, reservations are denied and nothing is told.";

    /// <summary>Why an experiment's estimate and cap are not known.</summary>
    /// <param name="from">The experiment's currency.</param>
    /// <param name="to">The reporting currency.</param>
    /// <param name="language">The language.</param>
    public static string NoEstimateRate(string from, string to, NarrativeLanguage language) => language == NarrativeLanguage.Korean
        ? $"{from}에서 {to}로 바꿀 환율이 없어 예상 비용과 상한을 알 수 없습니다. 환율을 입력할 때까지 이 실험의 알림은 보내지 않습니다."
        : $"No exchange rate from {from} to {to} is known, so estimate and cap are not known either. Until a rate is entered, nothing is told of the experiment.";
}

using FinOpsAI.Core.Budgets;

namespace FinOpsAI.Core.Narratives;

/// <summary>Periods, pace and advice in words.</summary>
internal static class BudgetNames
{
    public static string Period(BudgetPeriod period, NarrativeLanguage language) => (period, language) switch
    {
        (BudgetPeriod.Day, NarrativeLanguage.Korean) => "일일",
        (BudgetPeriod.Week, NarrativeLanguage.Korean) => "주간",
        (BudgetPeriod.Month, NarrativeLanguage.Korean) => "월간",
        (BudgetPeriod.Quarter, NarrativeLanguage.Korean) => "분기",
        (_, NarrativeLanguage.Korean) => "전체",
        (BudgetPeriod.Day, _) => "daily",
        (BudgetPeriod.Week, _) => "weekly",
        (BudgetPeriod.Month, _) => "monthly",
        (BudgetPeriod.Quarter, _) => "quarterly",
        _ => "total",
    };

    /// <summary>What waiting costs, and when the limit is reached.</summary>
    public static string Pace(BudgetStatus status, string reporting, NarrativeLanguage language)
    {
        var perHour = NarrativeFormat.Money(status.PerHour, reporting);
        return (status.PerHour > 0, status.HoursToBreach, language) switch
        {
            (false, _, NarrativeLanguage.Korean) => "최근에는 지출이 없습니다.",
            (false, _, _) => "Nothing was spent lately.",
            (_, 0, NarrativeLanguage.Korean) => $"지금 속도로는 한 시간마다 {perHour}씩 더 나갑니다.",
            (_, 0, _) => $"At the present pace each hour costs {perHour} more.",
            (_, { } hours, NarrativeLanguage.Korean) => $"지금 속도(시간당 {perHour})로는 {BudgetFigures.Hours(hours, language)} 뒤 한도에 닿습니다.",
            (_, { } hours, _) => $"At the present pace of {perHour} an hour the limit is reached in {BudgetFigures.Hours(hours, language)}.",
            (_, _, NarrativeLanguage.Korean) => $"지금 속도(시간당 {perHour})로는 기간 안에 한도에 닿지 않습니다.",
            _ => $"At the present pace of {perHour} an hour the limit is not reached before the period ends.",
        };
    }

    /// <summary>What can be done.</summary>
    public static IReadOnlyList<string> Advice(BudgetStatus status, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        var advice = new List<string>
        {
            isKorean
                ? "무엇이 늘었는지 범위 페이지에서 하위 항목과 모델별로 확인하세요."
                : "See on the scope's page which parts and models have grown.",
            isKorean
                ? "필요한 지출이라면 사유와 기한을 적어 증액을 요청하세요."
                : "Where the spend is needed, ask for an increase with a reason and an end.",
        };
        if (!status.Budget.IsHard)
        {
            advice.Add(isKorean
                ? "지출을 반드시 막아야 한다면 강제 예산으로 바꾸고 게이트웨이가 먼저 예약하게 하세요."
                : "Where it must not go on, make the budget hard and let the gateway reserve before it spends.");
        }

        return advice;
    }
}

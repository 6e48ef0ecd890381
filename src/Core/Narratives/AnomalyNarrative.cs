using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Narratives;

/// <summary>Says in plain words what an anomaly is. Every figure comes from the anomaly, so that the sentences add up.</summary>
public static class AnomalyNarrative
{
    /// <summary>One line: where and what.</summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="currency">ISO 4217 code of its amounts.</param>
    /// <param name="language">The reader's language.</param>
    public static string Headline(Anomaly anomaly, string currency, NarrativeLanguage language)
    {
        var name = anomaly.Detail ?? ScopeWords.Start(anomaly.Scope, language);
        var excess = NarrativeFormat.Money(Math.Abs(Excess(anomaly, currency)), currency);
        return language == NarrativeLanguage.Korean
            ? anomaly.Kind switch
            {
                AnomalyKind.Silence => $"{name}: 데이터 수신 중단",
                AnomalyKind.Flatline => $"{name}: 늘 같은 금액만 반복됨",
                AnomalyKind.BillDrift => $"{name}: 청구액이 사용량 추정과 {excess} 차이",
                AnomalyKind.Drop => $"{name}: 평소보다 {excess} 적음",
                AnomalyKind.LevelShift => $"{name}: 지출 수준이 바뀜 ({Times(anomaly, language)})",
                AnomalyKind.DaySurge => $"{name}: 하루 지출 급증 ({Times(anomaly, language)})",
                AnomalyKind.BurnRate => $"{name}: 지출 속도 급증, {excess} 초과",
                AnomalyKind.Leak => $"{name}: 지출이 날마다 조금씩 증가, {excess} 초과",
                _ => $"{name}: 지출 급증, {excess} 초과",
            }
            : anomaly.Kind switch
            {
                AnomalyKind.Silence => $"{name}: no data is arriving",
                AnomalyKind.Flatline => $"{name}: the same amount again and again",
                AnomalyKind.BillDrift => $"{name}: the bill is {excess} off what usage says",
                AnomalyKind.Drop => $"{name}: {excess} less than usual",
                AnomalyKind.LevelShift => $"{name}: spend moved to a new level ({Times(anomaly, language)})",
                AnomalyKind.DaySurge => $"{name}: the day costs {Times(anomaly, language)}",
                AnomalyKind.BurnRate => $"{name}: burning fast, {excess} over",
                AnomalyKind.Leak => $"{name}: creeping up day after day, {excess} over",
                _ => $"{name}: spend spike, {excess} over",
            };
    }

    /// <summary>Two or three sentences: what was spent, what was expected, what it means.</summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="currency">ISO 4217 code of its amounts.</param>
    /// <param name="language">The reader's language.</param>
    public static string Explanation(Anomaly anomaly, string currency, NarrativeLanguage language)
    {
        string Money(decimal amount) => NarrativeFormat.Money(amount, currency);
        var excess = Excess(anomaly, currency);
        var start = NarrativeFormat.Time(anomaly.Start, language);
        var hours = Math.Max(1m / 60, (decimal)(anomaly.End - anomaly.Start).TotalHours);
        var pace = Money(Math.Abs(anomaly.Excess) / hours);

        // What rose may end below what was expected of its whole time: the words follow the amounts, not the kind.
        string Compared() => language == NarrativeLanguage.Korean
            ? excess < 0 ? $"{Money(-excess)} 적습니다" : $"{Money(excess)} 많습니다"
            : excess < 0 ? $"{Money(-excess)} less" : $"{Money(excess)} more";
        if (language == NarrativeLanguage.Korean)
        {
            return anomaly.Kind switch
            {
                AnomalyKind.Silence =>
                    $"{start}부터 데이터가 오지 않습니다. 그동안의 지출은 0이 아니라 알 수 없는 상태입니다."
                    + (anomaly.Expected > 0 ? $" 평소라면 약 {Money(anomaly.Expected)}입니다." : string.Empty),
                AnomalyKind.Flatline =>
                    $"{start} 무렵부터 평소의 변동이 사라지고 거의 같은 금액이 반복됩니다. 수집기나 계량기가 멈췄는지 확인하세요.",
                AnomalyKind.BillDrift =>
                    $"{start} 하루의 청구액은 {Money(anomaly.Actual)}입니다. 사용량으로 보아 평소라면 {Money(anomaly.Expected)}"
                    + $" (평소 범위 {Money(anomaly.Lower)}~{Money(anomaly.Upper)})입니다. 가격 변경, 할인, 누락된 사용량을 확인하세요.",
                AnomalyKind.Drop => $"{start}부터 {Money(anomaly.Actual)} 지출로, 예상 {Money(anomaly.Expected)}보다 {Compared()}.",
                _ => $"{start}부터 {Money(anomaly.Actual)} 지출로, 예상 {Money(anomaly.Expected)}보다 {Compared()}"
                    + $" (범위 상한 {Money(anomaly.Upper)}). "
                    + (anomaly.State == AnomalyState.Open ? $"그대로 두면 시간당 약 {pace}씩 더 나갑니다." : "지금은 끝났습니다."),
            };
        }

        return anomaly.Kind switch
        {
            AnomalyKind.Silence =>
                $"No data has come since {start}. Spend in that time is unknown, not zero"
                + (anomaly.Expected > 0 ? $"; usually it would be about {Money(anomaly.Expected)}." : "."),
            AnomalyKind.Flatline =>
                $"Since about {start} the usual variation is gone and nearly one amount repeats. Check whether an exporter or a meter is stuck.",
            AnomalyKind.BillDrift =>
                $"The bill of the day from {start} is {Money(anomaly.Actual)}; by its usage it would be {Money(anomaly.Expected)}"
                + $" (usual range {Money(anomaly.Lower)} to {Money(anomaly.Upper)}). Check for a changed price, a discount or usage that is not reported.",
            AnomalyKind.Drop => $"Since {start} {Money(anomaly.Actual)} was spent, {Compared()} than the {Money(anomaly.Expected)} expected.",
            _ => $"Since {start} {Money(anomaly.Actual)} was spent, {Compared()} than the {Money(anomaly.Expected)} expected"
                + $" (upper edge of the band {Money(anomaly.Upper)}). "
                + (anomaly.State == AnomalyState.Open ? $"Waiting costs about {pace} an hour." : "It is over."),
        };
    }

    /// <summary>The difference of the two amounts as they are shown.</summary>
    internal static decimal Excess(Anomaly anomaly, string currency) =>
        NarrativeFormat.Shown(anomaly.Actual, currency) - NarrativeFormat.Shown(anomaly.Expected, currency);

    private static string Times(Anomaly anomaly, NarrativeLanguage language)
    {
        if (anomaly.Expected <= 0)
        {
            return language == NarrativeLanguage.Korean ? "새 지출" : "new spend";
        }

        var change = anomaly.Excess / anomaly.Expected;
        return change >= 0
            ? language == NarrativeLanguage.Korean ? $"예상보다 {NarrativeFormat.Percent(change)} 증가" : $"{NarrativeFormat.Percent(change)} more than expected"
            : language == NarrativeLanguage.Korean ? $"예상보다 {NarrativeFormat.Percent(-change)} 감소" : $"{NarrativeFormat.Percent(-change)} less than expected";
    }
}

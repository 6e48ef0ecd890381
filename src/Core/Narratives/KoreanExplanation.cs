using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;

namespace FinOpsAI.Core.Narratives;

/// <summary>An explanation in Korean.</summary>
internal sealed class KoreanExplanation(RoundedExplanation rounded, string currency) : ExplanationWords(rounded, currency)
{
    protected override NarrativeLanguage Language => NarrativeLanguage.Korean;

    public override string Headline(Explanation explanation)
    {
        var name = ScopeWords.Start(explanation.Scope, Language);
        if (Rounded.Delta == 0)
        {
            return $"{name}: {KoreanParticle.With(Compared(explanation))} 같음";
        }

        var change = $"{name}: {Compared(explanation)}보다 {Money(Rounded.Delta)} {(Rounded.Delta > 0 ? "많음" : "적음")}";
        return Main(explanation) is { } main ? $"{change}, 주원인은 {Cause(main.Part)} ({Signed(main.Amount)})" : change;
    }

    public override string Opening(Explanation explanation)
    {
        var name = ScopeWords.Start(explanation.Scope, Language);
        var spent = explanation.Occasion switch
        {
            ExplanationOccasion.Forecast => $"{name}의 이번 달 지출 예측은 {To(Rounded.After)}, {Time(explanation.BaselineFrom)}에 예측한",
            ExplanationOccasion.Budget =>
                $"{KoreanParticle.Topic(name)} {Time(explanation.From)}부터 {KoreanParticle.Object(Amount(Rounded.After), Spoken)} 썼으며, 이는 {Baseline(explanation)}",
            _ => $"{name}의 {Time(explanation.From)}부터 {Time(explanation.To)}까지 지출은 {To(Rounded.After)}, {Baseline(explanation)}",
        };
        return Rounded.Delta == 0
            ? $"{spent} {KoreanParticle.With(Amount(Rounded.Before), Spoken)} 같습니다."
            : $"{spent} {Amount(Rounded.Before)}보다 {Money(Rounded.Delta)} {(Rounded.Delta > 0 ? "많습니다" : "적습니다")}.";
    }

    public override string Part(ExplanationPart part, decimal amount)
    {
        var cost = part.Factor is CostFactor.SpentSince or CostFactor.Plans or CostFactor.Outlook ? "예측이"
            : part.Factor == CostFactor.Expected ? "차이가"
            : "비용이";
        var did = $"{cost} {Money(amount)} {(amount < 0 ? "감소했습니다" : "증가했습니다")}";
        if (Measures(part, amount) is not var (from, to))
        {
            return $"{KoreanParticle.To(Cause(part))} {did}.";
        }

        var turned = part.Before == part.After ? "그대로이면서" : part.After > part.Before ? "늘면서" : "줄면서";
        return part.Factor switch
        {
            CostFactor.Volume when part.Measure == ExplanationMeasure.Tokens => $"토큰이{Mostly(part)} {from}개에서 {to}개로 {turned} {did}.",
            CostFactor.Volume => $"요청이{Mostly(part)} {from}건에서 {to}건으로 {turned} {did}.",
            CostFactor.ModelMix => $"{part.Subject ?? "모델 없는 지출"}의 비중이 {from}에서 {to}로 바뀌면서 모델 구성이 달라져 {did}.",
            CostFactor.TokensPerRequest => $"{Of(part)}요청당 토큰이 {from}개에서 {to}개로 {turned} {did}.",
            CostFactor.TokenMix => $"{Of(part)}{Kind(part)} 토큰 비중이 {from}에서 {to}로 {turned} {did}.",
            CostFactor.Price =>
                $"{Of(part)}{(part.Measure == ExplanationMeasure.PricePerRequest ? "요청 한 건" : "토큰 100만 개")} 단가가 {from}에서 {To(to)} {(part.After < part.Before ? "내리면서" : "오르면서")} {did}.",
            CostFactor.Retries => $"실패한 요청이 {from}건에서 {to}건으로 {turned} {did}.",
            CostFactor.GpuHours => $"GPU 사용 시간이 {from}시간에서 {to}시간으로 {turned} {did}.",
            CostFactor.Expected => $"비슷한 시간대의 {from} 대신 계절성, 추세, 계획을 반영한 {KoreanParticle.Object(to, Spoken)} 예상했으므로 {did}.",
            CostFactor.SpentSince => $"그 뒤의 지출이 예측한 {from} 대신 {To(to)} 집계되어 {did}.",
            CostFactor.Plans => $"남은 기간에 계획된 지출이 {from}에서 {To(to)} 바뀌어 {did}.",
            CostFactor.Outlook => $"계획을 뺀 남은 기간의 예측이 {from}에서 {To(to)} 바뀌어 {did}.",
            _ => $"{KoreanParticle.To(Cause(part))} {did}.",
        };
    }

    public override string Children(Explanation explanation)
    {
        var others = Rounded.OtherChildren == 0 ? [] : new[] { $"나머지 합계 {Signed(Rounded.OtherChildren)}" };
        return $"하위 범위별로는 {string.Join(", ", ChildFigures(explanation).Concat(others))}입니다.";
    }

    public override string Unpriced(long records) => $"가격을 모르는 기록 {records:#,0}건의 비용은 위 금액에 들어 있지 않습니다.";

    private static string Cause(ExplanationPart part) => Of(part) + part.Factor switch
    {
        CostFactor.Volume => "요청 수",
        CostFactor.ModelMix => "비중과 모델 구성",
        CostFactor.TokensPerRequest => "요청당 토큰 수",
        CostFactor.TokenMix => "입력·캐시·출력 토큰 구성",
        CostFactor.Price => "단가 변화",
        CostFactor.Retries => "실패한 호출",
        CostFactor.GpuHours => "GPU 사용 시간",
        CostFactor.Charges => "사용량 없는 요금(수수료, 크레딧, 정정)",
        CostFactor.Expected => "계절성, 추세, 계획",
        CostFactor.SpentSince => "그 뒤의 실제 지출",
        CostFactor.Plans => "계획된 지출",
        _ => "남은 기간의 예측",
    };

    private static string Kind(ExplanationPart part) => part.Measure switch
    {
        ExplanationMeasure.CachedShare => "캐시",
        ExplanationMeasure.OutputShare => "출력",
        _ => "캐시되지 않은 입력",
    };

    private static string Compared(Explanation explanation) => explanation switch
    {
        { Occasion: ExplanationOccasion.Forecast } => "이전 예측",
        { Occasion: ExplanationOccasion.Anomaly } => "예상",
        { BaselineWindows: > 1 } => "평소",
        _ => "이전",
    };

    private string Baseline(Explanation explanation) => explanation switch
    {
        { Occasion: ExplanationOccasion.Anomaly } => "예상",
        { BaselineWindows: > 1 } => $"{Time(explanation.BaselineFrom)}부터 {Time(explanation.BaselineTo)}까지 같은 시간대 {explanation.BaselineWindows}회의 평균",
        _ => $"{Time(explanation.BaselineFrom)}부터 {Time(explanation.BaselineTo)}까지의 지출{(IsScaled(explanation) ? "(같은 길이로 환산)" : "")}",
    };

    private string Spoken => KoreanParticle.Spoken(Currency);

    private string To(decimal amount) => To(Amount(amount));

    private string To(string amount) => KoreanParticle.To(amount, Spoken);

    private static string Of(ExplanationPart part) => part.Subject is null ? string.Empty : $"{part.Subject}의 ";

    private static string Mostly(ExplanationPart part) => part.Subject is null ? string.Empty : $"(주로 {part.Subject})";

    private string Time(DateTimeOffset instant) => NarrativeFormat.Time(instant, Language);
}

using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Alerts;

/// <summary>An explanation as a sentence for notices: its parts add up to the change.</summary>
public static class WhyText
{
    private const int MaxParts = 4;

    /// <summary>The sentences; empty when nothing changed.</summary>
    public static IReadOnlyList<string> Of(Explanation explanation, string currency, NarrativeLanguage language)
    {
        if (explanation.Delta == 0 || explanation.Parts.Count == 0)
        {
            return [];
        }

        var isKorean = language == NarrativeLanguage.Korean;
        string Signed(decimal amount) => (amount > 0 ? "+" : "") + NarrativeFormat.Money(amount, currency);
        var named = explanation.Parts.Take(MaxParts).Select(part => $"{Name(part, isKorean)} {Signed(part.Amount)}").ToList();
        if (explanation.Parts.Skip(MaxParts).Sum(part => part.Amount) is not 0 and var rest)
        {
            named.Add($"{(isKorean ? "그 밖" : "the rest")} {Signed(rest)}");
        }

        var parts = string.Join(", ", named);
        return [isKorean ? $"차이 {Signed(explanation.Delta)}의 내역: {parts}." : $"The {Signed(explanation.Delta)} are made of: {parts}."];
    }

    private static string Name(ExplanationPart part, bool isKorean)
    {
        var name = part.Factor switch
        {
            CostFactor.Volume => isKorean ? "요청 수" : "number of requests",
            CostFactor.ModelMix => isKorean ? "모델 구성" : "model mix",
            CostFactor.TokensPerRequest => isKorean ? "요청당 토큰" : "tokens a request",
            CostFactor.TokenMix => isKorean ? "토큰 구성" : "token mix",
            CostFactor.Price => isKorean ? "가격" : "price",
            CostFactor.Retries => isKorean ? "재시도" : "retries",
            CostFactor.GpuHours => isKorean ? "GPU 시간" : "GPU hours",
            CostFactor.Charges => isKorean ? "기타 요금" : "charges",
            _ => isKorean ? "예상된 변화" : "expected change",
        };
        return part.Subject is null ? name : $"{name} ({part.Subject})";
    }
}

using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Alerts;

/// <summary>What can be done about an anomaly, by its kind.</summary>
internal static class IncidentAdvice
{
    public static IReadOnlyList<string> For(Anomaly cause, NarrativeLanguage language)
    {
        var what = cause.Scope.Kind == ScopeKind.Resource ? cause.Scope.Name : null;
        return language == NarrativeLanguage.Korean ? Korean(cause.Kind, what) : English(cause.Kind, what);
    }

    private static IReadOnlyList<string> English(AnomalyKind kind, string? resource) => kind switch
    {
        AnomalyKind.Silence or AnomalyKind.Flatline =>
        [
            "Check whether the data source still delivers: page Data sources.",
            "Until it does, treat forecasts and budgets of this scope as too low.",
        ],
        AnomalyKind.BillDrift =>
        [
            "Compare the provider's bill with the price list: a price or a discount may have changed.",
            "Look for usage that is billed but not reported to FinOpsAI.",
        ],
        AnomalyKind.Drop => ["Check whether a service is down, or usage no longer reaches FinOpsAI.", "If it was switched off on purpose, mark it as expected."],
        AnomalyKind.LevelShift => ["Check for a deployment, a model switch or a price change at that time.", "If the new level is meant, mark it as expected."],
        AnomalyKind.Leak => ["Look for prompts or contexts that grow from day to day, and for jobs that nobody stops.", "Set a budget for this scope, so that the limit is known."],
        _ =>
        [
            resource is null ? "Find the caller: open the incident and look at the largest contributors." : $"Throttle or rotate {resource} at the gateway if the traffic is not wanted.",
            "Look for retries in a loop, longer prompts or a dearer model.",
            "If it is known (a test, a launch), mark it as expected.",
        ],
    };

    private static IReadOnlyList<string> Korean(AnomalyKind kind, string? resource) => kind switch
    {
        AnomalyKind.Silence or AnomalyKind.Flatline =>
        [
            "데이터 소스 페이지에서 수집이 계속되고 있는지 확인하세요.",
            "복구될 때까지 이 범위의 예측과 예산은 실제보다 낮게 보일 수 있습니다.",
        ],
        AnomalyKind.BillDrift => ["공급자의 청구서를 가격표와 비교하세요. 가격이나 할인이 바뀌었을 수 있습니다.", "청구되었지만 FinOpsAI에 보고되지 않은 사용량이 있는지 찾아보세요."],
        AnomalyKind.Drop => ["서비스가 멈췄는지, 사용량이 FinOpsAI에 도착하는지 확인하세요.", "의도한 중단이라면 '예상됨'으로 표시하세요."],
        AnomalyKind.LevelShift => ["그 시각의 배포, 모델 변경, 가격 변경을 확인하세요.", "의도한 수준이라면 '예상됨'으로 표시하세요."],
        AnomalyKind.Leak => ["날마다 길어지는 프롬프트나 컨텍스트, 멈추지 않는 작업이 있는지 찾아보세요.", "이 범위에 예산을 정해 한도를 분명히 하세요."],
        _ =>
        [
            resource is null ? "인시던트를 열어 가장 크게 기여한 호출자를 찾으세요." : $"원하지 않는 트래픽이라면 게이트웨이에서 {resource} 키를 제한하거나 교체하세요.",
            "반복되는 재시도, 길어진 프롬프트, 더 비싼 모델을 확인하세요.",
            "알고 있던 일(테스트, 출시)이라면 '예상됨'으로 표시하세요.",
        ],
    };
}

using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Narratives;

/// <summary>Says that somebody asks for a larger budget, and what was answered.</summary>
public static class RequestNarrative
{
    /// <summary>The word to the budget's owner.</summary>
    /// <param name="request">The request.</param>
    /// <param name="status">How the budget stands.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    public static Notice Asked(IncreaseRequest request, BudgetStatus status, string reporting)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(status);
        return Of(request, status, reporting, "asked", NoticePhase.Opened, Severity.Medium, request.At, language => Asking(request, status, reporting, language));
    }

    /// <summary>The word to everybody who heard of the request.</summary>
    /// <param name="request">The request as it was answered.</param>
    /// <param name="status">How the budget stands after it.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    public static Notice Decided(IncreaseRequest request, BudgetStatus status, string reporting)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(status);
        var word = request.State == IncreaseState.Approved ? "approved" : "declined";
        return Of(
            request, status, reporting, word, NoticePhase.Closed, Severity.Low, request.DecidedAt ?? request.At,
            language => Deciding(request, status, reporting, language));
    }

    private static Notice Of(
        IncreaseRequest request,
        BudgetStatus status,
        string reporting,
        string word,
        NoticePhase phase,
        Severity severity,
        DateTimeOffset at,
        Func<NarrativeLanguage, NoticeText> write) => new(
        $"budget-request/{request.Id}/{word}",
        $"budget-request/{request.Id}",
        NoticeKind.BudgetRequest,
        phase,
        request.Scope,
        severity,
        at,
        BudgetFigures.Of(status, reporting),
        write(NarrativeLanguage.English),
        write(NarrativeLanguage.Korean))
    {
        Subject = word,
        Page = $"/budgets/{Uri.EscapeDataString(request.Budget)}",
        Owner = status.Budget.Owner,
    };

    private static NoticeText Asking(IncreaseRequest request, BudgetStatus status, string reporting, NarrativeLanguage language)
    {
        var budget = status.Budget;
        var scope = ScopeWords.Name(request.Scope, language);
        var wanted = NarrativeFormat.Money(request.Amount, budget.Currency ?? reporting);
        var present = NarrativeFormat.Money(budget.AmountAt(status.AsOf), budget.Currency ?? reporting);
        return language == NarrativeLanguage.Korean
            ? new(
                BudgetFigures.Title($"{scope}: 예산 증액 요청, {present} → {wanted}"),
                [
                    $"{request.By} 님이 예산 \"{budget.Name}\"을 {present}에서 {wanted}로 늘려 달라고 요청했습니다 ({Until(request.Until, language)}).",
                    $"사유: {request.Reason}",
                    BudgetFigures.Outlook(request.AtAsking, reporting, language),
                ],
                BudgetFigures.Facts(status, reporting, language),
                ["예측과 사유를 보고 승인하거나 거절하세요. 승인할 때 끝나는 날을 정할 수 있습니다."])
            : new(
                BudgetFigures.Title($"{scope}: a larger budget is asked for, {present} to {wanted}"),
                [
                    $"{request.By} asks to raise the budget \"{budget.Name}\" from {present} to {wanted} ({Until(request.Until, language)}).",
                    $"Reason: {request.Reason}",
                    BudgetFigures.Outlook(request.AtAsking, reporting, language),
                ],
                BudgetFigures.Facts(status, reporting, language),
                ["Approve or decline it beside the forecast; an approval can be given an end."]);
    }

    private static NoticeText Deciding(IncreaseRequest request, BudgetStatus status, string reporting, NarrativeLanguage language)
    {
        var budget = status.Budget;
        var scope = ScopeWords.Name(request.Scope, language);
        var wanted = NarrativeFormat.Money(request.Amount, budget.Currency ?? reporting);
        var isApproved = request.State == IncreaseState.Approved;
        var paragraphs = new List<string>();
        if (language == NarrativeLanguage.Korean)
        {
            paragraphs.Add(isApproved
                ? $"{request.DecidedBy} 님이 예산 \"{budget.Name}\"을 {wanted}로 늘리는 것을 승인했습니다 ({Until(request.Expires, language)})."
                : $"{request.DecidedBy} 님이 예산 \"{budget.Name}\"을 {wanted}로 늘리는 것을 거절했습니다. 금액은 그대로입니다.");
            if (request.Comment is { } said)
            {
                paragraphs.Add($"의견: {said}");
            }

            return new(
                BudgetFigures.Title($"{scope}: 예산 증액 {(isApproved ? "승인" : "거절")}, {wanted}"), paragraphs, BudgetFigures.Facts(status, reporting, language), []);
        }

        paragraphs.Add(isApproved
            ? $"{request.DecidedBy} approved raising the budget \"{budget.Name}\" to {wanted} ({Until(request.Expires, language)})."
            : $"{request.DecidedBy} declined raising the budget \"{budget.Name}\" to {wanted}. The amount stays.");
        if (request.Comment is { } comment)
        {
            paragraphs.Add($"Comment: {comment}");
        }

        return new(
            BudgetFigures.Title($"{scope}: the larger budget was {(isApproved ? "approved" : "declined")}, {wanted}"),
            paragraphs,
            BudgetFigures.Facts(status, reporting, language),
            []);
    }

    private static string Until(DateTimeOffset? until, NarrativeLanguage language) => (until, language) switch
    {
        ({ } end, NarrativeLanguage.Korean) => $"{NarrativeFormat.Time(end, language)}까지",
        ({ } end, _) => $"until {NarrativeFormat.Time(end, language)}",
        (null, NarrativeLanguage.Korean) => "기한 없음",
        _ => "for good",
    };
}

using System.Globalization;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Narratives;

/// <summary>Says that a budget passed a threshold, or probably will pass its limit. Every figure comes from the status.</summary>
public static class BudgetNarrative
{
    /// <summary>The word on a threshold that actual spend has passed.</summary>
    /// <param name="status">How the budget stands.</param>
    /// <param name="threshold">The threshold, as a share of the limit.</param>
    /// <param name="phase">Opened for the first word of the period.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    public static Notice Threshold(BudgetStatus status, decimal threshold, NoticePhase phase, string reporting)
    {
        ArgumentNullException.ThrowIfNull(status);
        var severity = threshold < 0.8m ? Severity.Low
            : threshold < 1 ? Severity.Medium
            : status.Budget.IsHard ? Severity.Critical : Severity.High;
        return Of(status, PercentKey(threshold), NoticeKind.BudgetThreshold, phase, severity, reporting, language => Passed(status, threshold, reporting, language));
    }

    /// <summary>The word on a limit that will probably be passed before the period ends.</summary>
    /// <param name="status">How the budget stands; with a forecast.</param>
    /// <param name="phase">Opened for the first word of the period.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    public static Notice Forecast(BudgetStatus status, NoticePhase phase, string reporting)
    {
        ArgumentNullException.ThrowIfNull(status);
        return Of(status, "forecast", NoticeKind.BudgetForecast, phase, Severity.Medium, reporting, language => Coming(status, reporting, language));
    }

    /// <summary>The end of what was told of a period, for everybody who heard of it: their alert is over with it.</summary>
    /// <param name="status">How the budget stood at its end.</param>
    /// <param name="told">What was told of the period.</param>
    /// <param name="at">When it is told, UTC.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    public static Notice Over(BudgetStatus status, BudgetTold told, DateTimeOffset at, string reporting)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(told);
        return Closed(status, told, $"over-{told.Told.Count}", at, reporting, (name, language) => language == NarrativeLanguage.Korean
            ? ($"{name}: {status.Window.Key} 예산 기간 종료", $"\"{status.Budget.Name}\" 예산의 {status.Window.Key} 기간이 끝났습니다. 이 기간의 알림을 닫습니다.")
            : ($"{name}: the budget's period {status.Window.Key} is over", $"The period {status.Window.Key} of \"{status.Budget.Name}\" is over, and with it what was told of it."));
    }

    /// <summary>The end of what was told of a budget that was removed.</summary>
    /// <param name="status">How the budget stood.</param>
    /// <param name="told">What was told of its period.</param>
    /// <param name="at">When it was removed, UTC.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    public static Notice Removed(BudgetStatus status, BudgetTold told, DateTimeOffset at, string reporting)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(told);
        return Closed(status, told, $"removed-{told.Told.Count}", at, reporting, (name, language) => language == NarrativeLanguage.Korean
            ? ($"{name}: 예산 삭제", $"\"{status.Budget.Name}\" 예산이 삭제되었습니다. 이 예산의 알림을 닫습니다.")
            : ($"{name}: the budget was removed", $"\"{status.Budget.Name}\" was removed, and with it what was told of it."));
    }

    /// <summary>A threshold as what was told keeps it: <c>80</c>, <c>12.5</c>.</summary>
    public static string PercentKey(decimal threshold) => (threshold * 100).ToString("0.####", CultureInfo.InvariantCulture);

    private static Notice Of(
        BudgetStatus status,
        string word,
        NoticeKind kind,
        NoticePhase phase,
        Severity severity,
        string reporting,
        Func<NarrativeLanguage, NoticeText> write)
    {
        var thread = $"budget/{status.Budget.Id}/{status.Window.Key}";
        return new(
            $"{thread}/{word}",
            thread,
            kind,
            phase,
            status.Budget.Scope,
            severity,
            status.AsOf,
            BudgetFigures.Of(status, reporting) with { Excess = status.Standing.Consumed > status.Standing.Limit ? status.Standing.Consumed - status.Standing.Limit : null },
            write(NarrativeLanguage.English),
            write(NarrativeLanguage.Korean))
        {
            Subject = word,
            Page = $"/budgets/{Uri.EscapeDataString(status.Budget.Id)}",
            Owner = status.Budget.Owner,
        };
    }

    private static Notice Closed(
        BudgetStatus status,
        BudgetTold told,
        string word,
        DateTimeOffset at,
        string reporting,
        Func<string, NarrativeLanguage, (string Title, string Text)> write)
    {
        NoticeText In(NarrativeLanguage language)
        {
            var (title, text) = write(Name(status, language), language);
            return new(BudgetFigures.Title(title), [text], BudgetFigures.Facts(status, reporting, language), []);
        }

        // The thread of what was told, which need not be that of the present period.
        var thread = $"budget/{told.Budget}/{told.Period}";
        return Of(status with { AsOf = at }, word, NoticeKind.BudgetThreshold, NoticePhase.Closed, Severity.Low, reporting, In) with
        {
            Key = $"{thread}/{word}", Thread = thread,
        };
    }

    private static NoticeText Passed(BudgetStatus status, decimal threshold, string reporting, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        string Money(decimal amount) => NarrativeFormat.Money(amount, reporting);
        var (spent, limit) = (Money(status.Standing.Consumed), Money(status.Standing.Limit));
        var (name, period) = (Name(status, language), BudgetNames.Period(status.Budget.Period, language));
        var over = status.Standing.Consumed - status.Standing.Limit;
        var title = threshold >= 1 && over >= 0
            ? isKorean ? $"{name}: {period} 예산 소진, {limit} 중 {spent} 지출" : $"{name}: the {period} budget is used up, {spent} of {limit}"
            : isKorean ? $"{name}: {period} 예산의 {NarrativeFormat.Percent(threshold)} 사용" : $"{name}: {NarrativeFormat.Percent(threshold)} of the {period} budget is used";
        var first = isKorean
            ? $"\"{status.Budget.Name}\" 예산 {limit} 중 {spent}({NarrativeFormat.Percent(status.Share)})를 지출했습니다. " + (over > 0 ? $"{Money(over)} 초과했습니다." : $"{Money(-over)}가 남았습니다.")
            : $"{spent} of the {limit} of \"{status.Budget.Name}\" was spent, {NarrativeFormat.Percent(status.Share)}; " + (over > 0 ? $"{Money(over)} over the limit." : $"{Money(-over)} is left.");
        return new(
            BudgetFigures.Title(title),
            [first, BudgetNames.Pace(status, reporting, language), .. Outlook(status, reporting, language), .. Denied(status, language), .. Why(status, reporting, language)],
            BudgetFigures.Facts(status, reporting, language),
            BudgetNames.Advice(status, language));
    }

    private static NoticeText Coming(BudgetStatus status, string reporting, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        var limit = NarrativeFormat.Money(status.Standing.Limit, reporting);
        var end = BudgetFigures.Money(status.Forecast?.P50 ?? 0, reporting);
        var probability = NarrativeFormat.Percent((decimal)(status.Probability ?? 0));
        var (name, period) = (Name(status, language), BudgetNames.Period(status.Budget.Period, language));
        var title = isKorean
            ? $"{name}: {period} 예산을 초과할 확률 {probability}, 예측 {end} / 한도 {limit}"
            : $"{name}: the {period} budget will be exceeded, {probability} probable: {end} against {limit}";
        var first = isKorean
            ? $"\"{status.Budget.Name}\" 예산 {limit} 중 지금까지 {NarrativeFormat.Money(status.Standing.Consumed, reporting)}({NarrativeFormat.Percent(status.Share)})를 지출했습니다."
            : $"So far {NarrativeFormat.Money(status.Standing.Consumed, reporting)} of the {limit} of \"{status.Budget.Name}\" was spent, {NarrativeFormat.Percent(status.Share)}.";
        return new(
            BudgetFigures.Title(title),
            [first, .. Outlook(status, reporting, language), BudgetNames.Pace(status, reporting, language), .. Why(status, reporting, language)],
            BudgetFigures.Facts(status, reporting, language),
            BudgetNames.Advice(status, language));
    }

    private static IEnumerable<string> Why(BudgetStatus status, string reporting, NarrativeLanguage language)
    {
        if (status.Why is { } why)
        {
            yield return string.Join(' ', ExplanationNarrative.Sentences(why, reporting, language));
        }
    }

    private static IEnumerable<string> Outlook(BudgetStatus status, string reporting, NarrativeLanguage language)
    {
        if (status is not { Forecast: { } end, Probability: { } probability })
        {
            yield break;
        }

        string Money(double value) => BudgetFigures.Money(value, reporting);
        var percent = NarrativeFormat.Percent((decimal)probability);
        yield return language == NarrativeLanguage.Korean
            ? $"기간 말 예측은 {Money(end.P50)}(80 % 구간 {Money(end.P10)}~{Money(end.P90)})이고, 한도를 넘을 확률은 {percent}입니다."
            : $"The forecast for the end of the period is {Money(end.P50)} (80 % band {Money(end.P10)} to {Money(end.P90)}); ending above the limit is {percent} probable.";
    }

    private static IEnumerable<string> Denied(BudgetStatus status, NarrativeLanguage language)
    {
        if (!status.Budget.IsHard || status.Standing.Left > 0)
        {
            yield break;
        }

        var models = string.Join(", ", status.Budget.FreeModels);
        yield return (models.Length > 0, language) switch
        {
            (true, NarrativeLanguage.Korean) => $"한도를 넘는 예약은 거부됩니다. 계속 쓸 수 있는 모델: {models}.",
            (true, _) => $"Reservations beyond the limit are denied. Still usable: {models}.",
            (false, NarrativeLanguage.Korean) => "한도를 넘는 예약은 거부됩니다.",
            _ => "Reservations beyond the limit are denied.",
        };
    }

    private static string Name(BudgetStatus status, NarrativeLanguage language) =>
        status.Budget.Experiment is null ? ScopeWords.Name(status.Budget.Scope, language) : status.Budget.Name;
}

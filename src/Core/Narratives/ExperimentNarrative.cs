using System.Globalization;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;

namespace FinOpsAI.Core.Narratives;

/// <summary>Says that an experiment passed a share of its estimate, or runs away. Every figure comes from the status.</summary>
public static class ExperimentNarrative
{
    private const int MaxFact = 300;

    /// <summary>The word on a share of the estimate that is spent.</summary>
    /// <param name="status">How the experiment stands.</param>
    /// <param name="share">The share that was passed.</param>
    /// <param name="phase">Opened for the first word on the experiment.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    public static Notice Estimate(ExperimentStatus status, decimal share, NoticePhase phase, string reporting)
    {
        ArgumentNullException.ThrowIfNull(status);
        var severity = share < 0.8m ? Severity.Low : share < 1 ? Severity.Medium : Severity.High;
        return Of(status, BudgetNarrative.PercentKey(share), phase, severity, reporting, language => new(
            BudgetFigures.Title(language == NarrativeLanguage.Korean
                ? $"실험 {status.Experiment.Name}: 예상 비용의 {NarrativeFormat.Percent(share)} 지출"
                : $"Experiment {status.Experiment.Name}: {NarrativeFormat.Percent(share)} of its estimate is spent"),
            [Spent(status, reporting, language), Pace(status, reporting, language)],
            Facts(status, reporting, language),
            Advice(status, language)));
    }

    /// <summary>The word on a pace many times the planned one.</summary>
    /// <param name="status">How the experiment stands.</param>
    /// <param name="phase">Opened for the first word on the experiment.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    public static Notice Runaway(ExperimentStatus status, NoticePhase phase, string reporting)
    {
        ArgumentNullException.ThrowIfNull(status);
        var times = Math.Round(status.PerHour / status.PlannedPerHour).ToString("#,0", CultureInfo.InvariantCulture);
        string Money(decimal amount) => NarrativeFormat.Money(amount, reporting);
        return Of(status, "runaway", phase, Severity.Critical, reporting, language => new(
            BudgetFigures.Title(language == NarrativeLanguage.Korean
                ? $"실험 {status.Experiment.Name}: 계획의 {times}배 속도로 지출 중"
                : $"Experiment {status.Experiment.Name} runs away: {times} times its planned pace"),
            [
                language == NarrativeLanguage.Korean
                    ? $"지난 한 시간의 속도는 시간당 {Money(status.PerHour)}로, 예상 비용과 기간으로 본 시간당 {Money(status.PlannedPerHour)}의 {times}배입니다."
                    : $"The pace of the last hour is {Money(status.PerHour)} an hour, {times} times the {Money(status.PlannedPerHour)} that estimate and duration imply.",
                Spent(status, reporting, language),
                Pace(status, reporting, language),
            ],
            Facts(status, reporting, language),
            Advice(status, language)));
    }

    /// <summary>The end of what was told of an experiment, for everybody who heard of it: their alert is over with it.</summary>
    /// <param name="status">How the experiment stood at its end.</param>
    /// <param name="told">What was told of it.</param>
    /// <param name="reporting">ISO 4217 code of the status' amounts.</param>
    public static Notice Over(ExperimentStatus status, ExperimentTold told, string reporting)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(told);
        var wasStopped = status.Experiment.State == ExperimentState.Stopped;
        return Of(status, $"over-{told.Told.Count}", NoticePhase.Closed, Severity.Low, reporting, language => new(
            BudgetFigures.Title(language == NarrativeLanguage.Korean
                ? $"실험 {status.Experiment.Name}: {(wasStopped ? "중단" : "종료")}"
                : $"Experiment {status.Experiment.Name} {(wasStopped ? "was stopped" : "is finished")}"),
            [language == NarrativeLanguage.Korean
                ? $"실험이 {(wasStopped ? "중단되었습니다" : "끝났습니다")}. 이 실험의 알림을 닫습니다."
                : $"The experiment {(wasStopped ? "was stopped" : "is finished")}, and with it what was told of it is over."],
            Facts(status, reporting, language),
            []));
    }

    private static Notice Of(
        ExperimentStatus status, string word, NoticePhase phase, Severity severity, string reporting, Func<NarrativeLanguage, NoticeText> write)
    {
        var thread = $"experiment/{status.Experiment.Id}";
        return new(
            $"{thread}/{word}",
            thread,
            NoticeKind.Experiment,
            phase,
            status.Experiment.Scope,
            severity,
            status.AsOf,
            new(reporting)
            {
                Spent = status.Cost,
                Limit = status.MissingRate is null ? status.Cap ?? status.Estimate : null,
                Excess = status.MissingRate is null && status.Cost > status.Estimate ? status.Cost - status.Estimate : null,
                PerHour = status.PerHour,
                HoursToBreach = status.Cap is null ? status.HoursToEstimate : status.HoursToCap,
                Share = status.MissingRate is null ? Math.Round(status.CapShare ?? status.EstimateShare, 6) : null,
            },
            write(NarrativeLanguage.English),
            write(NarrativeLanguage.Korean))
        {
            Subject = word,
            Page = $"/experiments/{Uri.EscapeDataString(status.Experiment.Id)}",
            Owner = status.Experiment.Owner,
        };
    }

    private static string Spent(ExperimentStatus status, string reporting, NarrativeLanguage language)
    {
        string Money(decimal amount) => NarrativeFormat.Money(amount, reporting);
        var share = NarrativeFormat.Percent(status.EstimateShare);
        return (status.Cap, language) switch
        {
            ({ } cap, NarrativeLanguage.Korean) => $"지금까지 {Money(status.Cost)}를 지출했습니다. 예상 {Money(status.Estimate)}의 {share}이고, 상한은 {Money(cap)}입니다.",
            ({ } cap, _) => $"So far it has cost {Money(status.Cost)}, {share} of the {Money(status.Estimate)} estimated; the cap is {Money(cap)}.",
            (_, NarrativeLanguage.Korean) => $"지금까지 {Money(status.Cost)}를 지출했습니다. 예상 {Money(status.Estimate)}의 {share}이고, 상한은 없습니다.",
            _ => $"So far it has cost {Money(status.Cost)}, {share} of the {Money(status.Estimate)} estimated; there is no cap.",
        };
    }

    private static string Pace(ExperimentStatus status, string reporting, NarrativeLanguage language)
    {
        var perHour = NarrativeFormat.Money(status.PerHour, reporting);
        var isKorean = language == NarrativeLanguage.Korean;
        if (status.PerHour <= 0)
        {
            return isKorean ? "지난 한 시간에는 지출이 없습니다." : "Nothing was spent in the last hour.";
        }

        return (status.Cap is null ? status.HoursToEstimate : status.HoursToCap) switch
        {
            0 => isKorean ? $"지금 속도로는 한 시간마다 {perHour}씩 더 나갑니다." : $"At the present pace each hour costs {perHour} more.",
            { } hours when status.Cap is null => isKorean
                ? $"지금 속도(시간당 {perHour})로는 {BudgetFigures.Hours(hours, language)} 뒤 예상 비용에 닿습니다."
                : $"At the present pace of {perHour} an hour the estimate is reached in {BudgetFigures.Hours(hours, language)}.",
            { } hours => isKorean
                ? $"지금 속도(시간당 {perHour})로는 {BudgetFigures.Hours(hours, language)} 뒤 상한에 닿습니다."
                : $"At the present pace of {perHour} an hour the cap is reached in {BudgetFigures.Hours(hours, language)}.",
            null => "",
        };
    }

    private static List<NoticeFact> Facts(ExperimentStatus status, string reporting, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        string Money(decimal amount) => NarrativeFormat.Money(amount, reporting);
        var facts = new List<NoticeFact>
        {
            new(isKorean ? "실험" : "Experiment", status.Experiment.Id),
            new(isKorean ? "범위" : "Scope", ScopeWords.Name(status.Experiment.Scope, language)),
            new(isKorean ? "지출" : "Spent", Money(status.Cost)),
            new(
                isKorean ? "예상" : "Estimate",
                status.MissingRate is not { } currency ? Money(status.Estimate)
                    : isKorean ? $"{currency}에서 {reporting}로 바꿀 환율이 없어 알 수 없음"
                    : $"unknown: there is no exchange rate from {currency} to {reporting}"),
        };
        if (status.Cap is { } cap)
        {
            facts.Add(new(isKorean ? "상한" : "Cap", Money(cap)));
        }

        if (status.Total is { Unpriced: > 0 } total)
        {
            var unpriced = total.Unpriced.ToString("#,0", CultureInfo.InvariantCulture);
            facts.Add(new(isKorean ? "가격 없는 기록" : "Records without a price", unpriced));
        }

        if (status.Experiment.Owner is { } owner)
        {
            facts.Add(new(isKorean ? "담당" : "Owner", owner));
        }

        if (status.Experiment.Outcome is { Length: > 0 } outcome)
        {
            facts.Add(new(isKorean ? "결과" : "Outcome", outcome.Length <= MaxFact ? outcome : outcome[..(MaxFact - 1)] + "…"));
        }

        return facts;
    }

    private static string[] Advice(ExperimentStatus status, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        return
        [
            isKorean ? "지금까지의 결과가 비용만큼 값어치가 있는지 지표로 비교하세요." : "Compare by a metric whether what came of it so far is worth the cost.",
            status.Experiment.BudgetId is null
                ? isKorean ? "멈춰야 할 금액이 있다면 다음에는 상한을 정하고 예약 후 실행하세요." : "Where there is an amount at which it must stop, give it a cap and let it reserve before it spends."
                : isKorean ? "더 필요 없으면 실험을 중단하세요. 상한을 늘리려면 증액을 요청하세요." : "Stop it when it is no longer needed; ask for an increase of the cap when it is.",
        ];
    }
}

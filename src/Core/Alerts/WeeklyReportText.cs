using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Alerts;

/// <summary>A team's weekly report in words.</summary>
public static class WeeklyReportText
{
    private const int Listed = 5;

    /// <summary>The report as a notice; its key is the team and the week.</summary>
    public static Notice Of(WeeklyReport report, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(
            KeyOf(report.Team, report.FirstDay),
            $"report/weekly/{report.Team.Key}",
            NoticeKind.Report,
            NoticePhase.Opened,
            report.Team,
            Severity.Low,
            now,
            new(report.Currency)
            {
                Spent = report.Spend,
                Limit = report.MonthlyBudget,
                Share = report.MonthlyBudget is > 0 and { } budget ? Math.Round(report.MonthToDate / budget, 4) : null,
            },
            Write(report, NarrativeLanguage.English),
            Write(report, NarrativeLanguage.Korean))
        {
            Subject = "weekly",
            Page = $"/?scope={Uri.EscapeDataString(report.Team.Key)}",
            Owner = report.Team.Team,
        };
    }

    /// <summary>The key of a team's report on the week that begins on a day.</summary>
    public static string KeyOf(ScopePath team, DateOnly firstDay) =>
        string.Create(CultureInfo.InvariantCulture, $"report/weekly/{team.Key}/{firstDay:yyyy-MM-dd}");

    /// <summary>The words in one language.</summary>
    public static NoticeText Write(WeeklyReport report, NarrativeLanguage language)
    {
        ArgumentNullException.ThrowIfNull(report);
        var isKorean = language == NarrativeLanguage.Korean;
        string Money(decimal amount) => NarrativeFormat.Money(amount, report.Currency);
        var team = report.Team.Name;
        var days = isKorean
            ? string.Create(CultureInfo.InvariantCulture, $"{report.FirstDay:M월 d일}~{report.LastDay:M월 d일}")
            : string.Create(CultureInfo.InvariantCulture, $"{report.FirstDay:MMM d} to {report.LastDay:MMM d}");
        var title = isKorean ? $"{team} 주간 보고 ({days}): {Money(report.Spend)}" : $"{team}, week of {days}: {Money(report.Spend)}";
        List<string> paragraphs =
        [
            isKorean
                ? $"지난주 지출은 {Money(report.Spend)}이고, 그 전주 {Money(report.Before)}{Change(report.Spend, report.Before, report.Currency, isKorean)}."
                : $"The week cost {Money(report.Spend)}, {Change(report.Spend, report.Before, report.Currency, isKorean)} the week before ({Money(report.Before)}).",
        ];
        if (report.Why is { } why)
        {
            paragraphs.Add(string.Join(' ', ExplanationNarrative.Sentences(why, report.Currency, language)));
        }

        if (Budget(report, isKorean) is { } budget)
        {
            paragraphs.Add(budget);
        }

        paragraphs.Add(Incidents(report, language));
        if (report.Savings > 0)
        {
            paragraphs.Add(isKorean
                ? $"할인과 약정 덕분에 정가보다 {Money(report.Savings)} 적게 냈습니다."
                : $"Discounts and commitments saved {Money(report.Savings)} against list prices.");
        }

        return new(
            title,
            paragraphs,
            [.. Lines(report.Projects, isKorean ? "프로젝트" : "Project", report.Currency, isKorean), .. Lines(report.Models, isKorean ? "모델" : "Model", report.Currency, isKorean)],
            []);
    }

    private static IEnumerable<NoticeFact> Lines(IReadOnlyList<WeeklyLine> lines, string label, string currency, bool isKorean)
    {
        NoticeFact Fact(string name, decimal spend, decimal before)
        {
            var full = $"{label}: {name}";
            return new(full.Length <= 60 ? full : full[..59] + "…", $"{NarrativeFormat.Money(spend, currency)} ({Signed(spend - before, currency)})");
        }

        foreach (var line in lines.Take(Listed))
        {
            yield return Fact(line.Name, line.Spend, line.Before);
        }

        if (lines.Count > Listed)
        {
            var rest = lines.Skip(Listed).ToList();
            yield return Fact(isKorean ? $"그 밖 {rest.Count}개" : $"{rest.Count} more", rest.Sum(line => line.Spend), rest.Sum(line => line.Before));
        }
    }

    private static string? Budget(WeeklyReport report, bool isKorean)
    {
        string Money(decimal amount) => NarrativeFormat.Money(amount, report.Currency);
        var forecast = report.MonthEnd is not { } end ? null
            : isKorean
                ? $"월말 예상은 {Money(Amount(end.P50))}(80% 구간 {Money(Amount(end.P10))}~{Money(Amount(end.P90))})입니다."
                : $"The month is expected to end at {Money(Amount(end.P50))} (80 % band {Money(Amount(end.P10))} to {Money(Amount(end.P90))}).";
        if (report.MonthlyBudget is not { } budget || budget <= 0)
        {
            return forecast;
        }

        var share = NarrativeFormat.Percent(report.MonthToDate / budget);
        var used = isKorean
            ? $"이번 달에는 예산 {Money(budget)} 가운데 {Money(report.MonthToDate)}({share})를 썼습니다."
            : $"Of this month's budget of {Money(budget)}, {Money(report.MonthToDate)} ({share}) are spent.";
        return forecast is null ? used : $"{used} {forecast}";
    }

    private static string Incidents(WeeklyReport report, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        var open = report.OpenIncidents;
        if (open.Count == 0)
        {
            return isKorean ? "열린 인시던트가 없습니다." : "No incident is open.";
        }

        var headlines = string.Join("; ", open.Take(3).Select(incident => AnomalyNarrative.Headline(incident.Cause, report.Currency, language)));
        var more = open.Count > 3 ? "; …" : "";
        return isKorean ? $"열린 인시던트 {open.Count}건: {headlines}{more}." : $"{(open.Count == 1 ? "1 incident is" : $"{open.Count} incidents are")} open: {headlines}{more}.";
    }

    private static string Change(decimal now, decimal before, string currency, bool isKorean)
    {
        var difference = now - before;
        if (difference == 0)
        {
            return isKorean ? "와 같습니다" : "the same as";
        }

        var amount = NarrativeFormat.Money(Math.Abs(difference), currency);
        var share = before > 0 ? $" ({NarrativeFormat.Percent(Math.Abs(difference) / before)})" : "";
        return isKorean
            ? $"보다 {amount}{share} {(difference > 0 ? "늘었습니다" : "줄었습니다")}"
            : $"{amount}{share} {(difference > 0 ? "more than" : "less than")}";
    }

    private static string Signed(decimal amount, string currency) => (amount > 0 ? "+" : "") + NarrativeFormat.Money(amount, currency);

    /// <summary>A forecast's figure as money; its digits beyond a cent mean nothing.</summary>
    private static decimal Amount(double value) => double.IsFinite(value) ? Math.Round((decimal)Math.Clamp(value, -1e15, 1e15), 2) : 0;
}

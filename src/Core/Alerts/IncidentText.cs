using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Alerts;

/// <summary>An incident in words: what happened, why, who owns it, what it has cost, what waiting costs, and what can be done.</summary>
public static class IncidentText
{
    private const int MaxTitle = 150;

    /// <summary>The words in one language. Every figure in them is one of the story's, so that they add up.</summary>
    public static NoticeText Write(IncidentStory story, NarrativeLanguage language)
    {
        var incident = story.Incident;
        var cause = incident.Cause;
        var currency = story.Figures.Currency;
        var title = Prefix(story, language) + AnomalyNarrative.Headline(cause, currency, language);
        List<string> paragraphs = [.. Opening(story, language), AnomalyNarrative.Explanation(cause, currency, language)];
        if (story.Why(language) is { Count: > 0 } why)
        {
            paragraphs.Add(string.Join(' ', why));
        }

        if (Budget(story, language) is { } budget)
        {
            paragraphs.Add(budget);
        }

        return new(
            title.Length <= MaxTitle ? title : title[..(MaxTitle - 1)] + "…",
            paragraphs,
            IncidentFacts.Of(story, language),
            story.Chapter == IncidentChapter.Closed ? [] : IncidentAdvice.For(cause, language));
    }

    private static string Prefix(IncidentStory story, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        return story.Chapter switch
        {
            IncidentChapter.Grown => isKorean ? "더 심각해짐: " : "Now worse: ",
            IncidentChapter.Reopened => isKorean ? "다시 열림: " : "Open again: ",
            IncidentChapter.Awake => isKorean ? "알림 보류 끝: " : "No longer snoozed: ",
            IncidentChapter.Escalated => isKorean ? $"아직 담당자 없음 ({story.Escalation}차): " : $"Still nobody on it ({Ordinal(story.Escalation)} reminder): ",
            IncidentChapter.Acknowledged => isKorean ? "확인함: " : "Acknowledged: ",
            IncidentChapter.Closed => isKorean ? "종료: " : "Closed: ",
            _ => string.Empty,
        };
    }

    /// <summary>What is new about it, where that is not the anomaly itself.</summary>
    private static IEnumerable<string> Opening(IncidentStory story, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        var handling = story.Incident.Handling;
        switch (story.Chapter)
        {
            case IncidentChapter.Acknowledged when handling.AcknowledgedBy is { } person:
                yield return isKorean ? $"{person} 님이 확인하고 살펴보고 있습니다." : $"{person} has taken it.";
                break;
            case IncidentChapter.Escalated:
                yield return isKorean
                    ? $"{NarrativeFormat.Time(handling.NotedAt, language)}에 알렸지만 아직 아무도 맡지 않았습니다."
                    : $"Nobody has taken it since it was found on {NarrativeFormat.Time(handling.NotedAt, language)}.";
                break;
            case IncidentChapter.Closed:
                yield return Ending(handling, isKorean);
                break;
            default:
                break;
        }
    }

    private static string Ending(IncidentHandling handling, bool isKorean)
    {
        var person = handling.ClosedBy;
        return handling.Outcome switch
        {
            IncidentOutcome.Resolved => isKorean ? $"{person} 님이 해결했습니다." : $"{person} has resolved it.",
            IncidentOutcome.Expected => isKorean ? $"{person} 님이 예상된 지출이라고 했습니다." : $"{person} says that it was expected.",
            IncidentOutcome.Noise => isKorean ? $"{person} 님이 문제가 아니라고 했습니다." : $"{person} says that nothing happened.",
            IncidentOutcome.Withdrawn => isKorean ? "정정된 자료에서는 이상이 아니어서 철회합니다." : "Corrected data take it away: it is withdrawn.",
            IncidentOutcome.Merged => isKorean ? "더 좁은 범위에서 원인이 확인되어 그 인시던트에 합쳤습니다." : "Its cause was found at a narrower scope; it goes on as part of that incident.",
            _ => isKorean ? "지출이 평소 범위로 돌아왔습니다." : "Spend is back to what is usual.",
        };
    }

    private static string? Budget(IncidentStory story, NarrativeLanguage language)
    {
        if (story.BudgetScope is not { } scope || story.BudgetAmount is not { } amount || story.Figures.HoursToBreach is not { } hours
            || story.Chapter == IncidentChapter.Closed)
        {
            return null;
        }

        var money = NarrativeFormat.Money(amount, story.Figures.Currency);
        if (language == NarrativeLanguage.Korean)
        {
            var name = scope.Kind == ScopeKind.Organization ? "조직 전체" : scope.Name;
            return hours <= 0
                ? $"{name}의 이번 달 예산 {KoreanParticle.Topic(money, KoreanParticle.Spoken(story.Figures.Currency))} 이미 넘었습니다."
                : $"이 속도라면 약 {Hours(hours, language)} 뒤에 {name}의 이번 달 예산 {KoreanParticle.Object(money, KoreanParticle.Spoken(story.Figures.Currency))} 넘습니다.";
        }

        var english = scope.Kind == ScopeKind.Organization ? "the organization" : scope.Name;
        return hours <= 0
            ? $"This month's budget of {english}, {money}, is already exceeded."
            : $"At this pace this month's budget of {english}, {money}, is exceeded in about {Hours(hours, language)}.";
    }

    /// <summary>A time in the unit that people would use: minutes, hours or days.</summary>
    internal static string Hours(double hours, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        var (value, unit) = hours switch
        {
            < 1 => (Math.Max(1, Math.Round(hours * 60)), isKorean ? "분" : "minute"),
            < 48 => (Math.Round(hours), isKorean ? "시간" : "hour"),
            _ => (Math.Round(hours / 24), isKorean ? "일" : "day"),
        };
        var text = value.ToString("#,0", CultureInfo.InvariantCulture);
        return isKorean ? text + unit : value == 1 ? $"{text} {unit}" : $"{text} {unit}s";
    }

    private static string Ordinal(int number) => (number % 100, number % 10) switch
    {
        ( >= 11 and <= 13, _) => $"{number}th",
        (_, 1) => $"{number}st",
        (_, 2) => $"{number}nd",
        (_, 3) => $"{number}rd",
        _ => $"{number}th",
    };
}

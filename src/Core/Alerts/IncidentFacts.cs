using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Alerts;

/// <summary>An incident's facts with their names.</summary>
internal static class IncidentFacts
{
    private const int MaxValue = 300;

    public static IReadOnlyList<NoticeFact> Of(IncidentStory story, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        var incident = story.Incident;
        var cause = incident.Cause;
        var figures = story.Figures;
        var facts = new List<NoticeFact>();
        void Add(string english, string korean, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                facts.Add(new(isKorean ? korean : english, value.Length <= MaxValue ? value : value[..(MaxValue - 1)] + "…"));
            }
        }

        string? Money(decimal? amount) => amount is { } value ? NarrativeFormat.Money(value, figures.Currency) : null;
        Add("Severity", "심각도", Name(cause.Severity, isKorean));
        Add("Team", "팀", cause.Scope.Team);
        Add("Project", "프로젝트", cause.Scope.Project);
        Add("Resource", "리소스", cause.Scope.ResourceName);
        Add("About", "대상", cause.Detail);
        Add("Assignee", "담당자", incident.Handling.Assignee);
        Add("Since", "시작", NarrativeFormat.Time(incident.OpenedAt, language));
        Add("Spent", "지출", Money(figures.Spent));
        Add("Expected", "예상", Money(figures.Limit));
        Add("Above expected", "예상 초과", figures.Excess > 0 ? Money(figures.Excess) : null);
        Add("Cost of waiting", "기다리는 비용", figures.PerHour is { } pace ? (isKorean ? $"시간당 {Money(pace)}" : $"{Money(pace)} an hour") : null);
        Add("Budget exceeded in", "예산 초과까지", figures.HoursToBreach is { } hours && story.Chapter != IncidentChapter.Closed
            ? hours <= 0 ? (isKorean ? "이미 초과" : "already exceeded") : IncidentText.Hours(hours, language)
            : null);
        Add("Also seen at", "함께 보인 곳", string.Join(", ", incident.Impact
            .Where(anomaly => anomaly.Scope != cause.Scope)
            .Select(anomaly => anomaly.Scope).Distinct()
            .Select(scope => scope.Kind == ScopeKind.Organization ? (isKorean ? "조직 전체" : "the organization") : scope.Name)));
        return facts;
    }

    /// <summary>A severity in words.</summary>
    public static string Name(Severity severity, bool isKorean) => severity switch
    {
        Severity.Critical => isKorean ? "심각" : "Critical",
        Severity.High => isKorean ? "높음" : "High",
        Severity.Medium => isKorean ? "보통" : "Medium",
        _ => isKorean ? "낮음" : "Low",
    };
}

using FinOpsAI.Core.Policies;

namespace FinOpsAI.Core.Narratives;

/// <summary>What policies' actions and states are called, in code and in both languages.</summary>
public static class PolicyWords
{
    /// <summary>A name as the API writes it: lower camel case.</summary>
    public static string Code<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>What is to be done, as a phrase that begins a sentence: "Throttle the key prod-key for 60 min (requestsPerMinute: 10)".</summary>
    internal static string Action(PolicyDecision decision, NarrativeLanguage language)
    {
        if (decision.Action is not { } action)
        {
            return string.Empty;
        }

        var name = decision.Notice.Scope.Name;
        var isKorean = language == NarrativeLanguage.Korean;
        var length = action.Duration is { } duration ? Length(duration, isKorean) : string.Empty;
        var phrase = (action.Kind, isKorean) switch
        {
            (PolicyActionKind.ThrottleKey, false) => $"throttle {name}{length}",
            (PolicyActionKind.SwitchModel, false) => $"switch the model of {name}{length}",
            (PolicyActionKind.StopJob, false) => $"stop {name}{length}",
            (PolicyActionKind.ThrottleKey, true) => $"{name}{length} 속도 제한",
            (PolicyActionKind.SwitchModel, true) => $"{name}{length} 모델 전환",
            _ => $"{name}{length} 중지",
        };
        var parameters = action.Parameters.Count == 0
            ? string.Empty
            : $" ({string.Join(", ", action.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"))})";
        return phrase + parameters;
    }

    private static string Length(TimeSpan duration, bool isKorean)
    {
        var (count, english, korean) = duration.TotalHours >= 1 && duration.Minutes == 0
            ? ((int)duration.TotalHours, "h", "시간")
            : ((int)duration.TotalMinutes, "min", "분");
        return isKorean ? $" {count:#,0}{korean} 동안" : $" for {count:#,0} {english}";
    }
}

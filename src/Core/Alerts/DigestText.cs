using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Alerts;

/// <summary>Several notices as one.</summary>
public static class DigestText
{
    private const int Listed = 20;

    /// <summary>One notice as it is; of several one that lists their titles, the gravest first, with what they cost together.</summary>
    public static Notice Of(IReadOnlyList<Notice> notices, string key, string thread)
    {
        if (notices is [var single])
        {
            return single;
        }

        var first = notices[0];
        var scope = notices.All(notice => notice.Scope == first.Scope) ? first.Scope : ScopePath.Organization;
        var excess = notices.Where(notice => notice.Phase == NoticePhase.Opened).Sum(notice => notice.Figures.Excess is > 0 and var more ? more : 0);
        return new(
            key,
            thread,
            first.Kind,
            NoticePhase.Opened,
            scope,
            notices.Max(notice => notice.Severity),
            notices.Max(notice => notice.At),
            new(first.Figures.Currency) { Excess = excess > 0 ? excess : null },
            Write(notices, excess, NarrativeLanguage.English),
            Write(notices, excess, NarrativeLanguage.Korean))
        {
            Subject = "digest",
        };
    }

    private static NoticeText Write(IReadOnlyList<Notice> notices, decimal excess, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        var count = notices.Count.ToString("#,0", CultureInfo.InvariantCulture);
        var order = notices.OrderByDescending(notice => notice.Severity).ThenBy(notice => notice.At).ToList();
        List<string> lines =
        [
            .. order.Take(Listed).Select(notice =>
                $"{IncidentFacts.Name(notice.Severity, isKorean)} · {(isKorean ? notice.Korean : notice.English).Title}"),
        ];
        if (order.Count > Listed)
        {
            var rest = (order.Count - Listed).ToString("#,0", CultureInfo.InvariantCulture);
            lines.Add(isKorean ? $"그 밖에 {rest}건" : $"and {rest} more");
        }

        var facts = excess > 0
            ? [new NoticeFact(isKorean ? "예상 초과 합계" : "Above expected, together", NarrativeFormat.Money(excess, notices[0].Figures.Currency))]
            : Array.Empty<NoticeFact>();
        return new(isKorean ? $"알림 {count}건" : $"{count} notices", lines, facts, []);
    }
}

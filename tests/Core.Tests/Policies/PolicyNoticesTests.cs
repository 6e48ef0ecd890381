using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Policies;
using FinOpsAI.TestSupport;
using static FinOpsAI.Core.Tests.Policies.PolicyKit;

namespace FinOpsAI.Core.Tests.Policies;

public sealed class PolicyNoticesTests
{
    [Fact]
    public void Every_word_of_a_policy_is_as_it_was_read_and_approved()
    {
        var text = string.Join('\n', Told().Select(notice =>
            $"[{notice.Subject} {notice.Phase} {notice.Key}]\n{Written(notice.English)}\n{Written(notice.Korean)}\n"));

        GoldenFile.Difference("tests/Core.Tests/Policies/Golden/notices.txt", text).ShouldBeNull();
    }

    [Fact]
    public void Every_notice_is_within_its_bounds_and_in_both_languages()
    {
        foreach (var notice in Told())
        {
            notice.Kind.ShouldBe(NoticeKind.Policy);
            notice.Key.Length.ShouldBeLessThanOrEqualTo(200);
            foreach (var text in new[] { notice.English, notice.Korean })
            {
                text.Title.Length.ShouldBeInRange(5, 150);
                text.Facts.ShouldAllBe(fact => fact.Name.Length <= 60 && fact.Value.Length <= 300);
            }

            notice.Korean.Title.Any(letter => letter is >= '가' and <= '힣').ShouldBeTrue();
            notice.English.Title.Any(letter => letter is >= '가' and <= '힣').ShouldBeFalse();
        }
    }

    [Fact]
    public void Of_what_is_on_its_way_or_withheld_nobody_is_told()
    {
        PolicyNotices.Of(PolicyDecisions.Make(Policy(), Notice(), false, Noon), 0).ShouldBeNull();
        PolicyNotices.Of(PolicyDecisions.Make(Policy(PolicyAutonomy.Propose), Notice(), true, Noon), 0).ShouldBeNull();
    }

    private static List<Notice> Told()
    {
        var asked = PolicyDecisions.Make(Policy(PolicyAutonomy.Ask), Notice(), false, Noon);
        var byHand = asked with { Action = asked.Action! with { Url = null, Duration = TimeSpan.FromMinutes(30) } };
        var acting = PolicyDecisions.Make(Policy(), Notice(), false, Noon);
        var switching = asked with
        {
            Action = new(PolicyActionKind.SwitchModel) { Parameters = new Dictionary<string, string> { ["model"] = "gpt-5.4-mini" } },
        };
        PolicyDecision[] decisions =
        [
            PolicyDecisions.Make(Policy(PolicyAutonomy.Notify), Notice(), false, Noon),
            PolicyDecisions.Make(Policy(PolicyAutonomy.Propose), Notice(), false, Noon),
            asked,
            switching,
            PolicyDecisions.Approve(byHand, "kim", "agreed", Noon),
            PolicyDecisions.Decline(asked, "kim", "a known load test", Noon),
            PolicyDecisions.Expire(asked, Noon.AddHours(1)),
            PolicyDecisions.Sent(acting, new(true, false, "202 Accepted"), Noon),
            PolicyDecisions.Sent(PolicyDecisions.Approve(asked, "kim", null, Noon), new(true, false, "200"), Noon),
            PolicyDecisions.Make(Policy(isDryRun: true), Notice(), false, Noon),
            PolicyDecisions.Sent(acting with { Action = new(PolicyActionKind.StopJob) { Url = "https://x.example" } }, new(false, false, "410 Gone"), Noon),
        ];
        var record = new PolicyRecord(new Dictionary<PolicyDecisionState, int>(), 1, 8, 0, 0, 0);
        return
        [
            .. decisions.Select(decision => PolicyNotices.Of(decision, decision.Steps.Count - 1)!),
            PolicyNotices.Quiet(Policy(PolicyAutonomy.Propose), record, PolicyDecisions.Decline(asked, "kim", null, Noon)),
        ];
    }

    private static string Written(NoticeText text) => string.Join(
        '\n',
        [text.Title, .. text.Paragraphs, .. text.Facts.Select(fact => $"{fact.Name}: {fact.Value}"), .. text.Advice.Select(line => $"- {line}")]);
}

using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using static FinOpsAI.Core.Tests.Policies.PolicyKit;

namespace FinOpsAI.Core.Tests.Policies;

public sealed class PolicyTests
{
    [Fact]
    public void A_policy_without_conditions_answers_every_notice_of_its_scope_and_below()
    {
        PolicyMatcher.Matches(Policy(), Notice()).ShouldBeTrue();
        PolicyMatcher.Matches(Policy(), Notice() with { Scope = ScopePath.ForTeam("search") }).ShouldBeTrue();
        PolicyMatcher.Matches(Policy(), Notice() with { Scope = ScopePath.ForTeam("other") }).ShouldBeFalse();
        PolicyMatcher.Matches(Policy(), Notice() with { Scope = ScopePath.Organization }).ShouldBeFalse();
    }

    [Fact]
    public void No_policy_answers_what_a_policy_said_or_what_is_taken_or_over()
    {
        PolicyMatcher.Matches(Policy(), Notice(kind: NoticeKind.Policy)).ShouldBeFalse();
        PolicyMatcher.Matches(Policy(), Notice() with { Phase = NoticePhase.Acknowledged }).ShouldBeFalse();
        PolicyMatcher.Matches(Policy(), Notice() with { Phase = NoticePhase.Closed }).ShouldBeFalse();
        PolicyMatcher.Matches(Policy(), Notice() with { Phase = NoticePhase.Updated }).ShouldBeTrue();
    }

    public static TheoryData<PolicyCondition, PolicyCondition> Conditions => new()
    {
        { new() { Kinds = [NoticeKind.Incident] }, new() { Kinds = [NoticeKind.BudgetForecast] } },
        { new() { Subjects = ["Spike"] }, new() { Subjects = ["leak"] } },
        { new() { MinimalSeverity = Severity.High }, new() { MinimalSeverity = Severity.Critical } },
        { new() { MinimalExcess = 400 }, new() { MinimalExcess = 400.01m } },
        { new() { MinimalPerHour = 200 }, new() { MinimalPerHour = 201 } },
        { new() { MinimalShare = 5 }, new() { MinimalShare = 5.1m } },
        { new() { MinimalProbability = 0.9 }, new() { MinimalProbability = 0.91 } },
        { new() { MaximalHoursToBreach = 3 }, new() { MaximalHoursToBreach = 2.9 } },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Each_condition_holds_from_its_bound_on(PolicyCondition holds, PolicyCondition fails)
    {
        PolicyMatcher.Matches(Policy() with { Condition = holds }, Notice()).ShouldBeTrue();
        PolicyMatcher.Matches(Policy() with { Condition = fails }, Notice()).ShouldBeFalse();
    }

    [Fact]
    public void A_figure_that_a_notice_does_not_carry_does_not_hold()
    {
        var bare = Notice() with { Figures = new("USD"), Subject = null };
        foreach (var holds in Conditions.Select(row => row.Data.Item1).Where(condition => condition is { Kinds.Count: 0, MinimalSeverity: Severity.Low }))
        {
            PolicyMatcher.Matches(Policy() with { Condition = holds }, bare).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(PolicyAutonomy.Notify, false, PolicyDecisionState.Noted, false)]
    [InlineData(PolicyAutonomy.Propose, false, PolicyDecisionState.Proposed, false)]
    [InlineData(PolicyAutonomy.Ask, false, PolicyDecisionState.Waiting, false)]
    [InlineData(PolicyAutonomy.Act, true, PolicyDecisionState.DryRun, false)]
    [InlineData(PolicyAutonomy.Act, false, PolicyDecisionState.Approved, true)]
    public void Autonomy_decides_how_a_decision_begins(PolicyAutonomy autonomy, bool isDryRun, PolicyDecisionState state, bool isSent)
    {
        var decision = PolicyDecisions.Make(Policy(autonomy, isDryRun), Notice(), false, Noon);

        decision.State.ShouldBe(state);
        decision.NextAttemptAt.ShouldBe(isSent ? Noon : null);
    }

    [Fact]
    public void The_same_thread_within_a_cooldown_is_the_same_decision_and_another_thread_is_not()
    {
        var first = PolicyDecisions.Make(Policy(), Notice(), false, Noon);

        PolicyDecisions.Make(Policy(), Notice(at: Noon.AddMinutes(1)), false, Noon.AddMinutes(2)).Id.ShouldBe(first.Id);
        PolicyDecisions.Make(Policy(), Notice("b"), false, Noon).Id.ShouldNotBe(first.Id);
        PolicyDecisions.Make(Policy(), Notice(at: Noon.AddHours(6)), false, Noon).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public void An_approved_question_is_sent_unless_the_policy_is_in_its_dry_run()
    {
        var asked = PolicyDecisions.Make(Policy(PolicyAutonomy.Ask), Notice(), false, Noon);
        var approved = PolicyDecisions.Approve(asked, "kim", "right", Noon.AddMinutes(5));
        approved.State.ShouldBe(PolicyDecisionState.Approved);
        approved.NextAttemptAt.ShouldBe(Noon.AddMinutes(5));
        approved.Answer!.By.ShouldBe("kim");

        var dry = PolicyDecisions.Approve(asked with { IsDryRun = true }, "kim", null, Noon);
        dry.State.ShouldBe(PolicyDecisionState.DryRun);
        dry.NextAttemptAt.ShouldBeNull();
        dry.IsBusy.ShouldBeTrue("the dry run is still to be told");
    }

    [Fact]
    public void Sending_is_retried_with_growing_pauses_and_then_given_up()
    {
        var decision = PolicyDecisions.Make(Policy(), Notice(), false, Noon);
        var pauses = new List<TimeSpan>();
        while (decision.NextAttemptAt is { } at)
        {
            decision = PolicyDecisions.Sent(decision, new(false, true, "503"), at);
            if (decision.NextAttemptAt is { } next)
            {
                pauses.Add(next - at);
            }
        }

        decision.State.ShouldBe(PolicyDecisionState.Failed);
        decision.Attempts.ShouldBe(7);
        pauses.ShouldBe(pauses.Order());
        pauses.Sum(pause => pause.TotalMinutes).ShouldBeLessThan(120);
        PolicyDecisions.Resend(decision, "kim", Noon).NextAttemptAt.ShouldBe(Noon);
    }

    [Fact]
    public void A_refusal_that_will_not_change_ends_it_at_once_and_an_acceptance_too()
    {
        var decision = PolicyDecisions.Make(Policy(), Notice(), false, Noon);

        PolicyDecisions.Sent(decision, new(false, false, "400"), Noon).State.ShouldBe(PolicyDecisionState.Failed);
        var acted = PolicyDecisions.Sent(decision, new(true, false, "202"), Noon);
        acted.State.ShouldBe(PolicyDecisionState.Acted);
        acted.Steps[^1].ShouldBe(new(PolicyDecisionState.Acted, Noon, AuditEntry.System, "202"));
    }

    [Theory]
    [InlineData(0, 5, true)]
    [InlineData(0, 4, false)]
    [InlineData(1, 4, false)]
    [InlineData(1, 8, true)]
    [InlineData(3, 3, false)]
    [InlineData(20, 0, false)]
    public void A_policy_falls_quiet_when_its_approval_rate_is_surely_under_a_half(int approved, int declined, bool isQuiet)
    {
        var policy = Policy(PolicyAutonomy.Ask);
        var record = PolicyRecord.Of(policy, Answered(policy, approved, declined), []);

        (record.Approved, record.Declined).ShouldBe((approved, declined));
        record.IsQuiet.ShouldBe(isQuiet);
    }

    [Fact]
    public void Wilsons_interval_has_its_published_ends()
    {
        // R's prop.test(1, 10, correct = FALSE) and binom::binom.confint(0, 5, methods = "wilson").
        PolicyRecord.WilsonUpper(1, 10).ShouldBe(0.4041500, 1e-6);
        PolicyRecord.WilsonUpper(0, 5).ShouldBe(0.4344825, 1e-6);
    }

    [Fact]
    public void Let_propose_again_a_policy_forgets_earlier_answers()
    {
        var policy = Policy(PolicyAutonomy.Propose);
        var decisions = Answered(policy, 0, 6);
        PolicyRecord.Of(policy, decisions, []).IsQuiet.ShouldBeTrue();
        PolicyDecisions.Make(policy, Notice(), true, Noon).State.ShouldBe(PolicyDecisionState.Withheld);

        var resumed = PolicyRecord.Of(policy with { LearnsFrom = Noon.AddDays(1) }, decisions, []);
        resumed.IsQuiet.ShouldBeFalse();
        resumed.Decisions[PolicyDecisionState.Declined].ShouldBe(6);
    }

    [Fact]
    public void Peoples_words_on_the_incidents_behind_a_policys_decisions_are_counted()
    {
        var policy = Policy(PolicyAutonomy.Notify);
        var anomaly = new Anomaly(
            "a", Key, AnomalyKind.Spike, AnomalyState.Open, Severity.High, Granularity.Hour, Noon, Noon.AddHours(1), 5, 1, 0, 2, 0.9, "a");
        AnomalyFeedback[] words =
        [
            new(anomaly, FeedbackVerdict.Noise, null, Noon), new(anomaly with { Id = "x", IncidentId = "x" }, FeedbackVerdict.Useful, null, Noon),
        ];

        var record = PolicyRecord.Of(policy, [PolicyDecisions.Make(policy, Notice("a"), false, Noon)], words);

        (record.Useful, record.Expected, record.Noise).ShouldBe((0, 0, 1));
    }

    [Fact]
    public void A_rehearsal_answers_a_thread_once_in_a_cooldown()
    {
        var policy = Policy() with { Cooldown = TimeSpan.FromHours(6) };
        Notice[] notices =
        [
            Notice("a"), Notice("a") with { Key = "incident/a/2", At = Noon.AddHours(5) }, Notice("a") with { Key = "incident/a/3", At = Noon.AddHours(6) },
            Notice("b", Noon.AddHours(1)), Notice("c", kind: NoticeKind.Policy),
        ];

        PolicyRehearsal.Answered(policy, notices).Select(notice => notice.Key).ShouldBe(["incident/a/3", "incident/b/1", "incident/a/1"]);
    }

    private static List<PolicyDecision> Answered(Policy policy, int approved, int declined) =>
    [
        .. Enumerable.Range(0, approved + declined).Select(i =>
        {
            var asked = PolicyDecisions.Make(policy, Notice($"n{i}"), false, Noon);
            return i < approved ? PolicyDecisions.Approve(asked, "kim", null, Noon) : PolicyDecisions.Decline(asked, "kim", null, Noon);
        }),
    ];
}

using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Tests.Policies;

public sealed class PolicyEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_acting_policy_acts_once_tells_and_writes_it_down()
    {
        await using var harness = await PolicyHarness.StartAsync();
        await harness.AddAsync(PolicyAutonomy.Act);

        await harness.HearAsync(harness.Notice());
        await harness.HearAsync(harness.Notice());
        await harness.HearAsync(harness.Notice(word: 2));

        harness.Sent.ShouldHaveSingleItem();
        (await harness.OnlyAsync()).State.ShouldBe(PolicyDecisionState.Acted);
        harness.Told.Select(notice => notice.Subject).ShouldBe(["acted"]);
        (await harness.AuditAsync()).ShouldBe(["policy.approved by system", "policy.acted by system"]);
    }

    [Fact]
    public async Task After_its_cooldown_a_policy_answers_the_same_thread_again()
    {
        await using var harness = await PolicyHarness.StartAsync();
        await harness.AddAsync(PolicyAutonomy.Notify);
        await harness.HearAsync(harness.Notice());

        harness.Time.Advance(TimeSpan.FromHours(5));
        await harness.HearAsync(harness.Notice(word: 2));
        harness.Told.Count.ShouldBe(1);

        harness.Time.Advance(TimeSpan.FromHours(1));
        await harness.HearAsync(harness.Notice(word: 3));
        harness.Told.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_dry_run_sends_nothing_and_says_what_it_would_have_done()
    {
        await using var harness = await PolicyHarness.StartAsync();
        await harness.AddAsync(PolicyAutonomy.Act, isDryRun: true);

        await harness.HearAsync(harness.Notice());

        harness.Sent.ShouldBeEmpty();
        harness.Told.Single().English.Title.ShouldStartWith("Dry run: throttle prod-key");
        (await harness.AuditAsync()).ShouldBe(["policy.dryRun by system"]);
    }

    [Fact]
    public async Task A_question_waits_for_its_approver_and_acts_on_his_word()
    {
        await using var harness = await PolicyHarness.StartAsync();
        await harness.AddAsync(PolicyAutonomy.Ask);
        await harness.HearAsync(harness.Notice());
        harness.Sent.ShouldBeEmpty();
        var id = (await harness.OnlyAsync()).Id;

        (await harness.Answers.AnswerAsync(id, true, "lee", null, Token)).Outcome.ShouldBe(PolicyAnswerOutcome.NotTheApprover);
        (await harness.Answers.AnswerAsync(id, true, "Kim", "go", Token)).Outcome.ShouldBe(PolicyAnswerOutcome.Taken);
        (await harness.Answers.AnswerAsync(id, true, "Kim", "go", Token)).Outcome.ShouldBe(PolicyAnswerOutcome.Taken, "a button pressed twice");
        (await harness.Answers.AnswerAsync(id, false, "Kim", "no", Token)).Outcome.ShouldBe(PolicyAnswerOutcome.TooLate);
        await harness.Runner.RunOnceAsync(Token);

        harness.Sent.ShouldHaveSingleItem().Answer!.By.ShouldBe("Kim");
        harness.Told.Select(notice => notice.Subject).ShouldBe(["waiting", "acted"]);
        (await harness.AuditAsync()).ShouldBe(["policy.waiting by system", "policy.approved by Kim", "policy.acted by system"]);
        (await harness.Answers.AnswerAsync("nothing", true, "kim", null, Token)).Outcome.ShouldBe(PolicyAnswerOutcome.Unknown);
    }

    [Fact]
    public async Task A_question_that_nobody_answers_expires_and_an_answer_comes_too_late()
    {
        await using var harness = await PolicyHarness.StartAsync();
        await harness.AddAsync(PolicyAutonomy.Ask);
        await harness.HearAsync(harness.Notice());

        harness.Time.Advance(TimeSpan.FromHours(1));
        await harness.Runner.RunOnceAsync(Token);

        var decision = await harness.OnlyAsync();
        decision.State.ShouldBe(PolicyDecisionState.Expired);
        (await harness.Answers.AnswerAsync(decision.Id, true, "kim", null, Token)).Outcome.ShouldBe(PolicyAnswerOutcome.TooLate);
        harness.Told.Select(notice => notice.Subject).ShouldBe(["waiting", "expired"]);
        (await harness.Store.Policies.ListBusyAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_fails_is_tried_again_under_the_same_id_until_it_takes_it()
    {
        await using var harness = await PolicyHarness.StartAsync();
        await harness.AddAsync(PolicyAutonomy.Act);
        harness.Receiver.Enqueue(new(false, true, "503"));
        harness.Receiver.Enqueue(new(false, true, "no answer"));

        await harness.HearAsync(harness.Notice());
        await harness.Runner.RunOnceAsync(Token);
        harness.Sent.Count.ShouldBe(1, "not before its time");
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        await harness.NewRunner().RunOnceAsync(Token);
        harness.Time.Advance(TimeSpan.FromSeconds(30));
        await harness.NewRunner().RunOnceAsync(Token);

        harness.Sent.Select(decision => decision.Id).Distinct().ShouldHaveSingleItem();
        harness.Sent.Count.ShouldBe(3);
        (await harness.OnlyAsync()).State.ShouldBe(PolicyDecisionState.Acted);
    }

    [Fact]
    public async Task A_refused_action_is_told_and_can_be_sent_again()
    {
        await using var harness = await PolicyHarness.StartAsync();
        await harness.AddAsync(PolicyAutonomy.Act);
        harness.Receiver.Enqueue(new(false, false, "410 Gone"));
        await harness.HearAsync(harness.Notice());
        var failed = await harness.OnlyAsync();
        failed.State.ShouldBe(PolicyDecisionState.Failed);

        (await harness.Answers.ResendAsync(failed.Id, "kim", Token)).Outcome.ShouldBe(PolicyAnswerOutcome.Taken);
        await harness.Runner.RunOnceAsync(Token);

        (await harness.OnlyAsync()).State.ShouldBe(PolicyDecisionState.Acted);
        (await harness.Answers.ResendAsync(failed.Id, "kim", Token)).Outcome.ShouldBe(PolicyAnswerOutcome.TooLate);
        harness.Told.Select(notice => notice.Subject).ShouldBe(["failed", "acted"]);
    }

    [Fact]
    public async Task A_policy_whose_proposals_are_declined_falls_quiet_says_so_once_and_can_be_let_speak_again()
    {
        await using var harness = await PolicyHarness.StartAsync();
        var policy = await harness.AddAsync(PolicyAutonomy.Propose);
        for (var i = 0; i < 5; i++)
        {
            await harness.HearAsync(harness.Notice($"t{i}"));
            var proposed = (await harness.Store.Policies.LatestAsync("p", $"incident/t{i}", Token))!;
            await harness.Answers.AnswerAsync(proposed.Id, false, "kim", "not again", Token);
            await harness.Runner.RunOnceAsync(Token);
        }

        harness.Told.Count(notice => notice.Subject == "quiet").ShouldBe(1);
        await harness.HearAsync(harness.Notice("quiet"));
        (await harness.Store.Policies.LatestAsync("p", "incident/quiet", Token))!.State.ShouldBe(PolicyDecisionState.Withheld);
        harness.Told.ShouldAllBe(notice => notice.Subject != "withheld");

        harness.Time.Advance(TimeSpan.FromMinutes(1));
        await harness.Store.Policies.SaveAsync(policy with { LearnsFrom = harness.Time.GetUtcNow() }, Token);
        await harness.HearAsync(harness.Notice("loud"));
        (await harness.Store.Policies.LatestAsync("p", "incident/loud", Token))!.State.ShouldBe(PolicyDecisionState.Proposed);
    }

    [Fact]
    public async Task Policies_never_answer_what_policies_say()
    {
        await using var harness = await PolicyHarness.StartAsync();
        await harness.AddAsync(PolicyAutonomy.Notify, "a");
        await harness.AddAsync(PolicyAutonomy.Notify, "b");

        await harness.HearAsync(harness.Notice());
        await harness.Runner.RunOnceAsync(Token);
        await harness.HearAsync(harness.Notice("z", kind: NoticeKind.Policy));

        harness.Told.Count.ShouldBe(2);
        (await harness.Store.Policies.ListDecisionsAsync(new(), Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_policy_is_tried_on_the_notices_of_the_outbox_without_old_ones_and_those_of_policies()
    {
        await using var harness = await PolicyHarness.StartAsync();
        var policy = await harness.AddAsync(PolicyAutonomy.Notify);
        var (old, heard, said) = (harness.Notice("old") with { At = PolicyHarness.Noon.AddHours(-1) }, harness.Notice("a"), harness.Notice("p", kind: NoticeKind.Policy));
        await harness.Store.Outbox.AddAsync([old, heard, said], [], Token);

        var notices = await PolicyRehearsal.NoticesAsync(harness.Store.Outbox, harness.Store.Anomalies, PolicyHarness.Noon, "USD", Token);

        notices.ShouldHaveSingleItem().Key.ShouldBe(heard.Key);
        PolicyRehearsal.Answered(policy, notices).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_decided_before_a_crash_is_told_and_done_after_it()
    {
        await using var harness = await PolicyHarness.StartAsync();
        await harness.AddAsync(PolicyAutonomy.Act);
        await harness.Listener.HearAsync([harness.Notice()], Token);
        harness.Told.ShouldBeEmpty();

        await harness.NewRunner().RunOnceAsync(Token);

        harness.Sent.ShouldHaveSingleItem();
        harness.Told.ShouldHaveSingleItem();
        (await harness.Store.Policies.ListBusyAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_policy_that_is_switched_off_hears_nothing()
    {
        await using var harness = await PolicyHarness.StartAsync();
        var policy = await harness.AddAsync(PolicyAutonomy.Act);
        await harness.Store.Policies.SaveAsync(policy with { IsEnabled = false }, Token);

        await harness.HearAsync(harness.Notice());

        (await harness.Store.Policies.ListDecisionsAsync(new(), Token)).ShouldBeEmpty();
    }
}

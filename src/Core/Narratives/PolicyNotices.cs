using System.Globalization;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Policies;

namespace FinOpsAI.Core.Narratives;

/// <summary>What people are told of policies: proposals, questions, results, in both languages.</summary>
public static class PolicyNotices
{
    /// <summary>The notice of one step of a decision; null for steps of which nobody needs to hear.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="step">Which of its steps, from 0.</param>
    public static Notice? Of(PolicyDecision decision, int step)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var what = decision.Steps[step];

        // Of what is on its way people hear when it has arrived.
        var isOnItsWay = what.State == PolicyDecisionState.Approved && decision.Action?.Url is not null;
        if (what.State == PolicyDecisionState.Withheld || isOnItsWay)
        {
            return null;
        }

        var phase = what.State switch
        {
            _ when step == 0 => NoticePhase.Opened,
            PolicyDecisionState.Failed => NoticePhase.Updated,
            _ => NoticePhase.Closed,
        };
        return new(
            string.Create(CultureInfo.InvariantCulture, $"policy/{decision.Id}/{step}"),
            $"policy/{decision.Id}",
            NoticeKind.Policy,
            phase,
            decision.Notice.Scope,
            decision.Notice.Severity,
            what.At,
            decision.Notice.Figures,
            Text(decision, what, NarrativeLanguage.English),
            Text(decision, what, NarrativeLanguage.Korean))
        {
            Subject = PolicyWords.Code(what.State),
            Page = $"/policies/decisions/{decision.Id}",
            Owner = decision.Approver ?? decision.Notice.Owner,
        };
    }

    /// <summary>A policy has stopped proposing.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="record">Its record.</param>
    /// <param name="last">The decision whose refusal made it so.</param>
    public static Notice Quiet(Policy policy, PolicyRecord record, PolicyDecision last)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(last);
        var answered = record.Approved + record.Declined;
        return new(
            $"policy/{policy.Id}/quiet/{last.Id}",
            $"policy/{policy.Id}",
            NoticeKind.Policy,
            NoticePhase.Opened,
            policy.Scope,
            Severity.Low,
            last.Steps[^1].At,
            new(last.Notice.Figures.Currency),
            new(
                $"Policy \"{policy.Name}\" stops proposing",
                [
                    $"{record.Declined} of its last {answered} proposals were declined, so it no longer makes any.",
                    "What it would have proposed is still written down. It can be let propose again at any time, best with a narrower condition.",
                ],
                [],
                ["Let it propose again, change its condition, or remove it."]),
            new(
                $"정책 \"{policy.Name}\" 제안 중단",
                [
                    $"최근 제안 {answered}건 가운데 {record.Declined}건이 거절되어 더 이상 제안하지 않습니다.",
                    "제안했을 내용은 계속 기록됩니다. 조건을 좁힌 뒤 언제든지 다시 제안하게 할 수 있습니다.",
                ],
                [],
                ["다시 제안하게 하거나, 조건을 바꾸거나, 정책을 삭제하세요."]))
        {
            Subject = "quiet",
            Page = $"/policies/{policy.Id}",
        };
    }

    private static NoticeText Text(PolicyDecision decision, PolicyStep step, NarrativeLanguage language)
    {
        var isKorean = language == NarrativeLanguage.Korean;
        var about = isKorean ? decision.Notice.Korean : decision.Notice.English;
        var action = PolicyWords.Action(decision, language);
        var (title, sentence) = isKorean ? Korean(decision, step, action) : English(decision, step, action);
        List<string> paragraphs = [sentence, isKorean ? $"이유: {about.Title}" : $"Because: {about.Title}"];
        if (decision.Action?.Text is { } words)
        {
            paragraphs.Add(words);
        }

        List<NoticeFact> facts = [new(isKorean ? "정책" : "Policy", decision.PolicyName), new(isKorean ? "범위" : "Scope", decision.Notice.Scope.Key)];
        if (step.Text is { } text)
        {
            facts.Add(new(step.By == AuditEntry.System ? isKorean ? "결과" : "Result" : isKorean ? "사유" : "Reason", text));
        }

        return new(Short(title, 150), paragraphs, [.. facts.Select(fact => fact with { Value = Short(fact.Value, 300) })], Advice(step, isKorean));
    }

    private static (string Title, string Sentence) English(PolicyDecision decision, PolicyStep step, string action)
    {
        var name = $"\"{decision.PolicyName}\"";
        return step.State switch
        {
            PolicyDecisionState.Proposed => ($"Proposal: {action}", $"Policy {name} proposes to {action}."),
            PolicyDecisionState.Waiting =>
                ($"Approval wanted: {action}", $"Policy {name} asks whether to {action}. Without an answer by {Time(decision, NarrativeLanguage.English)} nothing is done."),
            PolicyDecisionState.Approved => ($"Approved: {action}", $"{step.By} approved. No webhook is set, so somebody has to {action} by hand."),
            PolicyDecisionState.Declined => ($"Declined: {action}", $"{step.By} declined what policy {name} wanted to do. Nothing was done."),
            PolicyDecisionState.Expired => ($"Not done: {action}", $"Nobody answered policy {name} in time, so it did not {action}."),
            PolicyDecisionState.Acted => ($"Done: {action}", $"Policy {name} had it done: {action}. {Who(decision)}"),
            PolicyDecisionState.DryRun => ($"Dry run: {action}", $"Policy {name} would {action}. It is in its dry run, so nothing was sent."),
            PolicyDecisionState.Failed => ($"Failed: {action}", $"Policy {name} could not {action}: the receiver did not take it."),
            _ => ($"Policy {name} applies", $"The condition of policy {name} came true."),
        };
    }

    private static (string Title, string Sentence) Korean(PolicyDecision decision, PolicyStep step, string action)
    {
        var name = $"\"{decision.PolicyName}\"";
        return step.State switch
        {
            PolicyDecisionState.Proposed => ($"제안: {action}", $"정책 {name}에서 다음 조치를 제안합니다: {action}."),
            PolicyDecisionState.Waiting =>
                ($"승인 요청: {action}", $"정책 {name}에서 다음 조치의 승인을 요청합니다: {action}. {Time(decision, NarrativeLanguage.Korean)}까지 답이 없으면 아무것도 하지 않습니다."),
            PolicyDecisionState.Approved => ($"승인됨: {action}", $"{step.By} 님이 승인했습니다. 웹훅이 없으므로 사람이 직접 처리해야 합니다: {action}."),
            PolicyDecisionState.Declined => ($"거절됨: {action}", $"{step.By} 님이 정책 {name}의 조치를 거절했습니다. 아무것도 하지 않았습니다."),
            PolicyDecisionState.Expired => ($"실행 안 됨: {action}", $"정책 {name}의 승인 요청에 제때 답이 없어 실행하지 않았습니다: {action}."),
            PolicyDecisionState.Acted => ($"실행됨: {action}", $"정책 {name}의 조치가 실행되었습니다: {action}.{KoreanWho(decision)}"),
            PolicyDecisionState.DryRun => ($"모의 실행: {action}", $"정책 {name}대로라면 다음 조치를 실행했을 것입니다: {action}. 모의 실행 중이라 아무것도 보내지 않았습니다."),
            PolicyDecisionState.Failed => ($"실패: {action}", $"정책 {name}의 조치를 실행하지 못했습니다: {action}. 수신 시스템이 받지 않았습니다."),
            _ => ($"정책 {name} 해당", $"정책 {name}의 조건이 충족되었습니다."),
        };
    }

    private static string[] Advice(PolicyStep step, bool isKorean) => (step.State, isKorean) switch
    {
        (PolicyDecisionState.Proposed or PolicyDecisionState.Waiting, false) => ["Approve or decline it."],
        (PolicyDecisionState.Proposed or PolicyDecisionState.Waiting, true) => ["승인하거나 거절하세요."],
        (PolicyDecisionState.Failed, false) => ["Check the receiver, then send it again, or do it by hand."],
        (PolicyDecisionState.Failed, true) => ["수신 시스템을 확인한 뒤 다시 보내거나 직접 처리하세요."],
        (PolicyDecisionState.DryRun, false) => ["Judge whether it would have been right before the policy leaves its dry run."],
        (PolicyDecisionState.DryRun, true) => ["모의 실행을 끝내기 전에 옳은 조치였는지 판단하세요."],
        _ => [],
    };

    private static string Who(PolicyDecision decision) =>
        decision.Answer is { } answer ? $"{answer.By} had approved." : "It needed no approval.";

    private static string KoreanWho(PolicyDecision decision) =>
        decision.Answer is { } answer ? $" {answer.By} 님이 승인했습니다." : " 승인이 필요 없는 정책입니다.";

    private static string Time(PolicyDecision decision, NarrativeLanguage language) =>
        NarrativeFormat.Time(decision.ExpiresAt ?? decision.DecidedAt, language);

    private static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}

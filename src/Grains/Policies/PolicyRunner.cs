using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Policies;

/// <summary>
/// Carries out decisions from the store: tells and audits each step, sends what is approved until it is taken or given up, and closes questions
/// that nobody answered. Everything is at least once; keys and ids make the repetition harmless.
/// </summary>
public sealed partial class PolicyRunner(
    IPolicyStore store,
    IGuidanceStore guidance,
    INoticeSink notices,
    IAuditLog audit,
    IActionSender sender,
    WorkSignal<PolicyRunner> signal,
    TimeProvider time,
    ILogger<PolicyRunner> logger) : IEnginePart
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Name => "policies";

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await RunOnceAsync(cancellationToken);
            }
            catch (Exception e) when (e is StoreUnavailableException or GrainFault)
            {
                LogPostponed(e);
            }

            await signal.WaitAsync(LongestWait, time, cancellationToken);
        }
    }

    /// <summary>Does what is due now.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var decision in await store.ListBusyAsync(cancellationToken))
        {
            var now = await TellAsync(decision, cancellationToken);
            if (now is not null && await MoveAsync(now, cancellationToken) is { } moved)
            {
                await TellAsync(moved, cancellationToken);
            }
        }
    }

    /// <summary>Tells and audits the steps that were not yet.</summary>
    /// <returns>The decision as it then is; null when somebody else changed it meanwhile.</returns>
    private async Task<PolicyDecision?> TellAsync(PolicyDecision decision, CancellationToken cancellationToken)
    {
        if (decision.Told == decision.Steps.Count)
        {
            return decision;
        }

        var steps = Enumerable.Range(decision.Told, decision.Steps.Count - decision.Told).ToList();
        await audit.AppendAsync([.. steps.Select(step => Entry(decision, decision.Steps[step]))], cancellationToken);
        await notices.TellAsync(
            [
                .. steps.Select(step => PolicyNotices.Of(decision, step)).OfType<Core.Alerts.Notice>(),
                .. await QuietAsync(decision, steps, cancellationToken),
            ],
            cancellationToken);
        var told = PolicyDecisions.Tell(decision);
        return await store.UpdateAsync(told, cancellationToken) ? told : null;
    }

    /// <summary>The word that a policy has stopped proposing, after the refusal that made it so.</summary>
    private async Task<IReadOnlyList<Core.Alerts.Notice>> QuietAsync(PolicyDecision decision, List<int> steps, CancellationToken cancellationToken)
    {
        if (!steps.Any(step => decision.Steps[step].State == PolicyDecisionState.Declined))
        {
            return [];
        }

        var policy = (await store.ListAsync(cancellationToken)).FirstOrDefault(policy => policy.Id == decision.PolicyId);
        if (policy is null || await PolicyRecords.OfAsync(policy, store, guidance, cancellationToken) is not { IsQuiet: true } record)
        {
            return [];
        }

        return [PolicyNotices.Quiet(policy, record, decision)];
    }

    /// <summary>Sends or expires what is due.</summary>
    /// <returns>The decision when it moved; null when nothing was due or somebody else changed it.</returns>
    private async Task<PolicyDecision?> MoveAsync(PolicyDecision decision, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (decision.IsOpen && decision.ExpiresAt <= now)
        {
            var expired = PolicyDecisions.Expire(decision, now);
            return await store.UpdateAsync(expired, cancellationToken) ? expired : null;
        }

        if (decision.NextAttemptAt is not { } due || due > now)
        {
            return null;
        }

        var result = await sender.SendAsync(decision, cancellationToken);
        LogSent(decision.Id, decision.PolicyName, result.Message);
        var sent = PolicyDecisions.Sent(decision, result, time.GetUtcNow());
        return await store.UpdateAsync(sent, cancellationToken) ? sent : null;
    }

    private static AuditEntry Entry(PolicyDecision decision, PolicyStep step)
    {
        var details = new Dictionary<string, string>
        {
            ["decision"] = decision.Id,
            ["policy"] = decision.PolicyName,
            ["notice"] = decision.Notice.Key,
            ["title"] = decision.Notice.English.Title,
        };
        if (decision.Action is { } action)
        {
            details["action"] = PolicyWords.Code(action.Kind);
            foreach (var (name, value) in action.Parameters)
            {
                details[$"action.{name}"] = value;
            }
        }

        if (step.Text is { } text)
        {
            details[step.By == AuditEntry.System ? "result" : "reason"] = text;
        }

        return new(step.At, step.By, $"policy.{PolicyWords.Code(step.State)}", $"policy/{decision.PolicyId}", decision.Notice.Scope) { Details = details };
    }

    [LoggerMessage(EventId = 2601, Level = LogLevel.Warning, Message = "Policies: postponed")]
    private partial void LogPostponed(Exception exception);

    [LoggerMessage(EventId = 2602, Level = LogLevel.Information, Message = "Action {Decision} of policy {Policy}: {Result}")]
    private partial void LogSent(string decision, string policy, string result);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using FinOpsAI.Core.Policies;

namespace FinOpsAI.Web.Actions;

/// <summary>The body of an action's webhook.</summary>
/// <param name="Type"><c>action.throttle_key</c>, <c>action.switch_model</c> or <c>action.stop_job</c>.</param>
/// <param name="Timestamp">When it was decided, UTC.</param>
/// <param name="Data">What to do.</param>
internal sealed record ActionMessage(string Type, DateTimeOffset Timestamp, ActionData Data)
{
    /// <summary>The message of a decision; the same bytes at each attempt.</summary>
    public static byte[] Of(PolicyDecision decision)
    {
        var action = decision.Action!;
        var notice = decision.Notice;
        var message = new ActionMessage(TypeOf(action.Kind), decision.DecidedAt, new(
            decision.Id,
            notice.Scope.Key,
            notice.Scope.Name,
            action.Parameters,
            (long?)action.Duration?.TotalSeconds,
            action.Text,
            new(decision.PolicyId, decision.PolicyName),
            new(notice.Key, notice.English.Title, notice.Figures.Currency, notice.Figures.Excess, notice.Figures.PerHour, notice.Page),
            decision.Answer?.By));
        return JsonSerializer.SerializeToUtf8Bytes(message, ActionJson.Default.ActionMessage);
    }

    private static string TypeOf(PolicyActionKind kind) => kind switch
    {
        PolicyActionKind.ThrottleKey => "action.throttle_key",
        PolicyActionKind.SwitchModel => "action.switch_model",
        _ => "action.stop_job",
    };
}

/// <summary>What to do, to whom, how long and why.</summary>
/// <param name="DecisionId">The same at each attempt: what was done already is not done again.</param>
/// <param name="Scope">Whose spend, such as <c>resource:search/chat/prod-key</c>.</param>
/// <param name="Name">The scope's own name: the key, deployment or job.</param>
/// <param name="Parameters">As the policy says.</param>
/// <param name="DurationSeconds">For how long; null until somebody takes it back.</param>
/// <param name="Text">The policy's words.</param>
/// <param name="Policy">Who decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="ApprovedBy">The person who approved; null when none had to.</param>
internal sealed record ActionData(
    string DecisionId,
    string Scope,
    string Name,
    IReadOnlyDictionary<string, string> Parameters,
    long? DurationSeconds,
    string? Text,
    ActionPolicy Policy,
    ActionReason Reason,
    string? ApprovedBy);

/// <summary>The policy that decided.</summary>
internal sealed record ActionPolicy(string Id, string Name);

/// <summary>The notice that it answers.</summary>
internal sealed record ActionReason(string Notice, string Title, string Currency, decimal? Excess, decimal? PerHour, string? Page);

/// <summary>Generated code for the webhook's body.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ActionMessage))]
internal sealed partial class ActionJson : JsonSerializerContext;

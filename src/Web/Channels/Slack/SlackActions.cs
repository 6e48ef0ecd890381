using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Apis;
using FinOpsAI.Web.Channels.Outbound;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Web.Channels.Slack;

/// <summary>Does what a button in Slack says, and shows in the message that it is done.</summary>
internal sealed partial class SlackActions(
    IChannelStore channels, ISecretStore secrets, IncidentDesk desk, OutboundHttp http, TimeProvider time, ILogger<SlackActions> logger)
{
    private static readonly TimeSpan SnoozeFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The channel whose app signed a request; null when none did.</summary>
    public async Task<Channel?> SignerAsync(string? timestamp, string? signature, byte[] body, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var channel in await channels.ListChannelsAsync(cancellationToken))
        {
            if (channel.Kind == SlackChannel.Name
                && channel.Secrets.TryGetValue(SlackChannel.SigningSecret, out var kept)
                && Reveal(kept) is { } secret
                && SlackSignature.IsValid(secret, timestamp, signature, body, now))
            {
                return channel;
            }
        }

        return null;
    }

    /// <summary>Does the work of a payload. Faults are logged: nobody waits for them.</summary>
    public async Task HandleAsync(string payload, NarrativeLanguage language)
    {
        using var enough = new CancellationTokenSource(Patience, time);
        try
        {
            if (JsonNode.Parse(payload) is JsonObject root
                && Text(root["type"]) == "block_actions"
                && root["actions"] is JsonArray { Count: > 0 } actions
                && actions[0] is JsonObject action
                && Text(action["value"]) is { Length: > 0 } id
                && Step(Text(action["action_id"]), id, Actor(root)) is { } step)
            {
                var incident = await desk.TakeAsync(step, enough.Token);
                await ShowAsync(root, step, isKnown: incident is not null, language, enough.Token);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            LogBadPayload(e);
        }
        catch (Exception e) when (e is GrainFault or StoreUnavailableException or OperationCanceledException)
        {
            LogActionFailed(e);
        }
    }

    private IncidentStep? Step(string? action, string id, string actor) => action switch
    {
        SlackMessage.Acknowledge => new(id, IncidentStepKind.Acknowledge, actor),
        SlackMessage.Snooze => new(id, IncidentStepKind.Snooze, actor) { Until = time.GetUtcNow() + SnoozeFor },
        SlackMessage.Expected => new(id, IncidentStepKind.Expect, actor),
        _ => null,
    };

    /// <summary>The message as it was, with who did what below, and without the buttons that make no sense any more.</summary>
    private async Task ShowAsync(JsonObject payload, IncidentStep step, bool isKnown, NarrativeLanguage language, CancellationToken cancellationToken)
    {
        if (Text(payload["response_url"]) is not { Length: > 0 } url)
        {
            return;
        }

        var line = isKnown ? Line(step, language) : language == NarrativeLanguage.Korean ? "이 인시던트는 더 이상 없습니다." : "This incident is no longer there.";
        var blocks = new JsonArray();
        foreach (var block in payload["message"]?["blocks"] as JsonArray ?? [])
        {
            if (block is JsonObject one && Left(one, step.Kind) is { } kept)
            {
                blocks.Add(kept);
            }
        }

        blocks.Add(SlackMessage.Context(SlackMessage.Escape(line)));
        var text = Text(payload["message"]?["text"]) is { Length: > 0 } before ? $"{before}\n{SlackMessage.Escape(line)}" : SlackMessage.Escape(line);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = JsonContent.Create(new JsonObject { ["replace_original"] = true, ["text"] = text, ["blocks"] = blocks }),
        };
        var result = await http.SendAsync(request, cancellationToken);
        if (result.Outcome != SendOutcome.Delivered)
        {
            LogNotShown(result.Message);
        }
    }

    private static JsonObject? Left(JsonObject block, IncidentStepKind done)
    {
        var copy = (JsonObject)block.DeepClone();
        if (Text(copy["type"]) != "actions" || copy["elements"] is not JsonArray elements)
        {
            return copy;
        }

        var gone = done switch
        {
            IncidentStepKind.Acknowledge => (string[])[SlackMessage.Acknowledge],
            IncidentStepKind.Snooze => [SlackMessage.Snooze],
            _ => [SlackMessage.Acknowledge, SlackMessage.Snooze, SlackMessage.Expected],
        };
        var left = elements.Where(element => !gone.Contains(Text(element?["action_id"]))).Select(element => element?.DeepClone()).ToArray();
        copy["elements"] = new JsonArray(left);
        return left.Length == 0 ? null : copy;
    }

    private static string Line(IncidentStep step, NarrativeLanguage language) => (step.Kind, language) switch
    {
        (IncidentStepKind.Acknowledge, NarrativeLanguage.Korean) => $"{step.Actor} 님이 확인했습니다.",
        (IncidentStepKind.Acknowledge, _) => $"{step.Actor} has taken it.",
        (IncidentStepKind.Snooze, NarrativeLanguage.Korean) => $"{step.Actor} 님이 1시간 미뤘습니다.",
        (IncidentStepKind.Snooze, _) => $"{step.Actor} has put it off for an hour.",
        (_, NarrativeLanguage.Korean) => $"{step.Actor} 님이 예상된 지출이라고 했습니다.",
        _ => $"{step.Actor} says that it was expected.",
    };

    private static string Actor(JsonObject payload)
    {
        var user = payload["user"];
        var name = Text(user?["username"]) ?? Text(user?["name"]) ?? Text(user?["id"]) ?? "somebody";
        return $"slack:{(name.Length <= 90 ? name : name[..90])}";
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private string? Reveal(string kept)
    {
        try
        {
            return secrets.Reveal(kept);
        }
        catch (SourceException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 3211, Level = LogLevel.Warning, Message = "A signed payload from Slack could not be read")]
    private partial void LogBadPayload(Exception exception);

    [LoggerMessage(EventId = 3212, Level = LogLevel.Error, Message = "A button in Slack could not be followed; the person may press it again")]
    private partial void LogActionFailed(Exception exception);

    [LoggerMessage(EventId = 3213, Level = LogLevel.Warning, Message = "A message in Slack could not be updated: {Message}")]
    private partial void LogNotShown(string? message);
}

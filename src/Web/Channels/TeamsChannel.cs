using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Channels.Outbound;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Channels;

/// <summary>Microsoft Teams by a Workflows webhook: an adaptive card.</summary>
internal sealed class TeamsChannel(OutboundHttp http, OutboundGuard guard, IOptions<WebOptions> options) : INoticeChannel
{
    /// <summary>Teams refuses messages above about 28 KB; what does not fit is left to the dashboard.</summary>
    private const int MaxBytes = 27_000;

    public ChannelKind Kind { get; } = new(
        "teams",
        new("Microsoft Teams", "Microsoft Teams"),
        new(
            "The address of a workflow 'when a Teams webhook request is received'. Teams answers before the flow runs: an answer is no proof that it was posted.",
            "'Teams 웹후크 요청을 수신하면' 워크플로의 주소입니다. Teams는 흐름이 실행되기 전에 응답하므로, 응답이 게시를 뜻하지는 않습니다."),
        [new("url", new("Workflow address", "워크플로 주소"), SourceSettingType.Secret) { IsRequired = true }])
    {
        Pace = TimeSpan.FromMilliseconds(250),
    };

    public IReadOnlyList<ChannelFault> Check(Channel channel) =>
        guard.Fault(channel.Secrets.GetValueOrDefault("url")) is { } fault ? [new("url", fault)] : [];

    public async Task<SendResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        var notice = DigestText.Of(message.Notices, message.Key, message.Thread);
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Channel.Secrets["url"])
        {
            Content = new ByteArrayContent(Body(notice, message.Channel)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await http.SendAsync(request, cancellationToken);
    }

    private byte[] Body(Notice notice, Channel channel)
    {
        var text = notice.TextIn(channel.Language);
        for (var paragraphs = text.Paragraphs.Count; ; paragraphs /= 2)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(Message(notice, text with { Paragraphs = [.. text.Paragraphs.Take(paragraphs)] }, channel));
            if (body.Length <= MaxBytes || paragraphs == 0)
            {
                return body;
            }
        }
    }

    private JsonObject Message(Notice notice, NoticeText text, Channel channel)
    {
        var body = new JsonArray(
            new JsonObject
            {
                ["type"] = "TextBlock", ["size"] = "Large", ["weight"] = "Bolder", ["wrap"] = true,
                ["text"] = text.Title,
                ["color"] = notice.Phase == NoticePhase.Closed ? "Good" : notice.Severity >= Severity.High ? "Attention" : "Default",
            });
        foreach (var paragraph in text.Paragraphs)
        {
            body.Add(new JsonObject { ["type"] = "TextBlock", ["wrap"] = true, ["text"] = Plain(paragraph) });
        }

        if (text.Facts.Count > 0)
        {
            body.Add(new JsonObject
            {
                ["type"] = "FactSet",
                ["facts"] = new JsonArray([.. text.Facts.Select(fact => new JsonObject { ["title"] = fact.Name, ["value"] = Plain(fact.Value) })]),
            });
        }

        foreach (var advice in text.Advice)
        {
            body.Add(new JsonObject { ["type"] = "TextBlock", ["wrap"] = true, ["spacing"] = "Small", ["text"] = $"• {Plain(advice)}" });
        }

        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = body,
        };
        if (new NoticeLinks(options.Value.PublicUrl).To(notice) is { } link)
        {
            card["actions"] = new JsonArray(
                new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = NoticeLinks.OpenLabel(channel.Language), ["url"] = link });
        }

        return new()
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["contentUrl"] = null, ["content"] = card }),
        };
    }

    /// <summary>Text blocks read a little Markdown: names must not become links or emphasis.</summary>
    private static string Plain(string text) => string.Concat(text.Select(letter => letter is '*' or '_' or '[' or ']' or '`' or '\\' ? $"\\{letter}" : $"{letter}"));
}

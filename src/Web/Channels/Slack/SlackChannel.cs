using System.Net.Http.Json;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Channels.Outbound;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Channels.Slack;

/// <summary>Slack by an incoming webhook; with the app's signing secret its buttons work too.</summary>
internal sealed class SlackChannel(OutboundHttp http, OutboundGuard guard, IOptions<WebOptions> options) : INoticeChannel
{
    public const string Name = "slack";
    public const string SigningSecret = "signing_secret";

    public ChannelKind Kind { get; } = new(
        Name,
        new("Slack", "Slack"),
        new(
            "An incoming webhook of a Slack app. With the app's signing secret, and its interactivity pointed to /integrations/slack/actions, the buttons work.",
            "Slack 앱의 수신 웹훅입니다. 앱의 서명 비밀값을 넣고 상호작용 주소를 /integrations/slack/actions로 정하면 버튼도 동작합니다."),
        [
            new("url", new("Webhook address", "웹훅 주소"), SourceSettingType.Secret) { IsRequired = true },
            new(SigningSecret, new("Signing secret", "서명 비밀값"), SourceSettingType.Secret)
            {
                Help = new("Basic information of the app; without it messages have no buttons but Open.", "앱의 Basic Information에 있습니다. 없으면 열기 버튼만 보입니다."),
            },
        ])
    {
        Pace = TimeSpan.FromSeconds(1),
    };

    public IReadOnlyList<ChannelFault> Check(Channel channel) =>
        guard.Fault(channel.Secrets.GetValueOrDefault("url")) is { } fault ? [new("url", fault)] : [];

    public async Task<SendResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        var notice = DigestText.Of(message.Notices, message.Key, message.Thread);
        var link = new NoticeLinks(options.Value.PublicUrl).To(notice);
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Channel.Secrets["url"])
        {
            Content = JsonContent.Create(SlackMessage.Of(
                notice, message.Channel.Language, link, message.Channel.Secrets.ContainsKey(SigningSecret))),
        };
        return await http.SendAsync(request, cancellationToken);
    }
}

using System.Text.Json;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Apis;
using FinOpsAI.Web.Channels.Outbound;

namespace FinOpsAI.Web.Channels;

/// <summary>Any program: JSON with the signature of Standard Webhooks.</summary>
internal sealed class WebhookChannel(OutboundHttp http, OutboundGuard guard, TimeProvider time) : INoticeChannel
{
    private static readonly JsonSerializerOptions Json = Options();

    public ChannelKind Kind { get; } = new(
        "webhook",
        new("Webhook", "웹훅"),
        new(
            "Posts each notice as JSON, signed as Standard Webhooks say. webhook-id is the same at every try of one notice.",
            "알림마다 JSON을 Standard Webhooks 서명과 함께 보냅니다. 같은 알림의 webhook-id는 다시 보내도 같습니다."),
        [
            new("url", new("Address", "주소"), SourceSettingType.Secret) { IsRequired = true },
            new("secret", new("Signing secret", "서명 비밀값"), SourceSettingType.Secret)
            {
                IsRequired = true,
                Help = new("whsec_ and 24 to 64 random bytes in base64.", "whsec_ 뒤에 24~64바이트 난수를 base64로 적습니다."),
            },
            new("old_secret", new("Former signing secret", "이전 서명 비밀값"), SourceSettingType.Secret)
            {
                Help = new("While secrets change both sign; remove it after a day.", "비밀값을 바꾸는 동안 둘 다 서명합니다. 하루 뒤 지우세요."),
            },
        ])
    {
        Concurrency = 16,
        CanDigest = false,
    };

    public IReadOnlyList<ChannelFault> Check(Channel channel)
    {
        var faults = new List<ChannelFault>();
        if (guard.Fault(channel.Secrets.GetValueOrDefault("url")) is { } url)
        {
            faults.Add(new("url", url));
        }

        foreach (var name in (string[])["secret", "old_secret"])
        {
            if (channel.Secrets.TryGetValue(name, out var secret) && StandardWebhook.Fault(secret) is { } fault)
            {
                faults.Add(new(name, fault));
            }
        }

        return faults;
    }

    public async Task<SendResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        var notice = DigestText.Of(message.Notices, message.Key, message.Thread);
        var kind = Camel(notice.Kind.ToString());
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { type = $"{kind}.{Camel(notice.Phase.ToString())}", timestamp = notice.At.UtcDateTime, data = notice.ToResponse() }, Json);
        var secrets = message.Channel.Secrets;
        using var request = StandardWebhook.Request(
            secrets["url"],
            $"msg_{message.Key}",
            time.GetUtcNow(),
            body,
            ((string[])["secret", "old_secret"]).Where(secrets.ContainsKey).Select(name => secrets[name]));
        return await http.SendAsync(request, cancellationToken);
    }

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        FinOpsWeb.Configure(options);
        return options;
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Channels.Outbound;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Channels;

/// <summary>PagerDuty by Events API v2: a thread of notices is one alert, which the product triggers, acknowledges and resolves.</summary>
internal sealed class PagerDutyChannel(OutboundHttp http, OutboundGuard guard, IOptions<WebOptions> options) : INoticeChannel
{
    private const string DefaultUrl = "https://events.pagerduty.com/v2/enqueue";
    private const int MaxSummary = 1_024;
    private const int MaxDedupKey = 255;

    public ChannelKind Kind { get; } = new(
        "pagerduty",
        new("PagerDuty", "PagerDuty"),
        new(
            "An Events API v2 integration of a service. Acknowledged and closed incidents are acknowledged and resolved there.",
            "서비스의 Events API v2 통합입니다. 확인·종료된 인시던트는 PagerDuty에서도 확인·해결됩니다."),
        [
            new("routing_key", new("Integration key", "통합 키"), SourceSettingType.Secret) { IsRequired = true },
            new("url", new("Address", "주소"))
            {
                Default = DefaultUrl,
                Help = new("https://events.eu.pagerduty.com/v2/enqueue for accounts in the EU.", "EU 계정은 https://events.eu.pagerduty.com/v2/enqueue 입니다."),
            },
        ])
    {
        Concurrency = 4,
        CanDigest = false,
    };

    public IReadOnlyList<ChannelFault> Check(Channel channel)
    {
        var faults = new List<ChannelFault>();
        if (channel.Secrets.GetValueOrDefault("routing_key") is not { Length: 32 } key || !key.All(char.IsAsciiLetterOrDigit))
        {
            faults.Add(new("routing_key", "Expected the 32 letters and digits of an Events API v2 integration."));
        }

        if (guard.Fault(channel.Settings.GetValueOrDefault("url", DefaultUrl)) is { } url)
        {
            faults.Add(new("url", url));
        }

        return faults;
    }

    public async Task<SendResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        var notice = DigestText.Of(message.Notices, message.Key, message.Thread);
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Channel.Settings.GetValueOrDefault("url", DefaultUrl))
        {
            Content = JsonContent.Create(Event(message, notice)),
        };
        return await http.SendAsync(request, cancellationToken);
    }

    private JsonObject Event(ChannelMessage message, Notice notice)
    {
        var dedup = $"finopsai:{message.Thread}";
        var result = new JsonObject
        {
            ["routing_key"] = message.Channel.Secrets["routing_key"],
            ["event_action"] = Action(notice.Phase),
            ["dedup_key"] = dedup.Length <= MaxDedupKey ? dedup : dedup[..MaxDedupKey],
        };
        if (notice.Phase is NoticePhase.Acknowledged or NoticePhase.Closed)
        {
            return result;
        }

        var text = notice.TextIn(message.Channel.Language);
        var links = new NoticeLinks(options.Value.PublicUrl);
        result["payload"] = new JsonObject
        {
            ["summary"] = text.Title.Length <= MaxSummary ? text.Title : text.Title[..MaxSummary],
            ["source"] = links.Host ?? "finopsai",
            ["severity"] = SeverityName(notice.Severity),
            ["timestamp"] = notice.At.UtcDateTime,
            ["component"] = notice.Scope.Name,
            ["group"] = notice.Scope.Team ?? "org",
            ["class"] = notice.Subject ?? notice.Kind.ToString(),
            ["custom_details"] = Details(notice, text),
        };
        result["client"] = "FinOpsAI";
        if (links.To(notice) is { } link)
        {
            result["client_url"] = link;
            result["links"] = new JsonArray(new JsonObject { ["href"] = link, ["text"] = NoticeLinks.OpenLabel(message.Channel.Language) });
        }

        return result;
    }

    private static JsonObject Details(Notice notice, NoticeText text)
    {
        var details = new JsonObject
        {
            ["text"] = string.Join("\n", text.Paragraphs),
            ["currency"] = notice.Figures.Currency,
        };
        foreach (var fact in text.Facts)
        {
            details[fact.Name] = fact.Value;
        }

        if (text.Advice.Count > 0)
        {
            details["advice"] = string.Join("\n", text.Advice);
        }

        return details;
    }

    private static string Action(NoticePhase phase) => phase switch
    {
        NoticePhase.Acknowledged => "acknowledge",
        NoticePhase.Closed => "resolve",
        _ => "trigger",
    };

    private static string SeverityName(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "error",
        Severity.Medium => "warning",
        _ => "info",
    };
}

using System.Net;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.TestSupport;
using FinOpsAI.Web.Channels.Outbound;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Tests.Channels;

/// <summary>What tests of channels share: a notice, and a guard that lets them reach loopback.</summary>
internal static class ChannelKit
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static ManualTime Time { get; } = new(Now);

    public static IOptions<WebOptions> Web { get; } = Options.Create(new WebOptions { PublicUrl = "https://finops.example" });

    public static OutboundGuard Guard { get; } = new(
        new Loopback(), Options.Create(new OutboundOptions { AllowHttp = true, AllowedNetworks = ["127.0.0.0/8"] }));

    public static Notice Notice(NoticePhase phase = NoticePhase.Opened, string title = "prod-key: spend spike, $400.00 over") => new(
        $"incident/abc/1-{phase}", "incident/abc", NoticeKind.Incident, phase, ScopePath.ForResource("search", "chat", "prod-key"), Severity.Critical, Now,
        new("USD") { Spent = 500, Excess = 400 },
        new(title, ["Since Nov 20, 12:00 UTC $500.00 was spent & <more>."], [new("Team", "search"), new("Cost of waiting", "$400.00 an hour")], ["Throttle prod-key."]),
        new("prod-key: 지출 급증, $400.00 초과", ["11월 20일 12:00 UTC부터 $500.00 지출"], [new("팀", "search")], ["키를 제한하세요."]))
    {
        Subject = "spike", Page = "/anomalies/abc", Owner = "search",
    };

    public static ChannelMessage Message(Channel channel, params IReadOnlyList<Notice> notices) =>
        new(channel, "0123456789abcdef0123456789abcdef", notices[0].Thread, notices);

    public static Channel Channel(
        string kind,
        IReadOnlyDictionary<string, string>? secrets = null,
        IReadOnlyDictionary<string, string>? settings = null,
        NarrativeLanguage language = NarrativeLanguage.English) => new()
        {
            Id = kind, Kind = kind, Name = kind, Language = language, CreatedAt = Now,
            Secrets = secrets ?? new Dictionary<string, string>(), Settings = settings ?? new Dictionary<string, string>(),
        };

    private sealed class Loopback : IHostResolver
    {
        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Loopback]);
    }
}

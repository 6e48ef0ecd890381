using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.TestSupport;
using FinOpsAI.Web.Actions;
using FinOpsAI.Web.Channels;
using FinOpsAI.Web.Channels.Outbound;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Tests;

public sealed class WebhookActionTests : ISecretStore
{
    private const string Secret = "whsec_Zmlub3BzLWRlbW8td2ViaG9vay1zZWNyZXQtMDAwMSE=";

    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_action_says_what_whom_how_long_and_why_and_is_signed()
    {
        await using var gateway = await ProviderServer.StartAsync();
        gateway.On("/actions", """{"ok":true}""");
        var decision = PolicyDecisions.Approve(Decision(gateway.Url + "/actions"), "kim", null, Noon);

        var result = await SendAsync(decision);

        result.IsTaken.ShouldBeTrue();
        var request = gateway.Requests.ShouldHaveSingleItem();
        request.Headers["webhook-id"].ToString().ShouldBe(decision.Id);
        var timestamp = long.Parse(request.Headers["webhook-timestamp"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
        timestamp.ShouldBe(Noon.ToUnixTimeSeconds());
        request.Headers["webhook-signature"].ToString().ShouldBe(StandardWebhook.Sign(decision.Id, timestamp, request.Body, Secret));
        var body = JsonDocument.Parse(request.Body).RootElement;
        body.GetProperty("type").GetString().ShouldBe("action.throttle_key");
        var data = body.GetProperty("data");
        data.GetProperty("decisionId").GetString().ShouldBe(decision.Id);
        data.GetProperty("scope").GetString().ShouldBe("resource:search/chat/prod-key");
        data.GetProperty("name").GetString().ShouldBe("prod-key");
        data.GetProperty("durationSeconds").GetInt64().ShouldBe(7_200);
        data.GetProperty("parameters").GetProperty("requestsPerMinute").GetString().ShouldBe("10");
        data.GetProperty("reason").GetProperty("title").GetString().ShouldBe("A spike");
        data.GetProperty("reason").GetProperty("excess").GetDecimal().ShouldBe(400m);
        data.GetProperty("approvedBy").GetString().ShouldBe("kim");
        Encoding.UTF8.GetString(request.Body).ShouldNotContain("whsec");
    }

    [Theory]
    [InlineData(202, true, false)]
    [InlineData(302, false, false)]
    [InlineData(400, false, false)]
    [InlineData(410, false, false)]
    [InlineData(429, false, true)]
    [InlineData(503, false, true)]
    public async Task The_receivers_answer_decides_whether_it_is_tried_again(int status, bool isTaken, bool mayRetry)
    {
        await using var gateway = await ProviderServer.StartAsync();
        gateway.On("/actions", _ => ProviderAnswer.Error(status, "so\nit is").With("Location", gateway.Url + "/elsewhere"));
        gateway.On("/elsewhere", "{}");

        var result = await SendAsync(Decision(gateway.Url + "/actions"));

        (result.IsTaken, result.MayRetry).ShouldBe((isTaken, mayRetry));
        result.Message.ShouldNotBeEmpty();
        gateway.Requests.Count.ShouldBe(1, "a redirect is not followed");
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_tried_again()
    {
        var gateway = await ProviderServer.StartAsync();
        var url = gateway.Url;
        await gateway.DisposeAsync();

        var result = await SendAsync(Decision(url + "/actions"));

        (result.IsTaken, result.MayRetry).ShouldBe((false, true));
    }

    public string Protect(string entered) => entered;

    public string Reveal(string kept) => Secret;

    private static PolicyDecision Decision(string url)
    {
        var policy = new Policy("pol", "Runaway keys", ScopePath.Organization, new(), PolicyAutonomy.Act, Noon)
        {
            Action = new(PolicyActionKind.ThrottleKey)
            {
                Url = url,
                Secret = "kept",
                Duration = TimeSpan.FromHours(2),
                Parameters = new Dictionary<string, string> { ["requestsPerMinute"] = "10" },
            },
        };
        var notice = new Notice(
            "incident/a/1", "incident/a", NoticeKind.Incident, NoticePhase.Opened, ScopePath.ForResource("search", "chat", "prod-key"), Severity.High,
            Noon, new("USD") { Excess = 400 }, new("A spike", [], [], []), new("급증", [], [], []));
        return PolicyDecisions.Make(policy, notice, false, Noon);
    }

    private async Task<ActionResult> SendAsync(PolicyDecision decision)
    {
        var options = new OutboundOptions { AllowHttp = true, AllowedNetworks = ["127.0.0.0/8"] };
        using var http = new OutboundHttp(new(new DnsResolver(), Options.Create(options)), TimeProvider.System);
        return await new WebhookActionSender(http, this, new ManualTime(Noon)).SendAsync(decision, Token);
    }
}

using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.TestSupport;
using FinOpsAI.Web.Channels;
using FinOpsAI.Web.Channels.Outbound;
using FinOpsAI.Web.Channels.Slack;

namespace FinOpsAI.Web.Tests.Channels;

public sealed class HttpChannelTests : IAsyncLifetime
{
    private const string Secret = "whsec_Zmlub3BzLWRlbW8td2ViaG9vay1zZWNyZXQtMDAwMSE=";

    private readonly OutboundHttp _http = new(ChannelKit.Guard, ChannelKit.Time);
    private ProviderServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = (await ProviderServer.StartAsync()).On("/hook", _ => ProviderAnswer.Text("ok"));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Slack_gets_blocks_within_its_limits_with_buttons_when_clicks_can_come_back()
    {
        var slack = new SlackChannel(_http, ChannelKit.Guard, ChannelKit.Web);
        var notice = ChannelKit.Notice(title: new string('x', 149) + "&<>");
        notice = notice with { English = notice.English with { Paragraphs = [.. Enumerable.Repeat(new string('&', 4_000), 10)] } };

        (await slack.SendAsync(ChannelKit.Message(Channel("slack", ("signing_secret", "s")), notice), Token)).Outcome.ShouldBe(SendOutcome.Delivered);

        var message = JsonDocument.Parse(_server.Requests.ShouldHaveSingleItem().Body).RootElement;
        var blocks = message.GetProperty("blocks").EnumerateArray().ToList();
        message.GetProperty("text").GetString()!.Length.ShouldBeLessThanOrEqualTo(3_000);
        blocks.Count.ShouldBeLessThanOrEqualTo(50);
        blocks[0].GetProperty("text").GetProperty("text").GetString()!.Length.ShouldBeLessThanOrEqualTo(150);
        blocks.Where(block => block.GetProperty("type").GetString() == "section" && block.TryGetProperty("text", out _))
            .ShouldAllBe(block => block.GetProperty("text").GetProperty("text").GetString()!.Length <= 3_000);
        var actions = blocks.Single(block => block.GetProperty("type").GetString() == "actions").GetProperty("elements").EnumerateArray().ToList();
        actions.Select(action => action.GetProperty("action_id").GetString()).ShouldBe(["ack", "snooze", "expected", "open"]);
        actions[0].GetProperty("value").GetString().ShouldBe("abc");
        actions[3].GetProperty("url").GetString().ShouldBe("https://finops.example/anomalies/abc");
    }

    [Fact]
    public async Task Slack_escapes_its_marks_and_a_bare_webhook_has_no_buttons_but_open()
    {
        var slack = new SlackChannel(_http, ChannelKit.Guard, ChannelKit.Web);

        await slack.SendAsync(ChannelKit.Message(Channel("slack"), ChannelKit.Notice()), Token);

        var text = _server.Requests[0].Text;
        text.ShouldContain("was spent \\u0026amp; \\u0026lt;more\\u0026gt;");
        var message = JsonDocument.Parse(text).RootElement;
        message.GetProperty("blocks").EnumerateArray().Single(block => block.GetProperty("type").GetString() == "actions")
            .GetProperty("elements").EnumerateArray().Select(action => action.GetProperty("action_id").GetString()).ShouldBe(["open"]);
    }

    [Fact]
    public async Task Teams_gets_an_adaptive_card_below_its_size_limit()
    {
        _server.On("/flow", _ => new ProviderAnswer(202, [], "text/plain"));
        var teams = new TeamsChannel(_http, ChannelKit.Guard, ChannelKit.Web);
        var notice = ChannelKit.Notice();
        notice = notice with { Korean = notice.Korean with { Paragraphs = [.. Enumerable.Repeat(new string('가', 3_000), 8)] } };
        var channel = ChannelKit.Channel("teams", new Dictionary<string, string> { ["url"] = $"{_server.Url}/flow?sig=abc" }, language: NarrativeLanguage.Korean);

        (await teams.SendAsync(ChannelKit.Message(channel, notice), Token)).Outcome.ShouldBe(SendOutcome.Delivered);

        var request = _server.Requests[0];
        request.Body.Length.ShouldBeLessThan(28_000);
        request.Query["sig"].ToString().ShouldBe("abc");
        var attachment = JsonDocument.Parse(request.Body).RootElement.GetProperty("attachments")[0];
        attachment.GetProperty("contentType").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
        var card = attachment.GetProperty("content");
        card.GetProperty("version").GetString().ShouldBe("1.4");
        card.GetProperty("body")[0].GetProperty("text").GetString().ShouldBe(notice.Korean.Title);
        card.GetProperty("actions")[0].GetProperty("type").GetString().ShouldBe("Action.OpenUrl");
    }

    [Theory]
    [InlineData(NoticePhase.Opened, "trigger")]
    [InlineData(NoticePhase.Updated, "trigger")]
    [InlineData(NoticePhase.Acknowledged, "acknowledge")]
    [InlineData(NoticePhase.Closed, "resolve")]
    public async Task PagerDuty_follows_one_alert_through_its_life(NoticePhase phase, string action)
    {
        var pager = new PagerDutyChannel(_http, ChannelKit.Guard, ChannelKit.Web);
        var channel = ChannelKit.Channel(
            "pagerduty",
            new Dictionary<string, string> { ["routing_key"] = "0123456789abcdef0123456789abcdef" },
            new Dictionary<string, string> { ["url"] = $"{_server.Url}/hook" });
        pager.Check(channel).ShouldBeEmpty();

        (await pager.SendAsync(ChannelKit.Message(channel, ChannelKit.Notice(phase)), Token)).Outcome.ShouldBe(SendOutcome.Delivered);

        var sent = JsonDocument.Parse(_server.Requests[0].Body).RootElement;
        sent.GetProperty("event_action").GetString().ShouldBe(action);
        sent.GetProperty("dedup_key").GetString().ShouldBe("finopsai:incident/abc");
        if (action == "trigger")
        {
            sent.GetProperty("payload").GetProperty("severity").GetString().ShouldBe("critical");
            sent.GetProperty("payload").GetProperty("custom_details").GetProperty("Team").GetString().ShouldBe("search");
        }
    }

    [Fact]
    public async Task A_webhook_can_be_verified_by_its_receiver_and_keeps_its_id()
    {
        var webhook = new WebhookChannel(_http, ChannelKit.Guard, ChannelKit.Time);
        var message = ChannelKit.Message(Channel("webhook", ("secret", Secret)), ChannelKit.Notice());

        await webhook.SendAsync(message, Token);
        await webhook.SendAsync(message, Token);

        _server.Requests.Select(request => request.Headers["webhook-id"].ToString()).Distinct().ShouldHaveSingleItem();
        var request = _server.Requests[0];
        var timestamp = long.Parse(request.Headers["webhook-timestamp"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
        timestamp.ShouldBe(ChannelKit.Now.ToUnixTimeSeconds());
        request.Headers["webhook-signature"].ToString()
            .ShouldBe(StandardWebhook.Sign(request.Headers["webhook-id"].ToString(), timestamp, request.Body, [Secret]));
        var body = JsonDocument.Parse(Encoding.UTF8.GetString(request.Body)).RootElement;
        body.GetProperty("type").GetString().ShouldBe("incident.opened");
        body.GetProperty("data").GetProperty("figures").GetProperty("excess").GetDecimal().ShouldBe(400);
        request.Body.Length.ShouldBeLessThan(20_000);
    }

    [Theory]
    [InlineData(200, SendOutcome.Delivered)]
    [InlineData(204, SendOutcome.Delivered)]
    [InlineData(301, SendOutcome.Refused)]
    [InlineData(400, SendOutcome.Refused)]
    [InlineData(404, SendOutcome.Refused)]
    [InlineData(408, SendOutcome.Later)]
    [InlineData(410, SendOutcome.Gone)]
    [InlineData(429, SendOutcome.Later)]
    [InlineData(500, SendOutcome.Later)]
    [InlineData(503, SendOutcome.Later)]
    public async Task Answers_mean_what_they_say(int status, SendOutcome outcome)
    {
        _server.On("/hook", _ => new ProviderAnswer(status, [], "text/plain"));
        var webhook = new WebhookChannel(_http, ChannelKit.Guard, ChannelKit.Time);

        (await webhook.SendAsync(ChannelKit.Message(Channel("webhook", ("secret", Secret)), ChannelKit.Notice()), Token)).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task A_wait_that_is_asked_for_is_passed_on_and_an_address_is_never_in_a_message()
    {
        _server.Once(ProviderAnswer.Error(429, "slow").With("Retry-After", "17"));
        var webhook = new WebhookChannel(_http, ChannelKit.Guard, ChannelKit.Time);

        (await webhook.SendAsync(ChannelKit.Message(Channel("webhook", ("secret", Secret)), ChannelKit.Notice()), Token))
            .RetryAfter.ShouldBe(TimeSpan.FromSeconds(17));

        var gone = ChannelKit.Channel("webhook", new Dictionary<string, string> { ["url"] = "http://127.0.0.1:1/T000/secret-part", ["secret"] = Secret });
        var result = await webhook.SendAsync(ChannelKit.Message(gone, ChannelKit.Notice()), Token);
        result.Outcome.ShouldBe(SendOutcome.Later);
        result.Message!.ShouldNotContain("secret-part");
    }

    private Channel Channel(string kind, params (string Name, string Value)[] secrets) => ChannelKit.Channel(
        kind, secrets.Append(("url", $"{_server.Url}/hook")).ToDictionary(secret => secret.Item1, secret => secret.Item2));
}

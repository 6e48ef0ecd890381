using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>The whole way of an alert: a runaway key, one incident, six receivers, a button pressed in Slack.</summary>
public sealed class AlertTests
{
    private const string SlackSecret = "finops-demo-signing-secret";
    private const string WebhookSecret = "whsec_Zmlub3BzLWRlbW8td2ViaG9vay1zZWNyZXQtMDAwMSE=";
    private const string Runaway = "resource:assistant/agents/prod-key";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact(Timeout = 300_000)]
    public async Task A_runaway_key_is_one_incident_that_reaches_six_receivers_and_is_taken_from_Slack()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var server = await ProviderServer.StartAsync();
        await using var mail = SmtpServer.Start();
        foreach (var path in (string[])["/slack", "/teams", "/pager", "/hook", "/response"])
        {
            server.On(path, _ => ProviderAnswer.Text("ok"));
        }

        await File.WriteAllTextAsync(folder.File("finopsai.json"), Settings, token);
        await using var silo = await SiloProcess.StartInAsync(folder.Path, "serve", "--data", folder.Path);
        await AddChannelsAsync(silo, server, mail, token);
        await PlantAsync(silo, token);

        await SiloProcess.Until(() => Task.FromResult(server.Requests.Select(request => request.Path).Distinct().Count() == 4 && mail.Mails.Count > 0), token);
        var incident = (await silo.GetAsync("/api/v1/alerts?open=true", token)).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        incident.GetProperty("cause").GetProperty("scope").GetProperty("key").GetString().ShouldBe(Runaway);
        incident.GetProperty("impact").EnumerateArray().Select(anomaly => anomaly.GetProperty("scope").GetProperty("key").GetString())
            .ShouldBe(["project:assistant/agents", "team:assistant", "org"]);
        var id = incident.GetProperty("id").GetString()!;
        var slack = server.Requests.Single(request => request.Path == "/slack");
        slack.Text.ShouldContain(id);
        mail.Mails.ShouldHaveSingleItem().WasEncrypted.ShouldBeTrue();
        silo.Output.ShouldContain("prod-key");

        (await PressAsync(silo, server, slack, id, "wrong-secret", token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PressAsync(silo, server, slack, id, SlackSecret, token)).ShouldBe(HttpStatusCode.OK);

        await SiloProcess.Until(() => Task.FromResult(server.Requests.Any(request => request.Path == "/response")), token);
        var detail = await silo.GetAsync($"/api/v1/alerts/{id}", token);
        detail.GetProperty("incident").GetProperty("state").GetString().ShouldBe("acknowledged");
        detail.GetProperty("incident").GetProperty("handling").GetProperty("acknowledgedBy").GetString().ShouldBe("slack:mina");
        detail.GetProperty("history")[0].GetProperty("action").GetString().ShouldBe("incident.acknowledged");
        var shown = server.Requests.Single(request => request.Path == "/response").Text;
        shown.ShouldContain("replace_original");
        shown.ShouldContain("slack:mina");

        // PagerDuty hears of it under the same key.
        await SiloProcess.Until(() => Task.FromResult(server.Requests.Count(request => request.Path == "/pager") == 2), token);
        var events = server.Requests.Where(request => request.Path == "/pager").Select(request => JsonDocument.Parse(request.Body).RootElement).ToList();
        events.Select(one => one.GetProperty("event_action").GetString()).ShouldBe(["trigger", "acknowledge"]);
        events.Select(one => one.GetProperty("dedup_key").GetString()).Distinct().ShouldHaveSingleItem();
        await SiloProcess.Until(
            async () => (await silo.GetAsync($"/api/v1/alerts/{id}", token)).GetProperty("deliveries").EnumerateArray()
                .Count(delivery => delivery.GetProperty("state").GetString() == "delivered") == 12,
            token);
    }

    private const string Settings = """
        { "FinOpsAI": {
            "Alerts": { "Settle": "00:00:03", "TickInterval": "00:00:00.200" },
            "Outbound": { "AllowHttp": true, "AllowedNetworks": ["127.0.0.0/8", "::1/128"] },
            "Grains": { "LateAllowance": "00:00:00", "TickInterval": "00:00:01" } } }
        """;

    /// <summary>Steady hours of four keys for three weeks, then hours in which one of them costs fifty times as much.</summary>
    private static async Task PlantAsync(SiloProcess silo, CancellationToken token)
    {
        var hour = new DateTimeOffset(Now.Year, Now.Month, Now.Day, Now.Hour, 0, 0, TimeSpan.Zero);
        var text = new StringBuilder();
        var random = new Random(11);
        (string Team, string Project, string Resource)[] keys =
            [("assistant", "agents", "prod-key"), ("assistant", "agents", "batch-key"), ("assistant", "voice", "voice-key"), ("search", "ranking", "rank-key")];
        for (var at = hour.AddDays(-21); at < hour; at = at.AddHours(1))
        {
            foreach (var (team, project, resource) in keys)
            {
                var isRunaway = resource == "prod-key" && at >= hour.AddHours(-2);
                var cost = 10m * (1 + (decimal)(random.NextDouble() - 0.5) / 5) * (isRunaway ? 50 : 1);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $$"""{"id":"{{resource}}-{{at:yyyyMMddHH}}","timestamp":"{{at.AddMinutes(20):yyyy-MM-ddTHH:mm:ssZ}}","provider":"openai","model":"gpt-4o","team":"{{team}}","project":"{{project}}","resource":"{{resource}}","usage":{"token.input":10},"effective_cost":{{cost:0.0000}},"billing_currency":"USD"}""");
                text.Append('\n');
            }
        }

        using var content = new StringContent(text.ToString(), Encoding.UTF8, "application/x-ndjson");
        var (status, answer) = await silo.PostUsageAsync(content, token);
        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        answer.GetProperty("rejected").GetInt64().ShouldBe(0);
    }

    private static async Task AddChannelsAsync(SiloProcess silo, ProviderServer server, SmtpServer mail, CancellationToken token)
    {
        object[] channels =
        [
            new { id = "slack", kind = "slack", name = "Slack", language = "ko", secrets = new { url = $"{server.Url}/slack", signing_secret = SlackSecret } },
            new { id = "teams", kind = "teams", name = "Teams", secrets = new { url = $"{server.Url}/teams" } },
            new
            {
                id = "pager", kind = "pagerduty", name = "Pager", settings = new { url = $"{server.Url}/pager" },
                secrets = new { routing_key = "0123456789abcdef0123456789abcdef" },
            },
            new
            {
                id = "mail", kind = "email", name = "Mail", secrets = new { password = SmtpServer.Password },
                settings = new
                {
                    host = "localhost", port = $"{mail.Port}", username = SmtpServer.User, from = "alerts@corp.example", to = "mina@corp.example",
                    ca_certificate = mail.Pem,
                },
            },
            new { id = "hook", kind = "webhook", name = "Hook", secrets = new { url = $"{server.Url}/hook", secret = WebhookSecret } },
        ];
        foreach (var channel in channels)
        {
            using var answer = await silo.Client.PostAsJsonAsync("/api/v1/channels", channel, token);
            var body = await answer.Content.ReadAsStringAsync(token);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, body);
            body.ShouldNotContain(SlackSecret);
            body.ShouldNotContain(SmtpServer.Password);
            body.ShouldNotContain("/hook\"");
        }

        using var route = await silo.Client.PostAsJsonAsync(
            "/api/v1/routes", new { name = "All", channels = new[] { "slack", "teams", "pager", "mail", "hook", "console" }, kinds = new[] { "incident" } }, token);
        route.StatusCode.ShouldBe(HttpStatusCode.Created, await route.Content.ReadAsStringAsync(token));
    }

    /// <summary>Sends what Slack sends when somebody presses the first button of a message.</summary>
    private static async Task<HttpStatusCode> PressAsync(
        SiloProcess silo, ProviderServer server, ProviderRequest message, string id, string secret, CancellationToken token)
    {
        var blocks = JsonDocument.Parse(message.Body).RootElement.GetProperty("blocks");
        var payload = JsonSerializer.Serialize(new
        {
            type = "block_actions",
            user = new { id = "U1", username = "mina" },
            actions = new[] { new { action_id = "ack", block_id = $"incident_{id}", value = id, type = "button" } },
            response_url = $"{server.Url}/response",
            message = new { text = "before", blocks },
        });
        var body = Encoding.UTF8.GetBytes($"payload={Uri.EscapeDataString(payload)}");
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/integrations/slack/actions") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}");
        using var answer = await silo.Client.SendAsync(request, token);
        return answer.StatusCode;
    }
}

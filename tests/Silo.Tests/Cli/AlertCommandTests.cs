using System.Text.Json;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.Cli;

/// <summary>Channels, deliveries and weekly reports from the command line, on a real store and with a receiver that is really connected to.</summary>
public sealed class AlertCommandTests : IDisposable
{
    private const string Settings = """
        { "FinOpsAI": { "Outbound": { "AllowHttp": true, "AllowedNetworks": ["127.0.0.0/8", "::1/128"] } } }
        """;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_channel_is_tried_at_once_and_says_whether_it_arrived()
    {
        await using var server = await ProviderServer.StartAsync();
        server.On("/teams", _ => ProviderAnswer.Text("ok")).On("/gone", _ => ProviderAnswer.Error(410));
        await using (var store = await OpenAsync())
        {
            await store.Channels.SaveChannelAsync(Teams("teams", $"{server.Url}/teams"), Token);
            await store.Channels.SaveChannelAsync(Teams("gone", $"{server.Url}/gone"), Token);
        }

        var (arrived, output, error) = await RunAsync("alerts", "test", "teams");
        arrived.ShouldBe(0, error);
        output.ShouldContain("It arrived.");
        var sent = server.Requests.ShouldHaveSingleItem();
        sent.Path.ShouldBe("/teams");
        sent.Text.ShouldContain(Environment.UserName);

        var (refused, answer, _) = await RunAsync("alerts", "test", "gone");
        refused.ShouldBe(69);
        answer.ShouldContain("410");

        (await RunAsync("alerts", "test", "console")).ExitCode.ShouldBe(0);
        var (unknown, _, message) = await RunAsync("alerts", "test", "nothing");
        unknown.ShouldBe(64);
        message.ShouldContain("There is no channel 'nothing'");
    }

    [Fact]
    public async Task Deliveries_are_listed_and_dead_ones_are_sent_again()
    {
        await using (var store = await OpenAsync())
        {
            await store.Channels.SaveChannelAsync(Teams("teams", "https://teams.example/hook"), Token);
            var notices = Enumerable.Range(1, 3).Select(Notice).ToList();
            await store.Outbox.AddAsync(
                notices,
                [
                    Delivery("11", notices[0], DeliveryState.Dead) with { Attempts = 9, LastError = "Answered 500." },
                    Delivery("22", notices[1], DeliveryState.Dead),
                    Delivery("33", notices[2], DeliveryState.Waiting),
                ],
                Token);
        }

        var (listed, all, error) = await RunAsync("alerts", "list");
        listed.ShouldBe(0, error);
        all.ShouldContain("Spend of team 3");
        var (isDead, dead, _) = await RunAsync("alerts", "dead");
        isDead.ShouldBe(2);
        dead.ShouldContain("Answered 500.");
        dead.ShouldNotContain("Spend of team 3");

        var (revived, said, _) = await RunAsync("alerts", "resend", "11");
        revived.ShouldBe(0);
        said.ShouldContain("1 deliveries wait to be sent.");
        (await RunAsync("alerts", "resend", "--channel", "teams")).Output.ShouldContain("1 deliveries wait to be sent.");
        (await RunAsync("alerts", "dead")).ExitCode.ShouldBe(0);

        await using var after = await OpenAsync();
        (await after.Outbox.ListAsync(new(), Token)).ShouldAllBe(delivery => delivery.State == DeliveryState.Waiting);
        (await after.Audit.ListAsync(new(), Token)).Select(entry => (entry.Action, entry.Subject)).ShouldBe(
            [("delivery.resent", "channel/teams"), ("delivery.resent", "deliveries")]);
    }

    [Theory]
    [InlineData("Say which: ids, or --channel CHANNEL.")]
    [InlineData("Say which: ids, or --channel CHANNEL.", "11", "--channel", "teams")]
    [InlineData("There is no delivery 'none'", "none")]
    [InlineData("There is no channel 'none'", "--channel", "none")]
    public async Task What_cannot_be_sent_again_is_refused_by_name(string because, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(["alerts", "resend", .. arguments]);

        exitCode.ShouldBe(64);
        error.ShouldContain(because);
        output.ShouldBeEmpty();
        await using var store = await OpenAsync();
        (await store.Audit.ListAsync(new(), Token)).ShouldBeEmpty("nothing was done");
    }

    [Fact]
    public async Task A_weekly_report_is_written_in_both_languages_with_what_the_week_cost()
    {
        var lastWeek = TimeProvider.System.GetUtcNow().AddDays(-7);
        await File.WriteAllTextAsync(_folder.File("usage.ndjson"), JsonSerializer.Serialize(new
        {
            id = "r1",
            timestamp = lastWeek,
            provider = "openai",
            model = "gpt-4o",
            team = "search",
            project = "ranking",
            resource = "key",
            usage = new Dictionary<string, int> { ["token.input"] = 10 },
            effective_cost = 41.5,
            billing_currency = "USD",
        }), Token);
        (await RunAsync("import", _folder.File("usage.ndjson"), "--format", "usage")).ExitCode.ShouldBe(0);
        await using (var silo = await SiloProcess.StartInAsync(_folder.Path, "serve", "--data", _folder.Path))
        {
            await silo.WhenReadyAsync(Token);
            (await silo.StopAsync()).ShouldBe(0);
        }

        var (exitCode, output, error) = await RunAsync("report", "weekly", "--team", "search");
        exitCode.ShouldBe(0, error);
        output.ShouldContain("search");
        output.ShouldContain("$41.50");
        output.ShouldContain("ranking");
        var korean = await RunAsync("report", "weekly", "--team", "search", "--lang", "ko");
        korean.Output.ShouldContain("$41.50");
        korean.Output.ShouldContain("주간");

        var (unknown, _, message) = await RunAsync("report", "weekly", "--team", "nobody");
        unknown.ShouldBe(64);
        message.ShouldContain("There is no team 'nobody'.");
        (await RunAsync("report", "weekly", "--team", "search", "--lang", "fr")).ExitCode.ShouldNotBe(0);

        // What no server has folded yet is missing in the figures, which is said.
        await File.WriteAllTextAsync(_folder.File("more.ndjson"), (await File.ReadAllTextAsync(_folder.File("usage.ndjson"), Token)).Replace("r1", "r2", StringComparison.Ordinal), Token);
        (await RunAsync("import", _folder.File("more.ndjson"), "--format", "usage")).ExitCode.ShouldBe(0);
        foreach (var command in new[] { "report weekly --team search", "explain --scope team:search", "value report" })
        {
            var behind = await RunAsync(command.Split(' '));
            behind.ExitCode.ShouldBe(2, command);
            behind.Error.ShouldContain("do not have 1 of 2 ledger positions yet", Case.Sensitive, command);
        }
    }

    private Channel Teams(string id, string url)
    {
        File.WriteAllText(_folder.File($"{id}.url"), url);
        return new()
        {
            Id = id,
            Kind = "teams",
            Name = id,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Secrets = new Dictionary<string, string> { ["url"] = $"file:{_folder.File($"{id}.url")}" },
        };
    }

    private static Notice Notice(int number) => new(
        $"incident/{number}/1", $"incident/{number}", NoticeKind.Incident, NoticePhase.Opened, ScopePath.ForTeam("search"), Severity.High,
        TimeProvider.System.GetUtcNow(), new("USD"), new($"Spend of team {number}", [], [], []), new($"팀 {number} 지출", [], [], []));

    private static Delivery Delivery(string id, Notice notice, DeliveryState state) =>
        new(id, "teams", notice.Thread, [notice.Key], notice.At) { State = state, DueAt = notice.At };

    private Task<SqliteStore> OpenAsync() => SqliteStore.OpenAsync(_folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: Token);

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        await File.WriteAllTextAsync(_folder.File("finopsai.json"), Settings, Token);
        return await SiloProcess.RunInAsync(_folder.Path, [.. arguments, "--data", _folder.Path]);
    }
}

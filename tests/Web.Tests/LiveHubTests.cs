using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

public sealed class LiveHubTests(WebServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_viewer_gets_the_figures_now_and_then_each_change_in_sequence()
    {
        await server.PostAsync("live-0", "live", Token);
        await using var viewer = await LiveConnection.OpenAsync(server.Silo.Url, server.Silo.Token, Token);

        var subscribed = await viewer.SubscribeAsync(["team:live"], Token);

        var first = subscribed.GetProperty("result")[0];
        first.GetProperty("stream").GetString().ShouldBe("summary:team:live");
        first.GetProperty("kind").GetString().ShouldBe("summary");
        var epoch = first.GetProperty("epoch").GetString();
        var seq = first.GetProperty("seq").GetInt64();
        var shown = seq;
        for (var i = 1; i <= 3; i++)
        {
            await server.PostAsync($"live-{i}", "live", Token);
            for (var records = 0L; records < i + 1;)
            {
                var (messages, _) = await viewer.NextLiveAsync(Token);
                foreach (var message in messages.Where(m =>
                    m.GetProperty("stream").GetString() == "summary:team:live" && m.GetProperty("seq").GetInt64() > shown))
                {
                    message.GetProperty("epoch").GetString().ShouldBe(epoch);
                    message.GetProperty("seq").GetInt64().ShouldBe(++seq);
                    var total = message.GetProperty("payload").GetProperty("total");
                    records = total.GetProperty("records").GetInt64();
                    total.GetProperty("spend").GetProperty("total").GetDecimal().ShouldBe(2.5m * records);
                }
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_viewer_gets_only_the_scopes_it_watches()
    {
        await using var viewer = await LiveConnection.OpenAsync(server.Silo.Url, server.Silo.Token, Token);
        await viewer.SubscribeAsync(["team:quiet"], Token);
        await viewer.SubscribeAsync(["team:watched"], Token);

        await server.PostAsync("quiet-1", "quiet", Token);
        await server.PostAsync("watched-1", "watched", Token);

        while (true)
        {
            var (messages, _) = await viewer.NextLiveAsync(Token);
            messages.ShouldAllBe(m => m.GetProperty("stream").GetString() != "summary:team:quiet");
            if (messages.Any(m => m.GetProperty("stream").GetString() == "summary:team:watched"
                && m.GetProperty("payload").GetProperty("total").GetProperty("records").GetInt64() == 1))
            {
                return;
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_that_is_no_scope_is_refused_with_its_name()
    {
        await using var viewer = await LiveConnection.OpenAsync(server.Silo.Url, server.Silo.Token, Token);

        var answer = await viewer.SubscribeAsync(["nonsense"], Token);

        answer.GetProperty("error").GetString().ShouldNotBeNull().ShouldContain("'nonsense' is not a scope");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_heart_beats_when_nothing_happens()
    {
        await using var viewer = await LiveConnection.OpenAsync(server.Silo.Url, server.Silo.Token, Token);
        await viewer.SubscribeAsync([], Token);

        while (true)
        {
            var (messages, _) = await viewer.NextLiveAsync(Token);
            if (messages.Any(m => m.GetProperty("kind").GetString() == "heartbeat"))
            {
                return;
            }
        }
    }
}

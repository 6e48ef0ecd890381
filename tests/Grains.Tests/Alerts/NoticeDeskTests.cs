using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using static FinOpsAI.Grains.Tests.Alerts.OutboxKit;

namespace FinOpsAI.Grains.Tests.Alerts;

public sealed class NoticeDeskTests : IAsyncLifetime, INoticeListener
{
    private readonly List<string> _heard = [];
    private OutboxKit _kit = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _kit = await OutboxKit.StartAsync();

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    Task INoticeListener.HearAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        _heard.AddRange(notices.Select(notice => notice.Key));
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Told_twice_is_delivered_once_and_heard_by_every_listener()
    {
        _kit.Listeners.Add(this);
        await _kit.AddAsync("chat");

        await _kit.TellAsync(Notice("a"), Notice("a"));
        await _kit.AddAsync("hook");
        await _kit.TellAsync(Notice("a"));

        (await _kit.DeliveriesAsync()).ShouldHaveSingleItem().Channel.ShouldBe("chat");
        _heard.ShouldContain("a");
    }

    [Fact]
    public async Task What_no_route_takes_goes_to_the_log()
    {
        await _kit.AddAsync("chat", route => route with { MinSeverity = Severity.Critical });
        await _kit.AddAsync("hook", route => route with { Scope = ScopePath.ForTeam("other") });

        await _kit.TellAsync(Notice("a"));

        (await _kit.DeliveriesAsync()).ShouldHaveSingleItem().Channel.ShouldBe(Channel.ConsoleId);
    }

    [Theory]
    [InlineData("organization", true)]
    [InlineData("team", true)]
    [InlineData("other", false)]
    [InlineData("below", false)]
    public async Task A_route_takes_its_scope_and_what_is_below(string scope, bool takes)
    {
        var path = scope switch
        {
            "organization" => ScopePath.Organization,
            "team" => ScopePath.ForTeam("search"),
            "below" => ScopePath.ForResource("search", "chat", "key"),
            _ => ScopePath.ForTeam("voice"),
        };
        await _kit.AddAsync("chat", route => route with { Scope = path });

        await _kit.TellAsync(Notice("a", scope: ScopePath.ForProject("search", "chat")));

        (await _kit.DeliveriesAsync("chat")).Count.ShouldBe(takes ? 1 : 0);
    }

    [Fact]
    public async Task A_route_to_a_role_reaches_all_channels_of_the_role_once()
    {
        await _kit.AddAsync("chat", route => route with { Role = "finops" }, "first", channel => channel with { Role = "finops" });
        await _kit.AddAsync("chat", route => route with { IsPaused = true }, "second", channel => channel with { Role = "finops" });
        await _kit.AddAsync("chat", route => route with { IsPaused = true }, "third", channel => channel with { Role = "engineer" });

        await _kit.TellAsync(Notice("a"));

        (await _kit.DeliveriesAsync()).Select(delivery => delivery.Channel).ShouldBe(["first", "second"], ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_heard_the_beginning_hears_the_end_and_nobody_else()
    {
        await _kit.AddAsync("chat", route => route with { MinSeverity = Severity.High });
        await _kit.TellAsync(Notice("1", severity: Severity.High, thread: "t"));
        await _kit.AddAsync("hook");

        await _kit.TellAsync(Notice("2", NoticePhase.Closed, Severity.Low, "t"));

        (await _kit.DeliveriesAsync("chat")).Count.ShouldBe(2);
        (await _kit.DeliveriesAsync("hook")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Escalation_also_goes_by_the_routes_for_it()
    {
        await _kit.AddAsync("chat");
        await _kit.AddAsync("hook", route => route with { IsEscalation = true });

        await _kit.TellAsync(Notice("1", thread: "t"), Notice("2", NoticePhase.Updated, thread: "t") with { Escalation = 1 }, Notice("3", NoticePhase.Closed, thread: "t"));

        (await _kit.DeliveriesAsync("chat")).Count.ShouldBe(3);
        (await _kit.DeliveriesAsync("hook")).SelectMany(delivery => delivery.Notices).ShouldBe(["2", "3"], ignoreOrder: true);
    }

    [Fact]
    public async Task Quiet_hours_keep_notices_back_and_tell_them_as_one_at_their_end_but_for_critical_ones()
    {
        // 21:00 in Seoul: quiet until 07:00 there, 22:00 UTC.
        await _kit.AddAsync("chat", route => route with { Quiet = new(new(20, 0), new(7, 0), "Asia/Seoul", [], true) });
        await _kit.TellAsync(Notice("a"), Notice("b"), Notice("c", severity: Severity.Critical));

        await _kit.Worker.RunAsync("chat", Token);
        _kit.Chat.Got.ShouldHaveSingleItem().Notices[0].Key.ShouldBe("c");

        _kit.Time.Set(Noon.AddHours(10));
        await _kit.Worker.RunAsync("chat", Token);
        _kit.Chat.Got.Count.ShouldBe(2);
        _kit.Chat.Got[1].Notices.Select(notice => notice.Key).ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_breaks_through_quiet_hours_takes_along_what_they_kept_back_of_its_thread_so_that_nothing_overtakes()
    {
        await _kit.AddAsync("hook", route => route with { Quiet = new(new(20, 0), new(7, 0), "Asia/Seoul", [], true) });
        await _kit.TellAsync(Notice("opened", thread: "t"), Notice("other"));
        await _kit.Worker.RunAsync("hook", Token);
        _kit.Hook.Got.ShouldBeEmpty();

        await _kit.TellAsync(Notice("worse", NoticePhase.Updated, Severity.Critical, "t"), Notice("closed", NoticePhase.Closed, thread: "t"));
        await _kit.Worker.RunAsync("hook", Token);
        _kit.Hook.Got.Select(message => message.Notices[0].Key).ShouldBe(["opened", "worse"]);

        _kit.Time.Set(Noon.AddHours(10));
        await _kit.Worker.RunAsync("hook", Token);
        _kit.Hook.Got.Where(message => message.Thread == "t").Select(message => message.Notices[0].Key).ShouldBe(["opened", "worse", "closed"]);
    }

    [Fact]
    public async Task A_disabled_channel_gets_dead_deliveries_and_the_log_steps_in()
    {
        await _kit.AddAsync("chat");
        await _kit.Store.Channels.SaveStateAsync(new("chat") { DisabledAt = Noon, DisabledBecause = "410" }, Token);

        await _kit.TellAsync(Notice("a"));

        (await _kit.DeliveriesAsync("chat")).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Dead);
        (await _kit.DeliveriesAsync(Channel.ConsoleId)).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Waiting);
    }
}

using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;
using static FinOpsAI.Grains.Tests.Alerts.OutboxKit;

namespace FinOpsAI.Grains.Tests.Alerts;

public sealed class ChannelWorkerTests : IAsyncLifetime
{
    private OutboxKit _kit = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _kit = await OutboxKit.StartAsync();

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task A_failure_is_tried_again_by_the_plan_under_the_same_key_and_then_given_up()
    {
        await _kit.AddAsync("hook");
        _kit.Hook.Otherwise = new(SendOutcome.Later, "HTTP 500.");
        await _kit.TellAsync(Notice("a"));

        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await _kit.Worker.RunAsync("hook", Token);
            var delivery = (await _kit.DeliveriesAsync("hook")).Single();
            delivery.Attempts.ShouldBe(attempt);
            waits.Add(delivery.DueAt - _kit.Time.GetUtcNow());
            if (delivery.State == DeliveryState.Waiting)
            {
                _kit.Time.Set(delivery.DueAt);
            }
        }

        for (var i = 0; i < 9; i++)
        {
            waits[i].ShouldBeInRange(_kit.Options.Plan[i], _kit.Options.Plan[i] * 1.2);
        }

        (await _kit.DeliveriesAsync("hook")).Single().State.ShouldBe(DeliveryState.Dead);
        _kit.Hook.Got.Select(message => message.Key).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_receiver_that_asks_for_a_rest_gets_it_for_all_that_waits()
    {
        await _kit.AddAsync("hook");
        _kit.Hook.Answers.Enqueue(new(SendOutcome.Later, "HTTP 429.") { RetryAfter = TimeSpan.FromHours(1) });
        await _kit.TellAsync(Notice("a"));
        await _kit.Worker.RunAsync("hook", Token);
        await _kit.TellAsync(Notice("b"));

        var work = _kit.Worker.RunAsync("hook", Token);
        work.IsCompleted.ShouldBeFalse();
        _kit.Hook.Got.Count.ShouldBe(1);
        _kit.Time.Advance(TimeSpan.FromHours(1));
        await work;

        _kit.Hook.Got.Count.ShouldBe(3);
        (await _kit.DeliveriesAsync("hook")).ShouldAllBe(delivery => delivery.State == DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_disabled_what_waits_is_dead_and_the_others_are_told()
    {
        await _kit.AddAsync("hook");
        await _kit.AddAsync("chat", route => route with { Kinds = [NoticeKind.System] });
        await _kit.TellAsync([.. Enumerable.Range(0, 40).Select(i => Notice($"n{i}"))]);
        _kit.Hook.Otherwise = new(SendOutcome.Gone, "HTTP 410.");

        await _kit.Worker.RunAsync("hook", Token);
        await _kit.Worker.RunAsync("hook", Token);
        await _kit.Worker.RunAsync("chat", Token);

        (await _kit.DeliveriesAsync("hook")).ShouldAllBe(delivery => delivery.State == DeliveryState.Dead);
        var state = (await _kit.Store.Channels.ListStatesAsync(Token)).Single(state => state.Id == "hook");
        state.DisabledBecause.ShouldBe("HTTP 410.");
        _kit.Chat.Got.ShouldHaveSingleItem().Notices[0].English.Title.ShouldBe("Alerts no longer reach hook");
        (await _kit.Store.Audit.ListAsync(new(Subject: "channel/hook"), Token)).ShouldHaveSingleItem().Action.ShouldBe("channel.disabled");
    }

    [Fact]
    public async Task Refusals_in_a_row_disable_and_one_success_between_forgives()
    {
        await _kit.AddAsync("chat");
        foreach (var answer in new[] { SendOutcome.Refused, SendOutcome.Refused, SendOutcome.Delivered, SendOutcome.Refused, SendOutcome.Refused, SendOutcome.Refused })
        {
            _kit.Chat.Answers.Enqueue(new(answer, "HTTP 404."));
            await _kit.TellAsync(Notice($"n{_kit.Chat.Answers.Count}-{_kit.Chat.Got.Count}"));
            var before = (await _kit.Store.Channels.ListStatesAsync(Token)).SingleOrDefault(state => state.Id == "chat");
            before?.DisabledAt.ShouldBeNull();
            await _kit.Worker.RunAsync("chat", Token);
        }

        (await _kit.Store.Channels.ListStatesAsync(Token)).Single(state => state.Id == "chat").DisabledAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_flood_becomes_one_message_and_programs_get_each_notice()
    {
        await _kit.AddAsync("chat");
        await _kit.AddAsync("hook");
        await _kit.TellAsync([.. Enumerable.Range(0, 30).Select(i => Notice($"n{i:00}"))]);

        await _kit.Worker.RunAsync("chat", Token);
        await _kit.Worker.RunAsync("hook", Token);

        _kit.Chat.Got.ShouldHaveSingleItem().Notices.Count.ShouldBe(30);
        _kit.Hook.Got.Count.ShouldBe(30);
        var folded = await _kit.Store.Outbox.ListAsync(new("chat", DeliveryState.Folded), Token);
        folded.Count.ShouldBe(30);
        var digest = DigestText.Of(_kit.Chat.Got[0].Notices, "k", "t");
        digest.English.Title.ShouldBe("30 notices");
        digest.Korean.Title.ShouldBe("알림 30건");
        digest.Figures.Excess.ShouldBe(300);
    }

    [Fact]
    public async Task A_digest_that_fails_is_tried_again_under_its_own_key()
    {
        await _kit.AddAsync("chat");
        _kit.Chat.Answers.Enqueue(new(SendOutcome.Later, "HTTP 500."));
        await _kit.TellAsync([.. Enumerable.Range(0, 10).Select(i => Notice($"n{i}"))]);

        await _kit.Worker.RunAsync("chat", Token);
        _kit.Time.Advance(TimeSpan.FromSeconds(10));
        await _kit.Worker.RunAsync("chat", Token);

        _kit.Chat.Got.Count.ShouldBe(2);
        _kit.Chat.Got.Select(message => message.Key).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task No_more_messages_a_minute_than_people_read()
    {
        _kit.Options.MessagesPerMinute = 3;
        await _kit.AddAsync("chat");
        for (var i = 0; i < 3; i++)
        {
            await _kit.TellAsync(Notice($"n{i}"));
            await _kit.Worker.RunAsync("chat", Token);
        }

        await _kit.TellAsync([.. Enumerable.Range(10, 8).Select(i => Notice($"n{i}"))]);
        var work = _kit.Worker.RunAsync("chat", Token);
        work.IsCompleted.ShouldBeFalse();
        _kit.Time.Advance(TimeSpan.FromMinutes(1));
        await work;

        _kit.Chat.Got.Count.ShouldBe(4);
        _kit.Chat.Got[3].Notices.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_removed_channel_leaves_its_deliveries_dead_and_they_can_be_sent_once_it_is_back()
    {
        await _kit.AddAsync("chat");
        await _kit.TellAsync(Notice("a"));
        await _kit.Store.Channels.RemoveChannelAsync("chat", Token);
        await _kit.Worker.RunAsync("chat", Token);
        var dead = (await _kit.DeliveriesAsync("chat")).ShouldHaveSingleItem();
        dead.State.ShouldBe(DeliveryState.Dead);

        await _kit.AddAsync("chat");
        await _kit.Store.Outbox.ReviveAsync([dead.Id], _kit.Time.GetUtcNow(), Token);
        await _kit.Worker.RunAsync("chat", Token);

        _kit.Chat.Got.ShouldHaveSingleItem();
    }
}

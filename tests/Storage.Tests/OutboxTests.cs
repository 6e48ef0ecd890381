using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteOutboxTests : OutboxTests<SqliteHarness>;

public sealed class PostgresOutboxTests : OutboxTests<PostgresHarness>;

public abstract class OutboxTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly DateTimeOffset Now = Some.Noon;
    private static readonly DateTimeOffset Lease = Now.AddMinutes(2);

    [Fact]
    public async Task Notices_and_deliveries_are_kept_once_as_they_were_first_written()
    {
        var notice = Notice("a");
        await Store.Outbox.AddAsync([notice], [Delivery("a", "slack")], Token);
        await Store.Outbox.AddAsync([notice with { Severity = Severity.Low }], [Delivery("a", "slack") with { DueAt = Now.AddDays(1) }], Token);

        (await Store.Outbox.FindNoticesAsync(["a", "unknown"], Token)).ShouldHaveSingleItem().ShouldSayTheSameAs(notice);
        (await Store.Outbox.ListAsync(new(), Token)).ShouldHaveSingleItem().DueAt.ShouldBe(Now);
        (await Store.Outbox.ListNoticesAsync(ScopePath.ForTeam("search"), null, 10, Token)).Count.ShouldBe(1);
        (await Store.Outbox.ListNoticesAsync(ScopePath.ForTeam("other"), null, 10, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_one_claims_no_other_gets_until_the_lease_ends()
    {
        await Store.Outbox.AddAsync([], [.. Enumerable.Range(0, 10).Select(i => Delivery($"n{i}", "slack"))], Token);

        var first = await Store.Outbox.ClaimAsync("slack", Now, Lease, 6, Token);
        var second = await Store.Outbox.ClaimAsync("slack", Now, Lease, 6, Token);
        first.Concat(second).Select(claim => claim.Delivery.Id).Distinct().Count().ShouldBe(10);
        (await Store.Outbox.ClaimAsync("slack", Now, Lease, 6, Token)).ShouldBeEmpty();
        (await Store.Outbox.DueChannelsAsync(Now, Token)).ShouldBeEmpty();

        (await Store.Outbox.DueChannelsAsync(Lease, Token)).ShouldBe(["slack"]);
        (await Store.Outbox.ClaimAsync("slack", Lease, Lease.AddMinutes(2), 100, Token)).Count.ShouldBe(10);
    }

    [Fact]
    public async Task Many_at_once_never_claim_the_same()
    {
        await Store.Outbox.AddAsync([], [.. Enumerable.Range(0, 200).Select(i => Delivery($"n{i}", "hook"))], Token);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () =>
            {
                var mine = new List<string>();
                while (await Store.Outbox.ClaimAsync("hook", Now, Lease.AddTicks(i), 7, Token) is { Count: > 0 } some)
                {
                    mine.AddRange(some.Select(claim => claim.Delivery.Id));
                }

                return mine;
            },
            Token)));

        var all = claims.SelectMany(mine => mine).ToList();
        all.Distinct().Count().ShouldBe(all.Count);
        all.Count.ShouldBe(200);
    }

    [Fact]
    public async Task Settling_counts_only_while_the_lease_is_ones_own()
    {
        await Store.Outbox.AddAsync([], [Delivery("a", "slack")], Token);
        var stale = (await Store.Outbox.ClaimAsync("slack", Now, Lease, 1, Token))[0];
        var fresh = (await Store.Outbox.ClaimAsync("slack", Lease, Lease.AddMinutes(2), 1, Token))[0];

        await Store.Outbox.SettleAsync([stale with { Delivery = stale.Delivery with { State = DeliveryState.Dead } }], Token);
        (await Store.Outbox.FindAsync(stale.Delivery.Id, Token))!.State.ShouldBe(DeliveryState.Waiting);

        await Store.Outbox.SettleAsync([fresh with { Delivery = fresh.Delivery with { State = DeliveryState.Delivered, DeliveredAt = Lease } }], Token);
        (await Store.Outbox.FindAsync(stale.Delivery.Id, Token))!.DeliveredAt.ShouldBe(Lease);
    }

    [Fact]
    public async Task Within_a_thread_nothing_overtakes_and_other_threads_do_not_wait()
    {
        await Store.Outbox.AddAsync(
            [],
            [
                Delivery("trigger", "pager") with { Thread = "one", DueAt = Now.AddMinutes(5) },
                Delivery("resolve", "pager") with { Thread = "one" },
                Delivery("other", "pager") with { Thread = "two" },
            ],
            Token);

        (await Store.Outbox.ClaimAsync("pager", Now, Lease, 10, Token)).ShouldHaveSingleItem().Delivery.Notices.ShouldBe(["other"]);
        var trigger = (await Store.Outbox.ClaimAsync("pager", Now.AddMinutes(5), Now.AddMinutes(9), 10, Token)).Single(claim => claim.Delivery.Thread == "one");
        trigger.Delivery.Notices.ShouldBe(["trigger"]);
        await Store.Outbox.SettleAsync([trigger with { Delivery = trigger.Delivery with { State = DeliveryState.Dead } }], Token);
        (await Store.Outbox.ClaimAsync("pager", Now.AddMinutes(5), Now.AddMinutes(9), 10, Token))
            .ShouldContain(claim => claim.Delivery.Notices.SequenceEqual(new[] { "resolve" }));
    }

    [Fact]
    public async Task What_is_due_takes_along_what_quiet_hours_kept_back_of_its_thread_in_order()
    {
        var morning = Now.AddHours(10);
        await Store.Outbox.AddAsync(
            [],
            [
                Delivery("opened", "pager") with { Thread = "one", DueAt = morning, WasHeld = true },
                Delivery("worse", "pager") with { Thread = "one" },
                Delivery("closed", "pager") with { Thread = "one", DueAt = morning, WasHeld = true },
                Delivery("other", "pager") with { Thread = "two", DueAt = morning, WasHeld = true },
                Delivery("elsewhere", "chat") with { Thread = "one", DueAt = morning, WasHeld = true },
            ],
            Token);

        var told = new List<string>();
        while (await Store.Outbox.ClaimAsync("pager", Now, Lease, 10, Token) is { Count: > 0 } claimed)
        {
            told.Add(claimed.ShouldHaveSingleItem().Delivery.Notices[0]);
            claimed[0].Delivery.WasHeld.ShouldBeFalse();
            await Store.Outbox.SettleAsync([claimed[0] with { Delivery = claimed[0].Delivery with { State = DeliveryState.Delivered } }], Token);
        }

        told.ShouldBe(["opened", "worse"]);
        (await Store.Outbox.ClaimAsync("chat", Now, Lease, 10, Token)).ShouldBeEmpty();
        (await Store.Outbox.ClaimAsync("pager", morning, morning.AddMinutes(2), 10, Token)).SelectMany(claim => claim.Delivery.Notices)
            .ShouldBe(["closed", "other"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_was_kept_back_and_then_tried_keeps_its_time_whatever_is_due_behind_it()
    {
        await Store.Outbox.AddAsync(
            [],
            [
                Delivery("opened", "pager") with { Thread = "one", DueAt = Now.AddMinutes(30), WasHeld = true, Attempts = 1 },
                Delivery("closed", "pager") with { Thread = "one" },
            ],
            Token);

        (await Store.Outbox.ClaimAsync("pager", Now, Lease, 10, Token)).ShouldBeEmpty();
        (await Store.Outbox.ClaimAsync("pager", Now.AddMinutes(30), Now.AddMinutes(32), 10, Token)).ShouldHaveSingleItem()
            .Delivery.Notices.ShouldBe(["opened"]);
    }

    [Fact]
    public async Task A_digest_takes_the_place_of_its_parts_in_one_transaction()
    {
        await Store.Outbox.AddAsync([], [Delivery("a", "slack"), Delivery("b", "slack")], Token);
        var parts = await Store.Outbox.ClaimAsync("slack", Now, Lease, 10, Token);
        var digest = new Delivery("digest", "slack", "digest/1", ["a", "b"], Now) { DueAt = Now };

        await Store.Outbox.FoldAsync(
            digest, [.. parts.Select(part => part with { Delivery = part.Delivery with { State = DeliveryState.Folded, FoldedInto = "digest" } })], Token);

        (await Store.Outbox.ClaimAsync("slack", Now, Lease, 10, Token)).ShouldHaveSingleItem().Delivery.Notices.ShouldBe(["a", "b"]);
        (await Store.Outbox.ListAsync(new(State: DeliveryState.Folded), Token)).ShouldAllBe(part => part.FoldedInto == "digest");
    }

    [Fact]
    public async Task What_is_given_up_is_listed_counted_and_can_be_sent_again()
    {
        await Store.Outbox.AddAsync([], [.. Enumerable.Range(0, 1_203).Select(i => Delivery($"n{i}", "slack")), Delivery("x", "mail")], Token);
        var held = (await Store.Outbox.ClaimAsync("slack", Now, Lease, 3, Token)).Select(claim => claim.Delivery.Id).ToList();

        (await Store.Outbox.GiveUpAsync("slack", Now, "gone", Token)).Count.ShouldBe(1_200);

        var counts = (await Store.Outbox.CountAsync(Token)).ToDictionary(count => (count.Channel, count.State), count => count.Count);
        counts[("slack", DeliveryState.Dead)].ShouldBe(1_200);
        counts[("slack", DeliveryState.Waiting)].ShouldBe(3);
        counts[("mail", DeliveryState.Waiting)].ShouldBe(1);
        var dead = await Store.Outbox.ListAsync(new("slack", DeliveryState.Dead, Limit: 2), Token);
        dead.ShouldAllBe(delivery => delivery.LastError == "gone");
        (await Store.Outbox.ReviveAsync([.. dead.Select(delivery => delivery.Id), held[0], "unknown"], Now.AddHours(1), Token)).Count.ShouldBe(2);
        (await Store.Outbox.ClaimAsync("slack", Now.AddHours(1), Now.AddHours(2), 100, Token)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Pruning_takes_what_is_old_and_done()
    {
        await Store.Outbox.AddAsync(
            [Notice("old"), Notice("waiting"), Notice("new") with { At = Now.AddDays(10) }],
            [
                Delivery("old", "slack") with { State = DeliveryState.Delivered },
                Delivery("waiting", "slack"),
                Delivery("new", "slack") with { CreatedAt = Now.AddDays(10) },
            ],
            Token);

        await Store.Outbox.PruneAsync(Now.AddDays(1), Token);

        (await Store.Outbox.ListNoticesAsync(null, null, 10, Token)).Select(notice => notice.Key).ShouldBe(["new", "waiting"]);
        (await Store.Outbox.ListAsync(new(), Token)).SelectMany(delivery => delivery.Notices).ShouldBe(["new", "waiting"], ignoreOrder: true);
    }

    [Fact]
    public async Task Channels_states_and_routes_come_back_as_they_were_saved()
    {
        var channel = new Channel
        {
            Id = "ops", Kind = "slack", Name = "운영", Language = Core.Narratives.NarrativeLanguage.Korean, Role = "finops", CreatedAt = Now,
            Secrets = new Dictionary<string, string> { ["url"] = "env:HOOK" },
        };
        var route = new Route
        {
            Id = "night", Name = "밤", Scope = ScopePath.ForTeam("검색"), Kinds = [NoticeKind.Incident], MinSeverity = Severity.High, Channels = ["ops"],
            Quiet = new(new(22, 0), new(7, 0), "Asia/Seoul", [DayOfWeek.Sunday], true), IsEscalation = true, CreatedAt = Now,
        };
        var state = new ChannelState("ops") { LastSuccessAt = Now, Refusals = 2, DisabledAt = Now, DisabledBecause = "410" };
        await Store.Channels.SaveChannelAsync(channel, Token);
        await Store.Channels.SaveRouteAsync(route, Token);
        await Store.Channels.SaveStateAsync(state, Token);

        (await Store.Channels.ListChannelsAsync(Token)).ShouldHaveSingleItem().ShouldSayTheSameAs(channel);
        (await Store.Channels.ListRoutesAsync(Token)).ShouldHaveSingleItem().ShouldSayTheSameAs(route);
        (await Store.Channels.ListStatesAsync(Token)).ShouldBe([state]);
        (await Store.Channels.RemoveChannelAsync("ops", Token))!.Name.ShouldBe("운영");
        (await Store.Channels.ListStatesAsync(Token)).ShouldBeEmpty();
        (await Store.Channels.RemoveRouteAsync("night", Token))!.Id.ShouldBe("night");
    }

    [Fact]
    public async Task An_incident_written_before_handling_was_kept_reads_as_untouched()
    {
        var anomaly = new Anomaly(
            "i", ScopePath.ForTeam("t"), AnomalyKind.Spike, AnomalyState.Open, Severity.High, Granularity.Hour, Now, Now.AddHours(1), 2, 1, 0, 1, 0.9, "i");
        await Store.Anomalies.SaveAsync([], [new("i", IncidentState.Open, anomaly, [], Now, Now) { Handling = new() { Assignee = "mina" } }], Token);
        (await Store.Anomalies.FindIncidentAsync("i", Token))!.Handling.Assignee.ShouldBe("mina");

        await Harness.ExecuteAsync("""UPDATE incidents SET payload = replace(payload, '"handling"', '"forgotten"')""");
        (await Store.Anomalies.FindIncidentAsync("i", Token))!.Handling.ShouldBe(IncidentHandling.None);
    }

    private static Notice Notice(string key) => new(
        key, key, NoticeKind.Incident, NoticePhase.Opened, ScopePath.ForProject("search", "chat"), Severity.High, Now, new("USD") { Excess = 0.1234567890123m },
        new("title", ["paragraph"], [new("name", "value")], ["advice"]), new("제목", ["문단"], [], []))
    {
        Subject = "spike",
    };

    private static Delivery Delivery(string key, string channel) => new($"{channel}-{key}", channel, key, [key], Now) { DueAt = Now };
}

using System.Text.Json;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Alerts;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Storage;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>The promise of the outbox: what was told reaches everyone who is to be told or is known not to, whatever receivers and power cuts do.</summary>
public sealed class OutboxKillTests
{
    /// <summary>So many go to the receiver that hangs: each takes ten tries of the whole time that a try may take, sixteen at once.</summary>
    private const int Hanging = 32;

    private const string Secret = "whsec_Zmlub3BzLWRlbW8td2ViaG9vay1zZWNyZXQtMDAwMSE=";

    [Theory(Timeout = 300_000)]
    [InlineData(StoreKind.Sqlite, 2_000)]
    [InlineData(StoreKind.Postgres, 10_000)]
    public async Task Alerts_reach_failing_receivers_once_each_or_are_known_as_dead_through_kills(StoreKind kind, int alerts)
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var store = await TestStore.CreateAsync(kind, "outbox");
        await using var hooks = await HookServer.StartAsync();
        await using (var open = await store.OpenAsync(token))
        {
            await PrepareAsync(open, folder, hooks, token);
            using var signal = new WorkSignal<OutboxDispatcher>();
            var desk = new NoticeDesk(open.Outbox, open.Channels, () => [], signal, TimeProvider.System);
            foreach (var some in Notices(alerts).Chunk(500))
            {
                await desk.TellAsync(some, token);
                await desk.TellAsync(some, token);
            }
        }

        var random = new Random(7);
        for (var round = 0; round < 3; round++)
        {
            await using var silo = await SiloProcess.StartInAsync(folder.Path, ["serve", .. store.Options]);
            var taken = hooks.Taken.Count;
            await SiloProcess.Until(() => Task.FromResult(hooks.Taken.Count > Math.Min(taken + (alerts / 10), alerts * 3 / 4)), token);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 100)), TimeProvider.System, token);
            await silo.KillAsync();
        }

        await using (var silo = await SiloProcess.StartInAsync(folder.Path, ["serve", .. store.Options]))
        {
            // First by what arrived: to count what waits, again and again, would take the time that sending needs.
            var arriving = Enumerable.Range(0, alerts).Count(number => ChannelOf(number, alerts) is "ok" or "flaky");
            await SiloProcess.Until(() => Task.FromResult(hooks.Taken.Count >= arriving - DeadByChance(alerts)), token);
            await SiloProcess.Until(async () => await WaitingAsync(silo, token) == 0, token);
            (await silo.StopAsync()).ShouldBe(0);
        }

        await using var after = await store.OpenAsync(token);
        await VerifyAsync(after, hooks, alerts, token);
    }

    private static async Task VerifyAsync(IStore store, HookServer hooks, int alerts, CancellationToken token)
    {
        var states = new Dictionary<string, DeliveryState>();
        foreach (var notice in Notices(alerts))
        {
            states[notice.Key] = (await store.Outbox.FindAsync(NoticeRouting.IdOf(notice.Scope.Team!, notice.Key), token)).ShouldNotBeNull(notice.Key).State;
        }

        states.Count.ShouldBe(alerts);
        states.Values.ShouldAllBe(state => state == DeliveryState.Delivered || state == DeliveryState.Dead);

        // Once per id, whatever was sent again: an id stands for one notice, and a notice for one id.
        var taken = hooks.Taken.Values.Select(one => one.Key).ToList();
        taken.Distinct().Count().ShouldBe(taken.Count);
        states.Where(one => one.Value == DeliveryState.Delivered).Select(one => one.Key).ShouldBeSubsetOf(taken);
        states.Where(one => one.Key.StartsWith("alert/gone/", StringComparison.Ordinal) || one.Key.StartsWith("alert/hang/", StringComparison.Ordinal))
            .ShouldAllBe(one => one.Value == DeliveryState.Dead);
        states.Where(one => one.Key.StartsWith("alert/ok/", StringComparison.Ordinal)).ShouldAllBe(one => one.Value == DeliveryState.Delivered);
        states.Count(one => one.Key.StartsWith("alert/flaky/", StringComparison.Ordinal) && one.Value == DeliveryState.Dead).ShouldBeLessThan(DeadByChance(alerts));
        hooks.Taken.Values.ShouldContain(one => one.Count > 1, "some must really have been sent twice, or nothing was tried here");

        // The channels that refuse for good are disabled, and whoever is left was told.
        var disabled = (await store.Channels.ListStatesAsync(token)).Where(state => state.DisabledAt is not null).Select(state => state.Id);
        disabled.ShouldBe(["gone", "hang"], ignoreOrder: true);
        (await store.Outbox.ListNoticesAsync(null, "system/channel/gone", 10, token)).ShouldNotBeEmpty();
        TestContext.Current.SendDiagnosticMessage("{0} taken, {1} more than once", taken.Count, hooks.Taken.Values.Count(one => one.Count > 1));
    }

    private static async Task<long> WaitingAsync(SiloProcess silo, CancellationToken token) =>
        (await silo.GetAsync("/api/v1/channels", token)).GetProperty("items").EnumerateArray().Sum(channel => channel.GetProperty("waiting").GetInt64());

    private static async Task PrepareAsync(IStore store, TemporaryFolder folder, HookServer hooks, CancellationToken token)
    {
        await File.WriteAllTextAsync(folder.File("secret"), Secret, token);
        await File.WriteAllTextAsync(
            folder.File("finopsai.json"),
            JsonSerializer.Serialize(new
            {
                FinOpsAI = new
                {
                    Outbound = new { AllowHttp = true, AllowedNetworks = new[] { "127.0.0.0/8" } },
                    Outbox = new
                    {
                        SendTimeout = "00:00:00.500", Lease = "00:00:03", PollInterval = "00:00:00.050",
                        RetryAfter = Enumerable.Repeat("00:00:00.050", 9).ToArray(),
                    },
                },
            }),
            token);
        foreach (var name in (string[])["ok", "flaky", "hang", "gone"])
        {
            await File.WriteAllTextAsync(folder.File(name), $"{hooks.Url}/{name}", token);
            await store.Channels.SaveChannelAsync(
                new()
                {
                    Id = name, Kind = "webhook", Name = name, CreatedAt = DateTimeOffset.UnixEpoch,
                    Secrets = new Dictionary<string, string> { ["url"] = $"file:{folder.File(name)}", ["secret"] = $"file:{folder.File("secret")}" },
                },
                token);
            await store.Channels.SaveRouteAsync(
                new() { Id = name, Name = name, Scope = ScopePath.ForTeam(name), Channels = [name], CreatedAt = DateTimeOffset.UnixEpoch }, token);
        }
    }

    /// <summary>More than so many must not be given up because the receiver failed ten times by chance.</summary>
    private static int DeadByChance(int alerts) => alerts / 500;

    private static string ChannelOf(int number, int alerts) => number < alerts * 3 / 4 ? "flaky"
        : number < alerts * 19 / 20 ? "ok"
        : number < (alerts * 19 / 20) + Hanging ? "hang"
        : "gone";

    private static IEnumerable<Notice> Notices(int alerts) => Enumerable.Range(0, alerts).Select(number => Notice(number, ChannelOf(number, alerts)));

    private static Notice Notice(int number, string team)
    {
        var text = new NoticeText($"Alert {number}", ["Words."], [], []);
        return new(
            $"alert/{team}/{number}", $"alert/{number}", NoticeKind.Incident, NoticePhase.Opened, ScopePath.ForTeam(team), Severity.High,
            DateTimeOffset.UnixEpoch.AddDays(20_000), new("USD"), text, text);
    }
}

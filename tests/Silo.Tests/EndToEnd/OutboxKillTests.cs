using System.Text.Json;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Alerts;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>The promise of the outbox: what was told reaches everyone who is to be told or is known not to, whatever receivers and power cuts do.</summary>
public sealed class OutboxKillTests
{
    private const int Alerts = 10_000;
    private const string Secret = "whsec_Zmlub3BzLWRlbW8td2ViaG9vay1zZWNyZXQtMDAwMSE=";

    [Fact(Timeout = 300_000)]
    public async Task Ten_thousand_alerts_reach_failing_receivers_once_each_or_are_known_as_dead_through_kills()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var hooks = await HookServer.StartAsync();
        await PrepareAsync(folder, hooks, token);
        await using (var store = await SqliteStore.OpenAsync(folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: token))
        {
            using var signal = new WorkSignal<OutboxDispatcher>();
            var desk = new NoticeDesk(store.Outbox, store.Channels, () => [], signal, TimeProvider.System);
            foreach (var some in Enumerable.Range(0, Alerts).Select(Notice).Chunk(500))
            {
                await desk.TellAsync(some, token);
                await desk.TellAsync(some, token);
            }
        }

        var random = new Random(7);
        for (var round = 0; round < 3; round++)
        {
            await using var silo = await SiloProcess.StartInAsync(folder.Path, "serve", "--data", folder.Path);
            var taken = hooks.Taken.Count;
            await SiloProcess.Until(() => Task.FromResult(hooks.Taken.Count > Math.Min(taken + 1_000, Alerts * 3 / 4)), token);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 100)), TimeProvider.System, token);
            await silo.KillAsync();
        }

        await using (var silo = await SiloProcess.StartInAsync(folder.Path, "serve", "--data", folder.Path))
        {
            await SiloProcess.Until(async () => await WaitingAsync(silo, token) == 0, token);
            (await silo.StopAsync()).ShouldBe(0);
        }

        await VerifyAsync(folder, hooks, token);
    }

    private static async Task VerifyAsync(TemporaryFolder folder, HookServer hooks, CancellationToken token)
    {
        await using var store = await SqliteStore.OpenAsync(folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: token);
        var states = new Dictionary<string, DeliveryState>();
        foreach (var key in Enumerable.Range(0, Alerts).Select(number => Notice(number).Key).Chunk(500))
        {
            foreach (var name in key)
            {
                var channel = ChannelOf(int.Parse(name[(name.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
                states[name] = (await store.Outbox.FindAsync(NoticeRouting.IdOf(channel, name), token)).ShouldNotBeNull(name).State;
            }
        }

        states.Count.ShouldBe(Alerts);
        states.Values.ShouldAllBe(state => state == DeliveryState.Delivered || state == DeliveryState.Dead);

        // Once per id, whatever was sent again: an id stands for one notice, and a notice for one id.
        var taken = hooks.Taken.Values.Select(one => one.Key).ToList();
        taken.Distinct().Count().ShouldBe(taken.Count);
        states.Where(one => one.Value == DeliveryState.Delivered).Select(one => one.Key).ShouldBeSubsetOf(taken);
        states.Where(one => one.Key.StartsWith("alert/gone/", StringComparison.Ordinal) || one.Key.StartsWith("alert/hang/", StringComparison.Ordinal))
            .ShouldAllBe(one => one.Value == DeliveryState.Dead);
        states.Where(one => one.Key.StartsWith("alert/ok/", StringComparison.Ordinal)).ShouldAllBe(one => one.Value == DeliveryState.Delivered);
        states.Count(one => one.Key.StartsWith("alert/flaky/", StringComparison.Ordinal) && one.Value == DeliveryState.Dead).ShouldBeLessThan(20);
        hooks.Taken.Values.ShouldContain(one => one.Count > 1, "some must really have been sent twice, or nothing was tried here");

        // The channels that refuse for good are disabled, and whoever is left was told.
        var disabled = (await store.Channels.ListStatesAsync(token)).Where(state => state.DisabledAt is not null).Select(state => state.Id);
        disabled.ShouldBe(["gone", "hang"], ignoreOrder: true);
        (await store.Outbox.ListNoticesAsync(null, "system/channel/gone", 10, token)).ShouldNotBeEmpty();
        TestContext.Current.SendDiagnosticMessage("{0} taken, {1} more than once", taken.Count, hooks.Taken.Values.Count(one => one.Count > 1));
    }

    private static async Task<long> WaitingAsync(SiloProcess silo, CancellationToken token) =>
        (await silo.GetAsync("/api/v1/channels", token)).GetProperty("items").EnumerateArray().Sum(channel => channel.GetProperty("waiting").GetInt64());

    private static async Task PrepareAsync(TemporaryFolder folder, HookServer hooks, CancellationToken token)
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
        await using var store = await SqliteStore.OpenAsync(folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: token);
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

    private static string ChannelOf(int number) => number switch
    {
        < 7_500 => "flaky",
        < 9_500 => "ok",
        < 9_700 => "hang",
        _ => "gone",
    };

    private static Notice Notice(int number)
    {
        var team = ChannelOf(number);
        var text = new NoticeText($"Alert {number}", ["Words."], [], []);
        return new(
            $"alert/{team}/{number}", $"alert/{number}", NoticeKind.Incident, NoticePhase.Opened, ScopePath.ForTeam(team), Severity.High,
            DateTimeOffset.UnixEpoch.AddDays(20_000), new("USD"), text, text);
    }
}

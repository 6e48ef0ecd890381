using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Benchmarks;

/// <summary>
/// From the POST of a record to the arrival of the changed total at every viewer, over real SignalR connections and with data coming in all the time.
/// Half of the viewers watch the organization, the others a team each, as people do.
/// </summary>
internal static class LiveBenchmark
{
    private const int Teams = 4;
    private const int Resources = 60;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string[] args)
    {
        var viewers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000;
        var rate = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20;
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.StartAsync("serve", "--data", folder.Path);
        var sent = new Sent();
        for (var first = 0; first < Resources; first++)
        {
            await PostAsync(silo, sent, first);
        }

        using var stop = new CancellationTokenSource();
        var latencies = new ConcurrentBag<double>();
        using var ready = new CountdownEvent(viewers);
        var connections = Enumerable.Range(0, viewers)
            .Select(viewer => Task.Run(() => WatchAsync(silo, viewer % 2 == 0 ? "org" : TeamOf(viewer / 2), ready, sent, latencies, stop.Token)))
            .ToList();
        if (!ready.Wait(TimeSpan.FromMinutes(2)))
        {
            throw new InvalidOperationException($"{ready.CurrentCount} of {viewers} viewers did not get in.");
        }

        latencies.Clear();
        var start = Measure.Clock.GetTimestamp();
        var used = silo.ProcessorTime;
        var events = 0;
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        while (Measure.Clock.GetElapsedTime(start) < Length && await pace.WaitForNextTickAsync(stop.Token))
        {
            await PostAsync(silo, sent, Resources + events++);
        }

        var elapsed = Measure.Clock.GetElapsedTime(start);
        used = silo.ProcessorTime - used;
        await Task.Delay(2_000, CancellationToken.None);
        await stop.CancelAsync();
        await Task.WhenAll(connections);
        var all = latencies.ToList();
        Console.WriteLine("| measure | figure |\n|---|---|");
        Measure.Row("viewers", Measure.Number(viewers, ""));
        Measure.Row("records sent", $"{Measure.Rate(events, elapsed)}");
        Measure.Row("changes seen by viewers", Measure.Number(all.Count, ""));
        Measure.Row("POST to viewer, median", Measure.Number(Measure.Percentile(all, 0.5), "ms", "#,0"));
        Measure.Row("POST to viewer, p99", Measure.Number(Measure.Percentile(all, 0.99), "ms", "#,0"));
        Measure.Row("POST to viewer, slowest", Measure.Number(all[^1], "ms", "#,0"));
        Measure.Row("server processor", Measure.Number(100 * used / elapsed, "% of one core", "#,0"));
        Measure.Row("server memory, peak", Measure.Number(silo.PeakResidentBytes / 1048576.0, "MiB", "#,0"));
        return 0;
    }

    /// <summary>Connects viewers to a server and keeps them until its input ends, for measurements of other kinds at the same time.</summary>
    public static async Task<int> HoldAsync(string[] args)
    {
        if (args is not [var url, var token, var count])
        {
            Console.Error.WriteLine("usage: Benchmarks viewers URL TOKEN COUNT");
            return 64;
        }

        using var stop = new CancellationTokenSource();
        using var ready = new CountdownEvent(int.Parse(count, CultureInfo.InvariantCulture));
        var connections = Enumerable.Range(0, ready.InitialCount).Select(_ => Task.Run(() => DrainAsync(new(url), token, ready, stop.Token))).ToList();
        ready.Wait(stop.Token);
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync(stop.Token);
        await stop.CancelAsync();
        await Task.WhenAll(connections);
        return 0;
    }

    private static async Task DrainAsync(Uri url, string token, CountdownEvent ready, CancellationToken cancellationToken)
    {
        await using var viewer = await LiveConnection.OpenAsync(url, token, cancellationToken);
        await viewer.SubscribeAsync(["org"], cancellationToken);
        ready.Signal();
        try
        {
            while (true)
            {
                await viewer.NextLiveAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    /// <summary>A viewer of a scope: notes when each count of records first arrives.</summary>
    private static async Task WatchAsync(
        SiloProcess silo, string scope, CountdownEvent ready, Sent sent, ConcurrentBag<double> latencies, CancellationToken token)
    {
        await using var viewer = await LiveConnection.OpenAsync(silo.Url, silo.Token, token);
        var answer = await viewer.SubscribeAsync([scope], token);
        var last = Records(answer.GetProperty("result")[0]);
        ready.Signal();
        try
        {
            while (true)
            {
                var (messages, arrived) = await viewer.NextLiveAsync(token);
                foreach (var live in messages.Where(live => live.GetProperty("kind").GetString() == "summary"))
                {
                    for (var records = Records(live); last < records; last++)
                    {
                        latencies.Add(Measure.Clock.GetElapsedTime(sent.At(scope, last + 1), arrived).TotalMilliseconds);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static long Records(JsonElement live) => live.GetProperty("payload").GetProperty("total").GetProperty("records").GetInt64();

    private static string TeamOf(int number) => $"team:t{number % Teams}";

    private static async Task PostAsync(SiloProcess silo, Sent sent, int number)
    {
        var now = Measure.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var (team, resource) = (number % Teams, number % Resources);
        using var content = new StringContent(
            $$$"""{"id":"live-{{{number}}}","timestamp":"{{{now}}}","provider":"openai","model":"gpt-4o","team":"t{{{team}}}","project":"p","resource":"r{{{resource}}}","usage":{"token.input":1000}}""");
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        sent.Add("org");
        sent.Add(TeamOf(number));
        await silo.PostUsageAsync(content, default);
    }

    /// <summary>When each scope's first, second, … record was sent. One sender, so the count of records tells which one it was.</summary>
    private sealed class Sent
    {
        private readonly ConcurrentDictionary<(string Scope, long Count), long> _at = new();
        private readonly Dictionary<string, long> _counts = [];

        public void Add(string scope)
        {
            var count = _counts[scope] = _counts.GetValueOrDefault(scope) + 1;
            _at[(scope, count)] = Measure.Clock.GetTimestamp();
        }

        public long At(string scope, long count) => _at[(scope, count)];
    }
}

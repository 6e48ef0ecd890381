using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Benchmarks;

/// <summary>From the POST of a record to the arrival of the changed total at every viewer, over real SignalR connections.</summary>
internal static class LiveBenchmark
{
    private const int Events = 40;

    public static async Task<int> RunAsync(string[] args)
    {
        var viewers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.StartAsync("serve", "--data", folder.Path);
        await PostAsync(silo, -1);
        using var stop = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<long, ConcurrentBag<double>>();
        var sent = new ConcurrentDictionary<long, long>();
        var connections = new List<Task>();
        var ready = new CountdownEvent(viewers);
        for (var viewer = 0; viewer < viewers; viewer++)
        {
            connections.Add(Task.Run(() => WatchAsync(silo, ready, sent, seen, stop.Token)));
        }

        ready.Wait(TimeSpan.FromSeconds(60));
        for (var i = 1; i <= Events; i++)
        {
            sent[i + 1] = Measure.Clock.GetTimestamp();
            await PostAsync(silo, i);
            await Task.Delay(500);
        }

        await Task.Delay(3_000);
        await stop.CancelAsync();
        await Task.WhenAll(connections);
        var latencies = seen.Values.SelectMany(bag => bag).ToList();
        Console.WriteLine("| measure | figure |\n|---|---|");
        Measure.Row("viewers", viewers.ToString(CultureInfo.InvariantCulture));
        Measure.Row("arrivals of expected", $"{latencies.Count} of {viewers * Events}");
        Measure.Row("POST to viewer, median", Measure.Number(Measure.Percentile(latencies, 0.5), "ms", "#,0"));
        Measure.Row("POST to viewer, p99", Measure.Number(Measure.Percentile(latencies, 0.99), "ms", "#,0"));
        Measure.Row("server memory, peak", Measure.Number(silo.PeakResidentBytes / 1048576.0, "MiB", "#,0"));
        return 0;
    }

    /// <summary>A viewer of the organization: notes when each count of records first arrives.</summary>
    private static async Task WatchAsync(
        SiloProcess silo, CountdownEvent ready, ConcurrentDictionary<long, long> sent, ConcurrentDictionary<long, ConcurrentBag<double>> seen, CancellationToken token)
    {
        await using var viewer = await LiveConnection.OpenAsync(silo.Url, silo.Token, token);
        await viewer.SubscribeAsync(["org"], token);
        ready.Signal();
        var last = 0L;
        try
        {
            while (true)
            {
                var (messages, arrived) = await viewer.NextLiveAsync(token);
                foreach (var live in messages.Where(live => live.GetProperty("kind").GetString() == "summary"))
                {
                    var records = live.GetProperty("payload").GetProperty("total").GetProperty("records").GetInt64();
                    for (; last < records; last++)
                    {
                        if (sent.TryGetValue(last + 1, out var at))
                        {
                            seen.GetOrAdd(last + 1, static _ => []).Add(Measure.Clock.GetElapsedTime(at, arrived).TotalMilliseconds);
                        }
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static async Task PostAsync(SiloProcess silo, int number)
    {
        var now = Measure.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var content = new StringContent(
            $$$"""{"id":"live-{{{number}}}","timestamp":"{{{now}}}","provider":"openai","model":"gpt-4o","team":"t","project":"p","resource":"r","usage":{"token.input":1000}}""");
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await silo.PostUsageAsync(content, default);
    }
}

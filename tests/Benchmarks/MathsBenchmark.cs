using System.Globalization;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Benchmarks;

/// <summary>
/// What judging and forecasting cost: time per point and per refit, bytes of state per scope. Ratios are to a robust z-score over a
/// sliding week (median and median deviation by sorting), what a simple detector does, taken in the same run.
/// </summary>
internal static class MathsBenchmark
{
    private const int Points = 100_000;
    private const int Rounds = 15;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static Task<int> RunAsync()
    {
        Console.WriteLine("| measure | figure |\n|---|---|");
        var floor = PerPoint(RobustZ);
        Measure.Row("robust z-score over a sliding week, a point", Micros(floor));
        foreach (var (name, bucket) in new[] { ("hour", TimeSpan.FromHours(1)), ("day", TimeSpan.FromDays(1)), ("5 minutes", TimeSpan.FromMinutes(5)) })
        {
            var time = PerPoint(costs => Detect(costs, bucket));
            Measure.Row($"detector, {name}, all views, a point", string.Create(CultureInfo.InvariantCulture, $"{Micros(time)} ({time / floor:F2}x)"));
        }

        Measure.Row("burn rate, a minute", Micros(PerPoint(Burn)));
        Measure.Row("bytes allocated by 100,000 hourly updates", Allocated().ToString("#,0", CultureInfo.InvariantCulture));
        Forecasts();
        States();
        return Task.FromResult(0);
    }

    private static void Forecasts()
    {
        foreach (var (name, granularity, history, horizon) in new[]
        {
            ("30 days by the hour, 7 days ahead", Granularity.Hour, 30 * 24, 7 * 24),
            ("90 days by the hour, 31 days ahead", Granularity.Hour, 90 * 24, 31 * 24),
            ("90 days by the hour, 90 days ahead", Granularity.Hour, 90 * 24, 90 * 24),
            ("400 days by the day, 90 days ahead", Granularity.Day, 400, 90),
        })
        {
            var costs = Costs(history, granularity == Granularity.Hour ? 24 : 1);
            var settings = ForecastSettings.For(granularity, _start, horizon);
            var time = Median(() => CostForecaster.Forecast(costs, settings));
            Measure.Row($"forecast with bands and record, {name}", Measure.Number(time.TotalMilliseconds, "ms", "0.0"));
        }
    }

    private static void States()
    {
        var hour = State(new ScopeDetector(Granularity.Hour, DetectorOptions.Default).Save);
        var day = State(new ScopeDetector(Granularity.Day, DetectorOptions.Default).Save);
        var silence = State(new SilenceDetector(DetectorOptions.Default).Save);
        var burn = State(new BurnRateDetector(DetectorOptions.Default).Save);
        Measure.Row("state of a scope's detectors: hour + day + silence + burn rate", $"{hour} + {day} + {silence} + {burn} bytes");
        Measure.Row("state of a detector on 5 minutes", $"{State(new ScopeDetector(TimeSpan.FromMinutes(5), DetectorOptions.Default).Save)} bytes");
    }

    private static double PerPoint(Action<double[]> work)
    {
        var costs = Costs(Points, 24);
        return Median(() => work(costs)).TotalMicroseconds / Points;
    }

    private static TimeSpan Median(Action work)
    {
        // Until the compiler has done its best with it.
        for (var start = Measure.Clock.GetTimestamp(); Measure.Clock.GetElapsedTime(start) < WarmUp;)
        {
            work();
        }

        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var before = Measure.Clock.GetTimestamp();
            work();
            times.Add(Measure.Clock.GetElapsedTime(before).TotalMilliseconds);
        }

        return TimeSpan.FromMilliseconds(Measure.Percentile(times, 0.5));
    }

    private static void Detect(double[] costs, TimeSpan bucket)
    {
        var detector = new ScopeDetector(bucket, DetectorOptions.Default);
        for (var i = 0; i < costs.Length; i++)
        {
            detector.Observe(new(_start + (i * bucket), costs[i], false));
        }
    }

    private static void Burn(double[] costs)
    {
        var detector = new BurnRateDetector(DetectorOptions.Default);
        for (var i = 0; i < costs.Length; i++)
        {
            detector.Observe(_start.AddMinutes(i), costs[i]);
        }
    }

    private static void RobustZ(double[] costs)
    {
        Span<double> window = stackalloc double[168];
        var alarms = 0;
        for (var i = window.Length; i < costs.Length; i++)
        {
            costs.AsSpan(i - window.Length, window.Length).CopyTo(window);
            window.Sort();
            var median = window[window.Length / 2];
            foreach (ref var value in window)
            {
                value = Math.Abs(value - median);
            }

            window.Sort();
            alarms += Math.Abs(costs[i] - median) > 3 * 1.4826 * window[window.Length / 2] ? 1 : 0;
        }

        GC.KeepAlive(alarms);
    }

    private static long Allocated()
    {
        var costs = Costs(Points, 24);
        var detector = new ScopeDetector(Granularity.Hour, DetectorOptions.Default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < costs.Length; i++)
        {
            detector.Observe(new(_start.AddHours(i), costs[i], false));
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double[] Costs(int count, int perDay)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => (10 + (4 * Math.Sin(i * 2 * Math.PI / perDay))) * (0.85 + (0.3 * random.NextDouble())))];
    }

    private static long State(Action<BinaryWriter> save)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        save(writer);
        writer.Flush();
        return stream.Length;
    }

    private static string Micros(double time) => Measure.Number(time, "us", "0.000");
}

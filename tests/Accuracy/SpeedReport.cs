using System.Globalization;
using FinOpsAI.Accuracy.Cost;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Accuracy;

/// <summary>Rough timings, for the order of magnitude; the benchmarks project measures properly.</summary>
internal static class SpeedReport
{
    public static string Table(TimeProvider clock)
    {
        var series = CostGenerator.Set(1)[0];
        var start = series.Start;
        var detector = Detector(series, start, 1);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        detector.Save(writer);
        var hourBytes = stream.Length;
        using var fine = new MemoryStream();
        using var fineWriter = new BinaryWriter(fine);
        new ScopeDetector(TimeSpan.FromMinutes(5), DetectorOptions.Default).Save(fineWriter);
        using var day = new MemoryStream();
        using var dayWriter = new BinaryWriter(day);
        new ScopeDetector(Granularity.Day, DetectorOptions.Default).Save(dayWriter);
        const int Rounds = 20;
        var before = clock.GetTimestamp();
        Detector(series, start, Rounds);
        var perPoint = clock.GetElapsedTime(before) / (Rounds * (double)series.Values.Length);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Detector(series, start, Rounds);
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (Rounds * series.Values.Length);
        var history = series.Values.AsSpan(0, 90 * 24).ToArray();
        var settings = ForecastSettings.For(Granularity.Hour, start, 31 * 24);
        CostForecaster.Forecast(history, settings);
        var times = new List<double>();
        for (var i = 0; i < 61; i++)
        {
            before = clock.GetTimestamp();
            CostForecaster.Forecast(history, settings);
            times.Add(clock.GetElapsedTime(before).TotalMilliseconds);
        }

        times.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| measure | value |\n|---|---|\n| detector update, hourly, all views | {perPoint.TotalMicroseconds:F1} us |\n| bytes allocated per update | {allocated} |\n| forecast, 90 days hourly, horizon 31 days, with bands, median of 61 | {times[30]:F0} ms |\n| detector state, hour / day / 5 minutes | {hourBytes} / {day.Length} / {fine.Length} bytes |\n");
    }

    private static ScopeDetector Detector(CostSeries series, DateTimeOffset start, int rounds)
    {
        var detector = new ScopeDetector(Granularity.Hour, DetectorOptions.Default);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < series.Values.Length; i++)
            {
                detector.Observe(new(start.AddHours((round * series.Values.Length) + i), series.Values[i], double.IsNaN(series.Values[i])));
            }
        }

        return detector;
    }
}

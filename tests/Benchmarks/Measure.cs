using System.Globalization;

namespace FinOpsAI.Benchmarks;

/// <summary>Clock and figures.</summary>
internal static class Measure
{
    public static TimeProvider Clock => TimeProvider.System;

    public static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var start = Clock.GetTimestamp();
        await work();
        return Clock.GetElapsedTime(start);
    }

    /// <summary>The value that a share of the sorted values does not exceed (nearest rank).</summary>
    public static double Percentile(List<double> values, double share)
    {
        values.Sort();
        return values[Math.Clamp((int)Math.Ceiling(share * values.Count) - 1, 0, values.Count - 1)];
    }

    public static void Row(string name, string value) =>
        Console.WriteLine($"| {name} | {value} |");

    public static string Rate(int count, TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{count / time.TotalSeconds:#,0} /s");

    public static string Number(double value, string unit, string format = "#,0.##") =>
        string.Create(CultureInfo.InvariantCulture, $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}");
}

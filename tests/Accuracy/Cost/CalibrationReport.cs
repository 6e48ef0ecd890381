using System.Globalization;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Accuracy.Cost;

/// <summary>
/// A walk day by day over daily series whose noise grows in the middle: seven days are foretold each day and held against what came, with bands as they are and with
/// bands recalibrated online.
/// </summary>
internal static class CalibrationReport
{
    private const int First = 60;
    private const int Change = 280;
    private const double ExtraNoise = 0.35;

    public static string Table(IReadOnlyList<int> seeds)
    {
        CostSeries[] series = [.. seeds.SelectMany(seed => CostGenerator.Set(seed, CostKnobs.ReferenceHourly, CostKnobs.ReferenceDaily, 2)).Where(s => s.Daily)];
        var text = new StringBuilder("| bands | days | in 80 % band | in 95 % band |\n|---|---|---|---|\n");
        foreach (var online in (bool[])[false, true])
        {
            var counts = new (double In80, double In95, double All)[3];
            foreach (var s in series)
            {
                Walk(Noisier(s), s.Start, online, counts);
            }

            string[] periods = [$"{First} to {Change}, calm", $"{Change} to {Change + 60}, noise has grown", $"from {Change + 60} on"];
            for (var p = 0; p < counts.Length; p++)
            {
                text.Append(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {(online ? "recalibrated online" : "as forecast")} | {periods[p]} | {100 * counts[p].In80 / counts[p].All:F1} | {100 * counts[p].In95 / counts[p].All:F1} |\n"));
            }
        }

        return text.ToString();
    }

    private static double[] Noisier(CostSeries s)
    {
        var random = new Random(17);
        return [.. s.Values.Select((v, i) => i < Change ? v : v * Math.Exp(
            ExtraNoise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    private static void Walk(double[] values, DateTimeOffset start, bool online, (double In80, double In95, double All)[] counts)
    {
        var issued = new IssuedForecasts();
        var settings = ForecastSettings.For(Granularity.Day, start, IssuedForecasts.Leads);
        for (var day = First; day + IssuedForecasts.Leads <= values.Length; day++)
        {
            var steps = CostForecaster.Forecast(values.AsSpan(0, day), online ? settings with { Bands = issued.Bands } : settings).Steps;
            issued.Add(day, steps);
            issued.Close(day, values[day]);
            ref var count = ref counts[day < Change ? 0 : day < Change + 60 ? 1 : 2];
            for (var lead = 0; lead < IssuedForecasts.Leads; lead++)
            {
                if (!double.IsNaN(values[day + lead]))
                {
                    count.In80 += values[day + lead] >= steps[lead].P10 && values[day + lead] <= steps[lead].P90 ? 1 : 0;
                    count.In95 += values[day + lead] >= steps[lead].P025 && values[day + lead] <= steps[lead].P975 ? 1 : 0;
                    count.All++;
                }
            }
        }
    }
}

using System.Globalization;
using FinOpsAI.Core.Detection;

namespace FinOpsAI.Accuracy.Cost;

/// <summary>
/// Minutes of keys and experiments: requests arrive at random with a daily shape, each costs a random amount, batches and retries come in harmless bursts (x1.3 to 2.2
/// for 5 to 40 minutes); from the fourth day on, one day in ten holds a runaway (x4 to x20 for 30 to 180 minutes). One series in five spends the same every minute.
/// </summary>
internal static class BurnReport
{
    private const int Days = 20;
    private const int FirstDay = 3;
    private const int MinutesPerDay = 1440;
    private const int Scopes = 10;

    public static string Table(IReadOnlyList<int> seeds)
    {
        int found = 0, all = 0, wrong = 0;
        var delays = new List<int>();
        foreach (var seed in seeds)
        {
            for (var scope = 0; scope < Scopes; scope++)
            {
                wrong += Judge(new((seed * 1009) + scope), scope % 5 == 4, delays, ref found, ref all);
            }
        }

        delays.Sort();
        var months = seeds.Count * Scopes * Days / 30.0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| runaways | found | median delay, minutes | 90 % within, minutes | false/30 d |\n|---|---|---|---|---|\n| {all} | {(double)found / all:F2} | {delays[delays.Count / 2]} | {delays[delays.Count * 9 / 10]} | {wrong / months:F2} |\n");
    }

    private static int Judge(Random random, bool constant, List<int> delays, ref int found, ref int all)
    {
        var factors = new double[Days * MinutesPerDay];
        Array.Fill(factors, 1);
        for (var burst = 0; burst < Days; burst++)
        {
            Multiply(factors, random.Next(factors.Length), random.Next(5, 41), 1.3 + (0.9 * random.NextDouble()));
        }

        var runaways = new List<(int First, int Last)>();
        for (var day = FirstDay; day < Days; day++)
        {
            if (random.NextDouble() < 0.1)
            {
                var first = (day * MinutesPerDay) + random.Next(120, MinutesPerDay - 240);
                var length = random.Next(30, 181);
                Multiply(factors, first, length, Math.Exp(Math.Log(4) + (Math.Log(5) * random.NextDouble())));
                runaways.Add((first, first + length));
            }
        }

        var (rate, depth, spread) = (Math.Exp(6 * random.NextDouble()), 0.7 * random.NextDouble(), 0.2 + (0.8 * random.NextDouble()));
        var detector = new BurnRateDetector(DetectorOptions.Default);
        var start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        var seen = new HashSet<int>();
        var wrong = 0;
        for (var minute = 0; minute < factors.Length; minute++)
        {
            var expected = rate * (1 + (depth * Math.Sin(2 * Math.PI * minute / MinutesPerDay))) * factors[minute];
            var cost = constant ? rate * factors[minute] : Spend(random, expected, spread);
            if (cost == 0 || !detector.Observe(start.AddMinutes(minute), cost).IsOnset)
            {
                continue;
            }

            // The window still holds a runaway's minutes for a quarter of an hour after its end.
            var index = runaways.FindIndex(r => minute >= r.First && minute < r.Last + 15);
            if (index < 0)
            {
                wrong++;
            }
            else if (seen.Add(index))
            {
                delays.Add(minute - runaways[index].First);
            }
        }

        found += seen.Count;
        all += runaways.Count;
        return wrong;
    }

    // Requests of a minute (Poisson; above 50 its normal approximation), each lognormal with mean 1.
    private static double Spend(Random random, double expected, double spread)
    {
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        if (expected > 50)
        {
            return Math.Max(0, expected + (Math.Sqrt(expected * Math.Exp(spread * spread)) * Normal()));
        }

        var sum = 0.0;
        for (var time = -Math.Log(1 - random.NextDouble()); time < expected; time -= Math.Log(1 - random.NextDouble()))
        {
            sum += Math.Exp((spread * Normal()) - (spread * spread / 2));
        }

        return sum;
    }

    private static void Multiply(double[] factors, int first, int length, double factor)
    {
        for (var i = first; i < Math.Min(first + length, factors.Length); i++)
        {
            factors[i] *= factor;
        }
    }
}

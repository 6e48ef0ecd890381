namespace FinOpsAI.Accuracy.Cost;

/// <summary>
/// Generates spend of the kind AI workloads show: a weekday-by-hour shape with nightly batches, saturating growth, gamma noise on a wandering level, rare heavy
/// buckets, harmless bursts, price and model switches, a holiday week, missing hours and outages, provisional values; and labelled anomalies: runaway
/// (x3 to x10), new key (flat additive 1.5 to 4 times the level), zero, leak (+3 % a day for 20 days).
/// </summary>
internal sealed class CostGenerator
{
    private const int HourlyDays = 120;
    private const int DailyDays = 500;
    private const int QuietDays = 28;
    private readonly Random _random;
    private readonly CostKnobs _hourly;
    private readonly CostKnobs _daily;

    private CostGenerator(int seed, CostKnobs hourly, CostKnobs daily) => (_random, _hourly, _daily) = (new(seed), hourly, daily);

    /// <summary>A set of wild series: even ones hourly over 120 days, odd ones daily over 500.</summary>
    public static CostSeries[] Set(int seed, int count = 24) => Set(seed, CostKnobs.WildHourly, CostKnobs.WildDaily, count);

    /// <summary>A set of series of stated difficulty.</summary>
    public static CostSeries[] Set(int seed, CostKnobs hourly, CostKnobs daily, int count = 24)
        => [.. Enumerable.Range(0, count).Select(i => new CostGenerator((seed * 1009) + i, hourly, daily).Make($"{seed}-{i:D2}", i % 2 == 1))];

    private CostSeries Make(string name, bool daily)
    {
        var days = daily ? DailyDays : HourlyDays;
        var perDay = daily ? 1 : 24;
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(_random.Next(0, 60));
        var values = Calm(days, perDay, start);
        var labels = new List<CostLabel>();
        Switches(values, days, perDay, labels);
        var level = values.Average();
        Anomalies(values, days, perDay, level, labels);
        var first = Provisional(values, perDay);
        Holes(values, first, perDay);
        return new(name, daily, start, values, first, [.. labels.OrderBy(l => l.First)]);
    }

    private double[] Calm(int days, int perDay, DateTimeOffset start)
    {
        var knobs = Knobs(perDay);
        var scale = Math.Exp(Range(-1, 6));
        var growth = Range(0, 0.20);
        var saturation = Range(60, 400);
        var weekend = Range(0.3, 1.0);
        var depth = Range(0.1, 0.8);
        var peak = Range(9, 18);
        var batchHour = _random.Next(0, 6);
        var batch = _random.NextDouble() < 0.5 ? Range(0.3, 1.5) : 0;
        var holiday = _random.Next(30, days - 10);
        var shape = Range(knobs.Shape.Low, knobs.Shape.High);
        var phi = Range(0.5, 0.9);
        var wander = Range(knobs.Wander.Low, knobs.Wander.High);
        var ar = 0.0;
        var values = new double[days * perDay];
        for (var i = 0; i < values.Length; i++)
        {
            var at = start.AddHours(i * 24.0 / perDay);
            var day = (double)i / perDay;
            var trend = 1 + (growth * saturation / 30 * (1 - Math.Exp(-day / saturation)));
            var week = at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? weekend : 1;
            var hour = perDay == 1 ? 1 : 1 + (depth * Math.Cos((at.Hour - peak) * Math.PI / 12)) + (at.Hour == batchHour ? batch : 0);
            var holidays = day >= holiday && day < holiday + 7 ? 0.6 : 1;
            ar = (phi * ar) + (wander * Math.Sqrt(1 - (phi * phi)) * Normal());
            var heavy = _random.NextDouble() < 0.002 ? Range(1.3, 2) : 1;
            values[i] = scale * trend * week * hour * holidays * heavy * Math.Exp(ar) * Gamma(shape);
        }

        var bursts = days / knobs.DaysPerBurst;
        for (var b = 0; b < bursts; b++)
        {
            Scale(values, _random.Next(0, values.Length - 6), perDay == 1 ? 1 : _random.Next(1, 7), Range(1.3, 2.2));
        }

        return values;
    }

    private void Switches(double[] values, int days, int perDay, List<CostLabel> labels)
    {
        var count = _random.Next(Knobs(perDay).FewestSwitches, Knobs(perDay).MostSwitches + 1);
        for (var s = 0; s < count; s++)
        {
            var at = _random.Next(QuietDays, days - 5) * perDay;
            var factor = Math.Exp(Range(Math.Log(0.35), Math.Log(2.5)));
            Scale(values, at, values.Length - at, factor);
            labels.Add(new(CostEvent.Switch, at, at + (perDay == 1 ? 1 : 23)));
        }
    }

    private void Anomalies(double[] values, int days, int perDay, double level, List<CostLabel> labels)
    {
        var wanted = Knobs(perDay).Anomalies;
        for (var tries = 0; wanted > 0 && tries < 200; tries++)
        {
            // Leaks need the most room, so the first try is often one.
            var roll = tries == 0 && _random.NextDouble() < 0.6 ? 1 : _random.NextDouble();
            var kind = roll < 0.38 ? CostEvent.Runaway : roll < 0.58 ? CostEvent.NewKey : roll < 0.78 ? CostEvent.Zero : CostEvent.Leak;
            var length = kind switch
            {
                CostEvent.Leak => 20 * perDay,
                CostEvent.NewKey => perDay == 1 ? _random.Next(3, 10) : _random.Next(12, 96),
                CostEvent.Zero => perDay == 1 ? _random.Next(1, 4) : _random.Next(4, 30),
                _ => perDay == 1 ? _random.Next(1, 4) : _random.Next(2, 24),
            };
            var first = _random.Next((QuietDays + 2) * perDay, values.Length - length);
            var margin = 7 * perDay;
            if (labels.Any(l => first <= l.Last + margin && first + length + margin >= l.First))
            {
                continue;
            }

            wanted--;
            labels.Add(new(kind, first, first + length - 1));
            Apply(values, kind, first, length, perDay, level);
        }
    }

    private void Apply(double[] values, CostEvent kind, int first, int length, int perDay, double level)
    {
        var local = values.Skip(Math.Max(0, first - (7 * perDay))).Take(7 * perDay).DefaultIfEmpty(level).Average();
        var factor = kind == CostEvent.NewKey ? Range(1.5, 4) : Range(3, 10);
        for (var i = 0; i < length; i++)
        {
            var at = first + i;
            values[at] = kind switch
            {
                CostEvent.Zero => 0,
                CostEvent.NewKey => values[at] + (factor * local * Gamma(50)),
                CostEvent.Leak => values[at] * Math.Pow(1.03, (i + 1.0) / perDay),
                _ => values[at] * factor,
            };
        }
    }

    // 4 % of the rows are reported too low at first and corrected 6 to 48 hours later.
    private double[] Provisional(double[] values, int perDay)
        => [.. values.Select(v => _random.NextDouble() < 0.04 ? v * Range(perDay == 1 ? 0.6 : 0.2, 0.95) : v)];

    private void Holes(double[] values, double[] first, int perDay)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (_random.NextDouble() < 0.008)
            {
                values[i] = first[i] = double.NaN;
            }
        }

        for (var outage = _random.Next(0, 3); outage > 0; outage--)
        {
            var at = _random.Next(0, values.Length - 12);
            for (var i = perDay == 1 ? 1 : _random.Next(3, 12); i > 0; i--)
            {
                values[at + i] = first[at + i] = double.NaN;
            }
        }
    }

    private CostKnobs Knobs(int perDay) => perDay == 1 ? _daily : _hourly;

    private static void Scale(double[] values, int first, int count, double factor)
    {
        for (var i = first; i < Math.Min(first + count, values.Length); i++)
        {
            values[i] *= factor;
        }
    }

    private double Range(double low, double high) => low + ((high - low) * _random.NextDouble());

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    // Mean 1, variance 1/shape (Marsaglia, Tsang 2000).
    private double Gamma(double shape)
    {
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - _random.NextDouble()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v / shape;
            }
        }
    }
}

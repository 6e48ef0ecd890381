using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Forecasting;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests;

public sealed class ForecastingOnlineTests
{
    private static readonly Quantiles _band = new(1, 2, 5, 8, 9, 5);

    [Fact]
    public void Bands_that_always_miss_widen_to_the_bound_and_those_that_never_do_narrow_slowly()
    {
        var calibration = new BandCalibration();
        for (var day = 0; day < 100; day++)
        {
            calibration.Observe(1, 1);
        }

        calibration.Scale.Inner.ShouldBe(4, 1e-9);
        calibration.Scale.Outer.ShouldBe(4, 1e-9);
        for (var day = 0; day < 40; day++)
        {
            calibration.Observe(0, 0);
        }

        calibration.Scale.Inner.ShouldBe(4 * Math.Exp(-40 * 0.10 * 0.20), 1e-9);
        calibration.Scale.Outer.ShouldBeInRange(1, 3.9);
    }

    [Fact]
    public void Coverage_comes_to_what_is_promised_though_the_noise_has_trebled()
    {
        var random = new Random(2);
        var calibration = new BandCalibration();
        double inside80 = 0, inside95 = 0;
        for (var day = 0; day < 1200; day++)
        {
            var error = Math.Abs(3 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            var (out80, out95) = (error > 1.2816 * calibration.Scale.Inner, error > 1.96 * calibration.Scale.Outer);
            inside80 += out80 || day < 200 ? 0 : 0.001;
            inside95 += out95 || day < 200 ? 0 : 0.001;
            calibration.Observe(out80 ? 1 : 0, out95 ? 1 : 0);
        }

        inside80.ShouldBe(0.80, 0.02);
        inside95.ShouldBe(0.95, 0.015);
    }

    [Fact]
    public void The_live_record_counts_what_was_issued()
    {
        var issued = new IssuedForecasts();
        issued.Record.ShouldBeNull();
        issued.Add(100, [_band, _band, _band]);
        issued.Add(100, [_band]);
        issued.Close(100, 6);
        issued.Add(101, [_band, _band]);
        issued.Close(101, 9.5);
        issued.Close(101, 5);
        var record = issued.Record.ShouldNotBeNull();
        record.Days.ShouldBe(2);
        record.Forecasts.ShouldBe(3);
        record.Wape.ShouldBe((1 + 4.5 + 4.5) / (6 + 9.5 + 9.5), 1e-12);
        record.Bias.ShouldBe((15 / 25.0) - 1, 1e-12);
        record.Coverage80.ShouldBe(1 / 3.0, 1e-12);
        record.Coverage95.ShouldBe(1 / 3.0, 1e-12);
        issued.FirstOpen.ShouldBe(102);
    }

    [Fact]
    public void A_day_without_data_teaches_nothing()
    {
        var issued = new IssuedForecasts();
        issued.Add(1, [_band]);
        issued.Close(1, double.NaN);
        issued.Record.ShouldBeNull();
        issued.FirstOpen.ShouldBeNull();
        issued.Bands.ShouldBe(BandScale.One);
    }

    [Fact]
    public void Saved_and_restored_goes_on_as_if_never_stopped_and_stays_small()
        => Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var straight = new IssuedForecasts();
            var stopped = new IssuedForecasts();
            var stop = random.Next(1, 150);
            for (var day = 0; day < 150; day++)
            {
                Quantiles[] steps = [.. Enumerable.Range(0, 7).Select(_ => _band with { P50 = 3 + (4 * random.NextDouble()) })];
                var actual = random.Next(10) == 0 ? double.NaN : 10 * random.NextDouble();
                if (day == stop)
                {
                    stopped = Reloaded(stopped);
                }

                foreach (var issued in (IssuedForecasts[])[straight, stopped])
                {
                    issued.Add(day, steps);
                    issued.Close(day, actual);
                }
            }

            stopped.Record.ShouldBe(straight.Record);
            stopped.Bands.ShouldBe(straight.Bands);
            Bytes(stopped).ShouldBe(Bytes(straight));
            Bytes(stopped).Length.ShouldBeLessThanOrEqualTo(6 * 1024);
        }).Holds();

    [Fact]
    public void Bytes_of_another_format_are_refused()
        => Should.Throw<InvalidDataException>(() => IssuedForecasts.Load(new(new MemoryStream([9, 0, 0, 0, 0, 0, 0, 0, 0]))));

    [Fact]
    public void Wider_bands_are_wider_and_leave_the_middle_where_it_is()
    {
        var history = DetectionScopeDetectorTests.Weeks(6);
        var settings = ForecastSettings.For(Granularity.Hour, new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), 48);
        var plain = CostForecaster.Forecast(history, settings);
        var wide = CostForecaster.Forecast(history, settings with { Bands = new(2, 3) });
        ForecastingCostForecasterTests.ShouldBeSound(wide);
        for (var h = 0; h < 48; h++)
        {
            wide.Steps[h].P50.ShouldBe(plain.Steps[h].P50);
            wide.Steps[h].Mean.ShouldBe(plain.Steps[h].Mean);
            wide.Steps[h].P90.ShouldBeGreaterThan(plain.Steps[h].P90);
            wide.Steps[h].P025.ShouldBeLessThan(plain.Steps[h].P025);
            wide.Totals[h].P975.ShouldBeGreaterThan(plain.Totals[h].P975);
        }
    }

    private static byte[] Bytes(IssuedForecasts issued)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        issued.Save(writer);
        return stream.ToArray();
    }

    private static IssuedForecasts Reloaded(IssuedForecasts issued) => IssuedForecasts.Load(new(new MemoryStream(Bytes(issued))));
}

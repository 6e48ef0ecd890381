using System.Text.Json;
using FinOpsAI.Core.Gpu;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Gpu;

public sealed class GpuMeterTests
{
    private static readonly DateTimeOffset Ten = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);
    private static readonly GpuWorkload Ranker = new("payments", "ranker-1");
    private static readonly GpuDevice Device = new("GPU-1", "NVIDIA H100", "node-1");

    private static GpuMeter Meter(GpuMeterState? state = null) => new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(24), state);

    private static GpuReading Look(decimal? active, GpuWorkload? workload = null, decimal? joules = null) =>
        new(Device, [new(workload ?? Ranker, 1, active)]) { Joules = joules };

    private static void Observe(GpuMeter meter, double minute, decimal? active, decimal? joules = null) =>
        meter.Observe(Ten.AddMinutes(minute), Look(active, joules: joules));

    private static GpuUse Only(IEnumerable<GpuHour> hours, DateTimeOffset start) =>
        hours.Single(hour => hour.Start == start).Devices.ShouldHaveSingleItem().Use;

    [Fact]
    public void A_look_stands_for_the_time_since_the_one_before()
    {
        var meter = Meter();
        for (var minute = 0; minute <= 62; minute++)
        {
            Observe(meter, minute, minute is > 0 and <= 30 ? 0.5m : 0);
        }

        var use = Only(meter.Close(Ten.AddMinutes(62)), Ten);

        use.ServiceHours.ShouldBe(1);
        use.MeasuredHours.ShouldBe(1);
        use.Claims.ShouldBe([new(Ranker, 0.25m, 1)]);
    }

    [Fact]
    public void Gap_is_unknown_and_in_service_not_idle()
    {
        var meter = Meter();
        for (var minute = 0; minute <= 62; minute++)
        {
            if (minute is <= 10 or >= 40)
            {
                Observe(meter, minute, 1);
            }
        }

        // After the gap from 10 to 40 one look stands for two minutes at most: 10 + 2 + 20 of 60 minutes are known.
        var use = Only(meter.Close(Ten.AddMinutes(62)), Ten);

        use.ServiceHours.ShouldBe(1);
        use.MeasuredHours.ShouldBe(32m / 60, 1e-12m);
        use.Claims[0].UsedHours.ShouldBe(32m / 60, 1e-12m);
    }

    [Fact]
    public void A_look_over_the_end_of_an_hour_counts_in_both()
    {
        var meter = Meter();
        Observe(meter, 59.5, 0);
        Observe(meter, 60.5, 1);
        Observe(meter, 61.5, 0);
        Observe(meter, 122, 0);

        var hours = meter.Close(Ten.AddMinutes(122));

        Only(hours, Ten).Claims[0].UsedHours.ShouldBe(30m / 3600, 1e-12m);
        Only(hours, Ten.AddHours(1)).Claims[0].UsedHours.ShouldBe(30m / 3600, 1e-12m);
    }

    [Fact]
    public void An_hour_is_given_out_two_intervals_after_its_end_and_once()
    {
        var meter = Meter();
        Observe(meter, 0, 1);
        Observe(meter, 61, 1);

        meter.Close(Ten.AddMinutes(61)).ShouldBeEmpty();
        meter.Close(Ten.AddMinutes(62)).ShouldHaveSingleItem();
        meter.Close(Ten.AddMinutes(62)).ShouldBeEmpty();
        meter.OpenFrom.ShouldBe(Ten.AddHours(1));
    }

    [Fact]
    public void GPU_that_is_not_seen_any_more_costs_until_it_counts_as_gone()
    {
        var meter = new GpuMeter(TimeSpan.FromMinutes(1), TimeSpan.FromHours(2));
        Observe(meter, 0, 1);
        Observe(meter, 30, 1);

        var hours = meter.Close(Ten.AddHours(9));

        hours.Select(hour => (hour.Start, hour.Devices[0].Use.ServiceHours)).ShouldBe(
            [(Ten, 1m), (Ten.AddHours(1), 1m), (Ten.AddHours(2), 0.5m)]);
        Only(hours, Ten.AddHours(1)).MeasuredHours.ShouldBe(0);
        meter.Count.ShouldBe(0);
    }

    [Fact]
    public void Silence_that_is_not_counted_costs_only_once_the_GPU_is_back()
    {
        GpuMeter Quiet(TimeSpan goneAfter) => new(TimeSpan.FromMinutes(1), goneAfter, countsSilence: false);
        var (back, gone, never) = (Quiet(TimeSpan.FromHours(1)), Quiet(TimeSpan.Zero), Quiet(TimeSpan.FromHours(1)));
        foreach (var meter in new[] { back, gone, never })
        {
            Observe(meter, 0, 1);
            Observe(meter, 1, 1);
        }

        Observe(back, 31, 1);
        Observe(gone, 31, 1);

        Only(back.Close(Ten.AddHours(2)), Ten).ServiceHours.ShouldBe(31m / 60, 1e-12m);
        Only(gone.Close(Ten.AddHours(2)), Ten).ServiceHours.ShouldBe(1m / 60, 1e-12m);
        Only(never.Close(Ten.AddHours(2)), Ten).ServiceHours.ShouldBe(1m / 60, 1e-12m);
    }

    [Fact]
    public void Value_that_is_no_measurement_leaves_the_GPU_in_service_and_unknown()
    {
        var meter = Meter();
        for (var minute = 0; minute <= 62; minute++)
        {
            Observe(meter, minute, null);
        }

        var use = Only(meter.Close(Ten.AddMinutes(62)), Ten);

        use.ServiceHours.ShouldBe(1);
        use.MeasuredHours.ShouldBe(0);
        use.Claims.ShouldBeEmpty();
    }

    [Fact]
    public void Energy_is_the_increase_of_the_counter_over_gaps_and_restarts()
    {
        var meter = Meter();
        Observe(meter, 0, 1, 1_000_000m);
        Observe(meter, 20, 1, 1_360_000m);
        Observe(meter, 40, 1, 180_000m);
        Observe(meter, 62, 1, 180_000m);

        var energy = meter.Close(Ten.AddMinutes(62))[0].Devices[0].Energy!.Value;

        energy.KilowattHours.ShouldBe(0.15m);
        energy.Hours.ShouldBe(1m, 1e-12m);
    }

    [Fact]
    public void Workloads_beyond_the_limit_count_together_and_none_is_lost()
    {
        var meter = Meter();
        meter.Observe(Ten, Look(0));
        List<GpuReadingRow> rows = [.. Enumerable.Range(0, 500).Select(i => new GpuReadingRow(new("many", $"pod-{i}"), 1m / 500, 1))];
        meter.Observe(Ten.AddMinutes(1), new(Device, rows));
        meter.Observe(Ten.AddMinutes(62), Look(0));

        var claims = Only(meter.Close(Ten.AddMinutes(62)), Ten).Claims;

        claims.Count.ShouldBeLessThanOrEqualTo(GpuMeter.MaxWorkloads + 1);
        claims.Sum(claim => claim.UsedHours).ShouldBe(1m / 60, 1e-9m);
    }

    [Fact]
    public void Hours_do_not_depend_on_where_the_meter_was_put_away() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll<int>(seed =>
        {
            var whole = Run(seed, putAway: false);
            var cut = Run(seed, putAway: true);
            JsonSerializer.Serialize(cut).ShouldBe(JsonSerializer.Serialize(whole));
        }));

    [Fact]
    public void No_hour_has_more_measured_than_service_nor_more_service_than_it_lasts() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll<int>(seed =>
        {
            foreach (var use in Run(seed, putAway: false).SelectMany(hour => hour.Devices).Select(device => device.Use))
            {
                use.ServiceHours.ShouldBeInRange(0, 1);
                use.MeasuredHours.ShouldBeInRange(0, use.ServiceHours);
                use.Claims.Sum(claim => claim.UsedHours).ShouldBeLessThanOrEqualTo(use.MeasuredHours + 1e-9m);
            }
        }));

    /// <summary>Looks at random times with gaps, values that are none, and several workloads.</summary>
    private static List<GpuHourCopy> Run(int seed, bool putAway)
    {
        var random = new Random(seed);
        var meter = Meter();
        var at = Ten;
        List<GpuHour> hours = [];
        for (var i = 0; i < 200; i++)
        {
            at = at.AddSeconds(random.Next(20) == 0 ? random.Next(1, 7_200) : random.Next(1, 120));
            GpuReadingRow Row(int w) => new(
                random.Next(5) == 0 ? null : new("ns", $"pod-{w}"), 0.5m, random.Next(10) == 0 ? null : random.NextDecimal());
            meter.Observe(at, new(Device, [Row(1), Row(2)]) { Joules = random.Next(3) == 0 ? null : random.Next() });
            if (putAway && random.Next(3) < 2)
            {
                meter = Meter(JsonSerializer.Deserialize<GpuMeterState>(JsonSerializer.Serialize(meter.Save())));
            }
            else if (!putAway)
            {
                random.Next(3);
            }

            hours.AddRange(meter.Close(at));
        }

        return [.. hours.Select(hour => new GpuHourCopy(hour.Start, [.. hour.Devices.Select(device => new GpuDeviceCopy(device.Use, device.Energy))]))];
    }

    private sealed record GpuHourCopy(DateTimeOffset Start, List<GpuDeviceCopy> Devices);

    private sealed record GpuDeviceCopy(GpuUse Use, GpuEnergy? Energy);
}

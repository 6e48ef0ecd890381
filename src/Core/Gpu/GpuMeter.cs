using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Gpu;

/// <summary>
/// Turns looks at GPUs into hours. A look at time t stands for the time since the look before it, but for no longer than twice the interval:
/// <code>
/// cover     = min(t − previous look, 2 × interval), split at the hours' ends
/// used(w)   = Σ active × fraction × cover          reserved(w) = Σ fraction × cover          measured = Σ cover
/// service   = t − previous look, whole             energy = Σ increase of the counter, spread evenly over the time between
/// </code>
/// So a gap is unknown, not idle. A GPU that is seen again within <c>goneAfter</c> was in service all the time; whether one that is never
/// seen again was in service for so long, too, is for <c>countsSilence</c> to say. Memory is bounded by the GPUs and
/// <see cref="MaxWorkloads"/> workloads on each.
/// </summary>
public sealed class GpuMeter
{
    /// <summary>The most workloads told apart on one GPU in one hour; the rest count together.</summary>
    public const int MaxWorkloads = 200;

    private static readonly GpuWorkload Others = new(Pod: "(others)");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TimeSpan _interval;
    private readonly TimeSpan _goneAfter;
    private readonly bool _countsSilence;
    private readonly SortedDictionary<string, GpuDeviceState> _devices = new(StringComparer.Ordinal);
    private DateTimeOffset? _openFrom;

    /// <summary>A meter that goes on from a state.</summary>
    /// <param name="interval">The usual time between looks, above zero.</param>
    /// <param name="goneAfter">The longest silence after which a GPU is still the one that was there before; at least two intervals.</param>
    /// <param name="state">Where to go on; null to begin.</param>
    /// <param name="countsSilence">Whether a GPU that is not seen any more counts as in service for <paramref name="goneAfter"/>.</param>
    public GpuMeter(TimeSpan interval, TimeSpan goneAfter, GpuMeterState? state = null, bool countsSilence = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        (_interval, _goneAfter, _countsSilence) = (interval, goneAfter > 2 * interval ? goneAfter : 2 * interval, countsSilence);
        _openFrom = state?.OpenFrom;
        foreach (var device in state?.Devices ?? [])
        {
            _devices[device.Device.Uuid] = device;
        }
    }

    /// <summary>How many GPUs are known.</summary>
    public int Count => _devices.Count;

    /// <summary>The first hour not given out yet; null before the first look.</summary>
    public DateTimeOffset? OpenFrom => _openFrom;

    /// <summary>What to keep until the next look.</summary>
    public GpuMeterState Save() => new() { OpenFrom = _openFrom, Devices = [.. _devices.Values] };

    /// <summary>Begins the first hour, if none has begun: from then on hours are given out even when no GPU is ever seen.</summary>
    /// <param name="at">UTC.</param>
    public void Begin(DateTimeOffset at) => _openFrom ??= Floor(at);

    /// <summary>
    /// Takes a look at one GPU. Looks at the same GPU must come in order of time; an older one, or a second one at the same time, adds nothing.
    /// </summary>
    /// <param name="at">When, UTC.</param>
    /// <param name="reading">What it showed.</param>
    public void Observe(DateTimeOffset at, GpuReading reading)
    {
        Begin(at);
        if (!_devices.TryGetValue(reading.Device.Uuid, out var known) || at - known.SeenAt > _goneAfter)
        {
            // New, or back after it counted as gone: in service from now on. Hours gathered before stay to be given out.
            known = new() { Device = reading.Device, SeenAt = at, ServiceUntil = at, Hours = known is null ? [] : Serve(known, End(known)).Hours };
            _devices[reading.Device.Uuid] = known;
        }
        else if (known.Device != reading.Device)
        {
            _devices[reading.Device.Uuid] = known = known with { Device = reading.Device };
        }

        Serve(known, at);
        known.SeenAt = at > known.SeenAt ? at : known.SeenAt;
        Measure(known, at, reading.Rows);
        Energy(known, at, reading);
    }

    /// <summary>
    /// Gives out the hours that are over, oldest first, and forgets them. An hour is over two intervals after its end, so that the look that
    /// reaches over its end is in it.
    /// </summary>
    /// <param name="now">UTC.</param>
    /// <param name="keepEmpty">Whether hours in which no GPU was in service are given out too.</param>
    public IReadOnlyList<GpuHour> Close(DateTimeOffset now, bool keepEmpty = false)
    {
        List<GpuHour> hours = [];
        while (_openFrom is { } start && start + Hour + (2 * _interval) <= now)
        {
            var hour = Take(start);
            if (!keepEmpty && hour.Devices.Count == 0 && _devices.Count == 0)
            {
                _openFrom = Floor(now - (2 * _interval));
                break;
            }

            _openFrom = start + Hour;
            if (keepEmpty || hour.Devices.Count > 0)
            {
                hours.Add(hour);
            }
        }

        return hours;
    }

    private GpuHour Take(DateTimeOffset start)
    {
        List<GpuDeviceHour> taken = [];
        foreach (var device in _devices.Values.ToList())
        {
            var end = End(device);
            Serve(device, end < start + Hour ? end : start + Hour);
            if (Result(device, device.Hours.Find(hour => hour.Start == start)) is { } result)
            {
                taken.Add(result);
            }

            device.Hours.RemoveAll(hour => hour.Start <= start);
            if (end <= start + Hour && device.Hours.Count == 0)
            {
                _devices.Remove(device.Device.Uuid);
            }
        }

        return new(start, taken);
    }

    /// <summary>Until when a GPU that is not seen again counts as in service.</summary>
    private DateTimeOffset End(GpuDeviceState device) => _countsSilence ? device.SeenAt + _goneAfter : device.SeenAt;

    private GpuDeviceState Serve(GpuDeviceState device, DateTimeOffset until)
    {
        Spread(device, device.ServiceUntil, until, (hour, seconds) => hour.Service += seconds);
        device.ServiceUntil = until > device.ServiceUntil ? until : device.ServiceUntil;
        return device;
    }

    private void Measure(GpuDeviceState device, DateTimeOffset at, IReadOnlyList<GpuReadingRow> rows)
    {
        if (rows.Count == 0 || rows.All(row => row.Active is null))
        {
            return;
        }

        if (device.MeasuredAt is { } before && before < at)
        {
            var longest = at - (2 * _interval);
            var blind = rows.Where(row => row.Active is null).Sum(row => row.Fraction);
            Spread(device, before > longest ? before : longest, at, (hour, seconds) =>
            {
                hour.Measured += seconds * Math.Max(0, 1 - blind);
                foreach (var row in rows)
                {
                    Claim(hour, row, seconds);
                }
            });
        }

        device.MeasuredAt = device.MeasuredAt > at ? device.MeasuredAt : at;
    }

    private static void Claim(GpuHourState hour, GpuReadingRow row, decimal seconds)
    {
        if (row.Active is not { } active || (row.Workload is null && active == 0))
        {
            return;
        }

        var workload = row.Workload ?? new();
        var claim = hour.Claims.Find(one => one.Workload == workload);
        if (claim is null)
        {
            workload = hour.Claims.Count < MaxWorkloads ? workload : Others;
            claim = hour.Claims.Find(one => one.Workload == workload);
            if (claim is null)
            {
                hour.Claims.Add(claim = new() { Workload = workload });
            }
        }

        // Rounded to the nanosecond, so that what is kept stays short.
        claim.Used = Math.Round(claim.Used + (Math.Clamp(active, 0, 1) * row.Fraction * seconds), 9);
        claim.Reserved = Math.Round(claim.Reserved + (row.Workload is null ? 0 : row.Fraction * seconds), 9);
        claim.Labels = row.Labels ?? claim.Labels;
    }

    private void Energy(GpuDeviceState device, DateTimeOffset at, GpuReading reading)
    {
        if ((reading.Joules ?? reading.Watts) is null || device.EnergyAt >= at)
        {
            return;
        }

        if (device.EnergyAt is { } before)
        {
            var seconds = Seconds(before, at);
            if (reading.Joules is { } now && device.Joules is { } then)
            {
                // A counter that went back started again from zero.
                var joules = now >= then ? now - then : now;
                Spread(device, before, at, (hour, part) => AddEnergy(hour, joules * part / seconds, part));
            }
            else if (reading.Joules is null && at - before <= 2 * _interval)
            {
                Spread(device, before, at, (hour, part) => AddEnergy(hour, reading.Watts!.Value * part, part));
            }
        }

        device.EnergyAt = at;
        device.Joules = reading.Joules;
    }

    private static void AddEnergy(GpuHourState hour, decimal joules, decimal seconds)
    {
        hour.Joules = Math.Round(hour.Joules + joules, 6);
        hour.JoulesSeconds += seconds;
    }

    /// <summary>Cuts a time at the hours' ends; what lies in hours given out already is dropped.</summary>
    private void Spread(GpuDeviceState device, DateTimeOffset from, DateTimeOffset to, Action<GpuHourState, decimal> add)
    {
        from = _openFrom is { } open && open > from ? open : from;
        while (from < to)
        {
            var start = Floor(from);
            var end = start + Hour < to ? start + Hour : to;
            var hour = device.Hours.Find(one => one.Start == start);
            if (hour is null)
            {
                device.Hours.Add(hour = new() { Start = start });
            }

            add(hour, Seconds(from, end));
            from = end;
        }
    }

    private static GpuDeviceHour? Result(GpuDeviceState device, GpuHourState? hour) => hour is null || hour.Service <= 0 ? null : new(
        device.Device,
        new(
            Hours(hour.Service),
            Hours(Math.Min(hour.Measured, hour.Service)),
            [
                .. hour.Claims.OrderBy(claim => claim.Workload.ToString(), StringComparer.Ordinal)
                    .Select(claim => new GpuClaim(claim.Workload, Hours(claim.Used), Hours(claim.Reserved))),
            ]),
        hour.JoulesSeconds > 0 ? new(Math.Round(hour.Joules / 3_600_000m, ExactShares.Decimals), Hours(hour.JoulesSeconds)) : null,
        hour.Claims.Where(claim => claim.Labels is not null).ToDictionary(claim => claim.Workload, claim => claim.Labels!));

    private static decimal Hours(decimal seconds) => Math.Round(seconds / 3_600m, 15);

    private static decimal Seconds(DateTimeOffset from, DateTimeOffset to) => (to - from).Ticks / (decimal)TimeSpan.TicksPerSecond;

    private static DateTimeOffset Floor(DateTimeOffset at) => Domain.Granularities.Floor(Domain.Granularity.Hour, at);
}

using System.Globalization;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Gpu;

/// <summary>GPUs that somebody says they have.</summary>
/// <param name="Node">The machine or site, as exporters name it.</param>
/// <param name="Model">The model.</param>
/// <param name="Count">How many.</param>
/// <param name="From">In service from, inclusive, UTC; null is since ever.</param>
/// <param name="To">In service until, exclusive, UTC; null is open.</param>
public sealed record GpuStock(string Node, string Model, int Count, DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>Hours of a time in which it is in service, for one GPU.</summary>
    public decimal HoursIn(DateTimeOffset start, DateTimeOffset end)
    {
        var from = From > start ? From.Value : start;
        var to = To < end ? To.Value : end;
        return to > from ? (to - from).Ticks / (decimal)TimeSpan.TicksPerHour : 0;
    }
}

/// <summary>
/// The GPUs there are, whether they are measured or not. Lines <c>node | model | count | from=… | to=…</c>. With it, an exporter that is silent
/// or missing makes no GPU free.
/// </summary>
public sealed class GpuInventory
{
    private GpuInventory(IReadOnlyList<GpuStock> stock) => Stock = stock;

    /// <summary>The lines.</summary>
    public IReadOnlyList<GpuStock> Stock { get; }

    /// <summary>Reads lines.</summary>
    /// <exception cref="GpuTableException">A line cannot be used.</exception>
    public static GpuInventory Parse(string text)
    {
        List<UsageError> errors = [];
        List<GpuStock> stock = [];
        foreach (var line in SettingLine.Read(text, errors))
        {
            line.Unknown("from", "to");
            var (from, to) = (line.Time("from"), line.Time("to"));
            if (line.Words.Count != 3 || line.Words.Any(word => word.Length == 0))
            {
                line.Got("inventory", string.Join(" | ", line.Words), "node | model | count");
            }
            else if (!int.TryParse(line.Words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 100_000)
            {
                line.Got("count", line.Words[2], "a whole number from 1 to 100000");
            }
            else
            {
                stock.Add(new(line.Words[0], line.Words[1], count, from, to));
            }
        }

        GpuRateCard.ThrowIfAny(errors);
        return new(stock);
    }

    /// <summary>
    /// An hour with the inventory laid over it. A GPU seen on a machine of the inventory is in service for as long as the inventory says, whatever
    /// of it was measured; GPUs of the inventory that were not seen are added, unmeasured.
    /// </summary>
    /// <param name="hour">What was seen.</param>
    /// <param name="until">Exclusive end of what the hour covers so far, UTC.</param>
    public GpuHour Complete(GpuHour hour, DateTimeOffset until)
    {
        List<GpuDeviceHour> devices = [.. hour.Devices];
        HashSet<int> taken = [];
        foreach (var stock in Stock)
        {
            var service = stock.HoursIn(hour.Start, until);
            if (service == 0)
            {
                continue;
            }

            var seen = 0;
            for (var i = 0; i < hour.Devices.Count && seen < stock.Count; i++)
            {
                if (Belongs(devices[i].Device, stock) && taken.Add(i))
                {
                    var use = devices[i].Use;
                    devices[i] = devices[i] with { Use = use with { ServiceHours = Math.Max(service, use.ServiceHours) } };
                    seen++;
                }
            }

            for (var missing = seen + 1; missing <= stock.Count; missing++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{stock.Node}/{GpuModelName.Plain(stock.Model)}/{missing}");
                devices.Add(new(new(id, stock.Model, stock.Node), new(service, 0, []), null, GpuDeviceHour.NoLabels));
            }
        }

        return hour with { Devices = devices };
    }

    private static bool Belongs(GpuDevice device, GpuStock stock) =>
        string.Equals(device.Node, stock.Node, StringComparison.OrdinalIgnoreCase)
        && (device.Model.Length == 0 || GpuModelName.Matches(stock.Model, device.Model));
}

using System.Globalization;
using System.IO.Compression;
using FinOpsAI.Core.Gpu;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources.Gpu;

/// <summary>A day of 143 containers of a production GPU cluster: whatever the policy, every GPU's parts add up to what it cost.</summary>
public sealed class GpuDutyCycleTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(57);

    /// <summary>The file's rows by time: container and part of the time at work.</summary>
    private static SortedDictionary<DateTimeOffset, List<(string Container, decimal Active)>> Load()
    {
        using var file = File.OpenRead(Repository.SharedData("alibaba-genai-2026", "pod_gpu_duty_cycle_anon.csv.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        reader.ReadLine().ShouldBe("value,timestamp_anon,container_ip");
        SortedDictionary<DateTimeOffset, List<(string, decimal)>> moments = [];
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split(',');
            var at = DateTimeOffset.FromUnixTimeSeconds((long)decimal.Parse(columns[1], CultureInfo.InvariantCulture));
            if (!moments.TryGetValue(at, out var rows))
            {
                moments[at] = rows = [];
            }

            rows.Add((columns[2], decimal.Parse(columns[0], NumberStyles.Float, CultureInfo.InvariantCulture) / 100));
        }

        moments.Values.Sum(rows => rows.Count).ShouldBe(157_417);
        return moments;
    }

    /// <summary>Containers in the order of their names share GPUs in groups; the file does not say which GPU each one was on.</summary>
    private static List<GpuHour> Meter(int sharers)
    {
        var moments = Load();
        var gpus = moments.Values.SelectMany(rows => rows.Select(row => row.Container)).Distinct().Order(StringComparer.Ordinal)
            .Select((container, i) => (container, Gpu: i / sharers)).ToDictionary(pair => pair.container, pair => pair.Gpu);
        var meter = new GpuMeter(Step, TimeSpan.FromHours(1));
        List<GpuHour> hours = [];
        foreach (var (at, rows) in moments)
        {
            foreach (var gpu in rows.GroupBy(row => gpus[row.Container]))
            {
                var device = new GpuDevice($"GPU-{gpu.Key:000}", gpu.Key % 2 == 0 ? "NVIDIA H100" : "NVIDIA A10", $"node-{gpu.Key / 8}");
                meter.Observe(at, new(device, [.. gpu.Select(row => new GpuReadingRow(new(Pod: row.Container), 1m / gpu.Count(), row.Active))]));
            }

            hours.AddRange(meter.Close(at));
        }

        hours.AddRange(meter.Close(moments.Keys.Last().AddHours(3)));
        meter.Count.ShouldBe(0);
        return hours;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Shares_and_idle_time_add_up_to_the_cost_of_each_GPU_and_of_all(int sharers)
    {
        var card = GpuRateCard.Parse("H100 | per_hour=2.4871\nA10 | purchase=3200 | residual=333 | years=4 | watts=150 | kwh=0.1317 | pue=1.37 | support=90");
        var hours = Meter(sharers);
        hours.Count.ShouldBe(24);
        hours.SelectMany(hour => hour.Devices).Select(device => device.Device.Uuid).Distinct().Count().ShouldBe((143 + sharers - 1) / sharers);

        foreach (var policy in from weighting in Enum.GetValues<GpuWeighting>() from idle in Enum.GetValues<GpuIdlePolicy>() select new GpuPolicy(weighting, idle))
        {
            decimal whole = 0, parts = 0, unused = 0;
            foreach (var hour in hours)
            {
                foreach (var device in hour.Devices)
                {
                    var cost = card.Find(device.Device.Model, hour.Start)!.CostOf(hour.Start, device.Use.ServiceHours).Total;
                    var shares = GpuAllocation.Split(device.Use, cost, policy);

                    shares.Sum(share => share.Cost).ShouldBe(cost, $"{policy}, {hour.Start}, {device.Device.Uuid}");
                    shares.Sum(share => share.Ratio).ShouldBe(1);
                    whole += cost;
                    parts += shares.Sum(share => share.Cost);
                    unused += shares.Where(share => share.Kind is not GpuShareKind.Workload).Sum(share => share.Cost);
                }
            }

            parts.ShouldBe(whole);
            whole.ShouldBeGreaterThan(0);

            // The containers were at work 7 % of the time; who pays by use alone leaves most of the cost idle.
            if (policy == new GpuPolicy() && sharers == 1)
            {
                (unused / whole).ShouldBeInRange(0.90m, 0.96m);
            }
        }
    }
}

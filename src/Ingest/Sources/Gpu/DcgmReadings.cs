using FinOpsAI.Core.Gpu;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>Makes looks at GPUs of the samples that NVIDIA's DCGM exporter gives, read from it or from a Prometheus that scraped it.</summary>
internal static class DcgmReadings
{
    private const string EngineActive = "DCGM_FI_PROF_GR_ENGINE_ACTIVE";
    private const string Utilisation = "DCGM_FI_DEV_GPU_UTIL";
    private const string Energy = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION";
    private const string Power = "DCGM_FI_DEV_POWER_USAGE";

    /// <summary>The metrics that are read.</summary>
    public static IReadOnlyList<string> Metrics { get; } = [EngineActive, Utilisation, Energy, Power];

    /// <summary>Makes one look at each GPU.</summary>
    /// <param name="samples">Samples of one moment; those of other metrics are ignored.</param>
    /// <param name="place">The machine where samples name none.</param>
    public static List<GpuReading> Of(IReadOnlyList<PrometheusSample> samples, string place = "")
    {
        // A Prometheus that puts its own labels first moves the exporter's aside. Where it does, plain namespace and pod are the exporter's.
        var isMoved = samples.Any(sample => DcgmLabels.IsMoved(sample.Labels));
        return
        [
            .. samples.Where(sample => Metrics.Contains(sample.Name, StringComparer.Ordinal))
                .GroupBy(sample => DcgmLabels.Device(sample.Labels, place))
                .Where(device => device.Key.Length > 0)
                .Select(device => Reading(device.Key, [.. device], place, isMoved)),
        ];
    }

    private static GpuReading Reading(string id, List<PrometheusSample> samples, string place, bool isMoved)
    {
        var labels = samples[0].Labels;
        var device = new GpuDevice(id, DcgmLabels.Model(labels), DcgmLabels.Node(labels, place));
        var active = Activity(samples, EngineActive, 1);
        if (active.TrueForAll(row => row.Active is null) && Activity(samples, Utilisation, 100) is { Count: > 0 } coarse)
        {
            active = coarse;
        }

        return new(device, Rows(device, active, isMoved))
        {
            Joules = Largest(samples, Energy) / 1_000m,
            Watts = Largest(samples, Power),
        };
    }

    private static List<(IReadOnlyDictionary<string, string> Labels, decimal? Active)> Activity(
        List<PrometheusSample> samples, string metric, decimal whole) =>
        [
            .. samples.Where(sample => sample.Name == metric)
                .Select(sample => (sample.Labels, sample.Value is >= 0 and var value && value <= whole ? (decimal?)(value / whole) : null)),
        ];

    private static List<GpuReadingRow> Rows(
        GpuDevice device, List<(IReadOnlyDictionary<string, string> Labels, decimal? Active)> active, bool isMoved)
    {
        // A divided GPU is what its instances are; a line for the whole beside them would count twice.
        var instances = active.Where(row => DcgmLabels.Slice(row.Labels) is not null).ToList();
        var slices = (instances.Count > 0 ? instances : active).GroupBy(row => DcgmLabels.Slice(row.Labels)).ToList();
        List<GpuReadingRow> rows = [];
        foreach (var slice in slices)
        {
            var part = slice.Key is null ? 1m : GpuMig.Fraction(slice.Key, device.Model) ?? 1m / slices.Count;
            var named = slice.Select(row => (Workload: DcgmLabels.Workload(row.Labels, isMoved), row.Labels, row.Active))
                .DistinctBy(row => row.Workload).ToList();
            if (named.Exists(row => row.Workload is not null))
            {
                named.RemoveAll(row => row.Workload is null);
            }

            // Under time-slicing each sharer shows the whole GPU's activity.
            rows.AddRange(named.Select(row => new GpuReadingRow(
                row.Workload, part / named.Count, row.Active, row.Workload is null ? null : DcgmLabels.Others(row.Labels))));
        }

        return rows;
    }

    private static decimal? Largest(List<PrometheusSample> samples, string metric) => samples
        .Where(sample => sample.Name == metric && sample.Value is >= 0 and var value && !IsBlank(value)).Max(sample => sample.Value);

    /// <summary>DCGM has values of its own for "not known": the last ones of 32 and 64 bits, and 2^47 for fractions.</summary>
    private static bool IsBlank(decimal value) =>
        value is >= 2_147_483_632m and <= 2_147_483_647m or >= 140_737_488_355_328m and <= 140_737_488_355_331m or >= 9_223_372_036_854_000_000m;
}

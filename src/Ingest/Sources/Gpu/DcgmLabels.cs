using System.Collections.Frozen;
using FinOpsAI.Core.Gpu;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>The labels of DCGM's exporter, under the names of its versions and of the ways they take.</summary>
internal static class DcgmLabels
{
    /// <summary>Further labels kept as tags of a workload.</summary>
    private const int MostOthers = 40;

    private static readonly FrozenSet<string> Own = new[]
    {
        "gpu", "UUID", "uuid", "pci_bus_id", "device", "modelName", "model_name", "Hostname", "hostname", "DCGM_FI_DRIVER_VERSION", "GPU_I_PROFILE",
        "GPU_I_ID", "namespace", "pod", "pod_uid", "container", "pod_namespace", "pod_name", "container_name", "vgpu", "hpc_job", "instance", "job",
        "endpoint", "service", "node", "kubernetes_node", "prometheus", "prometheus_replica", "err_code", "err_msg", "__name__",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True when a Prometheus has put its own labels before the exporter's.</summary>
    public static bool IsMoved(IReadOnlyDictionary<string, string> labels) =>
        labels.ContainsKey("exported_pod") || labels.ContainsKey("exported_namespace") || labels.ContainsKey("exported_container");

    /// <summary>The GPU's id; empty when nothing tells it from others.</summary>
    public static string Device(IReadOnlyDictionary<string, string> labels, string place) =>
        First(labels, "UUID", "uuid") ?? (labels.TryGetValue("gpu", out var index) ? $"{Node(labels, place)}/{index}" : "");

    public static string Model(IReadOnlyDictionary<string, string> labels) => First(labels, "modelName", "model_name") ?? "";

    public static string Node(IReadOnlyDictionary<string, string> labels, string place) =>
        First(labels, "Hostname", "hostname", "kubernetes_node", "node")
        ?? (place.Length > 0 ? place : WithoutPort(First(labels, "instance") ?? ""));

    /// <summary>The part of a divided GPU, profile and id; null for the whole.</summary>
    public static string? Slice(IReadOnlyDictionary<string, string> labels) =>
        First(labels, "GPU_I_ID") is { } id ? $"{First(labels, "GPU_I_PROFILE") ?? "?"} {id}" : null;

    /// <summary>Who has it; null when nobody has.</summary>
    public static GpuWorkload? Workload(IReadOnlyDictionary<string, string> labels, bool isMoved)
    {
        var workload = isMoved
            ? new GpuWorkload(First(labels, "exported_namespace"), First(labels, "exported_pod"), First(labels, "exported_container"))
            : new GpuWorkload(
                First(labels, "namespace", "pod_namespace"), First(labels, "pod", "pod_name"), First(labels, "container", "container_name"));

        // Without a workload the exporter's own pod is all that a Prometheus can name.
        if (workload.Pod?.Contains("dcgm-exporter", StringComparison.Ordinal) == true)
        {
            workload = new();
        }

        workload = workload with { Job = First(labels, "hpc_job") };
        return workload.IsNameless ? null : workload with { Slice = Slice(labels) };
    }

    /// <summary>What is said of a workload beyond its name: labels of the pod that the exporter or a relabelling adds.</summary>
    public static IReadOnlyDictionary<string, string>? Others(IReadOnlyDictionary<string, string> labels)
    {
        var others = labels
            .Where(label => !Own.Contains(label.Key) && !label.Key.StartsWith("exported_", StringComparison.Ordinal)
                && !label.Key.StartsWith("DCGM_", StringComparison.Ordinal))
            .OrderBy(label => label.Key, StringComparer.Ordinal).Take(MostOthers)
            .ToDictionary(label => Tag(label.Key), label => label.Value);
        return others.Count == 0 ? null : others;
    }

    /// <summary>A label's name without what kube-state-metrics puts before it.</summary>
    public static string Tag(string label) =>
        label.StartsWith("label_", StringComparison.Ordinal) && label.Length > "label_".Length ? label["label_".Length..] : label;

    public static string? First(IReadOnlyDictionary<string, string> labels, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (labels.TryGetValue(name, out var value) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }

    private static string WithoutPort(string instance)
    {
        var colon = instance.LastIndexOf(':');
        return colon > 0 ? instance[..colon] : instance;
    }
}

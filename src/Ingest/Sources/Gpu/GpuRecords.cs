using System.Globalization;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>
/// Prices and divides hours of GPUs and makes records of them: one for each workload on each GPU, one for what was idle or unmeasured.
/// </summary>
internal sealed partial class GpuRecords(GpuSettings settings, SourceBatchBuilder batch)
{
    private const int BatchSize = 5_000;
    /// <summary>Room for the tags that every record has is kept free.</summary>
    private const int MostTags = 56;

    private const string UnknownModel = "unknown GPU";

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    /// <summary>
    /// Names that Kubernetes makes: a ReplicaSet's or CronJob's part and a pod's, letters and digits without vowels and look-alikes.
    /// </summary>
    [GeneratedRegex("^(?<name>.+?)(-[0-9]{8,11}|-[bcdfghjklmnpqrstvwxz2456789]{6,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}$")]
    private static partial Regex PodName();

    /// <summary>The name of a hour's window: <c>2026-01-05T10:00Z</c>.</summary>
    public static string WindowName(DateTimeOffset start) => start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>What a pod belongs to: its name without the parts that Kubernetes makes anew for each pod.</summary>
    public static string WithoutPodSuffix(string pod) => PodName().Match(pod) is { Success: true } match ? match.Groups["name"].Value : pod;

    /// <summary>The batches of one hour; the last one ends its window.</summary>
    /// <param name="hour">The hour, inventory included.</param>
    /// <param name="coveredUntil">What is covered once the hour is in; null when it is not over.</param>
    /// <param name="labels">Further labels of a workload, such as those of its pod; null for none.</param>
    public IEnumerable<SourceBatch> Write(
        GpuHour hour, DateTimeOffset? coveredUntil, Func<GpuWorkload, IReadOnlyDictionary<string, string>?>? labels = null)
    {
        var window = WindowName(hour.Start);
        foreach (var device in hour.Devices.Where(device => device.Use.ServiceHours > 0))
        {
            var rate = settings.Rates.Find(device.Device.Model, hour.Start);
            var cost = rate?.CostOf(hour.Start, device.Use.ServiceHours, device.Energy);
            foreach (var share in GpuAllocation.Split(device.Use, cost?.Total ?? 0, settings.Policy))
            {
                Add(hour.Start, window, device, share, cost, labels);
                if (batch.Count >= BatchSize)
                {
                    yield return batch.Build(new(window, IsLast: false));
                }
            }
        }

        yield return batch.Build(new(window), coveredUntil);
    }

    private void Add(
        DateTimeOffset start, string window, GpuDeviceHour hour, GpuShare share, GpuCost? cost,
        Func<GpuWorkload, IReadOnlyDictionary<string, string>?>? labels)
    {
        var device = hour.Device;
        var workload = share.Claim?.Workload;
        var draft = batch.Draft(
            window, device.Uuid, share.Kind.ToString(), workload?.Namespace, workload?.Pod, workload?.Container, workload?.Job, workload?.Slice);
        draft.Timestamp = start;
        draft.Model = device.Model.Length > 0 ? device.Model : UnknownModel;
        draft.Service = workload switch
        {
            { Job: not null } => "gpu.batch",
            { Pod: not null } or { Namespace: not null } => "gpu.k8s",
            _ => "gpu",
        };
        settings.Charge(draft, share, cost);
        if (workload is not null)
        {
            Name(draft, workload, device, hour.Labels.GetValueOrDefault(workload), labels?.Invoke(workload));
        }
        else
        {
            draft.Team = settings.IdleTeam;
            draft.Project = share.Kind is GpuShareKind.Idle ? "idle" : "unmeasured";
            draft.Resource = device.Node.Length > 0 ? device.Node : device.Uuid;
        }

        Tag(draft, "gpu", device.Uuid);
        Tag(draft, "node", device.Node);
        batch.Add();
    }

    private static void Name(
        UsageDraft draft, GpuWorkload workload, GpuDevice device, IReadOnlyDictionary<string, string>? own,
        IReadOnlyDictionary<string, string>? more)
    {
        Tag(draft, "namespace", workload.Namespace);
        Tag(draft, "pod", workload.Pod);
        Tag(draft, "container", workload.Container);
        Tag(draft, "job", workload.Job);
        Tag(draft, "mig", workload.Slice);
        foreach (var (name, value) in (own ?? NoLabels).Concat(more ?? NoLabels))
        {
            Tag(draft, name, value);
        }

        draft.Project = workload.Namespace;
        draft.Resource = workload.Pod is { } pod ? WithoutPodSuffix(pod)
            : workload.Job ?? workload.Container ?? (device.Node.Length > 0 ? device.Node : device.Uuid);
    }

    private static void Tag(UsageDraft draft, string name, string? value)
    {
        var hasRoom = name is "gpu" or "node" || (draft.Tags?.Count ?? 0) < MostTags;
        if (hasRoom && !string.IsNullOrEmpty(value) && value.Length <= 1_024 && name.Length is > 0 and <= 256)
        {
            draft.SetTag(name, value);
        }
    }
}

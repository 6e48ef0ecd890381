namespace FinOpsAI.Core.Gpu;

/// <summary>One GPU.</summary>
/// <param name="Uuid">Its id, the same for as long as it lives.</param>
/// <param name="Model">Its model as the driver names it; empty when unknown.</param>
/// <param name="Node">The machine it is in; empty when unknown.</param>
public sealed record GpuDevice(string Uuid, string Model, string Node);

/// <summary>Who uses a GPU; what is not known is null.</summary>
/// <param name="Namespace">Kubernetes namespace.</param>
/// <param name="Pod">Kubernetes pod.</param>
/// <param name="Container">Container in the pod.</param>
/// <param name="Job">Job of a batch system such as Slurm.</param>
/// <param name="Slice">The part of a divided GPU (MIG): its profile and id.</param>
public sealed record GpuWorkload(
    string? Namespace = null, string? Pod = null, string? Container = null, string? Job = null, string? Slice = null)
{
    /// <summary>True when nobody is named: work that runs outside of any pod or job.</summary>
    public bool IsNameless => Namespace is null && Pod is null && Container is null && Job is null;
}

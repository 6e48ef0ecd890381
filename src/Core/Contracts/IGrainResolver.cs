namespace FinOpsAI.Core.Contracts;

/// <summary>The seam between grains and the host that runs them: gives a proxy by contract and key.</summary>
public interface IGrainResolver
{
    /// <summary>A proxy; nothing is activated until its first call.</summary>
    /// <typeparam name="TGrain">A grain contract of this namespace.</typeparam>
    /// <param name="key">The grain's key, for cost grains a <see cref="Domain.ScopePath.Key"/>.</param>
    TGrain Get<TGrain>(string key)
        where TGrain : class;
}

using FinOpsAI.Core.Contracts;

namespace FinOpsAI.Silo.Hosting;

/// <summary>How the embedded host makes the grains of one contract, and the proxies to them.</summary>
/// <param name="Contract">The grain contract.</param>
/// <param name="Activate">Makes the grain of a key.</param>
/// <param name="Proxy">Makes the proxy that stands for it.</param>
public sealed record GrainRegistration(
    Type Contract, Func<string, IActorLifecycle> Activate, Func<GrainAddress, object> Proxy)
{
    /// <summary>A registration with its types checked.</summary>
    public static GrainRegistration Of<TContract, TGrain>(Func<string, TGrain> activate, Func<GrainAddress, TContract> proxy)
        where TContract : class
        where TGrain : class, TContract, IActorLifecycle =>
        new(typeof(TContract), activate, proxy);
}

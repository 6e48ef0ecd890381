using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Push.LiteLlm;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Push;

/// <summary>Registers what takes in usage that gateways and instrumented programs send by themselves.</summary>
internal static class PushServices
{
    /// <summary>Adds the receivers. The host binds <see cref="LiteLlmOptions.SectionName"/>.</summary>
    public static IServiceCollection AddPush(this IServiceCollection services)
    {
        services.AddOptions<LiteLlmOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LiteLlmOptions>, LiteLlmOptionsValidator>();
        services.AddSingleton<ILiteLlmReceiver, LiteLlmReceiver>();
        return services;
    }
}

using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Push.LiteLlm;
using FinOpsAI.Ingest.Push.Otlp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Push;

/// <summary>Registers what takes in usage that gateways and instrumented programs send by themselves.</summary>
internal static class PushServices
{
    /// <summary>
    /// Adds the receivers. The host adds an <see cref="ILedger"/> and binds <see cref="LiteLlmOptions.SectionName"/> and
    /// <see cref="OtlpOptions.SectionName"/>.
    /// </summary>
    public static IServiceCollection AddPush(this IServiceCollection services)
    {
        services.AddOptions<LiteLlmOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LiteLlmOptions>, LiteLlmOptionsValidator>();
        services.AddSingleton<ILiteLlmReceiver, LiteLlmReceiver>();
        services.AddOptions<OtlpOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<OtlpOptions>, OtlpOptionsValidator>();
        services.AddSingleton<IValidateOptions<OtlpOptions>, OtlpOptionsRules>();
        services.AddSingleton<OtlpPlacement>();
        services.AddSingleton<OtlpCounters>();
        services.AddSingleton<GenAiSpans>();
        services.AddSingleton<TokenUsagePoints>();
        services.AddSingleton<CumulativePoints>();
        services.AddSingleton<IOtlpReceiver, OtlpReceiver>();
        return services;
    }
}

using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Sources.Anthropic;
using FinOpsAI.Ingest.Sources.Langfuse;
using FinOpsAI.Ingest.Sources.Naver;
using FinOpsAI.Ingest.Sources.OpenAi;
using FinOpsAI.Ingest.Sources.Aws;
using FinOpsAI.Ingest.Sources.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Sources;

/// <summary>Registers the connectors: one line each.</summary>
internal static class ConnectorServices
{
    /// <summary>Adds all connectors and what they share. The host adds an <see cref="ISecretStore"/>.</summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services)
    {
        services.AddOptions<ConnectorOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConnectorOptions>, ConnectorOptionsValidator>();
        services.AddSingleton(provider => new ConnectorHttp(
            ConnectorHttp.CreateClient(), provider.GetRequiredService<IOptions<ConnectorOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IConnector, OpenAiUsageConnector>();
        services.AddSingleton<IConnector, OpenAiCostsConnector>();
        services.AddSingleton<IConnector, AnthropicUsageConnector>();
        services.AddSingleton<IConnector, AnthropicCostConnector>();
        services.AddSingleton<IConnector, AnthropicAnalyticsConnector>();
        services.AddSingleton<IConnector, LangfuseConnector>();
        services.AddSingleton<IConnector, NaverBillingConnector>();
        services.AddSingleton<ISourceReader, SourceReader>();
        services.AddSingleton<IConnector, FocusFilesConnector>();
        services.AddSingleton<IConnector>(_ => AwsExportConnector.Cur());
        services.AddSingleton<IConnector>(_ => AwsExportConnector.Focus());
        services.AddSingleton<IConnector, Gpu.DcgmConnector>();
        services.AddSingleton<IConnector, Gpu.PrometheusConnector>();
        services.AddSingleton<IConnector, Gpu.ManualConnector>();
        services.AddSingleton<IConnector, Gpu.OpenCostConnector>();
        return services;
    }
}

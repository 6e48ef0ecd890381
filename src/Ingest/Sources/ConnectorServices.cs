using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Sources.Anthropic;
using FinOpsAI.Ingest.Sources.Aws;
using FinOpsAI.Ingest.Sources.Azure;
using FinOpsAI.Ingest.Sources.Databricks;
using FinOpsAI.Ingest.Sources.Files;
using FinOpsAI.Ingest.Sources.Google;
using FinOpsAI.Ingest.Sources.Gpu;
using FinOpsAI.Ingest.Sources.Langfuse;
using FinOpsAI.Ingest.Sources.Naver;
using FinOpsAI.Ingest.Sources.OpenAi;
using FinOpsAI.Ingest.Sources.Pinecone;
using FinOpsAI.Ingest.Sources.Snowflake;
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
        services.AddSingleton<ISourceReader, SourceReader>();
        services.AddSingleton<IConnector, OpenAiUsageConnector>();
        services.AddSingleton<IConnector, OpenAiCostsConnector>();
        services.AddSingleton<IConnector, AnthropicUsageConnector>();
        services.AddSingleton<IConnector, AnthropicCostConnector>();
        services.AddSingleton<IConnector, AnthropicAnalyticsConnector>();
        services.AddSingleton<IConnector, CostExplorerConnector>();
        services.AddSingleton<IConnector>(_ => AwsExportConnector.Cur());
        services.AddSingleton<IConnector>(_ => AwsExportConnector.Focus());
        services.AddSingleton<IConnector, AzureExportConnector>();
        services.AddSingleton<IConnector, AzureQueryConnector>();
        services.AddSingleton<IConnector, BigQueryBillingConnector>();
        services.AddSingleton<IConnector, NaverBillingConnector>();
        services.AddSingleton<IConnector, FocusFilesConnector>();
        services.AddSingleton<IConnector, DatabricksConnector>();
        services.AddSingleton<IConnector, SnowflakeFilesConnector>();
        services.AddSingleton<IConnector, PineconeConnector>();
        services.AddSingleton<IConnector, LangfuseConnector>();
        services.AddSingleton<IConnector, DcgmConnector>();
        services.AddSingleton<IConnector, PrometheusConnector>();
        services.AddSingleton<IConnector, OpenCostConnector>();
        services.AddSingleton<IConnector, ManualConnector>();
        return services;
    }
}

using FinOpsAI.Ingest.Currency;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Pricing;
using FinOpsAI.Ingest.Push;
using FinOpsAI.Ingest.Sources;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest;

/// <summary>Registers everything between bytes and records.</summary>
public static class IngestServices
{
    /// <summary>
    /// Adds the readers, importers, prices, currencies and <see cref="UsageIngest"/>. The host adds an
    /// <see cref="Core.Ports.IUsageSink"/> and binds the sections <see cref="IngestOptions.SectionName"/>,
    /// <see cref="PriceOptions.SectionName"/> and <see cref="CurrencyOptions.SectionName"/>.
    /// </summary>
    public static IServiceCollection AddFinOpsIngest(this IServiceCollection services)
    {
        RefuseCutOffGzip();
        services.AddOptions<IngestOptions>().ValidateOnStart();
        services.AddOptions<CurrencyOptions>().ValidateOnStart();
        services.AddOptions<PriceOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<IngestOptions>, IngestOptionsValidator>();
        services.AddSingleton<IValidateOptions<IngestOptions>, IngestOptionsRules>();
        services.AddSingleton<IValidateOptions<CurrencyOptions>, CurrencyOptionsRules>();
        services.AddSingleton<IValidateOptions<PriceOptions>, PriceOptionsRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => PriceCatalogue.Load(provider.GetRequiredService<IOptions<PriceOptions>>().Value));
        services.AddSingleton<PriceResolver>();
        services.AddSingleton<Core.Ports.ITokenPriceBook, TokenPriceBook>();
        services.AddSingleton<CurrencyConverter>();
        services.AddSingleton<Core.Ports.ICurrencies>(provider => provider.GetRequiredService<CurrencyConverter>());
        services.AddSingleton<Core.Ports.IExchangeRates>(provider => provider.GetRequiredService<CurrencyConverter>());
        services.AddSingleton<Repricer>();
        services.AddSingleton<Core.Ports.IUsagePricer, UsagePricer>();
        services.AddSingleton<UsageNormalizer>();
        services.AddSingleton<UsageBodyReader>();
        services.AddSingleton<CsvImport>();

        // The order is the one in which a file's format is tried: what is recognised by its own columns before what fits anything.
        services.AddSingleton<IUsageImporter, UsageFileImporter>();
        services.AddSingleton<IUsageImporter, FocusImporter>();
        services.AddSingleton<IUsageImporter, CurImporter>();
        services.AddSingleton<IUsageImporter, AzureCostImporter>();
        services.AddSingleton<IUsageImporter, AzureTraceImporter>();
        services.AddSingleton<IUsageImporter, AlibabaTraceImporter>();
        services.AddSingleton<IUsageImporter, Sources.Gpu.GpuHoursImporter>();
        services.AddSingleton<IUsageImporter, CsvImporter>();
        services.AddSingleton<UsageImports>();
        services.AddSingleton<IngestMetrics>();
        services.AddSingleton<UsageIngest>();
        services.AddSingleton<UsageReceiver>();
        services.AddSingleton<Core.Ports.IUsageReceiver>(provider => provider.GetRequiredService<UsageReceiver>());
        services.AddSingleton<Core.Ports.IUsageFiles, Importers.Uploads.UploadedFiles>();
        services.AddPush();
        services.AddConnectors();
        return services;
    }

    /// <summary>
    /// By default the framework reads a gzip stream that breaks off as one that ends there, and what was lost would look like no usage. The
    /// switch holds for the process and is read when the first stream is decompressed, so it is set before any can be.
    /// </summary>
    internal static void RefuseCutOffGzip() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
}

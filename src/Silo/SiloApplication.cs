using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains;
using FinOpsAI.Grains.Alerts;
using FinOpsAI.Grains.Cost;
using FinOpsAI.Grains.Guidance;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Grains.Sources;
using FinOpsAI.Ingest;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.Ingest.Pricing;
using FinOpsAI.Ingest.Sources;
using FinOpsAI.Ingest.Push.LiteLlm;
using FinOpsAI.Ingest.Push.Otlp;
using FinOpsAI.Silo.Demo;
using FinOpsAI.Silo.Hosting;
using FinOpsAI.Storage;
using FinOpsAI.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Silo;

/// <summary>Composes the whole product into one web application. Tests build the same one on a port of their own.</summary>
internal static class SiloApplication
{
    /// <summary>How long an orderly stop may take: requests under way, commits, deliveries and grains' snapshots. What is cut off is replayed at the next start.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(45);

    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Builds the application; nothing runs and no file is touched before it is started.</summary>
    /// <param name="settings">What the command says.</param>
    /// <param name="configure">A test's own changes, applied last.</param>
    /// <exception cref="OptionsValidationException">A setting is out of range; the message names its key.</exception>
    /// <exception cref="AggregateException">Settings of several sections are out of range; holds one of the above for each.</exception>
    public static WebApplication Build(SiloSettings settings, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Beside the program, not in the working directory, so that the dashboard is found wherever the program is started.
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "finopsai.json"), optional: true);
        builder.Configuration.AddUserSecrets(typeof(SiloApplication).Assembly, optional: true);
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddInMemoryCollection(settings.Overrides);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        builder.Logging.SetMinimumLevel(settings.LogLevel);
        builder.Logging.AddFilter("Microsoft", settings.LogLevel > LogLevel.Warning ? settings.LogLevel : LogLevel.Warning);

        // It warns at each start that its keys are not encrypted themselves; docs/connectors.md says what guards them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.UseUrls(settings.Urls ?? builder.Configuration["urls"] ?? DefaultUrl);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);

        AddOptions(builder);
        builder.Services.AddFinOpsStorage().Bind(builder.Configuration.GetSection(StorageOptions.Section));
        AddEngine(builder.Services);
        AddSources(builder.Services, builder.Configuration);
        builder.Services.AddAttribution();
        builder.Services.AddBudgets(builder.Configuration);
        builder.Services.AddFacts(builder.Configuration);
        builder.Services.AddAlerts(builder.Configuration);
        builder.Services.AddFinOpsIngest();
        builder.Services.AddFinOpsWeb(builder.Configuration);
        builder.Services.PostConfigure<WebOptions>(web => web.IsDemo = settings.IsDemo);
        builder.Services.AddOptions<WebOptions>().PostConfigure<IOptions<CurrencyOptions>>(
            (web, currency) => web.Currency = currency.Value.Reporting);
        if (settings.IsDemo)
        {
            builder.Services.AddSingleton<DemoStory>();
            builder.Services.AddHostedService<DemoService>();
        }

        configure?.Invoke(builder);
        var app = builder.Build();

        // Now rather than while hosted services start: every fault is then told at once, and nothing has been touched.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.MapFinOpsWeb();
        return app;
    }

    private static void AddOptions(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        services.AddSingleton(TimeProvider.System);
        services.AddChecked<GrainOptions>(configuration.GetSection("FinOpsAI:Grains"), options => options.Validate());
        services.AddChecked<GrainHostOptions>(configuration.GetSection("FinOpsAI:Host"), options => options.Validate());
        services.Configure<IngestOptions>(configuration.GetSection(IngestOptions.SectionName));
        services.Configure<LiteLlmOptions>(configuration.GetSection(LiteLlmOptions.SectionName));
        services.Configure<OtlpOptions>(configuration.GetSection(OtlpOptions.SectionName));
        services.Configure<PriceOptions>(configuration.GetSection(PriceOptions.SectionName));
        services.Configure<CurrencyOptions>(configuration.GetSection(CurrencyOptions.SectionName));
        services.AddChecked<SourceOptions>(configuration.GetSection("FinOpsAI:Sources"), options => options.Validate());
        services.Configure<ConnectorOptions>(configuration.GetSection(ConnectorOptions.SectionName));
        services.AddSingleton(provider => provider.GetRequiredService<GrainOptions>().Detectors());
    }

    private static void AddEngine(IServiceCollection services)
    {
        services.AddSingleton<ActiveScopes>();
        services.AddSingleton<IGuidanceBook, GuidanceBook>();
        services.AddSingleton(CreateHost);
        services.AddSingleton<IGrainResolver>(provider => provider.GetRequiredService<GrainHost>());
        services.AddSingleton<LedgerPump>();
        services.AddSingleton<IEngineStatus>(provider => provider.GetRequiredService<LedgerPump>());
        services.AddSingleton<LedgerWriter>();
        services.AddSingleton<IUsageSink>(provider => provider.GetRequiredService<LedgerWriter>());
        services.AddSingleton<IWindowSink>(provider => provider.GetRequiredService<LedgerWriter>());
        services.AddSingleton<Ticker>();
        services.AddExplanations();
        services.AddPolicies();
        services.AddHostedService<Engine>();
    }

    private static void AddSources(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SourceDelivery>();
        services.AddSingleton<BillBook>();
        services.AddSingleton<Settler>();
        services.AddSingleton<SourceTicker>();
        services.AddSingleton<IEnginePart>(provider => provider.GetRequiredService<SourceTicker>());
        services.AddSingleton<ISecretStore, SecretStore>();
        services.AddDataProtection().SetApplicationName("FinOpsAI").PersistKeysToFileSystem(SecretKeys.Folder(configuration));
    }

    private static GrainHost CreateHost(IServiceProvider provider)
    {
        var ledger = provider.GetRequiredService<ILedger>();
        var snapshots = provider.GetRequiredService<ISnapshotStore>();
        var grains = provider.GetRequiredService<GrainOptions>();
        var guidance = provider.GetRequiredService<IGuidanceBook>();
        var time = provider.GetRequiredService<TimeProvider>();
        var logger = provider.GetRequiredService<ILogger<CostGrain>>();
        return new(
            [
                // Connector grains hand over records, so they are drained before all others.
                GrainRegistration.Of<IConnectorGrain, ConnectorGrain>(
                    key => new(
                        key,
                        provider.GetRequiredService<ISourceStore>(),
                        provider.GetRequiredService<ISourceReader>(),
                        provider.GetRequiredService<SourceDelivery>(),
                        provider.GetRequiredService<SourceOptions>(),
                        time,
                        provider.GetRequiredService<ILogger<ConnectorGrain>>()),
                    address => new ConnectorGrainProxy(address)),

                // Budget grains answer callers from outside and call no other grain.
                BudgetServices.BudgetGrains(provider),

                // Cost grains report to the alert grain, so they are drained first.
                GrainRegistration.Of<ICostGrain, CostGrain>(
                    key => new(key, ledger, snapshots, provider.GetRequiredService<IGrainResolver>(), guidance, grains, time, logger),
                    address => new CostGrainProxy(address)),
                GrainRegistration.Of<IAlertGrain, AlertGrain>(
                    _ => new(
                        provider.GetRequiredService<IAnomalyStore>(),
                        provider.GetRequiredService<IAuditLog>(),
                        provider.GetRequiredService<IncidentTeller>(),
                        provider.GetRequiredService<ILiveFeed>(),
                        provider.GetRequiredService<AlertOptions>(),
                        time),
                    address => new AlertGrainProxy(address)),
            ],
            provider.GetRequiredService<GrainHostOptions>(),
            time,
            provider.GetRequiredService<ILogger<GrainHost>>());
    }
}

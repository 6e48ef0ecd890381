using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Storage;

/// <summary>Registers the store that the configuration names.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IStore"/> and each of its ports as singletons. The host binds the options that it gets back
    /// (<c>.BindConfiguration(StorageOptions.Section)</c>) and migrates before it serves. Options are checked at start.
    /// </summary>
    public static OptionsBuilder<StorageOptions> AddFinOpsStorage(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton(Create);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Ledger);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Rollups);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Snapshots);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Scopes);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Anomalies);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Guidance);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Scenarios);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Changes);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Sources);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Bills);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Budgets);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Reservations);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Experiments);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Audit);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Attribution);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().DailyCosts);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Channels);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Outbox);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Policies);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().ForecastNotes);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Identity);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Facts);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().SavedViews);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Values);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Administration);
        return services.AddOptions<StorageOptions>().ValidateOnStart();
    }

    private static IStore Create(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        var time = provider.GetRequiredService<TimeProvider>();
        return options.Provider switch
        {
            StorageProvider.Postgres => new PostgresStore(
                options.ConnectionString!, options.Retention, time, provider.GetService<ILogger<PostgresStore>>()),
            _ => new SqliteStore(options.Path, options.Retention, time, provider.GetService<ILogger<SqliteStore>>()),
        };
    }
}

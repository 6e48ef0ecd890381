using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Storage.Tests;

public sealed class StorageOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Validate(new()).Succeeded.ShouldBeTrue();

    [Fact]
    public void All_wrong_settings_are_named_at_once_by_their_keys()
    {
        var result = Validate(new()
        {
            Path = " ",
            Retention = new() { Ledger = TimeSpan.FromDays(3), MinuteRollups = TimeSpan.Zero, HourRollups = TimeSpan.FromHours(2) },
        });

        result.Failures.ShouldNotBeNull().Select(failure => failure.Split(' ')[0]).ShouldBe(
        [
            "FinOpsAI:Storage:Path", "FinOpsAI:Storage:Retention:Ledger", "FinOpsAI:Storage:Retention:MinuteRollups",
            "FinOpsAI:Storage:Retention:HourRollups",
        ]);
    }

    [Theory]
    [InlineData(null, "must be given")]
    [InlineData("Database=x", "must name a Host")]
    [InlineData("Host=a;Passw=geheim", "is not a PostgreSQL connection string")]
    public void A_wrong_connection_string_is_refused_without_being_repeated(string? connectionString, string problem)
    {
        var result = Validate(new() { Provider = StorageProvider.Postgres, ConnectionString = connectionString });

        result.FailureMessage.ShouldNotBeNull().ShouldContain($"FinOpsAI:Storage:ConnectionString {problem}");
        result.FailureMessage.ShouldNotContain("geheim");
    }

    [Fact]
    public void An_unknown_provider_is_refused() =>
        Validate(new() { Provider = (StorageProvider)9 }).FailureMessage.ShouldNotBeNull().ShouldContain("FinOpsAI:Storage:Provider");

    [Fact]
    public async Task The_container_gives_the_configured_store_and_each_of_its_ports()
    {
        using var folder = new TemporaryFolder();
        await using var sqlite = Services(options => options.Path = folder.File("a.db"));
        await using var postgres = Services(options =>
        {
            options.Provider = StorageProvider.Postgres;
            options.ConnectionString = "Host=127.0.0.1;Port=1";
        });

        sqlite.GetRequiredService<IStore>().ShouldBeOfType<SqliteStore>();
        postgres.GetRequiredService<IStore>().ShouldBeOfType<PostgresStore>();
        var store = sqlite.GetRequiredService<IStore>();
        sqlite.GetRequiredService<ILedger>().ShouldBeSameAs(store.Ledger);
        sqlite.GetRequiredService<IRollupStore>().ShouldBeSameAs(store.Rollups);
        sqlite.GetRequiredService<ISnapshotStore>().ShouldBeSameAs(store.Snapshots);
        sqlite.GetRequiredService<IScopeDirectory>().ShouldBeSameAs(store.Scopes);
        sqlite.GetRequiredService<IAnomalyStore>().ShouldBeSameAs(store.Anomalies);
        sqlite.GetRequiredService<IGuidanceStore>().ShouldBeSameAs(store.Guidance);
        sqlite.GetRequiredService<IBudgetStore>().ShouldBeSameAs(store.Budgets);
        sqlite.GetRequiredService<IStoreAdministration>().ShouldBeSameAs(store.Administration);
    }

    [Fact]
    public async Task Wrong_options_never_become_a_store()
    {
        await using var services = Services(options => options.Path = "");

        Should.Throw<OptionsValidationException>(services.GetRequiredService<IStore>).Message.ShouldContain("FinOpsAI:Storage:Path");
    }

    [Fact]
    public void Settings_are_read_from_the_configuration()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FinOpsAI:Storage:Provider"] = "Postgres",
            ["FinOpsAI:Storage:ConnectionString"] = "Host=db",
            ["FinOpsAI:Storage:Retention:Ledger"] = "400.00:00:00",
            ["FinOpsAI:Storage:Retention:MinuteRollups"] = "12:00:00",
        }).Build());
        services.AddFinOpsStorage().BindConfiguration(StorageOptions.Section);
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;

        (options.Provider, options.ConnectionString).ShouldBe((StorageProvider.Postgres, "Host=db"));
        (options.Retention.Ledger, options.Retention.MinuteRollups, options.Retention.HourRollups).ShouldBe(
            (TimeSpan.FromDays(400), TimeSpan.FromHours(12), TimeSpan.FromDays(400)));
    }

    private static ValidateOptionsResult Validate(StorageOptions options) => new StorageOptionsValidator().Validate(null, options);

    private static ServiceProvider Services(Action<StorageOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddFinOpsStorage().Configure(configure);
        return services.BuildServiceProvider();
    }
}

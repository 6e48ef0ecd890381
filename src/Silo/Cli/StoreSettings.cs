using System.CommandLine;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Silo.Cli;

/// <summary>The options that say which store a command works on; they win over finopsai.json and the environment.</summary>
internal sealed class StoreSettings
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder of the embedded store (SQLite); default: FinOpsAI:Storage:Path, else ./data",
        HelpName = "DIR",
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "Connection string of a PostgreSQL store, instead of the embedded one",
        HelpName = "CONNECTION",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_postgres);
    }

    /// <summary>The application on that store, its schema up to date; nothing of it runs. Warnings, such as a dashboard that was not built, concern no one here.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="logLevel">From which level on the log is shown.</param>
    /// <param name="configure">The command's own changes, applied last.</param>
    public async Task<WebApplication> OpenAsync(
        ParseResult parsed, CancellationToken cancellationToken, LogLevel logLevel = LogLevel.Error, Action<WebApplicationBuilder>? configure = null)
    {
        var app = SiloApplication.Build(new() { Overrides = Read(parsed), LogLevel = logLevel }, configure);
        await app.Services.GetRequiredService<IStoreAdministration>().MigrateAsync(cancellationToken);
        return app;
    }

    public Dictionary<string, string?> Read(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>();
        if (parsed.GetValue(_data) is { } data)
        {
            settings["FinOpsAI:Storage:Path"] = Path.Combine(Path.GetFullPath(data), "finopsai.db");
        }

        if (parsed.GetValue(_postgres) is { } postgres)
        {
            settings["FinOpsAI:Storage:Provider"] = "Postgres";
            settings["FinOpsAI:Storage:ConnectionString"] = postgres;
        }

        return settings;
    }
}

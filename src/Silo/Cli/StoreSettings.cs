using System.CommandLine;

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

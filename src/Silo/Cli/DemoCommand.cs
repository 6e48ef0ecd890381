using System.CommandLine;
using FinOpsAI.Silo.Demo;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>demo</c>: the product with a generated organization.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var urls = ServeCommand.UrlsOption();
        var data = new Option<string?>("--data")
        {
            Description = "Folder for the demo's store, emptied first; default: a folder under the system's temporary one",
            HelpName = "DIR",
        };
        var postgres = new Option<string?>("--postgres")
        {
            Description = "Connection string of an empty PostgreSQL database to use instead",
            HelpName = "CONNECTION",
        };
        var command = new Command("demo", "Serve a generated organization: 60 days of history with planted incidents, then a live stream.");
        command.Options.Add(urls);
        command.Options.Add(data);
        command.Options.Add(postgres);
        command.SetAction((parsed, token) =>
        {
            var overrides = new Dictionary<string, string?> { ["FinOpsAI:Web:Organization"] = DemoOrganization.Name };
            if (parsed.GetValue(postgres) is { } connection)
            {
                overrides["FinOpsAI:Storage:Provider"] = "Postgres";
                overrides["FinOpsAI:Storage:ConnectionString"] = connection;
            }
            else
            {
                overrides["FinOpsAI:Storage:Path"] = EmptyStore(parsed.GetValue(data));
            }

            return ServeCommand.RunAsync(new() { Urls = parsed.GetValue(urls), Overrides = overrides, IsDemo = true }, token);
        });
        return command;
    }

    /// <summary>Removes the store of an earlier demo, and nothing else that may be in the folder.</summary>
    private static string EmptyStore(string? folder)
    {
        var path = Path.Combine(folder ?? Path.Combine(Path.GetTempPath(), "finopsai-demo"), "demo.db");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(path + suffix);
        }

        return path;
    }
}

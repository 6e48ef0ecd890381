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
        var language = new Option<string>("--lang")
        {
            Description = "Language of the words that people in the demo wrote: en or ko. The dashboard has its own choice",
            HelpName = "LANG",
            DefaultValueFactory = _ => "en",
        };
        language.AcceptOnlyFromAmong("en", "ko");
        var command = new Command("demo", "Serve a generated organization: 60 days of history with planted incidents, then a live stream.");
        command.Options.Add(urls);
        command.Options.Add(data);
        command.Options.Add(postgres);
        command.Options.Add(language);
        command.SetAction((parsed, token) =>
        {
            var folder = parsed.GetValue(data) ?? DemoSettings.Folder;
            var overrides = Overrides(folder, parsed.GetValue(language)!);
            if (parsed.GetValue(postgres) is { } connection)
            {
                overrides["FinOpsAI:Storage:Provider"] = "Postgres";
                overrides["FinOpsAI:Storage:ConnectionString"] = connection;
            }
            else
            {
                overrides["FinOpsAI:Storage:Path"] = EmptyStore(folder);
            }

            return ServeCommand.RunAsync(new() { Urls = parsed.GetValue(urls), Overrides = overrides, IsDemo = true }, token);
        });
        return command;
    }

    /// <summary>The settings of a demo, but for its store.</summary>
    internal static Dictionary<string, string?> Overrides(string folder, string language) => new()
    {
        ["FinOpsAI:Web:Organization"] = DemoOrganization.Name,
        [DemoSettings.LanguageKey] = language,
        [DemoSettings.BillsKey] = DemoSettings.BillsIn(folder),

        // Sixty days are settled at once: a line for each would hide what people are told.
        ["Logging:LogLevel:FinOpsAI.Grains.Sources.Settler"] = "Warning",
    };

    /// <summary>Removes the store of an earlier demo, and nothing else that may be in the folder.</summary>
    private static string EmptyStore(string folder)
    {
        var path = Path.Combine(folder, "demo.db");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(path + suffix);
        }

        return path;
    }
}

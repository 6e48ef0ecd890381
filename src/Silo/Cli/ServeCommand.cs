using System.CommandLine;
using FinOpsAI.Core.Ports;
using FinOpsAI.Silo.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>serve</c>: the product.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var store = new StoreSettings();
        var urls = UrlsOption();
        var command = new Command("serve", "Serve API, live hub and dashboard (the default command). Stops orderly on SIGTERM and Ctrl+C.");
        command.Options.Add(urls);
        store.AddTo(command);
        command.SetAction((parsed, token) => RunAsync(new() { Urls = parsed.GetValue(urls), Overrides = store.Read(parsed) }, token));
        return command;
    }

    public static Option<string?> UrlsOption() => new("--urls")
    {
        Description = "Where to listen; port 0 takes a free one. Default: http://127.0.0.1:5080",
        HelpName = "URL",
    };

    /// <summary>Starts the application, says where it is, and waits for its end.</summary>
    public static async Task<int> RunAsync(SiloSettings settings, CancellationToken cancellationToken)
    {
        await using var app = SiloApplication.Build(settings);
        await app.Services.GetRequiredService<IStoreAdministration>().MigrateAsync(cancellationToken);
        SecretKeys.Create(app.Configuration);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandException(ExitCodes.Unavailable, $"{e.InnerException.Message}. Choose another with --urls http://127.0.0.1:0.");
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Console.WriteLine($"FinOpsAI is at {string.Join(" and ", addresses)}");
        await app.WaitForShutdownAsync(cancellationToken);
        return Environment.ExitCode;
    }
}

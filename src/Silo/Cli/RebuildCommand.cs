using System.CommandLine;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>rebuild</c>: forgets everything that is derived from the ledger, so that the next start derives it anew.</summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        var store = new StoreSettings();
        var command = new Command(
            "rebuild", "Forget rollups, daily facts and snapshots; the next 'serve' derives them again from the ledger. Stop the server first.");
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            await app.Services.GetRequiredService<ISnapshotStore>().ResetAsync(token);
            await app.Services.GetRequiredService<IRollupStore>().ResetAsync(token);
            await app.Services.GetRequiredService<IFactStore>().ResetAsync(token);
            var head = await app.Services.GetRequiredService<ILedger>().GetHeadAsync(token);
            Console.WriteLine($"Rollups, daily facts and snapshots are empty; {head} ledger positions will be read at the next start.");
            return ExitCodes.Done;
        });
        return command;
    }
}

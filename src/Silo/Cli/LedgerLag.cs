using System.Globalization;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Silo.Cli;

/// <summary>Sums and daily facts are written by the server: what was imported without one is in the ledger, but not in them yet.</summary>
internal static class LedgerLag
{
    /// <summary>Says on standard error when the sums are behind the ledger.</summary>
    /// <returns>Whether they are.</returns>
    public static async Task<bool> OfSumsAsync(WebApplication app, CancellationToken cancellationToken) =>
        await TellAsync("sums", app, await app.Services.GetRequiredService<IRollupStore>().GetPositionAsync(cancellationToken), cancellationToken);

    /// <summary>Says on standard error when the daily facts are behind the ledger.</summary>
    /// <returns>Whether they are.</returns>
    public static async Task<bool> OfFactsAsync(WebApplication app, CancellationToken cancellationToken) =>
        await TellAsync("daily facts", app, await app.Services.GetRequiredService<IFactStore>().GetPositionAsync(cancellationToken), cancellationToken);

    private static async Task<bool> TellAsync(string what, WebApplication app, long position, CancellationToken cancellationToken)
    {
        var head = await app.Services.GetRequiredService<ILedger>().GetHeadAsync(cancellationToken);
        if (position >= head)
        {
            return false;
        }

        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"The {what} do not have {head - position} of {head} ledger positions yet. A running server adds them within seconds; otherwise start one, then ask again."));
        return true;
    }
}

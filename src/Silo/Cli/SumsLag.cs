using System.Globalization;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Silo.Cli;

/// <summary>Sums are written by the server: what was imported without one is in the ledger, but not in them yet.</summary>
internal static class SumsLag
{
    /// <summary>Says on standard error when the sums are behind the ledger.</summary>
    /// <returns>Whether they are.</returns>
    public static async Task<bool> TellAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var head = await app.Services.GetRequiredService<ILedger>().GetHeadAsync(cancellationToken);
        var position = await app.Services.GetRequiredService<IRollupStore>().GetPositionAsync(cancellationToken);
        if (position < head)
        {
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"The sums do not have {head - position} of {head} ledger positions yet: start the server once, then ask again."));
        }

        return position < head;
    }
}

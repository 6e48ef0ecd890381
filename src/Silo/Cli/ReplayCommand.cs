using System.CommandLine;

namespace FinOpsAI.Silo.Cli;

internal static class ReplayCommand
{
    public static Command Create() => new("replay", "Replay a file to a running server.");
}

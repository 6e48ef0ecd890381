using System.CommandLine;

namespace FinOpsAI.Silo.Cli;

internal static class ImportCommand
{
    public static Command Create() => new("import", "Import files into the store.");
}

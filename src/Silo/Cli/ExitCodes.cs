namespace FinOpsAI.Silo.Cli;

/// <summary>Exit codes, the last two after sysexits.h.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Partial = 2;
    public const int Usage = 64;
    public const int Unavailable = 69;
}

/// <summary>A command cannot go on; the message is for the person who typed it.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

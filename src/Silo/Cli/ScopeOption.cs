using System.CommandLine;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>--scope</c> of every command that has one: the organization when it is not given.</summary>
internal sealed class ScopeOption : Option<string>
{
    private const string Forms = "org, team:T, project:T/P or resource:T/P/R";

    /// <param name="whose">What the scope says to this command, such as "Whose traffic".</param>
    public ScopeOption(string whose)
        : base("--scope")
    {
        Description = $"{whose}: {Forms}";
        HelpName = "SCOPE";
        DefaultValueFactory = _ => ScopePath.Organization.Key;
    }

    /// <summary>What was given.</summary>
    /// <exception cref="CommandException">It is no scope.</exception>
    public ScopePath Of(ParseResult parsed) => ScopePath.TryParse(parsed.GetValue(this), out var path)
        ? path
        : throw new CommandException(ExitCodes.Usage, $"--scope {parsed.GetValue(this)}: expected {Forms}.");
}

using System.Text;
using System.Text.RegularExpressions;

namespace FinOpsAI.Silo.Cli;

/// <summary>How the commands on users and tokens write names, and read secrets.</summary>
internal static partial class Words
{
    /// <summary>The audit log's name of who works on the store's own machine.</summary>
    public static string Actor => $"cli:{Environment.UserName}";

    /// <summary>A role's or permission's name as the API writes it, such as <c>finOps</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>A fault of the command line, with what is expected in words instead of a type's name.</summary>
    public static string OfFault(string message) => TypeName().Replace(message, match => match.Groups[1].Value switch
    {
        nameof(DateOnly) => ": expected a day such as 2026-11-21.",
        nameof(DateTimeOffset) => ": expected a time such as 2026-11-21T08:00:00Z.",
        nameof(TimeSpan) => ": expected a length of time such as 01:30:00.",
        nameof(Int32) or nameof(Int64) => ": expected a whole number.",
        nameof(Decimal) or nameof(Double) => ": expected a number.",
        _ => match.Value,
    });

    [GeneratedRegex(@" as expected type '[^']*?\.(\w+)\]?'\.?")]
    private static partial Regex TypeName();

    /// <summary>A line from the terminal, not shown while it is typed; from a pipe the first line.</summary>
    public static string ReadSecret(string prompt)
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() ?? "";
        }

        Console.Error.Write(prompt);
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                text.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return text.ToString();
    }
}

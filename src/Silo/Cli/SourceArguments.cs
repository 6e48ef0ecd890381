using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Silo.Cli;

/// <summary>Reads a source's settings from the command line.</summary>
internal static class SourceArguments
{
    /// <summary>Splits <c>name=value</c> pairs into settings and protected secrets.</summary>
    /// <exception cref="CommandException">One is not written like that.</exception>
    public static (Dictionary<string, string> Settings, Dictionary<string, string> Secrets) Read(
        IEnumerable<string> pairs, SourceKind kind, ISecretStore secrets)
    {
        Dictionary<string, string> plain = [];
        Dictionary<string, string> secret = [];
        foreach (var pair in pairs)
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
            {
                throw new CommandException(ExitCodes.Usage, $"--set {pair}: expected name=value.");
            }

            var (name, value) = (pair[..sign].Trim(), pair[(sign + 1)..]);
            if (kind.Settings.Any(setting => setting.Name == name && setting.Type is SourceSettingType.Secret))
            {
                secret[name] = secrets.Protect(value);
            }
            else
            {
                plain[name] = value;
            }
        }

        return (plain, secret);
    }

    /// <summary>An id that can be part of an address and a record's source.</summary>
    /// <exception cref="CommandException">It cannot.</exception>
    public static string CheckId(string id) =>
        SourceId.Fault(id) is { } fault ? throw new CommandException(ExitCodes.Usage, fault) : id;
}

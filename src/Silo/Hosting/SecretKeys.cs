using FinOpsAI.Storage;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Where the keys stand by which entered secrets are encrypted.</summary>
internal static class SecretKeys
{
    /// <summary>The setting that names the folder.</summary>
    public const string Setting = "FinOpsAI:Secrets:Keys";

    /// <summary>
    /// The configured folder; else <c>keys</c> beside the embedded store's file. It is made when the first key is, readable by its owner alone.
    /// Servers that share a PostgreSQL store must share the folder too.
    /// </summary>
    public static DirectoryInfo Folder(IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } path)
        {
            return new(Path.GetFullPath(path));
        }

        var store = configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.Path)}"] ?? new StorageOptions().Path;
        return new(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(store)) ?? ".", "keys"));
    }

    /// <summary>Makes the folder, for its owner alone.</summary>
    public static void Create(IConfiguration configuration)
    {
        var folder = Folder(configuration).FullName;
        if (!Directory.Exists(folder))
        {
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

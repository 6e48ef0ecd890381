namespace FinOpsAI.TestSupport;

/// <summary>Where things are, seen from a running test.</summary>
public static class Repository
{
    /// <summary>The checkout's root: the folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file or folder of the shared data beside the checkout.</summary>
    /// <exception cref="FileNotFoundException">It is not there; tests that need it must fail, not pass without it.</exception>
    public static string SharedData(params string[] path)
    {
        var full = Path.GetFullPath(Path.Combine([Root, "..", "shared", "data", .. path]));
        return File.Exists(full) || Directory.Exists(full)
            ? full
            : throw new FileNotFoundException($"The test needs {full}: put the folder 'shared' beside the checkout.");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FinOpsAI.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No FinOpsAI.sln above {AppContext.BaseDirectory}.");
    }
}

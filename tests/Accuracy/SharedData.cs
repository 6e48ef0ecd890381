using System.Runtime.CompilerServices;

namespace FinOpsAI.Accuracy;

/// <summary>Finds the data folder beside the checkout.</summary>
internal static class SharedData
{
    public static string Folder(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Repository(), "..", "shared", "data", name));
        return Directory.Exists(path) ? path : throw new DirectoryNotFoundException($"The data folder {path} is not there; place it beside the checkout.");
    }

    public static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

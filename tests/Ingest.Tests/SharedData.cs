using System.Runtime.CompilerServices;

namespace FinOpsAI.Ingest.Tests;

/// <summary>The data sets that lie in the folder <c>shared</c> beside the checkout.</summary>
internal static class SharedData
{
    public static string Path(params string[] parts)
    {
        var path = System.IO.Path.Combine([Root(), .. parts]);
        return File.Exists(path) ? path : throw new FileNotFoundException($"The data set {path} is missing: these tests need the folder 'shared' beside the checkout.");
    }

    private static string Root([CallerFilePath] string source = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(source)!, "..", "..", "..", "shared", "data"));
}

using System.Globalization;

namespace FinOpsAI.TestSupport;

/// <summary>A folder of its own for one test, removed with everything in it at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private static int _count;

    /// <summary>Makes the folder.</summary>
    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory(
            string.Create(CultureInfo.InvariantCulture, $"finopsai-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}-")).FullName;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The path of a file in it, which need not exist; good for a SQLite file with its log beside it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}

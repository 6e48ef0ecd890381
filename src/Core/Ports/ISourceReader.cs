using FinOpsAI.Core.Sources;

namespace FinOpsAI.Core.Ports;

/// <summary>All connectors behind one door.</summary>
public interface ISourceReader
{
    /// <summary>The kinds there are, by name.</summary>
    IReadOnlyList<SourceKind> Kinds { get; }

    /// <summary>Says what is wrong with a source's kind and settings; empty when nothing is. Field names as in <see cref="SourceSetting.Name"/>.</summary>
    IReadOnlyList<UsageError> Check(DataSource source);

    /// <summary>Reads a source, oldest first.</summary>
    /// <exception cref="SourceException">It cannot be read on. Batches given before stay valid.</exception>
    IAsyncEnumerable<SourceBatch> ReadAsync(DataSource source, SourceRead read, CancellationToken cancellationToken);

    /// <summary>Tries a source with as little as possible: does the key work, is something there.</summary>
    Task<SourceTest> TestAsync(DataSource source, CancellationToken cancellationToken);
}

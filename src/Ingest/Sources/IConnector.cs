using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources;

/// <summary>
/// Reads one kind of source. A connector is one stateless class and one line in <see cref="ConnectorServices"/>; everything else (schedule,
/// place, back-off, secrets, page, command line) comes from the framework. <c>docs/connectors.md</c> has a worked example.
/// </summary>
public interface IConnector
{
    /// <summary>What it reads and needs.</summary>
    SourceKind Kind { get; }

    /// <summary>
    /// Reads from <see cref="SourceRead.From"/> to <see cref="SourceRead.To"/>, or what came since <see cref="SourceRead.Cursor"/>, oldest first,
    /// in bounded memory.
    /// </summary>
    /// <exception cref="SourceException">It cannot go on.</exception>
    IAsyncEnumerable<SourceBatch> ReadAsync(ConnectorContext context, SourceRead read, CancellationToken cancellationToken);

    /// <summary>Asks for as little as possible and says in a sentence what was seen.</summary>
    /// <exception cref="SourceException">It does not work.</exception>
    Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken);
}

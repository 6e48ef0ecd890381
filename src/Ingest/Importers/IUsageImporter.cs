using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>The beginning of a file, to tell its format by.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="FirstLine">Its first line that is not blank, decompressed, without a byte order mark; cut off after some kilobytes.</param>
public sealed record ImportProbe(string FileName, string FirstLine);

/// <summary>Reads one file format.</summary>
public interface IUsageImporter
{
    /// <summary>The format's name on the command line.</summary>
    string Format { get; }

    /// <summary>One line on what it reads, for <c>--help</c>.</summary>
    string Description { get; }

    /// <summary>True when a file looks like this format.</summary>
    bool Sniff(ImportProbe probe);

    /// <summary>
    /// Reads records and errors in the order of the file, in bounded memory. A file that is not of the format ends with an item whose
    /// <see cref="UsageParseItem.Stop"/> says so.
    /// </summary>
    IAsyncEnumerable<UsageParseItem> ReadAsync(Stream stream, ImportContext context, CancellationToken cancellationToken = default);
}

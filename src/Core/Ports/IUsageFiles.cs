using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>A file of usage that a person gives, and what it does not say itself.</summary>
public sealed record UsageFile
{
    /// <summary>Finds the format out.</summary>
    public const string AutoFormat = "auto";

    /// <summary>The file's name, without folders.</summary>
    public required string Name { get; init; }

    /// <summary>A format's name, or <see cref="AutoFormat"/>.</summary>
    public string Format { get; init; } = AutoFormat;

    /// <summary>Column by field, for CSV in columns of its own; what it does not name is left out. Null goes by the columns' names.</summary>
    public IReadOnlyDictionary<string, string>? Map { get; init; }

    /// <summary>Provider of rows that name none.</summary>
    public string? Provider { get; init; }

    /// <summary>Model of rows that name none.</summary>
    public string? Model { get; init; }

    /// <summary>Team of rows that name none.</summary>
    public string? Team { get; init; }

    /// <summary>Project of rows that name none.</summary>
    public string? Project { get; init; }

    /// <summary>Resource of rows that name none.</summary>
    public string? Resource { get; init; }

    /// <summary>Currency of costs that name none, an ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether numbers are written 1234,56; null finds out in a preview and is no in an import.</summary>
    public bool? DecimalComma { get; init; }

    /// <summary>A later delivery of the same rows needs a higher one to replace the earlier.</summary>
    public int Revision { get; init; }

    /// <summary>Only the beginning of the file is at hand: it may end within a row.</summary>
    public bool IsHead { get; init; }
}

/// <summary>A field that a file must have and does not.</summary>
public enum UsageFileLack
{
    /// <summary>No column holds the time.</summary>
    Timestamp,

    /// <summary>Neither a column nor a fixed value names the provider.</summary>
    Provider,

    /// <summary>There are quantities but nothing names the model, so that nothing can be priced.</summary>
    Model,

    /// <summary>There is neither a cost nor a quantity that could be priced.</summary>
    CostOrUsage,
}

/// <summary>A column of a file.</summary>
/// <param name="Name">As it stands in the first line.</param>
/// <param name="Field">The field it is read as; null when it is read as a part of several, or not at all.</param>
/// <param name="IsRead">Whether it is read.</param>
/// <param name="Samples">Its first values that differ.</param>
public sealed record UsageFileColumn(string Name, string? Field, bool IsRead, IReadOnlyList<string> Samples);

/// <summary>A row as it would be taken.</summary>
/// <param name="Number">1-based, among the rows looked at.</param>
/// <param name="Record">What would be handed to the ledger.</param>
public sealed record UsageFileRow(long Number, UsageRecord Record);

/// <summary>What would become of a file. Nothing of it has been taken.</summary>
public sealed record UsageFilePreview
{
    /// <summary>The format, found out or asked for.</summary>
    public required string Format { get; init; }

    /// <summary>Whether its columns can be mapped to fields.</summary>
    public required bool CanMap { get; init; }

    /// <summary>Whether numbers are read as 1234,56.</summary>
    public required bool DecimalComma { get; init; }

    /// <summary>The columns in the order of the file; empty for JSON.</summary>
    public required IReadOnlyList<UsageFileColumn> Columns { get; init; }

    /// <summary>What is missing; while anything is, no row is taken.</summary>
    public required IReadOnlyList<UsageFileLack> Missing { get; init; }

    /// <summary>The first rows that would be taken.</summary>
    public required IReadOnlyList<UsageFileRow> Rows { get; init; }

    /// <summary>How many rows were looked at.</summary>
    public required long Read { get; init; }

    /// <summary>How many of them would be refused.</summary>
    public required long Rejected { get; init; }

    /// <summary>The first faults.</summary>
    public required IReadOnlyList<UsageError> Errors { get; init; }

    /// <summary>All fields and units that a column can be mapped to; besides them <c>tag.NAME</c> and <c>other:NAME</c>.</summary>
    public required IReadOnlyList<string> Fields { get; init; }
}

/// <summary>A file cannot be read at all; the message says why and what to do, for its sender.</summary>
public sealed class UsageFileException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Takes files of usage that people give: any format that the import command takes.</summary>
public interface IUsageFiles
{
    /// <summary>Says how a file would be read, from its beginning; takes nothing.</summary>
    /// <exception cref="UsageFileException">It cannot be read at all.</exception>
    Task<UsageFilePreview> PreviewAsync(Stream content, UsageFile file, CancellationToken cancellationToken);

    /// <summary>Takes a file, in bounded memory; returns after the ledger's commit. Taking it again duplicates nothing.</summary>
    /// <exception cref="UsageFileException">It cannot be read at all.</exception>
    Task<UsageReceipt> ImportAsync(Stream content, UsageFile file, CancellationToken cancellationToken);
}

using FinOpsAI.Core.Ports;

namespace FinOpsAI.Web.Contracts;

/// <summary>A column of a file.</summary>
/// <param name="Name">As it stands in the first line.</param>
/// <param name="Field">The field, unit or tag it is read as, such as <c>timestamp</c>, <c>token.input</c> or <c>tag.env</c>; null for none of its own.</param>
/// <param name="IsRead">Whether it is read, also when only together with others.</param>
/// <param name="Samples">Its first values that differ, shortened.</param>
public sealed record ImportColumnResponse(string Name, string? Field, bool IsRead, IReadOnlyList<string> Samples);

/// <summary>A row as it would be taken, before attribution rules.</summary>
/// <param name="Number">1-based, among the rows looked at.</param>
/// <param name="Record">The record.</param>
public sealed record ImportRowResponse(long Number, RecordResponse Record);

/// <summary>How a file would be read. Nothing of it has been taken.</summary>
/// <param name="Format">The format, found out or asked for.</param>
/// <param name="CanMap">Whether its columns can be mapped: true for CSV in columns of its own.</param>
/// <param name="DecimalComma">Whether numbers are read as 1234,56.</param>
/// <param name="Columns">The columns in the order of the file; empty for JSON.</param>
/// <param name="Missing">What is missing; while anything is, no row is taken.</param>
/// <param name="Rows">The first rows that would be taken.</param>
/// <param name="Read">How many rows were looked at.</param>
/// <param name="Rejected">How many of them would be refused.</param>
/// <param name="Errors">The first faults, by line and field.</param>
/// <param name="Fields">The fields and units that a column can be mapped to; besides them <c>tag.NAME</c> and <c>other:NAME</c>.</param>
public sealed record ImportPreviewResponse(
    string Format,
    bool CanMap,
    bool DecimalComma,
    IReadOnlyList<ImportColumnResponse> Columns,
    IReadOnlyList<UsageFileLack> Missing,
    IReadOnlyList<ImportRowResponse> Rows,
    long Read,
    long Rejected,
    IReadOnlyList<UsageError> Errors,
    IReadOnlyList<string> Fields);

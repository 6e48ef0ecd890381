using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>One thing wrong with a batch of usage records.</summary>
/// <param name="Line">
/// 1-based: the record's number in a JSON array, the line number in NDJSON and CSV (a CSV's header is line 1); 0 when the error is not
/// about one record.
/// </param>
/// <param name="Field">The field as the sender wrote it, such as <c>usage.token.input</c>; empty when no single field is at fault.</param>
/// <param name="Message">A sentence that names the field, what was found and what was expected.</param>
public sealed record UsageError(long Line, string Field, string Message);

/// <summary>What became of a batch. Everything accepted, restated or duplicate is in the ledger, durably.</summary>
/// <param name="Accepted">New records.</param>
/// <param name="Restated">Newer revisions of known records.</param>
/// <param name="Duplicates">Records known already.</param>
/// <param name="Rejected">Records refused; all of them, also those beyond the listed errors.</param>
/// <param name="Unpriced">Accepted or restated records without a price or an exchange rate.</param>
/// <param name="Errors">The first errors; the last one says why when the body was not read to its end.</param>
/// <param name="Body">Whether the body was read to its end.</param>
public sealed record UsageReceipt(
    long Accepted, long Restated, long Duplicates, long Rejected, long Unpriced, IReadOnlyList<UsageError> Errors, UsageBodyState Body);

/// <summary>How far an upload was read. What was read before it stopped is in the ledger all the same.</summary>
public enum UsageBodyState
{
    /// <summary>To its end.</summary>
    Complete,

    /// <summary>Up to the largest size allowed, after decompression.</summary>
    TooLarge,

    /// <summary>Up to where it broke off, could not be decompressed, or stopped being the format it began as.</summary>
    Broken,
}

/// <summary>Takes the body of a usage upload from parsing to the ledger.</summary>
public interface IUsageReceiver
{
    /// <summary>Reads records to the end of <paramref name="body"/>; returns after the ledger's commit.</summary>
    /// <param name="body">JSON array, single object or NDJSON.</param>
    /// <param name="isGzip">Whether <paramref name="body"/> is to be decompressed.</param>
    /// <param name="contentType">The sender's content type; null when it named none.</param>
    /// <param name="cancellationToken">Stops reading; what was acknowledged stays.</param>
    Task<UsageReceipt> ReceiveAsync(Stream body, bool isGzip, string? contentType, CancellationToken cancellationToken);
}

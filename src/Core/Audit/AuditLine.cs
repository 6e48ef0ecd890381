using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Core.Audit;

/// <summary>A line as it stands in the log.</summary>
/// <param name="Sequence">Its number; later lines have larger ones, not without gaps.</param>
/// <param name="Entry">Who did what.</param>
/// <param name="Hash">Over the line and the one before, lower-case hexadecimal; null for lines older than the chain.</param>
public sealed record AuditLine(long Sequence, AuditEntry Entry, string? Hash);

/// <summary>Whether the log is as it was written.</summary>
/// <param name="Lines">Lines looked at.</param>
/// <param name="Unchained">Those among them that are older than the chain, and so cannot be checked.</param>
/// <param name="BrokenAt">The number of the first line that does not follow from the one before; null when all do.</param>
/// <param name="Head">The last line's hash; null for a log without chained lines.</param>
/// <param name="HeadSequence">The last line's number; null for an empty log.</param>
public sealed record AuditVerification(long Lines, long Unchained, long? BrokenAt, string? Head, long? HeadSequence)
{
    /// <summary>Whether every line follows from the one before.</summary>
    public bool IsIntact => BrokenAt is null;
}

/// <summary>
/// The chain of hashes over the audit log: h(n) = SHA-256(h(n-1) | time | path | subject | line). Who changes, inserts or removes a line below the
/// triggers has to write all later hashes anew, and then the head differs from the one that somebody noted elsewhere.
/// </summary>
public static class AuditChain
{
    /// <summary>What stands before the first line.</summary>
    public const string Genesis = "genesis";

    /// <summary>A line's hash.</summary>
    /// <param name="previous">The hash of the line before.</param>
    /// <param name="at">The stored time.</param>
    /// <param name="path">The stored scope's path.</param>
    /// <param name="subject">The stored subject.</param>
    /// <param name="payload">The line's text, exactly as it is stored.</param>
    public static string Hash(string previous, long at, string path, string subject, string payload) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', previous, at.ToString(CultureInfo.InvariantCulture), path, subject, payload))));
}

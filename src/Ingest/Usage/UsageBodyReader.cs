using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// Reads bodies of the usage API (<c>docs/usage-api.md</c>) as they arrive: memory is bounded by the longest allowed record, and a broken
/// record costs only itself. Safe to share between threads; each body has its own state.
/// </summary>
public sealed class UsageBodyReader(UsageNormalizer normalizer, IOptions<IngestOptions> options)
{
    private readonly IngestOptions _limits = options.Value;

    /// <summary>
    /// Reads records and errors in the order of the body. A body that is too large, breaks off or is not readable ends with an item whose
    /// <see cref="UsageParseItem.Stop"/> says so; only a failing source (a lost connection) throws.
    /// </summary>
    public IAsyncEnumerable<UsageParseItem> ReadAsync(Stream body, UsageReadOptions read, CancellationToken cancellationToken = default) =>
        ReadAsync(body, read, new UsageJsonParser(normalizer.Names), _limits.MaxRecordBytes, cancellationToken);

    /// <summary>The same for objects of another shape, which their own parser reads.</summary>
    internal async IAsyncEnumerable<UsageParseItem> ReadAsync(
        Stream body,
        UsageReadOptions read,
        IRecordParser parser,
        int maxRecordBytes,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var source = new RecordSource(body, maxRecordBytes);
        await source.SkipByteOrderMarkAsync(cancellationToken).ConfigureAwait(false);
        var first = await source.PeekContentAsync(cancellationToken).ConfigureAwait(false);
        IUsageFraming framing = first switch
        {
            (byte)'[' when read.Format is not UsageBodyFormat.NdJson => new ArrayFraming(source),
            (byte)'{' when read.Format is UsageBodyFormat.Json || await IsSpreadAsync(source, read, cancellationToken).ConfigureAwait(false) =>
                new ObjectFraming(source),
            _ => new LineFraming(source),
        };
        if (first is null && source.Stop is null)
        {
            yield return UsageParseItem.Stopped(
                ReadStop.Unreadable, 0, "The body is empty; expected a JSON array, a JSON object, or one JSON object a line.");
            yield break;
        }

        var draft = new UsageDraft();
        var malformed = 0;
        while (await framing.NextAsync(cancellationToken).ConfigureAwait(false) is { } frame)
        {
            if (frame.Problem is { } problem)
            {
                malformed++;
                yield return UsageParseItem.Failed(frame.Line, "", problem);
            }
            else if (parser.TryParse(frame.Bytes.Span, frame.Line, draft))
            {
                draft.Source ??= read.DefaultSource;
                yield return normalizer.Normalize(draft);
            }
            else
            {
                malformed += parser.Malformed ? 1 : 0;
                framing.Recover(frame, parser);
                yield return new(null, parser.Error);
            }

            if (malformed >= _limits.MaxMalformedRecords || framing.HasGivenUp)
            {
                yield return UsageParseItem.Stopped(
                    ReadStop.TooManyErrors, frame.Line, $"Too much of the body is malformed; nothing after record or line {frame.Line} was read.");
                yield break;
            }
        }

        if (source.Stop is { } stop)
        {
            yield return UsageParseItem.Stopped(stop, framing.Line, source.StopMessage);
        }
    }

    /// <summary>True when the first line is the beginning of an object that goes on in the next: one pretty-printed record.</summary>
    private static async ValueTask<bool> IsSpreadAsync(RecordSource source, UsageReadOptions read, CancellationToken cancellationToken)
    {
        if (read.Format is UsageBodyFormat.NdJson)
        {
            return false;
        }

        var line = await source.PeekLineAsync(cancellationToken).ConfigureAwait(false);
        var scanner = default(JsonElementScanner);
        if (scanner.Scan(line.Span) > 0 || scanner.IsInString)
        {
            return false;
        }

        // A next line that opens an object of its own says that the first one is a record cut short.
        return await source.PeekAfterLineAsync(cancellationToken).ConfigureAwait(false) is not (null or (byte)'{');
    }
}

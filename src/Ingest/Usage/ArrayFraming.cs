using System.Text.Json;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// The elements of a JSON array. After a record whose quotes or braces do not match, goes on at the next place that looks like the border
/// between two records, so that one broken record does not take the rest of the batch with it.
/// </summary>
internal sealed class ArrayFraming(RecordSource source) : IUsageFraming
{
    /// <summary>Each attempt scans a record's length again; the bound keeps a hostile body linear.</summary>
    private const int MostRecoveries = 100;

    private int _consume;
    private int _recoveries;

    /// <summary>True from a record that could not be cut out or parsed until the next one: what is met there has been reported.</summary>
    private bool _isLost;
    private State _state = State.BeforeFirst;

    private enum State
    {
        BeforeFirst,
        BeforeElement,
        AfterElement,
        Ended,
    }

    public long Line { get; private set; }

    public bool HasGivenUp { get; private set; }

    public async ValueTask<Frame?> NextAsync(CancellationToken cancellationToken)
    {
        if (_state is State.BeforeFirst)
        {
            source.Consume(source.Unread.Span.IndexOf((byte)'[') + 1);
        }

        while (true)
        {
            source.Consume(_consume);
            _consume = 0;
            if (await source.PeekContentAsync(cancellationToken).ConfigureAwait(false) is not { } next)
            {
                return AtEnd();
            }

            source.Consume(source.Unread.Span.IndexOf(next));
            if (_state is State.Ended)
            {
                HasGivenUp = true;
                return new(Line, default, $"After the array: got \"{Excerpt.Of(source.Unread.Span)}\", expected the end of the body.");
            }

            switch (next)
            {
                case (byte)'{' or (byte)'[' when _state is not State.AfterElement:
                    return await ElementAsync(cancellationToken).ConfigureAwait(false);
                case (byte)'{':
                    _state = State.BeforeElement;
                    if (_isLost)
                    {
                        break;
                    }

                    return new(Line, default, $"After record {Line}: got \"{{\", expected a comma or the end of the array.");
                case (byte)']':
                    _consume = 1;
                    _state = State.Ended;
                    break;
                case (byte)',' when _state is State.AfterElement:
                    _consume = 1;
                    _state = State.BeforeElement;
                    break;
                default:
                    if (await StrayAsync(next, cancellationToken).ConfigureAwait(false) is { } stray)
                    {
                        return stray;
                    }

                    break;
            }
        }
    }

    public void Recover(Frame frame, IRecordParser parser)
    {
        if (parser.Malformed)
        {
            Resume(frame.Bytes.Span, parser.BrokenAt);
        }
    }

    /// <summary>
    /// Goes on behind the place where a record broke, when another record starts inside what was taken for it. Otherwise what follows up to
    /// the next record belongs to the broken one and is passed over without a further error.
    /// </summary>
    private void Resume(ReadOnlySpan<byte> record, int brokenAt)
    {
        _isLost = true;
        if (FindNext(record, brokenAt) is { } next)
        {
            _consume = next;
            _state = State.BeforeElement;
            HasGivenUp = ++_recoveries > MostRecoveries;
        }
    }

    /// <summary>
    /// The start of the next object: right at the break, or after <c>}</c> and a comma; null when there is none. The last brace before the
    /// break counts too: where a quote is missing, the string has swallowed the border and breaks behind it.
    /// </summary>
    private static int? FindNext(ReadOnlySpan<byte> bytes, int brokenAt)
    {
        var open = SkipTo(bytes, brokenAt, " \t\r\n,"u8);
        if (open > 0 && open < bytes.Length && bytes[open] == (byte)'{')
        {
            return open;
        }

        var from = Math.Max(0, bytes[..Math.Min(brokenAt, bytes.Length)].LastIndexOf((byte)'}'));
        while (bytes[from..].IndexOf((byte)'}') is >= 0 and var brace)
        {
            from += brace + 1;
            var comma = SkipTo(bytes, from, " \t\r\n"u8);
            open = SkipTo(bytes, comma + 1, " \t\r\n"u8);
            if (open < bytes.Length && bytes[comma] == (byte)',' && bytes[open] == (byte)'{')
            {
                return open;
            }
        }

        return null;
    }

    private static int SkipTo(ReadOnlySpan<byte> bytes, int from, ReadOnlySpan<byte> skipped)
    {
        if (from >= bytes.Length)
        {
            return bytes.Length;
        }

        var at = bytes[from..].IndexOfAnyExcept(skipped);
        return at < 0 ? bytes.Length : from + at;
    }

    private async ValueTask<Frame?> ElementAsync(CancellationToken cancellationToken)
    {
        Line++;
        _isLost = false;
        _state = State.AfterElement;
        var scanner = default(JsonElementScanner);
        while (true)
        {
            var length = scanner.Scan(source.Unread.Span);
            if (length > 0)
            {
                _consume = length;
                return length <= source.Limit ? new(Line, source.Unread[..length]) : TooLong();
            }

            if (source.IsOverLimit)
            {
                return await OverLimitAsync(scanner, cancellationToken).ConfigureAwait(false);
            }

            if (!await source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                // The parser says what is wrong with it, and what follows it may still be read.
                _consume = source.Unread.Length;
                return source.Stop is null ? new(Line, source.Unread) : null;
            }
        }
    }

    /// <summary>Tells a record that is too long from one whose closing quote or brace is missing: only the latter is malformed already.</summary>
    private async ValueTask<Frame?> OverLimitAsync(JsonElementScanner scanner, CancellationToken cancellationToken)
    {
        if (FindBreak(source.Unread.Span) is { } brokenAt)
        {
            Resume(source.Unread.Span, brokenAt);
            if (_consume > 0)
            {
                return new(Line, default, $"Record {Line}: got malformed JSON at byte {brokenAt + 1} of the record, expected a JSON object.");
            }
        }

        while (true)
        {
            // Of a long record only the scanner's state is kept.
            var length = scanner.Scan(source.Unread.Span);
            if (length > 0)
            {
                _consume = length;
                return TooLong();
            }

            source.Consume(scanner.Forget());
            if (!await source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                _consume = source.Unread.Length;
                return TooLong();
            }
        }
    }

    private static int? FindBreak(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException)
        {
            return (int)reader.BytesConsumed;
        }
    }

    /// <summary>Something that is no object, or no comma where one must be: one error, then on to the next comma, bracket or object.</summary>
    private async ValueTask<Frame?> StrayAsync(byte found, CancellationToken cancellationToken)
    {
        var isAfter = _state is State.AfterElement;
        Line += isAfter ? 0 : 1;
        var problem = $"{(isAfter ? "After record" : "Record")} {Line}: got \"{Excerpt.Of(source.Unread.Span)}\", "
            + $"expected {(isAfter ? "a comma or the end of the array" : "a JSON object")}.";
        var isReported = !_isLost;
        if (found == (byte)',')
        {
            _consume = 1;
            return new(Line, default, problem);
        }

        _state = State.AfterElement;
        _isLost = true;
        source.Consume(1);
        int at;
        while ((at = source.Unread.Span.IndexOfAny(",]{"u8)) < 0)
        {
            source.Consume(source.Unread.Length);
            if (!await source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                break;
            }
        }

        source.Consume(Math.Max(0, at));
        return isReported ? new(Line, default, problem) : null;
    }

    private Frame? AtEnd()
    {
        if (_state is State.Ended || _isLost || source.Stop is not null)
        {
            return null;
        }

        _state = State.Ended;
        return new(Line, default, $"The array is not closed: the body ends after record {Line}, expected ].");
    }

    private Frame TooLong() => new(Line, default, $"Record {Line} is longer than {source.Limit:N0} bytes.");
}

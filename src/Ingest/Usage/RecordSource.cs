namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// The bytes of a body or file for the framings: a <see cref="RecordBuffer"/> whose expected failures (too long, broken compression)
/// read as its end, kept aside to be reported.
/// </summary>
internal sealed class RecordSource(Stream stream, int limit) : IDisposable
{
    private readonly RecordBuffer _buffer = new(stream, limit);

    /// <summary>Why reading stopped before the end; null while it has not.</summary>
    public ReadStop? Stop { get; private set; }

    /// <summary>The words for <see cref="Stop"/>.</summary>
    public string StopMessage { get; private set; } = "";

    /// <summary>What has been read and not consumed.</summary>
    public ReadOnlyMemory<byte> Unread => _buffer.Unread;

    /// <summary>True when the unread part is longer than a record may be.</summary>
    public bool IsOverLimit => _buffer.IsOverLimit;

    /// <summary>The longest record, in bytes.</summary>
    public int Limit => limit;

    public void Consume(int count) => _buffer.Consume(count);

    /// <summary>Reads more.</summary>
    /// <returns>False at the end.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (Stop is not null)
        {
            return false;
        }

        try
        {
            return await _buffer.FillAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BodyTooLargeException e)
        {
            (Stop, StopMessage) = (ReadStop.TooLarge, e.Message);
        }
        catch (InvalidDataException e)
        {
            (Stop, StopMessage) = (ReadStop.Broken, $"The compressed data is broken; the rest was not read: {e.Message}");
        }

        return false;
    }

    public async ValueTask SkipByteOrderMarkAsync(CancellationToken cancellationToken)
    {
        while (Unread.Length < 3 && await FillAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        if (Unread.Span.StartsWith("\uFEFF"u8))
        {
            Consume(3);
        }
    }

    /// <summary>The first byte that is not white space; null when there is none. Nothing is consumed.</summary>
    public async ValueTask<byte?> PeekContentAsync(CancellationToken cancellationToken)
    {
        do
        {
            var at = Unread.Span.IndexOfAnyExcept(" \t\r\n"u8);
            if (at >= 0)
            {
                return Unread.Span[at];
            }
        }
        while (!IsOverLimit && await FillAsync(cancellationToken).ConfigureAwait(false));

        return null;
    }

    /// <summary>The first line that is not blank, without its end; as much as is allowed of a longer one. Nothing is consumed.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var start = Math.Max(0, Unread.Span.IndexOfAnyExcept(" \t\r\n"u8));
            var length = Unread.Span[start..].IndexOf((byte)'\n');
            if (length >= 0)
            {
                return Unread.Slice(start, length);
            }

            if (IsOverLimit || !await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return Unread[start..];
            }
        }
    }

    /// <summary>The first byte after the first line that is not blank, white space aside; null when there is none. Nothing is consumed.</summary>
    public async ValueTask<byte?> PeekAfterLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var content = Math.Max(0, Unread.Span.IndexOfAnyExcept(" \t\r\n"u8));
            var end = Unread.Span[content..].IndexOf((byte)'\n');
            var at = end < 0 ? -1 : Unread.Span[(content + end)..].IndexOfAnyExcept(" \t\r\n"u8);
            if (at >= 0)
            {
                return Unread.Span[content + end + at];
            }

            if (IsOverLimit || !await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    public void Dispose() => _buffer.Dispose();
}

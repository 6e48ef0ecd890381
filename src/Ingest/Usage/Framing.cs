namespace FinOpsAI.Ingest.Usage;

/// <summary>The bytes of one record, or why there are none. The bytes are valid until the next one is asked for.</summary>
internal readonly record struct Frame(long Line, ReadOnlyMemory<byte> Bytes, string? Problem = null);

/// <summary>Cuts a body into records.</summary>
internal interface IUsageFraming
{
    /// <summary>The number of the last record or line.</summary>
    long Line { get; }

    /// <summary>True when the body is too broken to go on.</summary>
    bool HasGivenUp { get; }

    /// <summary>The next record; null at the end.</summary>
    ValueTask<Frame?> NextAsync(CancellationToken cancellationToken);

    /// <summary>Told when the last record could not be parsed: its cut may have been wrong.</summary>
    void Recover(Frame frame, IRecordParser parser);
}

/// <summary>One record a line; blank lines are skipped.</summary>
internal sealed class LineFraming(RecordSource source) : IUsageFraming
{
    private int _consume;
    private int _scanned;

    public long Line { get; private set; }

    public bool HasGivenUp => false;

    public async ValueTask<Frame?> NextAsync(CancellationToken cancellationToken)
    {
        source.Consume(_consume);
        _consume = 0;
        while (true)
        {
            var at = source.Unread.Span[_scanned..].IndexOf((byte)'\n');
            if (at >= 0)
            {
                if (Take(_scanned + at, 1) is { } frame)
                {
                    return frame;
                }
            }
            else if (source.IsOverLimit)
            {
                return await SkipAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                _scanned = source.Unread.Length;
                if (!await source.FillAsync(cancellationToken).ConfigureAwait(false))
                {
                    // A line cut off by the body's limit is not a record.
                    return source.Stop is null && source.Unread.Length > 0 ? Take(source.Unread.Length, 0) : null;
                }
            }
        }
    }

    public void Recover(Frame frame, IRecordParser parser)
    {
    }

    private Frame? Take(int length, int end)
    {
        Line++;
        _scanned = 0;
        var line = source.Unread[..length];
        if (line.Length > source.Limit)
        {
            _consume = length + end;
            return TooLong();
        }

        if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            source.Consume(length + end);
            return null;
        }

        _consume = length + end;
        return new(Line, line);
    }

    private async ValueTask<Frame?> SkipAsync(CancellationToken cancellationToken)
    {
        Line++;
        _scanned = 0;
        while (true)
        {
            var at = source.Unread.Span.IndexOf((byte)'\n');
            if (at >= 0)
            {
                source.Consume(at + 1);
                return TooLong();
            }

            source.Consume(source.Unread.Length);
            if (!await source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return TooLong();
            }
        }
    }

    private Frame TooLong() => new(Line, default, $"The line is longer than {source.Limit:N0} bytes; expected one record.");
}

namespace FinOpsAI.Ingest.Usage;

/// <summary>Objects one after the other, each over any number of lines: a single pretty-printed record, in most cases.</summary>
internal sealed class ObjectFraming(RecordSource source) : IUsageFraming
{
    private int _consume;

    public long Line { get; private set; }

    public bool HasGivenUp { get; private set; }

    public async ValueTask<Frame?> NextAsync(CancellationToken cancellationToken)
    {
        source.Consume(_consume);
        _consume = 0;
        if (await source.PeekContentAsync(cancellationToken).ConfigureAwait(false) is not { } first)
        {
            return null;
        }

        source.Consume(source.Unread.Span.IndexOf(first));
        Line++;
        if (first != (byte)'{')
        {
            HasGivenUp = true;
            return new(Line, default, $"Record {Line}: got \"{Excerpt.Of(source.Unread.Span)}\", expected a JSON object.");
        }

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
                HasGivenUp = true;
                return TooLong();
            }

            if (!await source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                _consume = source.Unread.Length;
                return source.Stop is null ? new(Line, source.Unread) : null;
            }
        }
    }

    public void Recover(Frame frame, IRecordParser parser)
    {
    }

    private Frame TooLong() => new(Line, default, $"Record {Line} is longer than {source.Limit:N0} bytes.");
}

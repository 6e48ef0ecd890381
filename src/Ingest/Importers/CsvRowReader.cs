using System.Text.Unicode;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// Cuts a stream into CSV rows after RFC 4180: quoted columns may hold delimiters and line ends. A quote that is never closed costs the
/// line it stands in, not the rest of the file, and no row holds more memory than a record may have.
/// </summary>
internal sealed class CsvRowReader(Stream stream, int limit) : IDisposable
{
    private readonly RecordSource _source = new(stream, limit);
    private int _consume;
    private long _line = 1;
    private long _number;

    /// <summary>What separates columns.</summary>
    public char Delimiter { get; set; } = ',';

    /// <summary>The last row read.</summary>
    public CsvRow Row { get; } = new();

    /// <summary>The line of the last row or problem.</summary>
    public long Line { get; private set; }

    /// <summary>Why the last row could not be read; null when it could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Why reading ended early; null when it did not.</summary>
    public ReadStop? Stop => _source.Stop;

    /// <summary>The words for <see cref="Stop"/>.</summary>
    public string StopMessage => _source.StopMessage;

    /// <summary>Goes over a byte order mark and says what the first line is, without reading it.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekHeaderAsync(CancellationToken cancellationToken)
    {
        await _source.SkipByteOrderMarkAsync(cancellationToken).ConfigureAwait(false);
        return await _source.PeekLineAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes to the next row that is not blank; it is in <see cref="Row"/> unless there is a <see cref="Problem"/>.</summary>
    /// <returns>False at the end.</returns>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _source.Consume(_consume);
            _consume = 0;
            Problem = null;
            Line = _line;
            var (length, end, isOpen) = FindEnd(_source.Unread.Span);
            if (end == 0 && !_source.IsOverLimit && await _source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            if (_source.Unread.IsEmpty || (end == 0 && _source.Stop is not null))
            {
                return false;
            }

            if (isOpen || (end == 0 && _source.IsOverLimit) || length > limit)
            {
                await SkipLineAsync(isOpen, cancellationToken).ConfigureAwait(false);
                return true;
            }

            if (Take(length, end))
            {
                return true;
            }
        }
    }

    public void Dispose() => _source.Dispose();

    private bool Take(int length, int end)
    {
        var bytes = _source.Unread.Span[..length].TrimEnd((byte)'\r');
        _consume = length + end;
        _line += 1 + bytes.Count((byte)'\n');
        if (bytes.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            return false;
        }

        _number++;
        if (Utf8.IsValid(bytes))
        {
            Row.Set(bytes, Delimiter, Line, _number - 1);
        }
        else
        {
            Problem = $"Line {Line}: got bytes that are not UTF-8, expected UTF-8 text. Save the file as \"CSV UTF-8\".";
        }

        return true;
    }

    private async ValueTask SkipLineAsync(bool isOpen, CancellationToken cancellationToken)
    {
        _number++;
        _line++;
        Problem = isOpen
            ? $"Line {Line}: got a quote that is not closed within the row's {limit:N0} bytes or the file, expected a closing quote."
            : $"Line {Line}: the row is longer than {limit:N0} bytes.";
        while (true)
        {
            var at = _source.Unread.Span.IndexOf((byte)'\n');
            _source.Consume(at < 0 ? _source.Unread.Length : at + 1);
            if (at >= 0 || !await _source.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <summary>The first row's length, the length of its line end (0 when that is not there yet), and whether it ends inside quotes.</summary>
    private (int Length, int End, bool IsOpen) FindEnd(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (true)
        {
            // At the start of a column.
            var quote = at + Math.Max(0, bytes[at..].IndexOfAnyExcept((byte)' '));
            if (quote < bytes.Length && bytes[quote] == (byte)'"')
            {
                at = FindClosing(bytes, quote + 1);
                if (at < 0)
                {
                    return (bytes.Length, 0, true);
                }
            }

            var next = bytes[at..].IndexOfAny((byte)Delimiter, (byte)'\n');
            if (next < 0)
            {
                return (bytes.Length, 0, false);
            }

            at += next + 1;
            if (bytes[at - 1] == (byte)'\n')
            {
                return (at - 1, 1, false);
            }
        }
    }

    private static int FindClosing(ReadOnlySpan<byte> bytes, int from)
    {
        while (true)
        {
            var quote = bytes[from..].IndexOf((byte)'"');
            if (quote < 0)
            {
                return -1;
            }

            from += quote + 1;
            if (from >= bytes.Length || bytes[from] != (byte)'"')
            {
                return from;
            }

            from++;
        }
    }
}

using System.Buffers;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// A window over a stream, in one piece, that grows until a whole record fits and no further. What is in it stays until consumed, so
/// that a reader can go back to the start of a broken record.
/// </summary>
internal sealed class RecordBuffer(Stream stream, int limit) : IDisposable
{
    private const int Chunk = 64 * 1024;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Chunk);
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>What has been read and not consumed.</summary>
    public ReadOnlyMemory<byte> Unread => _bytes.AsMemory(_start, _end - _start);

    /// <summary>True when the unread part is longer than a record may be.</summary>
    public bool IsOverLimit => _end - _start > limit;

    /// <summary>Reads more.</summary>
    /// <returns>False at the end of the stream.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return false;
        }

        MakeRoom();
        var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        _ended = read == 0;
        return !_ended;
    }

    /// <summary>Lets the first bytes of the unread part go.</summary>
    public void Consume(int count) => _start += count;

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    private void MakeRoom()
    {
        if (_bytes.Length - _end >= Chunk / 2)
        {
            return;
        }

        var length = _end - _start;
        var target = _bytes;
        if (_bytes.Length - length < Chunk / 2)
        {
            target = ArrayPool<byte>.Shared.Rent(Math.Max(length + Chunk, Math.Min(length * 2, limit + Chunk)));
        }

        _bytes.AsSpan(_start, length).CopyTo(target);
        if (target != _bytes)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = target;
        }

        _start = 0;
        _end = length;
    }
}

using System.Globalization;

namespace FinOpsAI.Web.Apis;

/// <summary>A body that grew beyond its limit; what was read before stays read.</summary>
internal sealed class BodyTooLargeException(long limit) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"The body is larger than {limit} bytes after decompression: send it in several requests. Records before that point are in the ledger; sending them again is harmless."));

/// <summary>Passes reads through until more bytes than allowed have come, which is how a gzip bomb ends.</summary>
internal sealed class LimitedStream(Stream inner, long limit) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Count(await inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int bytes)
    {
        _read += bytes;
        return _read > limit ? throw new BodyTooLargeException(limit) : bytes;
    }
}

using System.Buffers;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// Finds where a JSON object ends by counting braces outside of strings: enough to cut a stream into records without parsing, and blind
/// to any other error inside, so that a broken record does not hide where the next one starts. Continues where the bytes ran out.
/// </summary>
internal struct JsonElementScanner
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> StringEnd = SearchValues.Create("\"\\"u8);
    private int _scanned;
    private int _depth;
    private bool _inString;

    /// <summary>True when the last call stopped inside a string.</summary>
    public readonly bool IsInString => _inString;

    /// <summary>Lets go of what has been scanned: the next call starts behind it.</summary>
    /// <returns>How many bytes that is.</returns>
    public int Forget()
    {
        var scanned = _scanned;
        _scanned = 0;
        return scanned;
    }

    /// <summary>The length of the object at the start of <paramref name="bytes"/>; 0 when it is not there as a whole.</summary>
    /// <param name="bytes">The same bytes as in the call before, and more.</param>
    public int Scan(ReadOnlySpan<byte> bytes)
    {
        while (_scanned < bytes.Length)
        {
            var rest = bytes[_scanned..];
            var at = rest.IndexOfAny(_inString ? StringEnd : Structure);
            if (at < 0)
            {
                _scanned = bytes.Length;
                return 0;
            }

            var found = rest[at];
            if (found == (byte)'\\')
            {
                if (at + 1 == rest.Length)
                {
                    _scanned += at;
                    return 0;
                }

                _scanned += at + 2;
                continue;
            }

            _scanned += at + 1;
            if (found == (byte)'"')
            {
                _inString = !_inString;
            }
            else if (found is (byte)'{' or (byte)'[')
            {
                _depth++;
            }
            else if (--_depth <= 0)
            {
                return _scanned;
            }
        }

        return 0;
    }
}

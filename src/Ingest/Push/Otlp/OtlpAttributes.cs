using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>
/// Decides which attributes become text at all, and how their values are written: the same value gives the same text, whether it came as
/// protobuf or as JSON. All others, prompts and answers among them, stay bytes and are passed over.
/// </summary>
internal sealed class OtlpAttributes
{
    private const int LongestName = 256;
    private const int LongestText = 4_096;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly FrozenSet<string>? _kept;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly NamePool _names;

    private OtlpAttributes(FrozenSet<string>? kept, NamePool names)
    {
        _kept = kept;
        _lookup = kept is null ? default : kept.GetAlternateLookup<ReadOnlySpan<char>>();
        _names = names;
    }

    /// <summary>For spans: only what is read of them.</summary>
    public static OtlpAttributes Of(IEnumerable<string> kept, NamePool names) => new(kept.ToFrozenSet(StringComparer.Ordinal), names);

    /// <summary>For metrics, where every attribute is part of a series' identity: long and nested values stand in as their hash.</summary>
    public static OtlpAttributes All(NamePool names) => new(null, names);

    /// <summary>Whether an attribute is kept; then with its name.</summary>
    public bool Keeps(ReadOnlySpan<byte> utf8, out string name)
    {
        name = "";
        if (utf8.Length is 0 or > LongestName)
        {
            return false;
        }

        Span<char> chars = stackalloc char[LongestName];
        return Keeps(chars[..Encoding.UTF8.GetChars(utf8, chars)], out name);
    }

    /// <summary>Whether an attribute is kept; then with its name.</summary>
    public bool Keeps(ReadOnlySpan<char> chars, out string name)
    {
        if (_kept is not null)
        {
            return _lookup.TryGetValue(chars, out name!);
        }

        name = chars.Length is > 0 and <= LongestName ? _names.Get(chars) : "";
        return name.Length > 0;
    }

    /// <summary>A text; null when it is too long to be kept.</summary>
    /// <exception cref="InvalidDataException">It is not UTF-8.</exception>
    public string? Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestText)
        {
            return Opaque(utf8);
        }

        try
        {
            var text = Strict.GetString(utf8);
            return _names.Get(text);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("got a text that is not UTF-8");
        }
    }

    /// <summary>A value that has no short text: nothing, or its hash where it is part of an identity.</summary>
    public string? Opaque(ReadOnlySpan<byte> raw) => _kept is null ? $"#{Convert.ToHexStringLower(SHA256.HashData(raw))}" : null;

    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Boolean(bool value) => value ? "true" : "false";

    /// <summary>An id in hex.</summary>
    /// <exception cref="InvalidDataException">It has another length, or is all zero.</exception>
    public static string Id(string name, ReadOnlySpan<byte> bytes, int length)
    {
        if (bytes.Length != length)
        {
            throw new InvalidDataException($"{name}: got {bytes.Length} bytes, expected {length}");
        }

        return bytes.ContainsAnyExcept((byte)0)
            ? Convert.ToHexStringLower(bytes)
            : throw new InvalidDataException($"{name}: got only zeros, expected an id");
    }
}

using System.Buffers.Binary;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>
/// Reads the fields of one protobuf message: number by number, each either taken by the method of its type or skipped. Just what OTLP needs;
/// fields nobody asks for cost nothing but their length.
/// </summary>
/// <remarks>Every method throws <see cref="InvalidDataException"/> where the bytes are not a protobuf message, or a field has another type.</remarks>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;
    private WireType _type;

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Bytes = 2,
        Fixed32 = 5,
    }

    /// <summary>The number of the field that <see cref="Next"/> came to.</summary>
    public int Field { get; private set; }

    /// <summary>Goes on to the next field, which is then to be read or skipped.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint();
        if (tag >> 3 is 0 or > 536_870_911)
        {
            throw new InvalidDataException("got a protobuf field number that cannot be");
        }

        Field = (int)(tag >> 3);
        _type = (WireType)(tag & 7);
        return true;
    }

    /// <summary>Text, bytes or a message.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        Expect(WireType.Bytes);
        return Take(ReadVarint());
    }

    /// <summary>An integer, a boolean or an enumeration.</summary>
    public ulong Varint()
    {
        Expect(WireType.Varint);
        return ReadVarint();
    }

    /// <summary>A number of eight bytes.</summary>
    public ulong Fixed64()
    {
        Expect(WireType.Fixed64);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
    }

    /// <summary>A floating-point number.</summary>
    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    /// <summary>Passes over the field.</summary>
    public void Skip()
    {
        switch (_type)
        {
            case WireType.Varint: ReadVarint(); break;
            case WireType.Fixed64: Take(8); break;
            case WireType.Bytes: Take(ReadVarint()); break;
            case WireType.Fixed32: Take(4); break;
            default: throw new InvalidDataException($"got the protobuf wire type {(int)_type}, which is not in use");
        }
    }

    private readonly void Expect(WireType type)
    {
        if (_type != type)
        {
            throw new InvalidDataException($"field {Field}: got the protobuf wire type {(int)_type}, expected {(int)type}");
        }
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw new InvalidDataException($"field {Field}: got {_rest.Length} bytes, expected {length}");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var i = 0; i < 10; i++)
        {
            if (i == _rest.Length)
            {
                throw new InvalidDataException("got a protobuf number that breaks off");
            }

            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("got a protobuf number of more than ten bytes");
    }
}

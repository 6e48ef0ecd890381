using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// Ids for rows that have none: a hash of what identifies a row and, where several rows of a file share that, which of them it is. The same
/// file gives the same ids again. Costs about 20 bytes of memory a row.
/// </summary>
internal sealed class FocusRowIds(int[] columns)
{
    private readonly HashSet<long> _seen = [];
    private readonly Dictionary<long, int> _repeats = [];
    private readonly ArrayBufferWriter<byte> _text = new(1_024);

    public string Next(CsvRow row)
    {
        _text.ResetWrittenCount();
        foreach (var column in columns)
        {
            // The same null counts as the same, however it is written.
            if (!FocusValues.IsNull(row[column]))
            {
                Encoding.UTF8.GetBytes(row[column], _text);
            }

            _text.Write("\u001f"u8);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_text.WrittenSpan, hash);
        var id = Convert.ToHexStringLower(hash[..16]);
        var key = BinaryPrimitives.ReadInt64LittleEndian(hash);
        if (_seen.Add(key))
        {
            return id;
        }

        var occurrence = _repeats.GetValueOrDefault(key, 1) + 1;
        _repeats[key] = occurrence;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}-{occurrence}");
    }
}

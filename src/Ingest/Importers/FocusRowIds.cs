using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers;

/// <summary>
/// Ids for rows that have none: a hash of what identifies a row and, where several rows of a file share that, which of them it is. The same
/// file gives the same ids again. Costs about 20 bytes of memory a row.
/// </summary>
/// <param name="columns">The columns that identify a row.</param>
/// <param name="occurrences">The rows so far: of the file, or of all files that are one delivery.</param>
internal sealed class FocusRowIds(int[] columns, IdOccurrences occurrences)
{
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
        var occurrence = occurrences.Next(BinaryPrimitives.ReadInt64LittleEndian(hash));
        return occurrence == 1 ? id : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}-{occurrence}");
    }
}

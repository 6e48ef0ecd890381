using FinOpsAI.Core.Ports;

namespace FinOpsAI.Ingest.Importers.Uploads;

/// <summary>Files that are plainly no text: told apart early, because people do choose the wrong one, and what to do differs.</summary>
internal static class FileSigns
{
    /// <exception cref="UsageFileException">The file is empty or of a kind that is not read.</exception>
    public static void Refuse(string name, ReadOnlySpan<byte> head)
    {
        var reason = head switch
        {
            { IsEmpty: true } => "it is empty. Expected a first line that names the columns, and rows below it",
            [(byte)'P', (byte)'K', 3, 4, ..] => "it is an Excel workbook or a zip archive. Save the sheet as \"CSV UTF-8\", or unpack the archive",
            [0xD0, 0xCF, 0x11, 0xE0, ..] => "it is an old Excel workbook. Save the sheet as \"CSV UTF-8\"",
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "it is a Parquet file. Export it as CSV",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "it is a PDF. Expected CSV or JSON",
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "it is UTF-16. Save it as \"CSV UTF-8\"",
            _ when head.Contains((byte)0) => "it is not text. Expected CSV or JSON, in UTF-8",
            _ when head.IndexOfAnyExcept(" \t\r\n"u8) < 0 => "it is empty. Expected a first line that names the columns, and rows below it",
            _ => null,
        };
        if (reason is not null)
        {
            throw new UsageFileException($"{name} cannot be read: {reason}.");
        }
    }
}

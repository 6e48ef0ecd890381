using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers.Uploads;

/// <summary>The columns of a file and what stands in their first rows, before anything says what they mean.</summary>
internal sealed class CsvTable
{
    private const int MaxRows = 50;
    private const int MaxSamples = 3;

    private readonly List<string>[] _samples;

    private CsvTable(CsvHeader header)
    {
        Header = header;
        _samples = [.. Enumerable.Range(0, header.Count).Select(_ => new List<string>())];
    }

    public CsvHeader Header { get; }

    /// <summary>By column: its first values that differ, shortened.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Samples => _samples;

    /// <exception cref="UsageFileException">The first line cannot be read.</exception>
    public static async Task<CsvTable> ReadAsync(ReadOnlyMemory<byte> head, string firstLine, CancellationToken cancellationToken)
    {
        using var rows = new CsvRowReader(new MemoryStream(head.ToArray()), head.Length + 1) { Delimiter = CsvHeader.DelimiterOf(firstLine) };
        await rows.PeekHeaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await rows.NextAsync(cancellationToken).ConfigureAwait(false) || rows.Problem is not null)
        {
            throw new UsageFileException(rows.Problem ?? "The file is empty; expected a header line.");
        }

        var table = new CsvTable(new(rows.Row));
        for (var i = 0; i < MaxRows && await rows.NextAsync(cancellationToken).ConfigureAwait(false); i++)
        {
            if (rows.Problem is null)
            {
                table.Add(rows.Row);
            }
        }

        return table;
    }

    private void Add(CsvRow row)
    {
        for (var column = 0; column < _samples.Length; column++)
        {
            var text = row[column];
            if (!text.IsEmpty && _samples[column].Count < MaxSamples && Excerpt.Of(text.ToString()) is var sample && !_samples[column].Contains(sample))
            {
                _samples[column].Add(sample);
            }
        }
    }
}

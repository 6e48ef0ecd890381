using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Importers;

/// <summary>Turns rows of one CSV layout into drafts.</summary>
internal interface ICsvMapping
{
    /// <summary>Fills a cleared draft from a row.</summary>
    /// <returns>Why it cannot; null when it could.</returns>
    UsageError? Map(CsvRow row, UsageDraft draft);
}

/// <summary>A file's header does not have what a format needs; the message says what was expected and found.</summary>
internal sealed class CsvHeaderException(string message) : Exception(message);

/// <summary>What all CSV importers share: header, rows, errors, normalising.</summary>
public sealed class CsvImport(UsageNormalizer normalizer, IOptions<IngestOptions> options)
{
    private readonly IngestOptions _limits = options.Value;

    internal NamePool Names => normalizer.Names;

    /// <summary>Whether the price catalogue knows a provider's model by some name.</summary>
    internal Func<string, string, bool> KnowsModel => normalizer.KnowsModel;

    internal int MaxTags => _limits.MaxTags;

    internal async IAsyncEnumerable<UsageParseItem> ReadAsync(
        Stream stream, ImportContext context, Func<CsvHeader, ICsvMapping> bind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var rows = new CsvRowReader(stream, _limits.MaxRecordBytes);
        var (mapping, columns, failure) = await BindAsync(rows, context, bind, cancellationToken).ConfigureAwait(false);
        if (mapping is null)
        {
            yield return UsageParseItem.Stopped(ReadStop.Unreadable, 1, failure);
            yield break;
        }

        var draft = new UsageDraft();
        var malformed = 0;
        while (await rows.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (rows.Problem is { } problem)
            {
                yield return UsageParseItem.Failed(rows.Line, "", problem);
                if (++malformed >= _limits.MaxMalformedRecords)
                {
                    yield return UsageParseItem.Stopped(
                        ReadStop.TooManyErrors, rows.Line, $"Too many rows are malformed; nothing after line {rows.Line} was read.");
                    yield break;
                }

                continue;
            }

            yield return Read(rows.Row, columns, mapping, draft, context.Complete);
        }

        if (rows.Stop is { } stop)
        {
            yield return UsageParseItem.Stopped(stop, rows.Line, rows.StopMessage);
        }
    }

    private UsageParseItem Read(CsvRow row, int columns, ICsvMapping mapping, UsageDraft draft, Action<UsageDraft>? complete)
    {
        if (row.Count < columns || HasMore(row, columns))
        {
            return UsageParseItem.Failed(row.Line, "", $"Line {row.Line}: got {row.Count} columns, expected the header's {columns}.");
        }

        draft.Clear();
        draft.Line = row.Line;
        if (mapping.Map(row, draft) is { } error)
        {
            return new(null, error);
        }

        complete?.Invoke(draft);
        return normalizer.Normalize(draft);
    }

    private static bool HasMore(CsvRow row, int columns)
    {
        for (var i = columns; i < row.Count; i++)
        {
            if (!row[i].IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static async ValueTask<(ICsvMapping? Mapping, int Columns, string Failure)> BindAsync(
        CsvRowReader rows, ImportContext context, Func<CsvHeader, ICsvMapping> bind, CancellationToken cancellationToken)
    {
        var first = await rows.PeekHeaderAsync(cancellationToken).ConfigureAwait(false);
        if (first.Span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return (null, 0, "The file is UTF-16; expected UTF-8. Save it as \"CSV UTF-8\".");
        }

        rows.Delimiter = context.Delimiter ?? CsvHeader.DelimiterOf(Encoding.UTF8.GetString(first.Span));
        if (!await rows.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            return (null, 0, rows.Stop is null ? "The file is empty; expected a header line." : rows.StopMessage);
        }

        if (rows.Problem is { } problem)
        {
            return (null, 0, problem);
        }

        try
        {
            var header = new CsvHeader(rows.Row);
            var mapping = bind(header);
            context.Bound?.Invoke(header);
            return (mapping, header.Count, "");
        }
        catch (CsvHeaderException e)
        {
            return (null, 0, e.Message);
        }
    }
}

/// <summary>Reading of columns that mappings share.</summary>
internal static class CsvColumns
{
    public static CsvHeaderException Missing(string format, string expected, CsvHeader header) =>
        new($"The first line must name the columns. {format} expects {expected}; found: {header.Found}.");

    public static bool TryDecimal(ReadOnlySpan<char> text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    public static UsageError Fail(CsvRow row, string column, ReadOnlySpan<char> got, string expected) =>
        new(row.Line, column, $"{column}: got \"{Excerpt.Of(got.ToString())}\", expected {expected}.");
}

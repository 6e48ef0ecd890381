using System.Runtime.CompilerServices;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>
/// Streams deliveries into windows. A delivery that breaks off ends in a fault before its window's last batch, so that nothing is taken back for
/// rows that were merely not read.
/// </summary>
internal sealed class DeliveryReader(ConnectorContext context, IObjectStore store, FileCursor cursor)
{
    private const int BatchSize = 5_000;

    /// <summary>Reads the deliveries that the cursor does not hold yet, in the order given.</summary>
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        IEnumerable<Delivery> deliveries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = context.Batch();
        foreach (var delivery in deliveries.Where(delivery => cursor.Windows.GetValueOrDefault(delivery.Window) != delivery.Mark))
        {
            long rows = 0;
            var newest = DateTimeOffset.MinValue;
            foreach (var file in delivery.Files)
            {
                await foreach (var item in RowsAsync(delivery, file, batch, cancellationToken).ConfigureAwait(false))
                {
                    rows++;
                    batch.Add(item);
                    newest = item.Record is { } record && record.Timestamp > newest ? record.Timestamp : newest;
                    if (batch.Count == BatchSize)
                    {
                        yield return batch.Build(new(delivery.Window, IsLast: false));
                    }
                }
            }

            if (delivery.Rows is { } expected && expected != rows)
            {
                throw new SourceException(
                    SourceFaultCode.BadAnswer, $"{store.Place}: the delivery of {delivery.Window} has {rows:N0} rows, its manifest says {expected:N0}.");
            }

            cursor.Windows[delivery.Window] = delivery.Mark;
            var day = newest == DateTimeOffset.MinValue ? cursor.CoveredUntil : new DateTimeOffset(newest.UtcDateTime.Date, TimeSpan.Zero);
            cursor.CoveredUntil = cursor.CoveredUntil > day ? cursor.CoveredUntil : day;
            yield return batch.Build(new(delivery.Window), cursor.CoveredUntil, cursor.Write());
        }
    }

    private async IAsyncEnumerable<UsageParseItem> RowsAsync(
        Delivery delivery, StoredObject file, SourceBatchBuilder batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var importer = context.Imports.Choose(delivery.Format, new(file.Key, ""));
        var prefix = RowId.Of(delivery.Window)[..12] + "-";
        var (teamTag, projectTag) = (context.Text("team_tag"), context.Text("project_tag"));
        var import = new ImportContext
        {
            FileName = file.Key,
            BillingPeriod = delivery.Period,
            Ids = batch.Ids,

            // Tags and tables that name team and project are the source's own settings, applied below.
            TeamTag = "",
            ProjectTag = "",
            Complete = draft =>
            {
                // The same row in two windows is two records: each window takes back its own alone.
                draft.Id = prefix + draft.Id;
                draft.Source = context.Source.RecordSource;
                Name(draft, teamTag);
                Name(draft, projectTag);
                context.Place.Apply(draft);
            },
        };
        var stream = await store.OpenAsync(file, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var items = importer.ReadAsync(stream, import, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (items.ConfigureAwait(false))
            {
                while (await NextAsync(items, file).ConfigureAwait(false))
                {
                    yield return Check(items.Current, file);
                }
            }
        }
    }

    /// <summary>Gives a tag the name that the settings ask for, where a cloud has changed its spelling.</summary>
    private static void Name(UsageDraft draft, string? tag)
    {
        if (tag is not null && TagNames.Find(draft.Tags, tag) is { } value)
        {
            draft.SetTag(tag, value);
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<UsageParseItem> items, StoredObject file)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (ImportException e)
        {
            throw new SourceException(SourceFaultCode.Settings, $"{store.Place}: {file.Key}: {e.Message}", null, e);
        }
        catch (IOException e)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{store.Place}: {file.Key} cannot be read: {e.Message}", null, e);
        }
    }

    /// <summary>An error row is told with its file; a file that was not read to its end ends the read.</summary>
    private UsageParseItem Check(UsageParseItem item, StoredObject file) => item switch
    {
        { Stop: not ReadStop.None } => throw new SourceException(
            item.Stop is ReadStop.Unreadable ? SourceFaultCode.Settings : SourceFaultCode.BadAnswer,
            $"{store.Place}: {file.Key}: {item.Error!.Message}"),
        { Error: { } error } => new(null, error with { Message = $"{file.Key}, line {error.Line}: {error.Message}" }),
        _ => item,
    };
}

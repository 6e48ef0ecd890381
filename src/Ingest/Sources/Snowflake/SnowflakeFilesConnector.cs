using System.Runtime.CompilerServices;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Sources.Files;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Snowflake;

/// <summary>
/// Snowflake's Cortex usage as CSV files that a task unloads. Each file is a window: written anew, it replaces what it said before. Credits cost what
/// the contract says.
/// </summary>
internal sealed class SnowflakeFilesConnector(CsvImport csv) : IConnector
{
    private const int BatchSize = 5_000;

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "snowflake.files",
        new("Snowflake Cortex files", "Snowflake Cortex 파일"),
        new(
            "The usage views of Snowflake Cortex (SNOWFLAKE.ACCOUNT_USAGE.CORTEX_…_USAGE_HISTORY) unloaded as CSV to a folder, S3 or Azure Blob; "
            + "credits × the price of a credit. The views are some hours late.",
            "폴더, S3, Azure Blob에 CSV로 내려받은 Snowflake Cortex 사용량 뷰(SNOWFLAKE.ACCOUNT_USAGE.CORTEX_…_USAGE_HISTORY)입니다. 크레딧에 크레딧 단가를 곱합니다. "
            + "뷰는 몇 시간 늦습니다."),
        [
            new("credit_price", new("Price of a credit", "크레딧 단가"), SourceSettingType.Number)
            {
                IsRequired = true,
                Help = new("As in the contract, such as 3.00.", "계약상의 단가입니다. 예: 3.00"),
            },
            new("currency", new("Currency of the price", "단가 통화")) { Default = "USD" },
            .. ObjectStores.Settings("folder"),
        ])
    {
        Every = TimeSpan.FromHours(1),
        Lookback = TimeSpan.Zero,
        FirstRead = TimeSpan.FromDays(365),
        ReadsByTime = false,
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var store = ObjectStores.Open(context);
        var price = CreditPrice(context);
        var cursor = FileCursor.Of(read.Cursor);
        var since = context.Source.Since < read.From ? context.Source.Since : read.From;
        var batch = context.Batch();
        foreach (var file in await FilesAsync(context, store, cancellationToken).ConfigureAwait(false))
        {
            var mark = Delivery.MarkOf([file]);
            if (cursor.Windows.GetValueOrDefault(file.Key) == mark)
            {
                continue;
            }

            var newest = cursor.CoveredUntil;
            await foreach (var item in RowsAsync(context, store, file, price, batch, cancellationToken).ConfigureAwait(false))
            {
                if (item.Record is { } record && (record.Timestamp < since || record.Timestamp >= read.To))
                {
                    continue;
                }

                batch.Add(item);
                var day = item.Record is { } taken ? DayWindows.Floor(taken.Timestamp) : newest;
                newest = newest > day ? newest : day;
                if (batch.Count == BatchSize)
                {
                    yield return batch.Build(new(file.Key, IsLast: false));
                }
            }

            cursor.Windows[file.Key] = mark;
            cursor.CoveredUntil = newest;
            yield return batch.Build(new(file.Key), newest, cursor.Write());
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        CreditPrice(context);
        var store = ObjectStores.Open(context);
        var files = await FilesAsync(context, store, cancellationToken).ConfigureAwait(false);
        if (files.MaxBy(file => file.ModifiedAt) is not { } newest)
        {
            return $"{store.Place} can be listed, but no file that ends in .csv or .csv.gz begins with '{context.Text("prefix")}'.";
        }

        await foreach (var item in RowsAsync(context, store, newest, 1m, context.Batch(), cancellationToken).ConfigureAwait(false))
        {
            return item.Error is { } error
                ? $"{store.Place}: {files.Count:N0} files; in the newest, {error.Message}"
                : $"{store.Place}: {files.Count:N0} files; the newest, {newest.Key}, begins with usage of {item.Record!.Timestamp:yyyy-MM-dd HH:mm} UTC.";
        }

        return $"{store.Place}: {files.Count:N0} files; the newest, {newest.Key}, has no rows.";
    }

    private static decimal CreditPrice(ConnectorContext context) => context.Number("credit_price") switch
    {
        null => throw new SourceException(SourceFaultCode.Settings, "credit_price is missing."),
        < 0 or > 1_000_000 => throw new SourceException(SourceFaultCode.Settings, "credit_price: expected a price such as 3.00."),
        { } price => price,
    };

    private static async Task<List<StoredObject>> FilesAsync(ConnectorContext context, IObjectStore store, CancellationToken cancellationToken)
    {
        var files = await store.ListAsync(context, cancellationToken).ConfigureAwait(false);
        TableFiles.RefuseParquet(files.Select(file => file.Key), store.Place, "Unload as CSV: FILE_FORMAT = (TYPE = CSV).");
        return [.. files.Where(file => TableFiles.IsCsv(file.Key))];
    }

    private async IAsyncEnumerable<UsageParseItem> RowsAsync(
        ConnectorContext context, IObjectStore store, StoredObject file, decimal price, SourceBatchBuilder batch,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The same row in two files is two records: each file takes back its own alone.
        var prefix = RowId.Of(file.Key)[..12] + "-";
        var import = new ImportContext
        {
            FileName = file.Key,
            Currency = context.Required("currency"),
            Ids = batch.Ids,
            Complete = draft =>
            {
                draft.Id = prefix + draft.Id;
                draft.Source = context.Source.RecordSource;
                context.Place.Apply(draft);
            },
        };
        var stream = await store.OpenAsync(file, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await foreach (var item in csv.ReadAsync(
                stream, import, header => new SnowflakeMapping(header, import, price, csv.Names), cancellationToken).ConfigureAwait(false))
            {
                yield return item switch
                {
                    { Stop: not ReadStop.None } => throw new SourceException(
                        item.Stop is ReadStop.Unreadable ? SourceFaultCode.Settings : SourceFaultCode.BadAnswer,
                        $"{store.Place}: {file.Key}: {item.Error!.Message}"),
                    { Error: { } error } => new(null, error with { Message = $"{file.Key}, line {error.Line}: {error.Message}" }),
                    _ => item,
                };
            }
        }
    }
}

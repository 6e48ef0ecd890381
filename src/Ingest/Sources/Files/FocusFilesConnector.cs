using System.Runtime.CompilerServices;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>
/// FOCUS files, version 1.0 to 1.4, wherever they are delivered. Each file's billing period is what its first row says; a period is read anew as
/// a whole when one of its files is new or changed.
/// </summary>
internal sealed class FocusFilesConnector(IOptions<IngestOptions> options) : IConnector
{
    private const string ChooseCsv = "Choose CSV, with gzip if you like, as the export's format; the same export may then be read.";

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "focus.files",
        new("FOCUS files", "FOCUS 파일"),
        new(
            "Cost and usage as FOCUS 1.0-1.4 CSV, delivered to a folder, S3 or Azure Blob: KT Cloud, NHN Cloud, Google, Oracle, SaaS and others. A newer "
            + "delivery replaces its billing period. Needs the right to list and read.",
            "폴더, S3, Azure Blob에 놓인 FOCUS 1.0~1.4 CSV입니다(KT Cloud, NHN Cloud, Google, Oracle, SaaS 등). 새 파일이 오면 그 청구 기간 전체를 바꿉니다. 목록과 읽기 "
            + "권한이 필요합니다."),
        [
            new("delivery", new("Delivery", "전달 방식"), SourceSettingType.Choice)
            {
                Default = "parts",
                Choices = ["parts", "folder", "file", "path"],
                Help = new(
                    "What replaces what. parts: all files of a billing period together are the period. folder: each folder is a whole delivery, the newest of a "
                    + "period counts. file: each file is a whole delivery, the newest of a period counts. path: each file stands alone.",
                    "무엇이 무엇을 바꾸는지 정합니다. parts: 한 청구 기간의 모든 파일이 그 기간입니다. folder: 폴더마다 전체이며 최신 폴더만 씁니다. file: 파일마다 "
                    + "전체이며 최신 파일만 씁니다. path: 파일마다 따로입니다."),
            },
            .. ObjectStores.Settings("folder"),
        ])
    {
        Every = TimeSpan.FromHours(1),
        Lookback = TimeSpan.Zero,
        FirstRead = TimeSpan.FromDays(400),
        ReadsByTime = false,
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var store = ObjectStores.Open(context);
        var cursor = FileCursor.Of(read.Cursor);
        var files = await CsvFilesAsync(context, store, cancellationToken).ConfigureAwait(false);
        var deliveries = context.Required("delivery") == "path"
            ? files.Select(file => new Delivery(file.Key, Delivery.MarkOf([file]), "focus", [file]))
            : await ByPeriodAsync(context, store, cursor, files, cancellationToken).ConfigureAwait(false);
        var wanted = deliveries.Where(delivery => Delivery.IsWanted(delivery.Period, context, read));
        await foreach (var batch in new DeliveryReader(context, store, cursor).ReadAsync(wanted, cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var store = ObjectStores.Open(context);
        var files = await CsvFilesAsync(context, store, cancellationToken).ConfigureAwait(false);
        if (files.MaxBy(file => file.ModifiedAt) is not { } newest)
        {
            return $"{store.Place} can be listed, but no file that ends in .csv or .csv.gz begins with '{context.Text("prefix")}'.";
        }

        var period = await PeriodAsync(store, newest, cancellationToken).ConfigureAwait(false);
        return $"{store.Place}: {files.Count:N0} files; the newest, {newest.Key}, is of billing period {period ?? "(no rows)"}.";
    }

    private static async Task<List<StoredObject>> CsvFilesAsync(ConnectorContext context, IObjectStore store, CancellationToken cancellationToken)
    {
        var files = await store.ListAsync(context, cancellationToken).ConfigureAwait(false);
        TableFiles.RefuseParquet(files.Select(file => file.Key), store.Place, ChooseCsv);
        return [.. files.Where(file => TableFiles.IsCsv(file.Key))];
    }

    private async Task<IEnumerable<Delivery>> ByPeriodAsync(
        ConnectorContext context, IObjectStore store, FileCursor cursor, List<StoredObject> files, CancellationToken cancellationToken)
    {
        List<(string Period, StoredObject File)> found = [];
        cursor.KeepHeads(files.Select(file => file.Key));
        foreach (var file in files)
        {
            if (cursor.Heads.GetValueOrDefault(file.Key) is not { } head || head.Version != file.Version)
            {
                // A file that has lost all its rows still belongs to the period that it had.
                var period = await PeriodAsync(store, file, cancellationToken).ConfigureAwait(false) ?? cursor.Heads.GetValueOrDefault(file.Key)?.Period;
                cursor.Heads[file.Key] = head = new(file.Version, period);
            }

            if (head.Period is not null)
            {
                found.Add((head.Period, file));
            }
        }

        var delivery = context.Required("delivery");
        return found.GroupBy(file => file.Period, file => file.File, StringComparer.Ordinal)
            .OrderBy(period => period.Key, StringComparer.Ordinal)
            .Select(period => (period.Key, Files: Newest([.. period], delivery)))
            .Select(period => new Delivery(period.Key, Delivery.MarkOf(period.Files), "focus", period.Files) { Period = period.Key });
    }

    private static List<StoredObject> Newest(List<StoredObject> files, string delivery) => delivery switch
    {
        "folder" => [.. files.GroupBy(file => file.Folder).MaxBy(folder => (folder.Max(file => file.ModifiedAt), folder.Key))!],
        "file" => [files.MaxBy(file => (file.ModifiedAt, file.Key))!],
        _ => files,
    };

    private async Task<string?> PeriodAsync(IObjectStore store, StoredObject file, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await store.OpenAsync(file, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return await FocusPeriod.OfAsync(stream, options.Value.MaxRecordBytes, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (CsvHeaderException e)
        {
            throw new SourceException(SourceFaultCode.Settings, $"{store.Place}: {file.Key}: {e.Message}", null, e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{store.Place}: {file.Key}: {e.Message}", null, e);
        }
    }
}

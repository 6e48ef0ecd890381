using System.Runtime.CompilerServices;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Sources.Files;

namespace FinOpsAI.Ingest.Sources.Aws;

/// <summary>
/// AWS Data Exports as CSV, read by their manifests: CUR 2.0 (and the older Cost and Usage Report) or FOCUS. A delivery replaces its billing
/// period as a whole.
/// </summary>
internal sealed class AwsExportConnector : IConnector
{
    private readonly string _format;

    private AwsExportConnector(string kind, string format, SourceText title, SourceText description)
    {
        _format = format;
        Kind = new(kind, title, description, ObjectStores.Settings("s3"))
        {
            Every = TimeSpan.FromHours(1),
            Lookback = TimeSpan.Zero,
            FirstRead = TimeSpan.FromDays(400),
            ReadsByTime = false,
        };
    }

    /// <inheritdoc />
    public SourceKind Kind { get; }

    public static AwsExportConnector Cur() => new(
        "aws.cur",
        "cur",
        new("AWS Cost and Usage Report", "AWS 비용 및 사용 보고서"),
        new(
            "CUR 2.0 by AWS Data Exports, or the older report, as CSV with gzip: every charge by hour, with model, tokens and tags. Needs s3:ListBucket and "
            + "s3:GetObject. Delivered about once a day; a month may change for two weeks after its end.",
            "AWS Data Exports의 CUR 2.0(또는 이전 보고서)을 gzip CSV로 읽습니다. 시간별 모든 비용에 모델·토큰·태그가 붙습니다. s3:ListBucket, s3:GetObject 권한이 필요하고, "
            + "하루 한 번쯤 갱신되며 월말 후 2주까지 바뀔 수 있습니다."));

    public static AwsExportConnector Focus() => new(
        "aws.focus",
        "focus",
        new("AWS FOCUS export", "AWS FOCUS 내보내기"),
        new(
            "FOCUS 1.0 or 1.2 by AWS Data Exports, as CSV with gzip. Needs s3:ListBucket and s3:GetObject. Delivered about once a day.",
            "AWS Data Exports의 FOCUS 1.0·1.2를 gzip CSV로 읽습니다. s3:ListBucket, s3:GetObject 권한이 필요하고, 하루 한 번쯤 갱신됩니다."));

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var store = ObjectStores.Open(context);
        var cursor = FileCursor.Of(read.Cursor);
        var files = await store.ListAsync(context, cancellationToken).ConfigureAwait(false);
        var manifests = new ManifestDeliveries(context, store, cursor, (json, file) => AwsManifest.Parse(json, file, _format));
        var deliveries = await manifests.FindAsync(files, AwsManifest.IsManifest, read, cancellationToken).ConfigureAwait(false);
        await foreach (var batch in new DeliveryReader(context, store, cursor).ReadAsync(deliveries, cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var store = ObjectStores.Open(context);
        var files = await store.ListAsync(context, cancellationToken).ConfigureAwait(false);
        var manifests = files.Where(file => AwsManifest.IsManifest(file.Key)).ToList();
        return manifests.MaxBy(file => file.ModifiedAt) is { } newest
            ? $"{store.Place}: {manifests.Count:N0} manifests among {files.Count:N0} files; the newest is {newest.Key} of {newest.ModifiedAt:yyyy-MM-dd HH:mm} UTC."
            : $"{store.Place} can be listed, but no file that ends in -Manifest.json begins with '{context.Text("prefix")}'. A first delivery takes up to a day.";
    }
}

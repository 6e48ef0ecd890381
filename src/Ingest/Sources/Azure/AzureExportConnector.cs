using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Sources.Files;

namespace FinOpsAI.Ingest.Sources.Azure;

/// <summary>Azure cost exports as CSV, read by their manifests: FOCUS, actual or amortised cost. The newest run of a month replaces the month.</summary>
internal sealed class AzureExportConnector : IConnector
{
    private static readonly ManifestSource Source = new("manifest.json", AzureManifest.Parse);

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "azure.exports",
        new("Azure cost exports", "Azure 비용 내보내기"),
        new(
            "Exports of Cost Management to Blob Storage as CSV: FOCUS, amortised or actual cost (choose one). Needs Storage Blob Data Reader, a SAS token with "
            + "Read and List, or a copy in a folder. Written once a day; a month may change until about the 5th of the next.",
            "Cost Management가 Blob에 내보낸 CSV입니다(FOCUS, 상각 또는 실제 비용 중 하나). 읽기·목록 SAS 토큰이나 계정 키 또는 폴더 사본이 필요합니다. 하루 한 번 기록되며 "
            + "다음 달 5일쯤까지 바뀔 수 있습니다."),
        ObjectStores.Settings("azure"))
    {
        Every = TimeSpan.FromHours(1),
        Lookback = TimeSpan.Zero,
        FirstRead = TimeSpan.FromDays(400),
        ReadsByTime = false,
    };

    /// <inheritdoc />
    public IAsyncEnumerable<SourceBatch> ReadAsync(ConnectorContext context, SourceRead read, CancellationToken cancellationToken) =>
        Source.ReadAsync(context, read, cancellationToken);

    /// <inheritdoc />
    public Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken) => Source.TestAsync(context, cancellationToken);
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Sources.Files;

namespace FinOpsAI.Ingest.Sources.Pinecone;

/// <summary>
/// Pinecone's cost and usage exports: a calendar month of FOCUS rows in a zip. Each read orders the months that may still change; a month's newest
/// export replaces it.
/// </summary>
internal sealed partial class PineconeConnector : IConnector
{
    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "pinecone.exports",
        new("Pinecone cost exports", "Pinecone 비용 내보내기"),
        new(
            "Cost and usage by project and day as Pinecone bills it, up to three days late. Needs an admin key of the organisation; exports are free, one at a "
            + "time.",
            "Pinecone이 청구하는 프로젝트별·일별 비용과 사용량이며 최대 3일 늦습니다. 조직의 관리자 키가 필요합니다. 내보내기는 무료이며 한 번에 하나만 만듭니다."),
        [
            new("admin_key", new("Admin key", "관리자 키"), SourceSettingType.Secret) { IsRequired = true },
            new("base_url", new("Address", "주소")) { Default = "https://api.pinecone.io" },
            new("api_version", new("API version", "API 버전")) { Default = "2026-07" },
            new("download_hosts", new("Download hosts", "다운로드 호스트"))
            {
                Default = "pinecone.io, amazonaws.com, storage.googleapis.com, blob.core.windows.net",
                Help = new(
                    "Hosts, with commas in between, from which finished exports may be downloaded; their subdomains too. The key is never sent there.",
                    "완성된 파일을 내려받을 수 있는 호스트를 쉼표로 구분합니다. 하위 도메인도 포함하며, 키는 보내지 않습니다."),
            },
        ])
    {
        Every = TimeSpan.FromDays(1),

        // A month is final some days after its end.
        Lookback = TimeSpan.FromDays(5),
        FirstRead = TimeSpan.FromDays(90),
    };

    [GeneratedRegex("^(?:.*/)?part-([0-9]+)-of-([0-9]+)\\.csv$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Part();

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var api = new PineconeApi(context);

        // Whole days alone can be exported, and today is not over.
        var end = DayWindows.Floor(read.To);
        for (var month = new DateTimeOffset(read.From.UtcDateTime.Year, read.From.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero); month < end; month = month.AddMonths(1))
        {
            var until = month.AddMonths(1) < end ? month.AddMonths(1) : end;
            var export = await api.CreateAsync(month, until, cancellationToken).ConfigureAwait(false);
            using var response = await api.DownloadAsync(export, cancellationToken).ConfigureAwait(false);
            var name = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            using var zip = await ZipStore.OpenAsync($"Pinecone export of {name}", response, cancellationToken).ConfigureAwait(false);
            var delivery = new Delivery(name, export.Id, "focus", Parts(zip, export.Rows)) { Rows = export.Rows };
            var covered = export.Through < until ? DayWindows.Floor(export.Through.Value) : until;
            await foreach (var batch in new DeliveryReader(context, zip, new()).ReadAsync([delivery], cancellationToken).ConfigureAwait(false))
            {
                // What is late is not covered yet; months are found by the calendar, not by a cursor.
                yield return batch with { CoveredUntil = batch.Window!.IsLast ? covered : null, Cursor = null };
            }
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        await new PineconeApi(context).ListAsync(cancellationToken).ConfigureAwait(false);
        return "The key may see cost and usage exports.";
    }

    /// <summary>All parts in their order; one that is missing would look like no usage.</summary>
    private static List<StoredObject> Parts(ZipStore zip, long? rows)
    {
        var parts = zip.Files
            .Select(file => (File: file, Match: Part().Match(file.Key)))
            .Where(part => part.Match.Success)
            .Select(part => (part.File, Number: Number(part.Match.Groups[1]), Of: Number(part.Match.Groups[2])))
            .OrderBy(part => part.Number)
            .ToList();
        var isWhole = (parts.Count > 0 || rows == 0) && parts.Select((part, index) => part.Number == index + 1 && part.Of == parts.Count).All(fits => fits);
        return isWhole
            ? [.. parts.Select(part => part.File)]
            : throw new SourceException(SourceFaultCode.BadAnswer, $"{zip.Place}: parts are missing; it has {string.Join(", ", zip.Files.Select(file => file.Key))}.");
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);
}

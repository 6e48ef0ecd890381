using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Pricing;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Google;

/// <summary>
/// Reads Google Cloud's billing export from BigQuery by the time at which rows were exported. Each read goes back a little, as rows of one
/// export may appear after those of the next; the ids, made of all that a row says, keep rows from counting twice. See
/// <c>docs/connectors/google.md</c>.
/// </summary>
internal sealed partial class BigQueryBillingConnector(PriceCatalogue catalogue) : IConnector
{
    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "gcp.bigquery",
        new("Google Cloud billing export", "Google Cloud 결제 내보내기"),
        new(
            "Charges from the billing export in BigQuery, standard or detailed, Vertex AI and Gemini among them, net of credits. Needs a service account "
            + "with BigQuery Data Viewer and Job User. Rows arrive several times a day. Each read scans the last days' partitions.",
            "BigQuery 결제 내보내기(표준·상세)에서 Vertex AI와 Gemini를 포함한 요금을 크레딧 차감 후 금액으로 읽습니다. BigQuery 데이터 뷰어와 작업 사용자 "
            + "권한의 서비스 계정이 필요합니다. 하루에 여러 번 반영되며 읽을 때마다 최근 파티션을 조회합니다."),
        [
            new("key", new("Service account key", "서비스 계정 키"), SourceSettingType.Secret)
            {
                IsRequired = true,
                Help = new("The content of the JSON key file.", "JSON 키 파일의 내용입니다."),
            },
            new("table", new("Table", "테이블"))
            {
                IsRequired = true,
                Help = new(
                    "project.dataset.gcp_billing_export_v1_… or gcp_billing_export_resource_v1_…",
                    "project.dataset.gcp_billing_export_v1_… 또는 gcp_billing_export_resource_v1_… 형식입니다."),
            },
            new("services", new("Services", "서비스"), SourceSettingType.Lines)
            {
                Help = new("Only these, one a line, such as Vertex AI; nothing is all.", "Vertex AI처럼 한 줄에 하나씩 적은 서비스만 읽습니다. 비우면 전체입니다."),
            },
            new("job_project", new("Project that queries", "쿼리 실행 프로젝트"))
            {
                Help = new("It pays for the queries; otherwise the account's own.", "쿼리 비용을 내는 프로젝트입니다. 비우면 계정의 프로젝트입니다."),
            },
            new("location", new("Location", "위치"))
            {
                Help = new("The dataset's, such as EU, when BigQuery does not find it itself.", "BigQuery가 찾지 못할 때 데이터세트의 위치(EU 등)입니다."),
            },
            new("max_gib", new("Largest query, GiB", "최대 쿼리 크기(GiB)"), SourceSettingType.Number)
            {
                Default = "50",
                Help = new("A query that would be charged for more is refused.", "이보다 큰 쿼리는 거부됩니다."),
            },
            new("partitioned", new("Partitioned by export", "내보내기 날짜 파티션"), SourceSettingType.Flag)
            {
                Default = "true",
                Help = new("As the export makes it; false for views and copies.", "내보내기가 만든 테이블은 true, 뷰나 사본은 false입니다."),
            },
            new("base_url", new("Address", "주소")) { Default = "https://bigquery.googleapis.com/bigquery/v2" },
        ])
    {
        Every = TimeSpan.FromHours(3),
        Lookback = TimeSpan.FromHours(6),
        ReadsByTime = false,
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var api = new BigQueryApi(context);
        var services = context.Lines("services").ToList();
        var sql = Sql(context, services);
        Dictionary<string, GoogleSku> skus = new(StringComparer.Ordinal);
        var newest = read.Cursor is { } cursor && IsoTimestamp.TryParse(cursor, out var known) ? known : (DateTimeOffset?)null;
        DateTimeOffset end;
        for (var start = newest - Kind.Lookback ?? read.From; start < read.To; start = end)
        {
            end = DayWindows.Floor(start).AddDays(1) < read.To ? DayWindows.Floor(start).AddDays(1) : read.To;
            var batch = context.Batch();
            var rows = new IdOccurrences();
            await using var pages = api.QueryAsync(sql, Parameters(start, end, services), cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(pages).ConfigureAwait(false))
            {
                if (batch.Count > 0)
                {
                    yield return batch.Build();
                }

                foreach (var text in pages.Current)
                {
                    newest = Add(context, batch, text, rows, skus) is { } exported && !(exported <= newest) ? exported : newest;
                }
            }

            // Rows of one moment never lie on both sides of a border, so only here is everything up to the newest one in.
            yield return batch.Build(cursor: newest is { } time ? Iso(time) : null, coveredUntil: end);
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var services = context.Lines("services").ToList();
        var now = context.Time.GetUtcNow();
        try
        {
            var bytes = await new BigQueryApi(context)
                .EstimateAsync(Sql(context, services), Parameters(now.AddDays(-1), now, services), cancellationToken).ConfigureAwait(false);
            return string.Create(CultureInfo.InvariantCulture, $"The table may be read; a day's query scans {bytes / 1_048_576:0.#} MiB.");
        }
        catch (SourceException e) when (IsEmptyExport(e))
        {
            return "The key works; the table does not exist yet: the export has not delivered anything so far.";
        }
    }

    /// <summary>The export creates its table with its first rows: until then there is nothing to read, and nothing wrong.</summary>
    private static bool IsEmptyExport(SourceException e) =>
        e.Code is SourceFaultCode.Forbidden && e.Message.Contains("Not found: Table", StringComparison.Ordinal);

    private static async Task<bool> NextAsync(IAsyncEnumerator<IReadOnlyList<string>> pages)
    {
        try
        {
            return await pages.MoveNextAsync().ConfigureAwait(false);
        }
        catch (SourceException e) when (IsEmptyExport(e))
        {
            return false;
        }
    }

    /// <summary>Adds a row; gives the time it was exported, null for one that cannot be used.</summary>
    private DateTimeOffset? Add(
        ConnectorContext context, SourceBatchBuilder batch, string text, IdOccurrences rows, Dictionary<string, GoogleSku> skus)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var row = document.RootElement;
            var exported = BillingRow.ExportTime(row);
            var id = BillingRow.Identity(row);
            var description = JsonFields.Object(row, "sku") is { } sku ? JsonFields.Text(sku, "description") ?? "" : "";
            if (!skus.TryGetValue(description, out var known))
            {
                skus[description] = known = GoogleSku.Of(description, catalogue);
            }

            BillingRow.Add(batch, row, id, rows.Next(id), known, context.Time.GetUtcNow());
            return exported;
        }
        catch (RowException e)
        {
            batch.Fail(new(0, e.Field, e.Message));
        }
        catch (JsonException e)
        {
            batch.Fail(new(0, "row", $"row: is no JSON: {e.Message}"));
        }

        return null;
    }

    private static string Sql(ConnectorContext context, List<string> services)
    {
        var table = context.Required("table").Replace(':', '.');
        if (!TableName().IsMatch(table))
        {
            throw new SourceException(SourceFaultCode.Settings, $"table: got \"{Excerpt.Of(table)}\", expected project.dataset.table.");
        }

        // Whole rows as JSON: the table's columns differ by kind of export and grow with time. Rows still in the write buffer have no partition.
        var partition = context.Flag("partitioned")
            ? " AND (_PARTITIONTIME IS NULL OR _PARTITIONTIME >= TIMESTAMP_SUB(TIMESTAMP_TRUNC(@from, DAY), INTERVAL 1 DAY))"
            : "";
        var service = services.Count > 0 ? " AND t.service.description IN UNNEST(@services)" : "";
        return $"SELECT TO_JSON_STRING(t) FROM `{table}` AS t WHERE t.export_time >= @from AND t.export_time < @to{partition}{service}";
    }

    private static List<object> Parameters(DateTimeOffset from, DateTimeOffset to, List<string> services)
    {
        List<object> parameters = [BigQueryApi.Timestamp("from", from), BigQueryApi.Timestamp("to", to)];
        if (services.Count > 0)
        {
            parameters.Add(BigQueryApi.Strings("services", services));
        }

        return parameters;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]+\.[A-Za-z0-9_]+\.[A-Za-z0-9_\-]+$")]
    private static partial Regex TableName();

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Runtime.CompilerServices;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Databricks;

/// <summary>
/// Billable usage of Databricks, from the system table <c>system.billing.usage</c> at list prices. Corrections come as further rows, a retraction
/// with a negative quantity: everything is added up, nothing is replaced.
/// </summary>
internal sealed class DatabricksConnector : IConnector
{
    /// <summary>Rows of one statement: far below the 25 MiB that one may answer.</summary>
    internal const int PageSize = 10_000;

    private const int BatchSize = 5_000;
    private const string AiProducts =
        "MODEL_SERVING, VECTOR_SEARCH, AI_FUNCTIONS, AI_GATEWAY, AI_RUNTIME, FOUNDATION_MODEL_TRAINING, AGENT_EVALUATION, AGENT_BRICKS";

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "databricks.usage",
        new("Databricks usage", "Databricks 사용량"),
        new(
            "system.billing.usage at list prices, hour by hour, some hours late. Needs SELECT on system.billing and a SQL warehouse, which each read wakes up "
            + "for a minute.",
            "system.billing.usage를 정가로 계산한 시간별 사용량이며 몇 시간 늦게 들어옵니다. system.billing의 SELECT 권한과 SQL 웨어하우스가 필요하고, 읽을 때마다 웨어하우스가 잠시 켜집니다."),
        [
            new("host", new("Workspace address", "워크스페이스 주소"))
            {
                IsRequired = true,
                Help = new("Such as https://adb-1234567890.7.azuredatabricks.net.", "예: https://adb-1234567890.7.azuredatabricks.net"),
            },
            new("token", new("Access token", "액세스 토큰"), SourceSettingType.Secret)
            {
                IsRequired = true,
                Help = new("Of a service principal that may read system.billing.", "system.billing을 읽을 수 있는 서비스 주체의 토큰입니다."),
            },
            new("warehouse_id", new("SQL warehouse", "SQL 웨어하우스"))
            {
                IsRequired = true,
                Help = new("Its id, from its connection details.", "웨어하우스 연결 정보에 있는 ID입니다."),
            },
            new("products", new("Products", "제품"))
            {
                Default = AiProducts,
                Help = new("Values of billing_origin_product with commas in between; * for all.", "billing_origin_product 값을 쉼표로 구분하며, *는 전체입니다."),
            },
            new("discount", new("Part of the list price paid", "정가 대비 지불 비율"), SourceSettingType.Number)
            {
                Default = "1",
                Help = new("0.8 is twenty per cent off.", "0.8은 20% 할인입니다."),
            },
            new("currency", new("Currency of the list prices", "정가 통화")) { Default = "USD" },
        ])
    {
        Every = TimeSpan.FromHours(3),
        Lookback = TimeSpan.Zero,
        ReadsByTime = false,
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = new DatabricksSql(context);
        var usage = new DatabricksUsage(context);
        var began = DatabricksCursor.Of(read.Cursor) ?? new(UtcDay.Of(read.From), "", read.From);
        var place = began with { Since = context.Source.Since < began.Since ? context.Source.Since : began.Since };
        var batch = context.Batch();
        int rows;
        do
        {
            rows = 0;
            var (statement, parameters) = Query(context, place, read.To);
            await foreach (var row in sql.ReadAsync(statement, parameters, cancellationToken).ConfigureAwait(false))
            {
                rows++;
                var (day, record) = Place(row);
                if (day == place.Day && record == place.Record)
                {
                    batch.Fail(new(0, "sku_name", $"{record}: more than one list price of {row["sku_name"]} fits its time; the first was taken."));
                    continue;
                }

                place = place with { Day = day, Record = record };
                usage.Add(row, batch);
                if (batch.Count == BatchSize)
                {
                    yield return batch.Build(cursor: place.Write());
                }
            }
        }
        while (rows == PageSize);

        // The last day may still grow, and one that is late may end up in the day before.
        var again = place.Day.AddDays(-1);
        var end = place with { Day = again > began.Day ? again : began.Day, Record = "" };
        var covered = new DateTimeOffset(end.Day, TimeOnly.MinValue, TimeSpan.Zero);
        yield return batch.Build(coveredUntil: place.Record.Length == 0 ? null : covered, cursor: end.Write());
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var from = context.Time.GetUtcNow().AddDays(-7);
        await foreach (var row in new DatabricksSql(context).ReadAsync(
            "SELECT count(*) AS records, max(ingestion_date) AS newest FROM system.billing.usage WHERE ingestion_date >= :day",
            [("day", Day(UtcDay.Of(from)), "DATE")],
            cancellationToken).ConfigureAwait(false))
        {
            return $"system.billing.usage can be read: {row["records"]} records of all products came in within 7 days, the newest on {row["newest"] ?? "no day"}.";
        }

        throw new SourceException(SourceFaultCode.BadAnswer, "Databricks gave no row where one was asked for.");
    }

    private static (string Statement, IReadOnlyList<(string Name, string Value, string Type)> Parameters) Query(
        ConnectorContext context, DatabricksCursor place, DateTimeOffset to)
    {
        List<(string Name, string Value, string Type)> parameters =
        [
            ("day", Day(place.Day), "DATE"), ("record", place.Record, "STRING"),
            ("since", Moment(place.Since), "TIMESTAMP"), ("to", Moment(to), "TIMESTAMP"), ("currency", context.Required("currency"), "STRING"),
        ];
        var products = context.Required("products").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var only = "";
        if (!products.Contains("*", StringComparer.Ordinal))
        {
            parameters.AddRange(products.Select((product, index) => ($"product{index}", product, "STRING")));
            only = $"  AND u.billing_origin_product IN ({string.Join(", ", products.Select((_, index) => $":product{index}"))})\n";
        }

        return (
            $"""
            SELECT u.record_id, u.workspace_id, u.sku_name, u.cloud, u.usage_unit, u.usage_start_time, u.usage_quantity, u.record_type, u.ingestion_date,
              u.billing_origin_product, u.usage_type, to_json(u.custom_tags) AS custom_tags, to_json(u.usage_metadata) AS usage_metadata,
              to_json(u.product_features) AS product_features, p.pricing.default AS list_price, p.currency_code
            FROM system.billing.usage u LEFT JOIN system.billing.list_prices p
              ON u.sku_name = p.sku_name AND u.cloud = p.cloud AND u.usage_unit = p.usage_unit AND p.currency_code = :currency
              AND u.usage_end_time >= p.price_start_time AND (p.price_end_time IS NULL OR u.usage_end_time < p.price_end_time)
            WHERE (u.ingestion_date > :day OR (u.ingestion_date = :day AND u.record_id > :record))
              AND u.usage_start_time >= :since AND u.usage_start_time < :to
            {only}ORDER BY u.ingestion_date, u.record_id LIMIT {PageSize}
            """,
            parameters);
    }

    /// <summary>Where a row stands in the order of the answer.</summary>
    private static (DateOnly Day, string Record) Place(DatabricksRow row) =>
        row["record_id"] is { } record
        && DateOnly.TryParseExact(row["ingestion_date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (day, record)
            : throw new SourceException(SourceFaultCode.BadAnswer, "Databricks: a row has no record_id or no ingestion_date, by which it is read on.");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}

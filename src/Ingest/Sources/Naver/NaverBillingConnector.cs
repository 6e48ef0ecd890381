using System.Globalization;
using System.Runtime.CompilerServices;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Naver;

/// <summary>Reads what Naver Cloud charges, month by month and contract by contract. See <c>docs/connectors/naver.md</c>.</summary>
internal sealed class NaverBillingConnector : IConnector
{
    private const int LargestBatch = 5_000;
    private const int LargestPage = 1_000;

    /// <summary>Naver's months are those of Korea, which has no summer time.</summary>
    private static readonly TimeSpan Korea = TimeSpan.FromHours(9);

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "naver.billing",
        new("Naver Cloud billing", "네이버 클라우드 청구"),
        new(
            "Charges by month and contract from Naver Cloud's billing API, CLOVA Studio among them. Needs an API key of the account. The running month "
            + "is the provider's estimate. One request a month and 1,000 contracts; reading costs nothing.",
            "네이버 클라우드 청구 API에서 CLOVA Studio를 포함한 월별·계약별 요금을 읽습니다. 계정의 API 인증 키가 필요합니다. 이번 달 금액은 공급자의 추정치입니다. "
            + "한 달 1,000건마다 한 번 요청하며 비용은 없습니다."),
        [
            new("access_key", new("Access key", "액세스 키")) { IsRequired = true },
            new("secret_key", new("Secret key", "시크릿 키"), SourceSettingType.Secret)
            {
                IsRequired = true,
                Help = new("Account → API keys in the portal.", "포털의 마이페이지 → 계정 관리 → 인증키 관리에서 발급합니다."),
            },
            new("level", new("Detail", "상세 수준"), SourceSettingType.Choice)
            {
                Default = "contract",
                Choices = ["contract", "product"],
                Help = new("Charges by contract (each resource) or by product.", "계약(자원)별 또는 상품별 요금입니다."),
            },
            new("organization", new("Whole organisation", "조직 전체"), SourceSettingType.Flag)
            {
                Help = new("Also the organisation's other accounts.", "조직에 속한 다른 계정도 포함합니다."),
            },
            new("partner", new("As a partner", "파트너 계정"), SourceSettingType.Flag)
            {
                Help = new("The customers of a partner's account.", "파트너 계정의 고객 요금을 읽습니다."),
            },
            new("base_url", new("Address", "주소"))
            {
                Default = "https://billingapi.apigw.ntruss.com/billing/v1",
                Help = new(
                    "The government cloud's is https://billingapi.apigw.gov-ntruss.com/billing/v1.",
                    "공공 클라우드는 https://billingapi.apigw.gov-ntruss.com/billing/v1 입니다."),
            },
        ])
    {
        Every = TimeSpan.FromDays(1),
        Lookback = TimeSpan.FromDays(35),
        FirstRead = TimeSpan.FromDays(180),
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var api = new NaverApi(context);
        var operation = Operation(context);
        var running = MonthOf(context.Time.GetUtcNow());
        for (var month = MonthOf(read.From); month < read.To && month <= running; month = month.AddMonths(1))
        {
            var name = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            var batch = context.Batch();
            await foreach (var page in api.PagesAsync(operation, Text(month), LargestPage, cancellationToken).ConfigureAwait(false))
            {
                foreach (var row in page.Rows.EnumerateArray())
                {
                    try
                    {
                        NaverRow.Add(batch, row, month, isRunning: month == running);
                    }
                    catch (RowException e)
                    {
                        batch.Fail(new(0, e.Field, $"{name}: {e.Message}"));
                    }
                }

                if (batch.Count + LargestPage > LargestBatch)
                {
                    yield return batch.Build(new(name, IsLast: false));
                }
            }

            var end = month.AddMonths(1);
            yield return batch.Build(new(name), (end < running ? end : running).ToUniversalTime());
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var last = MonthOf(context.Time.GetUtcNow()).AddMonths(-1);
        await foreach (var page in new NaverApi(context).PagesAsync(Operation(context), Text(last), LargestPage, cancellationToken).ConfigureAwait(false))
        {
            return $"The key may read charges; {page.Total ?? page.Rows.GetArrayLength()} in {last:yyyy-MM}.";
        }

        return "The key may read charges.";
    }

    private static string Operation(ConnectorContext context) =>
        context.Text("level") == "product" ? "getProductDemandCostList" : "getContractDemandCostList";

    private static DateTimeOffset MonthOf(DateTimeOffset moment)
    {
        var local = moment.ToOffset(Korea);
        return new(local.Year, local.Month, 1, 0, 0, 0, Korea);
    }

    private static string Text(DateTimeOffset month) => month.ToString("yyyyMM", CultureInfo.InvariantCulture);
}

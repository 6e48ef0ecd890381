using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Importers;

namespace FinOpsAI.Ingest.Sources.Aws;

/// <summary>AWS Cost Explorer: costs by day, usage type and one more group. Each page of an answer costs the customer 0.01 USD.</summary>
internal sealed class CostExplorerConnector : IConnector
{
    private const int BatchSize = 5_000;

    /// <summary>Days of one question; its answer is held in memory, as a day's groups may stand on several pages.</summary>
    private const int LongestSlice = 31;

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "aws.cost_explorer",
        new("AWS Cost Explorer", "AWS 비용 탐색기"),
        new(
            "Daily AWS costs by usage type, a quick start where no Cost and Usage Report is set up. Needs ce:GetCostAndUsage. AWS charges 0.01 USD for each "
            + "request and each further page, also for the connection test; read once a day. Refreshed by AWS up to three times a day, 13 months back.",
            "사용 유형별 일일 AWS 비용으로, 비용 및 사용 보고서가 없을 때 빠르게 시작하는 방법입니다. ce:GetCostAndUsage 권한이 필요합니다. AWS가 요청과 추가 페이지마다 "
            + "0.01 USD를 청구하며(연결 시험 포함) 하루 한 번 읽습니다. 하루 최대 세 번 갱신되고 13개월까지 조회됩니다."),
        [
            new("group", new("Second group", "두 번째 기준"))
            {
                Default = "SERVICE",
                Help = new(
                    "Beside the usage type, as Cost Explorer allows two: SERVICE, LINKED_ACCOUNT, OPERATION, TAG:name (such as TAG:team) or COST_CATEGORY:name.",
                    "사용 유형 외 기준 하나: SERVICE, LINKED_ACCOUNT, OPERATION, TAG:이름(예: TAG:team), COST_CATEGORY:이름"),
            },
            new("services", new("Services", "서비스"), SourceSettingType.Lines)
            {
                Help = new(
                    "One line each, such as Amazon Bedrock; nothing means all. Models sold through the Marketplace are services of their own.",
                    "한 줄에 하나씩(예: Amazon Bedrock). 비우면 전체입니다. Marketplace 모델은 별도 서비스로 나타납니다."),
            },
            .. AwsCredentials.Settings.Select(setting => setting.Name == "session_token" ? setting : setting with { IsRequired = true }),
            new("region", new("Region", "리전")) { Default = "us-east-1", Help = new("Of the signature.", "서명에 쓰는 리전입니다.") },
            new("endpoint", new("Endpoint", "엔드포인트")) { Default = "https://ce.us-east-1.amazonaws.com" },
        ])
    {
        Every = TimeSpan.FromDays(1),
        Lookback = TimeSpan.FromDays(35),
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new CostExplorerRequest(CostExplorerGroup.Parse(context.Required("group")), [.. context.Lines("services")]);
        var today = UtcDay.Of(context.Time.GetUtcNow());
        var oldest = new DateOnly(today.Year, today.Month, 1).AddMonths(-12);
        var from = UtcDay.Of(read.From);
        var last = DateOnly.FromDateTime(read.To.UtcDateTime.AddTicks(-1));
        from = from < oldest ? oldest : from;
        last = last > today ? today : last;
        var (covered, isWhole) = (from, true);
        while (from <= last)
        {
            var to = from.AddDays(LongestSlice) is var end && end > last ? last.AddDays(1) : end;
            var days = new CostExplorerDays();
            await foreach (var page in PagesAsync(context, request, from, to, cancellationToken).ConfigureAwait(false))
            {
                days.Add(page);
            }

            for (; from < to; from = from.AddDays(1))
            {
                if (days.Find(from) is not { } known)
                {
                    // Not answered is not the same as nothing spent: the day, and those after it, are asked for again.
                    isWhole = false;
                    continue;
                }

                // Today is delivered as far as it is known, and not done with.
                covered = isWhole && from < today ? from.AddDays(1) : covered;
                foreach (var batch in Batches(context, request.Group!, from, known, new(covered.ToDateTime(default), TimeSpan.Zero)))
                {
                    yield return batch;
                }
            }
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        _ = CostExplorerGroup.Parse(context.Required("group"));
        var today = UtcDay.Of(context.Time.GetUtcNow());
        var request = new CostExplorerRequest(null, []);
        using var answer = await AskAsync(context, request.Body(today.AddDays(-1), today, null), cancellationToken).ConfigureAwait(false);
        return answer.RootElement.TryGetProperty("ResultsByTime", out var results) && results.ValueKind is JsonValueKind.Array
            ? $"Cost Explorer answers for {CostExplorerRequest.Day(today.AddDays(-1))}. This test cost 0.01 USD."
            : throw new SourceException(SourceFaultCode.BadAnswer, "Cost Explorer's answer has no ResultsByTime.");
    }

    private static IEnumerable<SourceBatch> Batches(
        ConnectorContext context, CostExplorerGroup group, DateOnly day, (bool IsEstimated, List<CostExplorerRow> Rows) known, DateTimeOffset covered)
    {
        var name = CostExplorerRequest.Day(day);
        var batch = context.Batch();
        foreach (var row in known.Rows.Where(row => row.Effective != 0 || row.Billed != 0 || row.Quantity != 0))
        {
            if (batch.Count == BatchSize)
            {
                yield return batch.Build(new(name, IsLast: false));
            }

            Add(context, batch, group, day, known.IsEstimated, row);
        }

        yield return batch.Build(new(name), covered);
    }

    private static void Add(
        ConnectorContext context, SourceBatchBuilder batch, CostExplorerGroup group, DateOnly day, bool isEstimated, CostExplorerRow row)
    {
        var draft = batch.Draft(CostExplorerRequest.Day(day), row.UsageType, row.Second);
        var second = group.Value(row.Second);
        draft.Timestamp = new(day.ToDateTime(default), TimeSpan.Zero);
        draft.Provider = "aws";
        draft.EffectiveCost = row.Effective;
        draft.BilledCost = row.Billed;
        draft.BillingCurrency = row.Currency;
        draft.Status = isEstimated ? CostStatus.Estimated : CostStatus.Confirmed;
        draft.AllowNegativeUsage = true;
        draft.Service = group.Key == "SERVICE" ? second : null;
        draft.Project = group.Key == "LINKED_ACCOUNT" ? second : null;
        draft.Resource = draft.Service ?? row.UsageType;
        draft.SetTag("aws.usage_type", row.UsageType);
        if (group.Type != "DIMENSION" && second is not null)
        {
            draft.SetTag(group.Key, second);
        }

        var parsed = AwsUsageType.Parse(row.UsageType, draft.Service);
        draft.Model = parsed.Model;
        draft.ServiceTier = parsed.Tier;
        if (row.Unit is { } unit)
        {
            parsed.AddUsage(draft, row.UsageType, unit, row.Quantity, context.Normalizer.Names);
        }

        batch.Add();
    }

    private static async IAsyncEnumerable<JsonElement> PagesAsync(
        ConnectorContext context,
        CostExplorerRequest request,
        DateOnly from,
        DateOnly to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            using var answer = await AskAsync(context, request.Body(from, to, token), cancellationToken).ConfigureAwait(false);
            yield return answer.RootElement;
            var next = answer.RootElement.TryGetProperty("NextPageToken", out var place) && place.ValueKind is JsonValueKind.String
                ? place.GetString()
                : null;
            if (next is not null && next == token)
            {
                throw new SourceException(SourceFaultCode.BadAnswer, "Cost Explorer names the same page twice.");
            }

            token = next;
        }
        while (!string.IsNullOrEmpty(token));
    }

    private static async Task<JsonDocument> AskAsync(ConnectorContext context, byte[] body, CancellationToken cancellationToken)
    {
        var url = context.Url("endpoint") + "/";
        var signature = new AwsSignature(AwsCredentials.Of(context), context.Required("region"), "ce");
        var answer = await context.Http.JsonAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
                request.Headers.TryAddWithoutValidation("X-Amz-Target", "AWSInsightsIndexService.GetCostAndUsage");
                signature.Sign(request, body, context.Time.GetUtcNow());
                return request;
            },
            cancellationToken).ConfigureAwait(false);
        return answer is { RootElement.ValueKind: JsonValueKind.Object }
            ? answer
            : throw new SourceException(SourceFaultCode.BadAnswer, "Cost Explorer's answer is no JSON object.");
    }
}

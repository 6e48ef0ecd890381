using System.Globalization;
using System.Runtime.CompilerServices;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Importers;

namespace FinOpsAI.Ingest.Sources.Azure;

/// <summary>Azure Cost Management's query: costs by day, meter and one more group.</summary>
internal sealed class AzureQueryConnector : IConnector
{
    private const int BatchSize = 5_000;

    /// <summary>Days of one question: the service silently moves the start of a longer range.</summary>
    private const int LongestSlice = 31;

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "azure.query",
        new("Azure Cost Management", "Azure 비용 관리"),
        new(
            "Daily Azure costs by meter, a quick start where no export is set up. Needs the role Cost Management Reader on the scope. Free, but narrowly limited: "
            + "read once a day. Refreshed by Azure about every four hours.",
            "미터별 일일 Azure 비용으로, 내보내기가 없을 때 빠르게 시작하는 방법입니다. 범위에 Cost Management Reader 역할이 필요합니다. 무료지만 호출 한도가 작아 하루 한 번 "
            + "읽으며, 약 4시간마다 갱신됩니다."),
        [
            new("scope", new("Scope", "범위"))
            {
                IsRequired = true,
                Help = new(
                    "/subscriptions/ID, a resource group in it, /providers/Microsoft.Management/managementGroups/ID or "
                    + "/providers/Microsoft.Billing/billingAccounts/ID.",
                    "/subscriptions/ID, 리소스 그룹, 관리 그룹 또는 청구 계정의 경로입니다."),
            },
            .. AzureToken.Settings,
            new("cost", new("Cost", "비용"), SourceSettingType.Choice)
            {
                Default = "AmortizedCost",
                Choices = ["AmortizedCost", "ActualCost"],
                Help = new("Amortised spreads reservations over their use.", "상각 비용은 예약 요금을 사용에 나누어 담습니다."),
            },
            new("group", new("Second group", "두 번째 기준"))
            {
                Default = "ResourceGroupName",
                Help = new(
                    "Beside the meter, as Azure allows two: ResourceGroupName, SubscriptionId, ResourceId, ServiceName or TAG:name (such as TAG:team).",
                    "미터 외 기준 하나: ResourceGroupName, SubscriptionId, ResourceId, ServiceName, TAG:이름(예: TAG:team)"),
            },
            new("services", new("Services", "서비스"), SourceSettingType.Lines)
            {
                Help = new(
                    "One line each, such as Foundry Models and Cognitive Services; nothing means all.",
                    "한 줄에 하나씩(예: Foundry Models, Cognitive Services). 비우면 전체입니다."),
            },
            new("block", new("Tokens of a meter's unit", "미터 단위의 토큰 수"), SourceSettingType.Number)
            {
                Help = new(
                    "Azure's query does not say whether a meter counts 1K or 1M tokens; where the meter's name does not either, this holds. Nothing: such tokens are "
                    + "kept as other:METER.",
                    "쿼리는 미터가 1K인지 1M 토큰인지 알려 주지 않습니다. 미터 이름에도 없으면 이 값을 씁니다. 비우면 other:미터로 남깁니다."),
            },
            new("endpoint", new("Endpoint", "엔드포인트")) { Default = "https://management.azure.com" },
            new("api_version", new("API version", "API 버전")) { Default = "2023-11-01" },
        ])
    {
        Every = TimeSpan.FromDays(1),
        Lookback = TimeSpan.FromDays(35),
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new AzureQuery(context);
        var now = context.Time.GetUtcNow();
        var until = read.To < now ? read.To : now;
        var today = UtcDay.Of(now);
        var last = DateOnly.FromDateTime(until.UtcDateTime.AddTicks(-1));
        for (var from = UtcDay.Of(read.From); from <= last;)
        {
            var to = from.AddDays(LongestSlice - 1) is var end && end > last ? last : end;
            var rows = (await query.RowsAsync(from, Before(Midnight(to.AddDays(1)).AddSeconds(-1), now), cancellationToken).ConfigureAwait(false))
                .ToLookup(row => row.Day);
            for (; from <= to; from = from.AddDays(1))
            {
                var covered = Midnight(from < today ? from.AddDays(1) : from);
                foreach (var batch in Batches(context, query, from, rows[from], covered))
                {
                    yield return batch;
                }
            }
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var today = UtcDay.Of(context.Time.GetUtcNow());
        var yesterday = today.AddDays(-1);
        var rows = await new AzureQuery(context).RowsAsync(yesterday, Midnight(today).AddSeconds(-1), cancellationToken).ConfigureAwait(false);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Cost Management answers for {yesterday:yyyy-MM-dd}: {rows.Count:N0} rows, {rows.Sum(row => row.Cost):0.00} {rows.FirstOrDefault()?.Currency}.");
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(default), TimeSpan.Zero);

    private static DateTimeOffset Before(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static IEnumerable<SourceBatch> Batches(
        ConnectorContext context, AzureQuery query, DateOnly day, IEnumerable<AzureQueryRow> rows, DateTimeOffset covered)
    {
        var name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var batch = context.Batch();
        foreach (var row in rows)
        {
            if (batch.Count == BatchSize)
            {
                yield return batch.Build(new(name, IsLast: false));
            }

            Add(context, batch, query, name, row);
        }

        yield return batch.Build(new(name), covered);
    }

    private static void Add(ConnectorContext context, SourceBatchBuilder batch, AzureQuery query, string day, AzureQueryRow row)
    {
        var draft = batch.Draft(day, row.Meter, row.Second, row.Currency);
        var meter = AzureMeter.Parse(row.Meter);
        draft.Timestamp = Midnight(row.Day);
        draft.Provider = "azure";
        draft.EffectiveCost = row.Cost;
        draft.BillingCurrency = row.Currency;
        draft.Status = CostStatus.Confirmed;
        draft.AllowNegativeUsage = true;
        draft.Model = meter.Model;
        draft.ServiceTier = meter.Tier;
        draft.SetTag("azure.meter", row.Meter);
        if (query.IsByTag && row.Second is not null)
        {
            draft.SetTag(query.GroupName, row.Second);
        }

        draft.Service = query.GroupName == "ServiceName" ? row.Second : null;
        draft.Project = query.GroupName is "ResourceGroupName" or "SubscriptionId" or "SubscriptionName" ? row.Second : null;
        draft.Resource = query.GroupName == "ResourceId" ? row.Second?.ToLowerInvariant() : row.Meter;
        if (row.Quantity is { } quantity)
        {
            AddUsage(context, draft, meter, row.Meter, quantity);
        }

        batch.Add();
    }

    private static void AddUsage(ConnectorContext context, Usage.UsageDraft draft, AzureMeter meter, string name, decimal quantity)
    {
        var block = name.Contains(" 1M", StringComparison.OrdinalIgnoreCase) ? 1_000_000m
            : name.Contains(" 1K", StringComparison.OrdinalIgnoreCase) ? 1_000m
            : context.Number("block");
        if (meter.Unit is not null && block is { } size)
        {
            meter.AddUsage(draft, name, quantity * size, isHours: false, context.Normalizer.Names);
        }
        else
        {
            // Without a unit it is not certain what was counted; the amount is kept under the meter's own name.
            default(AzureMeter).AddUsage(draft, name, quantity, isHours: false, context.Normalizer.Names);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Anthropic;

/// <summary>
/// Reads what Anthropic charges with list price, API key and number of requests, from the analytics beta. See
/// <c>docs/connectors/anthropic.md</c>.
/// </summary>
internal sealed class AnthropicAnalyticsConnector : IConnector
{
    private const string Path = "analytics/cost";
    private const string Beta = "analytics-usage-cost-2026-08-24";

    /// <summary>The longest range of one request.</summary>
    private const int DaysAtOnce = 31;

    /// <summary>How far back the provider lets one ask, today included.</summary>
    private const int DaysBack = 364;

    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// As many as may be grouped by. Never by <c>rbac_group_id</c>: a user in two groups would count twice. Not by token type: the number of
    /// requests would be missing.
    /// </summary>
    private static readonly string[] Groups = ["workspace_id", "api_key_id", "model", "service_tier", "inference_geo"];

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "anthropic.analytics",
        new("Anthropic cost analytics (beta)", "Anthropic 비용 분석(베타)"),
        new(
            "What Anthropic charges by day, workspace, API key and model, with list price and number of requests. Needs a key with the scope "
            + "read:analytics, or an admin key, and the beta. Use it instead of Anthropic costs, not beside it.",
            "Anthropic이 일·워크스페이스·API 키·모델별로 청구하는 금액을 정가·요청 수와 함께 읽습니다. read:analytics 권한 키 또는 관리자 키와 베타 사용 권한이 "
            + "필요합니다. Anthropic 비용과 함께 쓰지 말고 대신 사용하세요."),
        AnthropicApi.Settings)
    {
        Layer = SourceLayer.Bill,
        Every = TimeSpan.FromHours(6),
        Lookback = TimeSpan.FromDays(35),
        FirstRead = TimeSpan.FromDays(90),
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var api = new AnthropicApi(context, Beta);
        var now = context.Time.GetUtcNow();
        var today = DayWindows.Floor(now);
        var earliest = today.AddDays(-DaysBack) > Begin ? today.AddDays(-DaysBack) : Begin;
        foreach (var (first, end) in DayWindows.Ranges(read.From > earliest ? read.From : earliest, read.To, DaysAtOnce))
        {
            await foreach (var batch in new DayWindows(context, "", first, end, today)
                .ReadAsync(
                    Pages(api, first, end, now, "1000", cancellationToken), "starting_at", null,
                    (to, row, day) => AddAsync(to, row, day, api, cancellationToken), cancellationToken)
                .ConfigureAwait(false))
            {
                yield return batch;
            }
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var now = context.Time.GetUtcNow();
        try
        {
            await foreach (var page in Pages(
                new AnthropicApi(context, Beta), DayWindows.Floor(now).AddDays(-1), now, now, "1", cancellationToken).ConfigureAwait(false))
            {
                return $"The key may read analytics; data as of {JsonFields.TextOrNull(page, "data_refreshed_at") ?? "an unknown time"}.";
            }
        }
        catch (SourceException e) when (e.Code is SourceFaultCode.Forbidden)
        {
            throw new SourceException(
                SourceFaultCode.Forbidden,
                $"The analytics beta is not available for this key; use anthropic.cost instead. {e.Message}", null, e);
        }

        return "The key may read analytics.";
    }

    /// <summary>In order of time: the default order, by amount, shifts between pages while data still arrives.</summary>
    private static IAsyncEnumerable<JsonElement> Pages(
        AnthropicApi api, DateTimeOffset first, DateTimeOffset end, DateTimeOffset now, string limit, CancellationToken cancellationToken) =>
        api.PagesAsync(
            Path, first, end < now ? end : now,
            [
                ("time_bucket_width", "1d"), ("order_by", "time"), ("order", "asc"), ("limit", limit), .. AnthropicApi.GroupBy(Groups),
            ],
            cancellationToken);

    private static async ValueTask AddAsync(
        SourceBatchBuilder to, JsonElement row, DateTimeOffset day, AnthropicApi api, CancellationToken cancellationToken)
    {
        var group = JsonFields.Object(row, "group") ?? throw new RowException("group", "group is missing.");
        var cost = JsonFields.Object(row, "cost") ?? throw new RowException("cost", "cost is missing.");
        var dimensions = Groups.Select(name => JsonFields.Text(group, name)).ToArray();
        var currency = JsonFields.Text(cost, "currency") ?? throw new RowException("cost.currency", "cost.currency is missing.");
        var amount = MinorUnits.Read(cost, "amount", currency) ?? throw new RowException("cost.amount", "cost.amount is missing.");
        var list = MinorUnits.Read(cost, "list_amount", currency);
        var project = await api.WorkspaceAsync(JsonFields.Text(group, "workspace_id"), cancellationToken).ConfigureAwait(false);
        var key = await api.KeyAsync(JsonFields.Text(group, "api_key_id"), cancellationToken).ConfigureAwait(false);

        var draft = to.Draft([day.ToString("u"), .. dimensions, currency]);
        draft.Timestamp = day;
        draft.Provider = "anthropic";
        draft.Service = "anthropic";
        draft.Model = JsonFields.Text(group, "model");
        draft.ServiceTier = JsonFields.Text(group, "service_tier");
        draft.Region = JsonFields.Text(group, "inference_geo") is { } geo and not "not_available" ? geo : null;
        draft.Project = project;
        draft.Resource = key;
        draft.ChargeCategory = amount < 0 ? "Credit" : "Usage";
        draft.EffectiveCost = draft.BilledCost = amount;
        draft.ListCost = list;
        draft.BillingCurrency = currency;
        if (JsonFields.Number(cost, "requests") is { } requests and > 0)
        {
            draft.Usage.Add(new(UsageUnits.Request, requests));
        }

        foreach (var name in new[] { "workspace_id", "api_key_id" })
        {
            if (JsonFields.Text(group, name) is { } value)
            {
                draft.SetTag(name, value);
            }
        }

        to.Add();
    }
}

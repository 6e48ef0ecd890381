using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Anthropic;

/// <summary>Reads what Anthropic charges, day by day: the bill that usage is settled by. See <c>docs/connectors/anthropic.md</c>.</summary>
internal sealed class AnthropicCostConnector : IConnector
{
    private const string Path = "cost_report";

    /// <summary>The most days a page may hold.</summary>
    private const int DaysAtOnce = 31;

    private static readonly string[] Groups = ["workspace_id", "description"];

    private static readonly string[] Dimensions =
        ["workspace_id", "description", "cost_type", "model", "token_type", "service_tier", "context_window", "inference_geo", "currency"];

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "anthropic.cost",
        new("Anthropic costs", "Anthropic 비용"),
        new(
            "What Anthropic charges by day, workspace and description. Needs an organisation's admin key. Priority tier spend is not in it. One or two "
            + "requests for each read; reading costs nothing.",
            "Anthropic이 일·워크스페이스·항목별로 청구하는 금액입니다. 조직 관리자 키가 필요하며 우선 처리 등급 비용은 포함되지 않습니다. "
            + "읽을 때마다 한두 번 요청하며 비용은 없습니다."),
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
        var api = new AnthropicApi(context);
        var today = DayWindows.Floor(context.Time.GetUtcNow());
        foreach (var (first, end) in DayWindows.Ranges(read.From, read.To, DaysAtOnce))
        {
            var pages = api.PagesAsync(
                Path, first, api.PastEnd(end), [("bucket_width", "1d"), ("limit", "31"), .. AnthropicApi.GroupBy(Groups)], cancellationToken);
            await foreach (var batch in new DayWindows(context, "", first, end, today)
                .ReadAsync(pages, "starting_at", "results", (to, row, day) => AddAsync(to, row, day, api, cancellationToken), cancellationToken)
                .ConfigureAwait(false))
            {
                yield return batch;
            }
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var first = DayWindows.Floor(context.Time.GetUtcNow()).AddDays(-7);
        var lines = 0;
        await foreach (var page in new AnthropicApi(context)
            .PagesAsync(Path, first, null, [("bucket_width", "1d"), ("limit", "8"), .. AnthropicApi.GroupBy(Groups)], cancellationToken)
            .ConfigureAwait(false))
        {
            lines += page.GetProperty("data").EnumerateArray().Sum(bucket => JsonFields.RequiredArray(bucket, "results", Path).GetArrayLength());
        }

        return $"The key may read costs; {lines} charges in the last 7 days.";
    }

    private static async ValueTask AddAsync(
        SourceBatchBuilder to, JsonElement row, DateTimeOffset day, AnthropicApi api, CancellationToken cancellationToken)
    {
        var dimensions = Dimensions.Select(name => JsonFields.Text(row, name)).ToArray();
        var currency = JsonFields.Text(row, "currency") ?? throw new RowException("currency", "currency is missing.");
        var amount = MinorUnits.Read(row, "amount", currency) ?? throw new RowException("amount", "amount is missing.");
        var workspace = JsonFields.Text(row, "workspace_id");
        var project = await api.WorkspaceAsync(workspace, cancellationToken).ConfigureAwait(false);

        var draft = to.Draft([day.ToString("u"), .. dimensions]);
        draft.Timestamp = day;
        draft.Provider = "anthropic";
        draft.Service = JsonFields.Text(row, "description") ?? $"anthropic.{JsonFields.Text(row, "cost_type") ?? "other"}";
        draft.Model = JsonFields.Text(row, "model");
        draft.ServiceTier = JsonFields.Text(row, "service_tier");
        draft.Region = JsonFields.Text(row, "inference_geo") is { } geo and not "not_available" ? geo : null;
        draft.Project = project;
        draft.Resource = draft.Model ?? draft.Service;
        draft.ChargeCategory = amount < 0 ? "Credit" : "Usage";
        draft.EffectiveCost = draft.BilledCost = amount;
        draft.BillingCurrency = currency;
        foreach (var name in new[] { "workspace_id", "cost_type", "token_type", "context_window" })
        {
            if (JsonFields.Text(row, name) is { } value)
            {
                draft.SetTag(name, value);
            }
        }

        to.Add();
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Anthropic;

/// <summary>Reads the tokens that an organisation used at Anthropic and prices them. See <c>docs/connectors/anthropic.md</c>.</summary>
internal sealed class AnthropicUsageConnector : IConnector
{
    private const string Path = "usage_report/messages";

    /// <summary>As many hours as one page may hold.</summary>
    private const int DaysAtOnce = 7;

    private static readonly string[] Groups = ["api_key_id", "workspace_id", "model", "service_tier", "context_window", "inference_geo"];

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "anthropic.usage",
        new("Anthropic usage", "Anthropic 사용량"),
        new(
            "Tokens and web searches by workspace, API key and model from Anthropic's usage report. Needs an organisation's admin key. Usually within "
            + "5 minutes. One request for each read; reading costs nothing.",
            "Anthropic 사용량 보고서에서 워크스페이스·API 키·모델별 토큰과 웹 검색을 읽습니다. 조직 관리자 키가 필요하며 보통 5분 안에 반영됩니다. "
            + "읽을 때마다 한 번 요청하며 비용은 없습니다."),
        AnthropicApi.Settings);

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var api = new AnthropicApi(context);
        var running = DayWindows.Floor(context.Time.GetUtcNow(), TimeSpan.FromHours(1));
        foreach (var (first, end) in DayWindows.Ranges(read.From, read.To, DaysAtOnce))
        {
            var pages = api.PagesAsync(
                Path, first, api.PastEnd(end), [("bucket_width", "1h"), ("limit", "168"), .. AnthropicApi.GroupBy(Groups)], cancellationToken);
            await foreach (var batch in new DayWindows(context, "", first, end, running)
                .ReadAsync(pages, "starting_at", "results", (to, row, hour) => AddAsync(to, row, hour, api, cancellationToken), cancellationToken)
                .ConfigureAwait(false))
            {
                yield return batch;
            }
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var yesterday = DayWindows.Floor(context.Time.GetUtcNow()).AddDays(-1);
        var rows = 0;
        await foreach (var page in new AnthropicApi(context)
            .PagesAsync(Path, yesterday, null, [("bucket_width", "1d"), ("limit", "2"), .. AnthropicApi.GroupBy(["model"])], cancellationToken)
            .ConfigureAwait(false))
        {
            rows += page.GetProperty("data").EnumerateArray().Sum(bucket => JsonFields.RequiredArray(bucket, "results", Path).GetArrayLength());
        }

        return $"The key may read usage; {rows} groups by day and model since yesterday.";
    }

    private static async ValueTask AddAsync(
        SourceBatchBuilder to, JsonElement row, DateTimeOffset hour, AnthropicApi api, CancellationToken cancellationToken)
    {
        var groups = Groups.Select(group => JsonFields.Text(row, group)).ToArray();
        var usage = Units(row).Where(unit => unit.Quantity != 0).ToList();
        if (usage.Count == 0)
        {
            return;
        }

        var keyId = JsonFields.Text(row, "api_key_id");
        var project = await api.WorkspaceAsync(JsonFields.Text(row, "workspace_id"), cancellationToken).ConfigureAwait(false);
        var key = await api.KeyAsync(keyId, cancellationToken).ConfigureAwait(false);

        var draft = to.Draft([hour.ToString("u"), .. groups]);
        draft.Timestamp = hour;
        draft.Provider = "anthropic";
        draft.Service = "anthropic.messages";
        draft.Model = JsonFields.Text(row, "model");
        draft.ServiceTier = JsonFields.Text(row, "service_tier");
        draft.Region = JsonFields.Text(row, "inference_geo") is { } geo and not "not_available" ? geo : null;
        draft.Project = project;
        draft.Resource = key;
        draft.RequestInputTokens = RequestInputTokens(JsonFields.Text(row, "context_window"));
        foreach (var (unit, quantity) in usage)
        {
            draft.Usage.Add(new(unit, quantity));
        }

        foreach (var group in new[] { "workspace_id", "api_key_id", "context_window" })
        {
            if (JsonFields.Text(row, group) is { } value)
            {
                draft.SetTag(group, value);
            }
        }

        to.Add();
    }

    /// <summary>All counts are disjoint as they come.</summary>
    private static IEnumerable<(string Unit, decimal Quantity)> Units(JsonElement row)
    {
        yield return (UsageUnits.Input, JsonFields.Number(row, "uncached_input_tokens") ?? 0);
        yield return (UsageUnits.CacheRead, JsonFields.Number(row, "cache_read_input_tokens") ?? 0);
        if (JsonFields.Object(row, "cache_creation") is { } written)
        {
            yield return (UsageUnits.CacheWrite5Minutes, JsonFields.Number(written, "ephemeral_5m_input_tokens") ?? 0);
            yield return (UsageUnits.CacheWrite1Hour, JsonFields.Number(written, "ephemeral_1h_input_tokens") ?? 0);
        }

        yield return (UsageUnits.Output, JsonFields.Number(row, "output_tokens") ?? 0);
        if (JsonFields.Object(row, "server_tool_use") is { } tools)
        {
            yield return ("web_search", JsonFields.Number(tools, "web_search_requests") ?? 0);
        }
    }

    /// <summary>
    /// The report has no count of requests but says how large they were: <c>200k-1M</c> is more than 200,000 tokens each, and priced so. Without
    /// a window the row is a sum of requests of any size, which takes the base price.
    /// </summary>
    private static decimal RequestInputTokens(string? contextWindow)
    {
        var lower = contextWindow?.Split('-')[0] ?? "";
        var factor = lower.Length == 0 ? 0 : char.ToLowerInvariant(lower[^1]) switch { 'k' => 1_000m, 'm' => 1_000_000m, _ => 0 };
        return factor > 0 && decimal.TryParse(lower[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number * factor) + 1 : 0;
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.OpenAi;

/// <summary>Reads what an organisation used at OpenAI, of every kind that is reported, and prices it. See <c>docs/connectors/openai.md</c>.</summary>
internal sealed class OpenAiUsageConnector : IConnector
{
    /// <summary>As many hours as one page holds.</summary>
    private const int DaysAtOnce = 7;

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "openai.usage",
        new("OpenAI usage", "OpenAI 사용량"),
        new(
            "Tokens, images, audio and tool calls by project, API key and model from OpenAI's organisation usage API. Needs an admin key. Usually "
            + "minutes behind. One request a kind of usage for each read; reading costs nothing.",
            "OpenAI 조직 사용량 API에서 프로젝트·API 키·모델별 토큰, 이미지, 오디오, 도구 호출을 읽습니다. 관리자 키가 필요하며 보통 몇 분 늦게 반영됩니다. "
            + "읽을 때마다 사용량 종류별로 한 번씩 요청하며 비용은 없습니다."),
        [
            .. OpenAiApi.Settings,
            new("kinds", new("Kinds of usage", "사용량 종류"))
            {
                Default = string.Join(", ", OpenAiUsageKind.All.Select(kind => kind.Name)),
                Help = new("Which reports to read, with commas in between.", "읽을 보고서를 쉼표로 구분해 적습니다."),
            },
            new("bucket_width", new("Bucket", "집계 단위"), SourceSettingType.Choice)
            {
                Default = "1h",
                Choices = ["1m", "1h", "1d"],
                Help = new("How finely usage is reported.", "사용량을 얼마나 잘게 나누어 읽을지 정합니다."),
            },
        ]);

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var api = new OpenAiApi(context);
        var names = new OpenAiNames(api, context.Flag("names"));
        var kinds = Kinds(context);
        var width = context.Required("bucket_width");
        var running = DayWindows.Floor(context.Time.GetUtcNow(), Length(width));
        foreach (var (first, end) in DayWindows.Ranges(read.From, read.To, DaysAtOnce))
        {
            var notes = context.Batch();
            foreach (var kind in kinds)
            {
                await using var batches = new DayWindows(context, $"{kind.Name}/", first, end, coveredAtMost: null)
                    .ReadAsync(
                        api.PagesAsync($"usage/{kind.Name}", first, end, width, Limit(width), kind.Groups, cancellationToken), "start_time", "results",
                        (to, row, start) => AddAsync(to, row, start, kind, names, cancellationToken), cancellationToken)
                    .GetAsyncEnumerator(cancellationToken);
                while (await MoveOnAsync(batches, kind, mayBeRefused: kind != kinds[0], notes).ConfigureAwait(false))
                {
                    yield return batches.Current;
                }
            }

            // Only now all kinds have been read up to here.
            yield return notes.Build(coveredUntil: end < running ? end : running);
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var api = new OpenAiApi(context);
        var kind = Kinds(context)[0];
        var now = context.Time.GetUtcNow();
        var rows = await OpenAiApi.CountAsync(api.PagesAsync(
            $"usage/{kind.Name}", DayWindows.Floor(now).AddDays(-1), now.AddDays(1), "1d", 2, kind.Groups, cancellationToken)).ConfigureAwait(false);
        return $"The key may read usage; {rows} groups of {kind.Name} since yesterday.";
    }

    /// <summary>
    /// A kind that this key may not read, or that the provider has taken away, is noted and left as it was; if even the first is refused, the
    /// key is at fault.
    /// </summary>
    private static async Task<bool> MoveOnAsync(
        IAsyncEnumerator<SourceBatch> batches, OpenAiUsageKind kind, bool mayBeRefused, SourceBatchBuilder notes)
    {
        try
        {
            return await batches.MoveNextAsync().ConfigureAwait(false);
        }
        catch (SourceException e) when (mayBeRefused && e.Code is SourceFaultCode.Forbidden)
        {
            notes.Fail(new(0, kind.Name, $"{kind.Name} was left out: {e.Message}"));
            return false;
        }
    }

    private static async ValueTask AddAsync(
        SourceBatchBuilder to, JsonElement row, DateTimeOffset start, OpenAiUsageKind kind, OpenAiNames names, CancellationToken cancellationToken)
    {
        var groups = kind.Groups.Select(group => JsonFields.Text(row, group)).ToArray();
        var usage = kind.Measures(row).Where(measure => measure.Quantity != 0).ToList();
        if (usage.Count == 0)
        {
            return;
        }

        var projectId = JsonFields.Text(row, "project_id");
        var project = await names.ProjectAsync(projectId, cancellationToken).ConfigureAwait(false);
        var key = await names.KeyAsync(projectId, JsonFields.Text(row, "api_key_id"), cancellationToken).ConfigureAwait(false);

        var draft = to.Draft([kind.Name, start.ToString("u"), .. groups]);
        draft.Timestamp = start;
        draft.Provider = "openai";
        draft.Service = $"openai.{kind.Name}";
        draft.Model = JsonFields.Text(row, "model") ?? kind.Model;
        draft.ServiceTier = JsonFields.Flag(row, "batch") is true ? "batch" : JsonFields.Text(row, "service_tier");
        draft.Project = project;
        draft.Resource = key ?? draft.Model;
        foreach (var (unit, quantity) in usage)
        {
            draft.Usage.Add(new(unit, quantity));
        }

        Tag(draft, row, kind.Groups);
        to.Add();
    }

    /// <summary>The ids behind the names, and what only some kinds are grouped by.</summary>
    private static void Tag(UsageDraft draft, JsonElement row, IEnumerable<string> groups)
    {
        foreach (var group in groups.Where(group => group is not ("model" or "batch" or "service_tier")))
        {
            if (JsonFields.Text(row, group) is { } value)
            {
                draft.SetTag(group, value);
            }
        }
    }

    private static List<OpenAiUsageKind> Kinds(ConnectorContext context)
    {
        var wanted = context.Required("kinds").Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var unknown = wanted.FirstOrDefault(name => OpenAiUsageKind.All.All(kind => kind.Name != name));
        return unknown is null && wanted.Length > 0
            ? [.. OpenAiUsageKind.All.Where(kind => wanted.Contains(kind.Name, StringComparer.Ordinal))]
            : throw new SourceException(
                SourceFaultCode.Settings,
                $"kinds: got \"{Excerpt.Of(unknown ?? "")}\", expected some of {string.Join(", ", OpenAiUsageKind.All.Select(kind => kind.Name))}.");
    }

    private static TimeSpan Length(string width) => width switch
    {
        "1m" => TimeSpan.FromMinutes(1),
        "1h" => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>The most buckets a page may hold; above it the provider refuses.</summary>
    private static int Limit(string width) => width switch
    {
        "1m" => 1_440,
        "1h" => 168,
        _ => 31,
    };
}

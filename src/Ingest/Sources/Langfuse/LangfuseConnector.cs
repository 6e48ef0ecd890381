using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Sources.Langfuse;

/// <summary>Reads single model calls from Langfuse, never their texts. See <c>docs/connectors/langfuse.md</c>.</summary>
internal sealed class LangfuseConnector(PriceCatalogue catalogue) : IConnector
{
    /// <summary>Everything needed to cost a call; <c>io</c>, <c>metadata</c> and <c>prompt</c> hold what people wrote.</summary>
    private const string Fields = "core,basic,time,model,usage,trace_context";

    private const int LargestBatch = 5_000;
    private const int LargestPage = 1_000;
    private const int MostTags = 32;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly LangfuseModels _models = new(catalogue);

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "langfuse.observations",
        new("Langfuse observations", "Langfuse 관측"),
        new(
            "Model calls that Langfuse traced, with its cost estimate; never prompts or answers. Needs a project's key pair. Minutes behind. A request an "
            + "hour, type and 1,000 calls. Do not count the same calls through a provider's usage as well.",
            "Langfuse가 추적한 모델 호출과 비용 추정치를 읽습니다. 프롬프트와 응답은 읽지 않습니다. 프로젝트 키 쌍이 필요하고 몇 분 늦게 반영됩니다. "
            + "시간·유형별 1,000건마다 한 번 요청합니다. 같은 호출을 공급자 사용량으로 중복 집계하지 마세요."),
        [
            new("public_key", new("Public key", "공개 키")) { IsRequired = true },
            new("secret_key", new("Secret key", "비밀 키"), SourceSettingType.Secret)
            {
                IsRequired = true,
                Help = new("Project settings → API keys.", "프로젝트 설정 → API 키에서 발급합니다."),
            },
            new("base_url", new("Address", "주소"))
            {
                Default = "https://cloud.langfuse.com",
                Help = new("The cloud region's or one's own server.", "클라우드 지역 또는 자체 서버의 주소입니다."),
            },
            new("types", new("Types", "유형"))
            {
                Default = "GENERATION, EMBEDDING",
                Help = new("Types of observations that cost something, with commas in between.", "비용이 발생하는 관측 유형을 쉼표로 구분해 적습니다."),
            },
            new("resource", new("Resource", "자원"), SourceSettingType.Choice)
            {
                Default = "name",
                Choices = ["name", "traceName", "environment", "providedModelName"],
                Help = new("Which field is the resource.", "자원으로 쓸 필드입니다."),
            },
            new("provider", new("Provider", "공급자"))
            {
                Default = "langfuse",
                Help = new("Whose models are that the price list does not know.", "가격표에 없는 모델의 공급자입니다."),
            },
            new("users", new("Keep user ids", "사용자 ID 보관"), SourceSettingType.Flag)
            {
                Help = new("They may be personal data.", "개인 정보일 수 있습니다."),
            },
        ])
    {
        Lookback = TimeSpan.FromHours(3),
        FirstRead = TimeSpan.FromDays(7),
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var types = Types(context);
        var running = DayWindows.Floor(context.Time.GetUtcNow(), Hour);
        for (var hour = DayWindows.Floor(read.From, Hour); hour < read.To && hour <= running; hour += Hour)
        {
            var name = hour.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture);
            var batch = context.Batch();
            HashSet<string> seen = new(StringComparer.Ordinal);
            foreach (var type in types)
            {
                await foreach (var data in PagesAsync(context, type, hour, LargestPage, cancellationToken).ConfigureAwait(false))
                {
                    foreach (var row in data.EnumerateArray())
                    {
                        try
                        {
                            Add(context, batch, row, hour, seen);
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
            }

            yield return batch.Build(new(name), hour + Hour < running ? hour + Hour : running);
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var hour = DayWindows.Floor(context.Time.GetUtcNow(), Hour);
        await foreach (var data in PagesAsync(context, Types(context)[0], hour - Hour, 1, cancellationToken).ConfigureAwait(false))
        {
            return data.GetArrayLength() == 0
                ? $"The keys are right; nothing was traced in the hour from {hour - Hour:u}."
                : "The keys are right; there are observations.";
        }

        return "The keys are right.";
    }

    private static async IAsyncEnumerable<JsonElement> PagesAsync(
        ConnectorContext context, string type, DateTimeOffset hour, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string What = "langfuse observations";
        var address = $"{context.Url("base_url")}/api/public/v2/observations";
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{context.Required("public_key")}:{context.Secret("secret_key").Trim()}"));
        string? cursor = null;
        do
        {
            var at = cursor;
            using var answer = await context.Http.JsonAsync(
                () =>
                {
                    var request = new HttpRequestMessage(
                        HttpMethod.Get,
                        QueryText.Of(
                            address, ("fields", Fields), ("type", type), ("fromStartTime", Iso(hour)), ("toStartTime", Iso(hour + Hour)),
                            ("limit", limit.ToString(CultureInfo.InvariantCulture)), ("cursor", at)));
                    request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
                    return request;
                },
                cancellationToken).ConfigureAwait(false);
            var root = JsonFields.Root(answer, What);
            yield return JsonFields.RequiredArray(root, "data", What);
            cursor = root.TryGetProperty("meta", out var meta) ? JsonFields.TextOrNull(meta, "cursor") : null;
            if (cursor is not null && cursor == at)
            {
                throw new SourceException(SourceFaultCode.BadAnswer, $"{What}: the answer leads to itself.");
            }
        }
        while (cursor is not null);
    }

    private void Add(ConnectorContext context, SourceBatchBuilder to, JsonElement row, DateTimeOffset hour, HashSet<string> seen)
    {
        var id = JsonFields.Text(row, "id") ?? throw new RowException("id", "id is missing.");
        var start = JsonFields.Time(row, "startTime");
        if (start < hour || start >= hour + Hour || !seen.Add(id))
        {
            // Read with its own hour, or shown twice as rows moved between pages.
            return;
        }

        var usage = LangfuseUsage.Of(JsonFields.Object(row, "usageDetails"), JsonFields.Text(row, "type") == "EMBEDDING");
        var cost = JsonFields.Number(row, "totalCost") ?? (JsonFields.Object(row, "costDetails") is { } costs ? JsonFields.Number(costs, "total") : null);
        if (usage.Count == 0 && cost is null or 0)
        {
            return;
        }

        var name = JsonFields.Text(row, "providedModelName");
        var (provider, model) = name is null ? (null, null) : _models.Of(name);

        var draft = to.Draft(hour.ToString("u"), id);
        draft.Timestamp = start;
        draft.Provider = provider ?? context.Required("provider");
        draft.Model = model;
        draft.Service = "langfuse";
        draft.Project = JsonFields.Text(row, "projectId");
        draft.Resource = JsonFields.Text(row, context.Required("resource")) ?? JsonFields.Text(row, "name") ?? model;
        foreach (var (unit, quantity) in usage)
        {
            draft.Usage.Add(new(unit, quantity));
        }

        draft.Usage.Add(new(UsageUnits.Request, 1));
        if (cost is not null and not 0)
        {
            // Without a price of its own Langfuse says 0; then ours decides.
            draft.EffectiveCost = cost;
            draft.BillingCurrency = "USD";
            draft.Status = CostStatus.Estimated;
        }

        if (JsonFields.Text(row, "environment") is { } environment)
        {
            draft.SetTag("environment", environment);
        }

        if (context.Flag("users") && JsonFields.Text(row, "userId") is { } user)
        {
            draft.SetTag("user_id", user);
        }

        foreach (var tag in JsonFields.Array(row, "tags").Where(tag => tag.ValueKind is JsonValueKind.String).Take(MostTags).Select(tag => tag.GetString()!))
        {
            // team:search and team=search are how people give a list of tags names and values.
            var sign = tag.AsSpan().IndexOfAny(':', '=');
            draft.SetTag(sign > 0 ? tag[..sign].Trim() : tag, sign > 0 ? tag[(sign + 1)..].Trim() : "true");
        }

        to.Add();
    }

    private static string[] Types(ConnectorContext context)
    {
        var types = context.Required("types").Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return types.Length > 0 ? types : throw new SourceException(SourceFaultCode.Settings, "types: got none, expected one such as GENERATION.");
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

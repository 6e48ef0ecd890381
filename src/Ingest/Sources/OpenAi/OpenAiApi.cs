using System.Net.Http.Headers;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.OpenAi;

/// <summary>The part of OpenAI's organisation API that both connectors use.</summary>
internal sealed class OpenAiApi
{
    /// <summary>The settings that say how to reach it.</summary>
    public static readonly SourceSetting[] Settings =
    [
        new("admin_key", new("Admin key", "관리자 키"), SourceSettingType.Secret)
        {
            IsRequired = true,
            Help = new(
                "An organisation admin key (sk-admin-…) with the right to read usage. A project key is refused.",
                "사용량 읽기 권한이 있는 조직 관리자 키(sk-admin-…)입니다. 프로젝트 키는 거부됩니다."),
        },
        new("base_url", new("Address", "주소")) { Default = "https://api.openai.com/v1" },
        new("names", new("Show names", "이름 표시"), SourceSettingType.Flag)
        {
            Default = "true",
            Help = new(
                "Shows projects and API keys by name instead of id; needs the right to list them.",
                "프로젝트와 API 키를 ID 대신 이름으로 표시합니다. 목록 조회 권한이 필요합니다."),
        },
        new("array_form", new("Lists in addresses", "주소의 목록 표기"), SourceSettingType.Choice)
        {
            Default = "brackets",
            Choices = ["brackets", "plain"],
            Help = new(
                "brackets is group_by[]=…, as the vendor's libraries write it; plain is group_by=….",
                "brackets는 공급자 라이브러리의 group_by[]=… 표기, plain은 group_by=… 표기입니다."),
        },
    ];

    private readonly ConnectorContext _context;
    private readonly string _baseUrl;
    private readonly string _groupBy;
    private readonly string _key;

    public OpenAiApi(ConnectorContext context)
    {
        _context = context;
        _baseUrl = context.Url("base_url");
        _groupBy = context.Text("array_form") == "plain" ? "group_by" : "group_by[]";
        _key = context.Secret("admin_key").Trim();
    }

    /// <summary>The buckets of a range of time, page by page.</summary>
    /// <param name="path">Such as <c>usage/completions</c>.</param>
    /// <param name="first">Inclusive.</param>
    /// <param name="end">Exclusive; not sent when it is still to come.</param>
    /// <param name="width">The bucket's width.</param>
    /// <param name="limit">Buckets a page.</param>
    /// <param name="groups">What to group by.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<JsonElement> PagesAsync(
        string path, DateTimeOffset first, DateTimeOffset end, string width, int limit, IEnumerable<string> groups, CancellationToken cancellationToken) =>
        NextPages.ReadAsync(
            _context.Http,
            $"openai {path}",
            page => Get(
                $"organization/{path}",
                [
                    ("start_time", Invariant(first.ToUnixTimeSeconds())),
                    ("end_time", end <= _context.Time.GetUtcNow() ? Invariant(end.ToUnixTimeSeconds()) : null),
                    ("bucket_width", width),
                    ("limit", Invariant(limit)),
                    .. groups.Select(group => (_groupBy, (string?)group)),
                    ("page", page),
                ]),
            cancellationToken);

    /// <summary>The names of everything in a list; none without the right to see it.</summary>
    public Task<IReadOnlyDictionary<string, string>> NamesAsync(string path, bool includesArchived, CancellationToken cancellationToken) =>
        ProviderNames.ReadAsync(
            _context.Http,
            $"openai {path}",
            after => Get($"organization/{path}", [("limit", "100"), ("include_archived", includesArchived ? "true" : null), ("after", after)]),
            cancellationToken);

    /// <summary>How many rows a range of time has.</summary>
    public static async Task<int> CountAsync(IAsyncEnumerable<JsonElement> pages)
    {
        var rows = 0;
        await foreach (var page in pages.ConfigureAwait(false))
        {
            rows += page.GetProperty("data").EnumerateArray().Sum(bucket => JsonFields.RequiredArray(bucket, "results", "openai").GetArrayLength());
        }

        return rows;
    }

    private HttpRequestMessage Get(string path, IEnumerable<(string Name, string? Value)> parameters)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, QueryText.Of($"{_baseUrl}/{path}", parameters));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        return request;
    }

    private static string Invariant(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

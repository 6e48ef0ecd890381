using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Anthropic;

/// <summary>The part of Anthropic's organisation API that its connectors use.</summary>
internal sealed class AnthropicApi
{
    /// <summary>The settings that say how to reach it.</summary>
    public static readonly SourceSetting[] Settings =
    [
        new("admin_key", new("Admin key", "관리자 키"), SourceSettingType.Secret)
        {
            IsRequired = true,
            Help = new(
                "An organisation's admin key (sk-ant-admin…); individual accounts have none.",
                "조직의 관리자 키(sk-ant-admin…)입니다. 개인 계정에는 없습니다."),
        },
        new("base_url", new("Address", "주소")) { Default = "https://api.anthropic.com" },
        new("names", new("Show names", "이름 표시"), SourceSettingType.Flag)
        {
            Default = "true",
            Help = new("Shows workspaces and API keys by name instead of id.", "워크스페이스와 API 키를 ID 대신 이름으로 표시합니다."),
        },
    ];

    private const string Version = "2023-06-01";
    private readonly ConnectorContext _context;
    private readonly string _baseUrl;
    private readonly string _key;
    private readonly string? _beta;
    private IReadOnlyDictionary<string, string>? _workspaces;
    private IReadOnlyDictionary<string, string>? _keys;

    /// <param name="context">The source.</param>
    /// <param name="beta">The beta to ask for.</param>
    public AnthropicApi(ConnectorContext context, string? beta = null)
    {
        _context = context;
        _baseUrl = context.Url("base_url");
        _key = context.Secret("admin_key").Trim();
        _beta = beta;
    }

    /// <summary>The pages of a report.</summary>
    /// <param name="path">Such as <c>usage_report/messages</c>.</param>
    /// <param name="first">Inclusive.</param>
    /// <param name="end">Exclusive; null for all there is.</param>
    /// <param name="parameters">What else is asked for.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<JsonElement> PagesAsync(
        string path, DateTimeOffset first, DateTimeOffset? end, IEnumerable<(string Name, string? Value)> parameters, CancellationToken cancellationToken) =>
        NextPages.ReadAsync(
            _context.Http,
            $"anthropic {path}",
            page => Get(path, [("starting_at", Iso(first)), ("ending_at", end is { } to ? Iso(to) : null), .. parameters, ("page", page)]),
            cancellationToken);

    /// <summary>The end of a range as it is sent: not at all when it is still to come.</summary>
    public DateTimeOffset? PastEnd(DateTimeOffset end) => end <= _context.Time.GetUtcNow() ? end : null;

    /// <summary>The dimensions to group by, as parameters.</summary>
    public static IEnumerable<(string Name, string? Value)> GroupBy(IEnumerable<string> groups) => groups.Select(group => ("group_by[]", (string?)group));

    /// <summary>The name of a workspace by which the report is grouped; there, none is the default one.</summary>
    public async ValueTask<string> WorkspaceAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is null)
        {
            return "default";
        }

        _workspaces ??= await NamesAsync("workspaces", [("include_archived", "true")], cancellationToken).ConfigureAwait(false);
        return _workspaces.GetValueOrDefault(id, id);
    }

    /// <summary>The name of an API key by which the report is grouped; there, none is use without a key, in the console.</summary>
    public async ValueTask<string> KeyAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is null)
        {
            return "console";
        }

        _keys ??= await NamesAsync("api_keys", [], cancellationToken).ConfigureAwait(false);
        return _keys.GetValueOrDefault(id, id);
    }

    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(
        string path, IEnumerable<(string, string?)> parameters, CancellationToken cancellationToken) =>
        _context.Flag("names")
            ? await ProviderNames.ReadAsync(
                _context.Http,
                $"anthropic {path}",
                after => Get(path, [("limit", "100"), .. parameters, ("after_id", after)]),
                cancellationToken).ConfigureAwait(false)
            : new Dictionary<string, string>();

    private HttpRequestMessage Get(string path, IEnumerable<(string Name, string? Value)> parameters)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, QueryText.Of($"{_baseUrl}/v1/organizations/{path}", parameters));
        request.Headers.TryAddWithoutValidation("x-api-key", _key);
        request.Headers.TryAddWithoutValidation("anthropic-version", Version);
        if (_beta is not null)
        {
            request.Headers.TryAddWithoutValidation("anthropic-beta", _beta);
        }

        return request;
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

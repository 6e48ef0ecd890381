using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Azure;

/// <summary>The bearer token of one reading: given as it is, or fetched with an application's secret and renewed before it ends.</summary>
internal sealed class AzureToken(ConnectorContext context)
{
    /// <summary>A token is renewed this long before it ends.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private string? _token;
    private DateTimeOffset _until;

    /// <summary>The settings that it is made from.</summary>
    public static IReadOnlyList<SourceSetting> Settings { get; } =
    [
        new("tenant_id", new("Tenant id", "테넌트 ID")),
        new("client_id", new("Application (client) id", "애플리케이션(클라이언트) ID")),
        new("client_secret", new("Client secret", "클라이언트 비밀"), SourceSettingType.Secret),
        new("access_token", new("Access token", "액세스 토큰"), SourceSettingType.Secret)
        {
            Help = new(
                "Instead of the application's secret; ends after an hour or so, so only for a try.", "애플리케이션 비밀 대신 씁니다. 한 시간쯤 뒤 만료되므로 시험용입니다."),
        },
        new("login_url", new("Login address", "로그인 주소"))
        {
            Default = "https://login.microsoftonline.com",
            Help = new("Another one in national clouds.", "국가별 클라우드에서는 다릅니다."),
        },
    ];

    /// <summary>The token.</summary>
    /// <exception cref="SourceException">None can be had.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (context.OptionalSecret("access_token") is { } given)
        {
            return given;
        }

        var now = context.Time.GetUtcNow();
        if (_token is null || now >= _until)
        {
            (_token, _until) = await FetchAsync(now, cancellationToken).ConfigureAwait(false);
        }

        return _token;
    }

    private async Task<(string Token, DateTimeOffset Until)> FetchAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = context.Required("client_id"),
            ["client_secret"] = context.Secret("client_secret"),
            ["scope"] = $"{context.Url("endpoint")}/.default",
        };
        var url = $"{context.Url("login_url")}/{Uri.EscapeDataString(context.Required("tenant_id"))}/oauth2/v2.0/token";
        using var answer = await context.Http.JsonAsync(
            () => new(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) }, cancellationToken).ConfigureAwait(false);
        if (answer?.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("access_token", out var token)
            || token.GetString() is not { Length: > 0 } text)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{url}: the answer has no access_token.");
        }

        // What the provider issues is as secret as what was entered.
        context.Revealed.Add(text);
        var seconds = root.TryGetProperty("expires_in", out var expires) && expires.ValueKind is JsonValueKind.Number ? expires.GetDouble() : 3_600;
        return (text, now + TimeSpan.FromSeconds(seconds) - Margin);
    }
}

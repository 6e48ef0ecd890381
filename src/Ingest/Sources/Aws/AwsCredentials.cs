using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Aws;

/// <summary>An access key of AWS or of a service that signs the same way.</summary>
/// <param name="AccessKeyId">Its public part.</param>
/// <param name="SecretAccessKey">Its secret part.</param>
/// <param name="SessionToken">Present with temporary keys.</param>
internal sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    /// <summary>The settings that hold it.</summary>
    public static IReadOnlyList<SourceSetting> Settings { get; } =
    [
        new("access_key_id", new("Access key id", "액세스 키 ID")),
        new("secret_access_key", new("Secret access key", "비밀 액세스 키"), SourceSettingType.Secret),
        new("session_token", new("Session token", "세션 토큰"), SourceSettingType.Secret)
        {
            Help = new("Only with temporary keys.", "임시 키를 쓸 때만 필요합니다."),
        },
    ];

    public static AwsCredentials Of(ConnectorContext context) =>
        new(context.Required("access_key_id"), context.Secret("secret_access_key"), context.OptionalSecret("session_token"));
}

using System.Text;
using FinOpsAI.Web.Channels;
using FinOpsAI.Web.Channels.Slack;

namespace FinOpsAI.Web.Tests.Channels;

/// <summary>Signatures against vectors that were checked with the providers' own libraries.</summary>
public sealed class SignatureTests
{
    private const string SlackSecret = "finops-demo-signing-secret";
    private const string SlackTimestamp = "1767225600";
    private const string SlackVector = "v0=bf9bdad6209d2f3d14e41e6953bd11385895b971963834d51d9bd182e93740c3";
    private const string Secret = "whsec_Zmlub3BzLWRlbW8td2ViaG9vay1zZWNyZXQtMDAwMSE=";
    private const string Body = """{"type":"budget.threshold_reached","timestamp":"2026-01-01T00:00:00Z","data":{"budgetId":"bdg_1","percent":90}}""";
    private const string WebhookVector = "v1,3hxS0uVPFpeI208A8jf5lur2nfKZ+J/9xIOysJF+vNc=";

    private static readonly byte[] SlackBody = Encoding.UTF8.GetBytes("payload=%7B%22type%22%3A%22block_actions%22%7D");
    private static readonly DateTimeOffset SlackTime = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);

    [Fact]
    public void Slack_signature_equals_the_vector()
    {
        SlackSignature.Of(SlackSecret, SlackTimestamp, SlackBody).ShouldBe(SlackVector);
        SlackSignature.IsValid(SlackSecret, SlackTimestamp, SlackVector, SlackBody, SlackTime).ShouldBeTrue();
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void Slack_signature_holds_for_five_minutes(int seconds, bool isValid) =>
        SlackSignature.IsValid(SlackSecret, SlackTimestamp, SlackVector, SlackBody, SlackTime.AddSeconds(seconds)).ShouldBe(isValid);

    [Theory]
    [InlineData("another-secret", SlackTimestamp, SlackVector)]
    [InlineData(SlackSecret, "1767225601", SlackVector)]
    [InlineData(SlackSecret, "-1", SlackVector)]
    [InlineData(SlackSecret, "now", SlackVector)]
    [InlineData(SlackSecret, null, SlackVector)]
    [InlineData(SlackSecret, SlackTimestamp, null)]
    [InlineData(SlackSecret, SlackTimestamp, "v0=00")]
    [InlineData(SlackSecret, SlackTimestamp, "")]
    public void Slack_signature_of_another_secret_time_or_shape_is_refused(string secret, string? timestamp, string? signature) =>
        SlackSignature.IsValid(secret, timestamp, signature, SlackBody, SlackTime).ShouldBeFalse();

    [Fact]
    public void Slack_signature_of_a_changed_body_is_refused() =>
        SlackSignature.IsValid(SlackSecret, SlackTimestamp, SlackVector, [.. SlackBody, (byte)' '], SlackTime).ShouldBeFalse();

    [Fact]
    public void Webhook_signature_equals_the_vector() =>
        StandardWebhook.Sign("msg_demo_0001", 1_767_225_600, Encoding.UTF8.GetBytes(Body), [Secret]).ShouldBe(WebhookVector);

    [Fact]
    public void While_secrets_change_both_sign()
    {
        var other = $"whsec_{Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray())}";

        var entries = StandardWebhook.Sign("msg_demo_0001", 1_767_225_600, Encoding.UTF8.GetBytes(Body), [other, Secret]).Split(' ');

        entries.Length.ShouldBe(2);
        entries[0].ShouldNotBe(WebhookVector);
        entries[1].ShouldBe(WebhookVector);
    }

    [Theory]
    [InlineData(Secret, true)]
    [InlineData("whsec_c2hvcnQ=", false)]
    [InlineData("whsec_not base64", false)]
    [InlineData("", false)]
    public void Webhook_secrets_are_24_to_64_bytes_in_base64(string secret, bool isFine) => (StandardWebhook.Fault(secret) is null).ShouldBe(isFine);
}

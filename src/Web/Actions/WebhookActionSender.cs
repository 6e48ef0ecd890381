using System.Globalization;
using System.Net;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Web.Actions;

/// <summary>Sends a decision's action as a signed webhook.</summary>
internal sealed class WebhookActionSender(IHttpClientFactory clients, ISecretStore secrets, TimeProvider time) : IActionSender
{
    /// <summary>The client for addresses that users enter; whoever composes the product guards it.</summary>
    public const string ClientName = "outgoing";

    private const int LongestAnswer = 300;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public async Task<ActionResult> SendAsync(PolicyDecision decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (decision.Action is not { Url: { } url, Secret: { } kept })
        {
            return new(false, false, "The policy has no webhook.");
        }

        byte[]? key;
        try
        {
            key = StandardWebhook.Key(secrets.Reveal(kept));
        }
        catch (SourceException e)
        {
            return new(false, true, e.Message);
        }

        return key is null
            ? new(false, false, "The signing secret is not whsec_ and base64 of 24 to 64 bytes.")
            : await PostAsync(url, key, decision, cancellationToken);
    }

    private async Task<ActionResult> PostAsync(string url, byte[] key, PolicyDecision decision, CancellationToken cancellationToken)
    {
        var body = ActionMessage.Of(decision);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("webhook-id", decision.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhook.Sign(key, decision.Id, timestamp, body));
        using var patience = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(answer.StatusCode, await ReadAsync(answer, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(false, true, $"No answer within {Timeout.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new(false, true, e.Message);
        }
    }

    /// <summary>2xx is taken; a receiver that says "gone", or that the request is wrong, will say so again.</summary>
    private static ActionResult Judge(HttpStatusCode status, string text)
    {
        var code = (int)status;
        var message = $"{code} {text}".Trim();
        return code is >= 200 and < 300
            ? new(true, false, message)
            : new(false, code is 408 or 425 or 429 or >= 500, message);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(stream);
        var buffer = new char[LongestAnswer];
        var count = await reader.ReadBlockAsync(buffer, cancellationToken);
        return new string([.. buffer.Take(count).Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
    }
}

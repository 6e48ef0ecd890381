using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Channels;
using FinOpsAI.Web.Channels.Outbound;

namespace FinOpsAI.Web.Actions;

/// <summary>Sends a decision's action as a signed webhook, to addresses that the guard lets through.</summary>
internal sealed class WebhookActionSender(OutboundHttp http, ISecretStore secrets, TimeProvider time) : IActionSender
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public async Task<ActionResult> SendAsync(PolicyDecision decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (decision.Action is not { Url: { } url, Secret: { } kept })
        {
            return new(false, false, "The policy has no webhook.");
        }

        string secret;
        try
        {
            secret = secrets.Reveal(kept);
        }
        catch (SourceException e)
        {
            return new(false, true, e.Message);
        }

        return StandardWebhook.Fault(secret) is { } fault
            ? new(false, false, $"The signing secret cannot be used. {fault}")
            : await PostAsync(url, secret, decision, cancellationToken);
    }

    private async Task<ActionResult> PostAsync(string url, string secret, PolicyDecision decision, CancellationToken cancellationToken)
    {
        using var request = StandardWebhook.Request(url, decision.Id, time.GetUtcNow(), ActionMessage.Of(decision), secret);
        using var patience = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var result = await http.SendAsync(request, either.Token);
            return new(
                result.Outcome == SendOutcome.Delivered,
                result.Outcome == SendOutcome.Later,
                result.Answer ?? result.Message ?? string.Empty);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(false, true, $"No answer within {Timeout.TotalSeconds:0} s.");
        }
    }
}

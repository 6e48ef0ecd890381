using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace FinOpsAI.Web.Channels.Slack;

/// <summary>Where Slack sends what people press.</summary>
internal static class SlackApi
{
    private const int MaxBytes = 256 << 10;

    /// <summary>Slack waits three seconds; what takes longer goes on behind the answer.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    public static void MapSlackApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/integrations/slack/actions", Act).AllowAnonymous().WithName("slackActions").WithTags("Integrations")
            .WithSummary("Buttons of messages in Slack; signed by the app").ExcludeFromDescription();

    private static async Task<Results<Ok, UnauthorizedHttpResult, BadRequest, StatusCodeHttpResult>> Act(
        HttpContext context, [FromServices] SlackActions actions, TimeProvider time, CancellationToken cancellationToken)
    {
        // The signature is over the bytes as they came, so they are read before anything takes them apart.
        if (await ReadAsync(context.Request, cancellationToken) is not { } body)
        {
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var headers = context.Request.Headers;
        if (await actions.SignerAsync(headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"], body, cancellationToken) is not { } channel)
        {
            return TypedResults.Unauthorized();
        }

        if (!QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).TryGetValue("payload", out var payload))
        {
            return TypedResults.BadRequest();
        }

        var work = actions.HandleAsync(payload.ToString(), channel.Language);
        await Task.WhenAny(work, Task.Delay(AnswerWithin, time, cancellationToken));
        return TypedResults.Ok();
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxBytes ? null : buffer[..length];
    }
}

using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>
/// OpenTelemetry over HTTP, at the paths that the protocol fixes; so it is no part of this API's description. Every answer is written in the
/// request's own encoding.
/// </summary>
internal static class OtlpApi
{
    /// <summary>What a sender should wait before it tries again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public static void MapOtlpApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/traces", (HttpContext context, IOtlpReceiver receiver) => ReceiveAsync(context, receiver, OtlpSignal.Traces))
            .NeedsOnOrganization(Permission.Ingest).ExcludeFromDescription();
        app.MapPost("/v1/metrics", (HttpContext context, IOtlpReceiver receiver) => ReceiveAsync(context, receiver, OtlpSignal.Metrics))
            .NeedsOnOrganization(Permission.Ingest).ExcludeFromDescription();
        app.MapPost("/v1/logs", Drop).NeedsOnOrganization(Permission.Ingest).ExcludeFromDescription();
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, IOtlpReceiver receiver, OtlpSignal signal)
    {
        if (Refuse(context.Request) is { } refusal)
        {
            return refusal;
        }

        var isJson = IsJson(context.Request);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = receiver.MaxBodyBytes;
        }

        try
        {
            var receipt = await receiver.ReceiveAsync(
                signal, context.Request.Body, isJson, context.Request.Headers.ContentEncoding == "gzip", context.RequestAborted);
            return receipt.State switch
            {
                OtlpBodyState.Taken => new OtlpAnswer(isJson, receipt, signal),
                OtlpBodyState.Malformed => new OtlpAnswer(isJson, StatusCodes.Status400BadRequest, receipt.Message),
                OtlpBodyState.TooLarge => new OtlpAnswer(isJson, StatusCodes.Status413PayloadTooLarge, receipt.Message),
                _ => new OtlpAnswer(isJson, StatusCodes.Status429TooManyRequests, receipt.Message, RetryAfter),
            };
        }
        catch (StoreUnavailableException)
        {
            return new OtlpAnswer(isJson, StatusCodes.Status503ServiceUnavailable, "The ledger does not answer; send again.", RetryAfter);
        }
        catch (BadHttpRequestException e)
        {
            return new OtlpAnswer(isJson, e.StatusCode, e.Message);
        }
    }

    /// <summary>Logs are acknowledged, so that a sender of all three signals has no errors, and not read: they hold prompts, and no usage.</summary>
    private static OtlpAnswer Drop(HttpContext context) =>
        Refuse(context.Request) ?? new OtlpAnswer(IsJson(context.Request), new(OtlpBodyState.Taken), OtlpSignal.Traces);

    private static OtlpAnswer? Refuse(HttpRequest request)
    {
        var type = MediaType(request);
        if (type is not ("application/json" or "application/x-protobuf"))
        {
            return new(
                isJson: false,
                StatusCodes.Status415UnsupportedMediaType,
                $"Content-Type '{type}' is not supported: expected application/x-protobuf or application/json.");
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        return encoding is "" or "identity" or "gzip"
            ? null
            : new(IsJson(request), StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding '{encoding}' is not supported: expected gzip or none.");
    }

    private static bool IsJson(HttpRequest request) => MediaType(request) == "application/json";

    private static string MediaType(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
}

using FinOpsAI.Core.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>The way in: usage records over HTTP, acknowledged after the ledger's commit.</summary>
internal static class UsageApi
{
    public static void MapUsageApi(this IEndpointRouteBuilder api) => api
        .MapPost("/usage", PostUsage)
        .WithName("postUsage")
        .WithTags("Usage")
        .WithSummary("Usage records: JSON array, one object, or NDJSON; gzip accepted")
        .Accepts<object>("application/json", "application/x-ndjson")
        .Produces<UsageReceipt>()
        .Produces<UsageReceipt>(StatusCodes.Status400BadRequest)
        .Produces<UsageReceipt>(StatusCodes.Status413PayloadTooLarge);

    private static async Task<Results<JsonHttpResult<UsageReceipt>, ProblemHttpResult>> PostUsage(
        HttpContext context, IUsageReceiver receiver, IOptions<WebOptions> options)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.Value.MaxUploadBytes;
        }

        var request = context.Request;
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            return TypedResults.Problem(
                $"Content-Encoding '{encoding}' is not supported: expected gzip or none.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        var receipt = await receiver.ReceiveAsync(request.Body, encoding == "gzip", request.ContentType, context.RequestAborted);
        return TypedResults.Json(receipt, statusCode: receipt.Body switch
        {
            UsageBodyState.TooLarge => StatusCodes.Status413PayloadTooLarge,
            UsageBodyState.Broken => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status200OK,
        });
    }
}

using FinOpsAI.Core.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FinOpsAI.Web.Apis;

/// <summary>The HTTP side of every upload whose answer is a <see cref="UsageReceipt"/>.</summary>
internal static class UsageUpload
{
    public delegate Task<UsageReceipt> Receiver(Stream body, bool isGzip, string? contentType, CancellationToken cancellationToken);

    public static async Task<Results<JsonHttpResult<UsageReceipt>, ProblemHttpResult>> ReceiveAsync(
        HttpContext context, WebOptions options, Receiver receive)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxUploadBytes;
        }

        var request = context.Request;
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            return TypedResults.Problem(
                $"Content-Encoding '{encoding}' is not supported: expected gzip or none.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        var receipt = await receive(request.Body, encoding == "gzip", request.ContentType, context.RequestAborted);
        return Answer(receipt);
    }

    public static JsonHttpResult<UsageReceipt> Answer(UsageReceipt receipt) => TypedResults.Json(receipt, statusCode: receipt.Body switch
    {
        UsageBodyState.TooLarge => StatusCodes.Status413PayloadTooLarge,
        UsageBodyState.Broken => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status200OK,
    });
}

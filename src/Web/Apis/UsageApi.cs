using System.IO.Compression;
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
        .Accepts<object>("application/json", "application/x-ndjson");

    private static async Task<Results<Ok<UsageReceipt>, ProblemHttpResult>> PostUsage(
        HttpContext context, IUsageReceiver receiver, IOptions<WebOptions> options)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.Value.MaxUploadBytes;
        }

        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            return TypedResults.Problem(
                $"Content-Encoding '{encoding}' is not supported: expected gzip or none.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            Stream body = context.Request.Body;
            if (encoding == "gzip")
            {
                body = new GZipStream(body, CompressionMode.Decompress, leaveOpen: true);
            }

            await using var limited = new LimitedStream(body, options.Value.MaxDecompressedBytes);
            return TypedResults.Ok(await receiver.ReceiveAsync(limited, context.RequestAborted));
        }
        catch (BodyTooLargeException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status413PayloadTooLarge);
        }
        catch (BadHttpRequestException e)
        {
            return TypedResults.Problem(e.Message, statusCode: e.StatusCode);
        }
        catch (InvalidDataException e)
        {
            return TypedResults.Problem($"The gzip body cannot be read: {e.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
    }
}

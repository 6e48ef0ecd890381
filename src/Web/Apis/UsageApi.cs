using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>The way in: usage records over HTTP, acknowledged after the ledger's commit.</summary>
internal static class UsageApi
{
    public static void MapUsageApi(this IEndpointRouteBuilder api) => api
        .MapPost("/usage", PostUsage)
        .NeedsOnOrganization(Permission.Ingest).WithName("postUsage")
        .WithTags("Usage")
        .WithSummary("Usage records: JSON array, one object, or NDJSON; gzip accepted")
        .Accepts<object>("application/json", "application/x-ndjson")
        .Produces<UsageReceipt>()
        .Produces<UsageReceipt>(StatusCodes.Status400BadRequest)
        .Produces<UsageReceipt>(StatusCodes.Status413PayloadTooLarge);

    private static Task<Results<JsonHttpResult<UsageReceipt>, ProblemHttpResult>> PostUsage(
        HttpContext context, IUsageReceiver receiver, IOptions<WebOptions> options) =>
        UsageUpload.ReceiveAsync(context, options.Value, receiver.ReceiveAsync);
}

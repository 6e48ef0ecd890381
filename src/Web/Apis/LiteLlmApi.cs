using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>
/// Where a LiteLLM proxy's <c>generic_api</c> callback reports its calls. The shape is LiteLLM's, so it is no part of this API's description.
/// </summary>
internal static class LiteLlmApi
{
    public static void MapLiteLlmApi(this IEndpointRouteBuilder app) => app
        .MapPost("/ingest/litellm", (HttpContext context, ILiteLlmReceiver receiver, IOptions<WebOptions> options) =>
            UsageUpload.ReceiveAsync(context, options.Value, receiver.ReceiveAsync))
        .NeedsOnOrganization(Permission.Ingest)
        .ExcludeFromDescription();
}

using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Identity;
using FinOpsAI.Web.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>For machines that look after this one.</summary>
internal static class SystemApi
{
    public static void MapSystemApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/readyz", GetReadiness).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/metrics", (PrometheusExporter exporter) => TypedResults.Text(exporter.Write(), "text/plain; version=0.0.4"))
            .NeedsOnOrganization(Permission.ReadMetrics).ExcludeFromDescription();
    }

    /// <summary>Ready when the store answers and the engine has caught up with the ledger once since the start.</summary>
    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetReadiness(
        IStoreAdministration store, IEngineStatus engine, CancellationToken cancellationToken)
    {
        try
        {
            await store.GetStatusAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return TypedResults.Problem($"The store does not answer: {e.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return engine.IsCaughtUp
            ? TypedResults.Text("ready")
            : TypedResults.Problem("The engine is still replaying the ledger.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

using Microsoft.AspNetCore.OpenApi;

namespace FinOpsAI.Web;

/// <summary>The head of the OpenAPI document; paths and schemas come from the endpoints.</summary>
internal static class OpenApiDescription
{
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "FinOpsAI";
        document.Info.Version = "v1";
        document.Info.Description = "AI cost: usage in; costs, forecasts, anomalies and alerts out. "
            + "Amounts are in the reporting currency of /api/v1/meta, times are UTC.";

        // The address is the caller's business, and a committed document must not change with the port of a test.
        document.Servers?.Clear();
        return Task.CompletedTask;
    });
}

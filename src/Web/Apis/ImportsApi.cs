using System.Globalization;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>Files of usage: a look at how one would be read, and the taking of it.</summary>
internal static class ImportsApi
{
    private const string Tag = "Usage";

    /// <summary>A preview needs a file's beginning only.</summary>
    private const long MaxPreviewBytes = 4 << 20;

    private static readonly string[] Contents = ["text/csv", "text/plain", "application/json", "application/x-ndjson", "application/gzip", "application/octet-stream"];

    public static void MapImportsApi(this IEndpointRouteBuilder api)
    {
        api.MapPost("/imports/preview", PreviewAsync)
            .NeedsOnOrganization(Permission.Ingest).WithName("previewImport").WithTags(Tag)
            .WithSummary("How a file would be read, from its first 4 MiB at most; takes nothing")
            .Accepts<string>(Contents[0], Contents[1..])
            .Produces<ImportPreviewResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        api.MapPost("/imports", ImportAsync)
            .NeedsOnOrganization(Permission.Ingest).WithName("importFile").WithTags(Tag)
            .WithSummary("A file of usage: CSV, FOCUS, a provider's export or JSON; gzip too. The same file again duplicates nothing")
            .Accepts<string>(Contents[0], Contents[1..])
            .Produces<UsageReceipt>()
            .Produces<UsageReceipt>(StatusCodes.Status400BadRequest)
            .Produces<UsageReceipt>(StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<Results<Ok<ImportPreviewResponse>, ValidationProblem, ProblemHttpResult>> PreviewAsync(
        HttpContext context, [AsParameters] ImportQuery query, IUsageFiles files, CancellationToken cancellationToken)
    {
        if (query.TryRead(out var file) is { } problem)
        {
            return problem;
        }

        Limit(context, MaxPreviewBytes);
        try
        {
            return TypedResults.Ok((await files.PreviewAsync(context.Request.Body, file, cancellationToken)).ToResponse());
        }
        catch (UsageFileException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<Results<JsonHttpResult<UsageReceipt>, ValidationProblem, ProblemHttpResult>> ImportAsync(
        HttpContext context,
        [AsParameters] ImportQuery query,
        IUsageFiles files,
        IAuditLog audit,
        IOptions<WebOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (query.TryRead(out var file) is { } problem)
        {
            return problem;
        }

        Limit(context, options.Value.MaxUploadBytes);
        try
        {
            var receipt = await files.ImportAsync(context.Request.Body, file, cancellationToken);
            await audit.AppendAsync([Line(context, file, receipt, time.GetUtcNow())], CancellationToken.None);
            return UsageUpload.Answer(receipt);
        }
        catch (UsageFileException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static void Limit(HttpContext context, long bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytes;
        }
    }

    private static AuditEntry Line(HttpContext context, UsageFile file, UsageReceipt receipt, DateTimeOffset now) =>
        new(now, Caller.Name(context), "usage.imported", $"file/{file.Name}", ScopePath.Organization)
        {
            Details = new Dictionary<string, string>
            {
                ["format"] = file.Format,
                ["accepted"] = receipt.Accepted.ToString(CultureInfo.InvariantCulture),
                ["restated"] = receipt.Restated.ToString(CultureInfo.InvariantCulture),
                ["duplicates"] = receipt.Duplicates.ToString(CultureInfo.InvariantCulture),
                ["rejected"] = receipt.Rejected.ToString(CultureInfo.InvariantCulture),
            },
        };

    private static ImportPreviewResponse ToResponse(this UsageFilePreview preview) => new(
        preview.Format,
        preview.CanMap,
        preview.DecimalComma,
        [.. preview.Columns.Select(column => new ImportColumnResponse(column.Name, column.Field, column.IsRead, column.Samples))],
        preview.Missing,
        [.. preview.Rows.Select(row => new ImportRowResponse(row.Number, row.Record.ToResponse()))],
        preview.Read,
        preview.Rejected,
        preview.Errors,
        preview.Fields);
}

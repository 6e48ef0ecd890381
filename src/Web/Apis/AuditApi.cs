using System.Globalization;
using System.Text;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Who did what.</summary>
internal static class AuditApi
{
    private const string Tag = "Audit";
    private const int PageSize = 1_000;

    public static void MapAuditApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", List).Needs(Permission.ReadAudit).WithName("listAudit").WithTags(Tag).WithSummary("Lines of the audit log, newest first");
        api.MapGet("/audit/export", Export).Needs(Permission.ReadAudit).WithName("exportAudit").WithTags(Tag).WithSummary("Lines of the audit log as CSV, newest first")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").ProducesValidationProblem();
        api.MapGet("/audit/verification", Verify).NeedsOnOrganization(Permission.ReadAudit).WithName("verifyAudit").WithTags(Tag).WithSummary("Whether the audit log is as it was written");
    }

    private static async Task<Results<Ok<AuditListResponse>, ValidationProblem>> List(
        HttpContext context,
        IAuditLog audit,
        string? scope,
        string? subject,
        string? actor,
        string? action,
        string? from,
        string? to,
        string? before,
        string? limit,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var filter = Filter(query, scope, subject, actor, action, from, to) with { Limit = query.Limit(limit, 100, PageSize) };
        if (!string.IsNullOrEmpty(before))
        {
            if (long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            {
                filter = filter with { BeforeSequence = sequence };
            }
            else
            {
                query.Fail("before", $"'{before}' is not a line's number.");
            }
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var lines = await ReadAsync(context, audit, filter, cancellationToken);
        return TypedResults.Ok(new AuditListResponse(
            [.. lines.Select(ToResponse)], lines.Count == filter.Limit ? lines[^1].Sequence : null));
    }

    private static IResult Export(
        HttpContext context,
        IAuditLog audit,
        string? scope,
        string? subject,
        string? actor,
        string? action,
        string? from,
        string? to)
    {
        var query = new Query();
        var filter = Filter(query, scope, subject, actor, action, from, to) with { Limit = PageSize };
        return query.Problem() is { } problem
            ? problem
            : TypedResults.Stream(stream => WriteAsync(context, audit, filter, stream), "text/csv; charset=utf-8", "audit.csv");
    }

    private static async Task<Ok<AuditVerificationResponse>> Verify(IAuditLog audit, CancellationToken cancellationToken)
    {
        var found = await audit.VerifyAsync(cancellationToken);
        return TypedResults.Ok(new AuditVerificationResponse(
            found.IsIntact, found.Lines, found.Unchained, found.BrokenAt, found.Head, found.HeadSequence));
    }

    /// <summary>Lines on scopes that the caller reaches; those on none, such as users, are for who reads the organization's.</summary>
    private static Task<IReadOnlyList<AuditLine>> ReadAsync(HttpContext context, IAuditLog audit, AuditFilter filter, CancellationToken cancellationToken) =>
        Caller.ListAsync(
            context, filter.Scope, path => audit.ReadAsync(filter with { Scope = path }, cancellationToken), line => line.Sequence, filter.Limit);

    private static AuditFilter Filter(
        Query query, string? scope, string? subject, string? actor, string? action, string? from, string? to) =>
        new(query.OptionalScope(scope), Given(subject), query.Instant("to", to))
        {
            Actor = Given(actor),
            Action = Given(action),
            From = query.Instant("from", from),
        };

    private static async Task WriteAsync(HttpContext context, IAuditLog audit, AuditFilter filter, Stream stream)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(AuditCsv.Header);
        while (true)
        {
            var page = await ReadAsync(context, audit, filter, CancellationToken.None);
            foreach (var line in page)
            {
                await writer.WriteLineAsync(AuditCsv.Line(line));
            }

            if (page.Count < filter.Limit)
            {
                return;
            }

            filter = filter with { BeforeSequence = page[^1].Sequence };
        }
    }

    private static AuditEntryResponse ToResponse(AuditLine line) => new(
        line.Sequence,
        line.Entry.At,
        line.Entry.Actor,
        line.Entry.Action,
        line.Entry.Subject,
        line.Entry.Scope?.ToResponse(),
        line.Entry.Details,
        line.Hash);

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Showback;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>Showback and chargeback: who spent what in a week or month, shared costs included, as figures and as files.</summary>
internal static class ShowbackApi
{
    private const string Tag = "Showback";

    private static readonly Dictionary<string, ShowbackMetric> Metrics = new()
    {
        ["effective"] = ShowbackMetric.Effective,
        ["billed"] = ShowbackMetric.Billed,
        ["list"] = ShowbackMetric.List,
    };

    private static readonly Dictionary<string, NarrativeLanguage> Languages = new()
    {
        ["en"] = NarrativeLanguage.English,
        ["ko"] = NarrativeLanguage.Korean,
    };

    public static void MapShowbackApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/showback", Get).NeedsOnScope(Permission.ReadCosts, Need.Team).WithName("getShowback").WithTags(Tag).WithSummary("Showback of a week (2026-W21) or month (2026-05)");
        api.MapGet("/showback/csv", GetCsv).NeedsOnScope(Permission.ReadCosts, Need.Team).WithName("getShowbackCsv").WithTags(Tag).WithSummary("The same as CSV")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
        api.MapGet("/showback/focus", GetFocus).NeedsOnScope(Permission.ReadCosts, Need.Team).WithName("getShowbackFocus").WithTags(Tag).WithSummary("The same as a FOCUS 1.2 file")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
        api.MapGet("/showback/print", GetPage).NeedsOnScope(Permission.ReadCosts, Need.Team).WithName("getShowbackPage").WithTags(Tag).WithSummary("The same as a page to be printed")
            .Produces(StatusCodes.Status200OK, contentType: "text/html");
    }

    private static async Task<Results<Ok<ShowbackResponse>, ValidationProblem>> Get(
        [FromServices] ShowbackReader reader,
        IOptions<WebOptions> options,
        HttpContext context,
        TimeProvider time,
        string? team,
        string? period,
        string? metric,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var asked = Read(query, team, period, time);
        var column = query.Choice("metric", metric, Metrics) ?? ShowbackMetric.Effective;
        return query.Problem() is { } problem
            ? problem
            : TypedResults.Ok(new ShowbackResponse(
                options.Value.Organization,
                options.Value.Currency,
                await ReportAsync(context, reader, asked, column, cancellationToken)));
    }

    private static Results<PushStreamHttpResult, ValidationProblem> GetCsv(
        [FromServices] ShowbackFiles files,
        IOptions<WebOptions> options,
        TimeProvider time,
        string? team,
        string? period,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var asked = Read(query, team, period, time);
        return query.Problem() is { } problem
            ? problem
            : File(
                $"showback-{asked.Period.Name}.csv",
                writer => files.WriteCsvAsync(writer, asked.Period, asked.Team, options.Value.Currency, cancellationToken));
    }

    private static Results<PushStreamHttpResult, ValidationProblem> GetFocus(
        [FromServices] ShowbackFiles files,
        IOptions<WebOptions> options,
        TimeProvider time,
        string? team,
        string? period,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var asked = Read(query, team, period, time);
        return query.Problem() is { } problem
            ? problem
            : File(
                $"focus-{asked.Period.Name}.csv",
                writer => files.WriteFocusAsync(
                    writer, asked.Period, asked.Team, options.Value.Organization, options.Value.Currency, cancellationToken));
    }

    private static async Task<Results<ContentHttpResult, ValidationProblem>> GetPage(
        [FromServices] ShowbackReader reader,
        IOptions<WebOptions> options,
        HttpContext context,
        TimeProvider time,
        string? team,
        string? period,
        string? metric,
        string? lang,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var asked = Read(query, team, period, time);
        var column = query.Choice("metric", metric, Metrics) ?? ShowbackMetric.Effective;
        var language = query.Choice("lang", lang, Languages) ?? NarrativeLanguage.English;
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var report = await ReportAsync(context, reader, asked, column, cancellationToken);

        // Names come from senders: even if one slipped through the encoding, nothing on this page may run or load.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return TypedResults.Content(
            ShowbackPage.Write(report, language, options.Value.Organization, options.Value.Currency), "text/html; charset=utf-8");
    }

    private static async Task<ShowbackReport> ReportAsync(
        HttpContext context, ShowbackReader reader, (ShowbackPeriod Period, string? Team) asked, ShowbackMetric metric, CancellationToken cancellationToken)
    {
        var report = await reader.ReportAsync(asked.Period, asked.Team, metric, cancellationToken);
        return Caller.Reaches(context, Core.Domain.ScopePath.Organization) ? report : report.WithoutOthers();
    }

    private static (ShowbackPeriod Period, string? Team) Read(Query query, string? team, string? period, TimeProvider time)
    {
        var month = ShowbackPeriod.Of(ShowbackPeriodKind.Month, UtcDay.Of(time.GetUtcNow()));
        if (!string.IsNullOrEmpty(period) && !ShowbackPeriod.TryParse(period, out month))
        {
            query.Fail("period", $"'{period}' is no period: expected a month such as 2026-05 or an ISO week such as 2026-W21.");
        }

        return (month, query.Text("team", team, Core.Domain.ScopePath.MaxNameLength));
    }

    private static PushStreamHttpResult File(string name, Func<TextWriter, Task> write) => TypedResults.Stream(
        async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
            await write(writer);
        },
        "text/csv; charset=utf-8",
        name);
}

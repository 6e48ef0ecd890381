using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Words on anomalies, and what they have made of a scope's sensitivity.</summary>
internal static class FeedbackApi
{
    private static readonly Dictionary<string, FeedbackVerdict> Verdicts = new()
    {
        ["useful"] = FeedbackVerdict.Useful,
        ["expected"] = FeedbackVerdict.Expected,
        ["noise"] = FeedbackVerdict.Noise,
    };

    public static void MapFeedbackApi(this IEndpointRouteBuilder api)
    {
        api.MapPut("/anomalies/{id}/feedback", Give).Needs(Permission.Triage).On(AnomaliesApi.Where).WithName("giveFeedback").WithTags("Anomalies").WithSummary("Says what an anomaly was worth");
        api.MapDelete("/anomalies/{id}/feedback", TakeBack).Needs(Permission.Triage).On(AnomaliesApi.Where).WithName("takeBackFeedback").WithTags("Anomalies").WithSummary("Takes the word back, with all it changed");
        api.MapGet("/scopes/sensitivity", GetSensitivity).NeedsOnScope(Permission.ReadCosts).WithName("getSensitivity").WithTags("Scopes").WithSummary("How eager a scope's detectors are, and why");
    }

    private static async Task<Results<Ok<FeedbackResponse>, NotFound, ValidationProblem>> Give(
        string id,
        IAnomalyStore anomalies,
        IGuidanceStore guidance,
        GuidanceNews news,
        IGrainResolver grains,
        ILiveFeed feed,
        IAuditLog audit,
        HttpContext context,
        TimeProvider time,
        FeedbackRequest request,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        query.Require("verdict", request.Verdict);
        var verdict = query.Choice("verdict", request.Verdict, Verdicts);
        var note = query.Note(request.Note);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (await anomalies.FindAnomalyAsync(id, cancellationToken) is not { } anomaly)
        {
            return TypedResults.NotFound();
        }

        // A note added to the same word is no new word: what the word has changed since it was given stays changed.
        var before = await guidance.FindFeedbackAsync(id, cancellationToken);
        var word = before is not null && before.Verdict == verdict
            ? before with { Note = note }
            : new AnomalyFeedback(anomaly, verdict!.Value, note, time.GetUtcNow());
        await guidance.SaveFeedbackAsync(word, cancellationToken);
        await audit.AppendAsync([GuidanceAudit.Of(context, time.GetUtcNow(), "feedback.given", word, before)], cancellationToken);
        await news.WordChangedAsync(anomaly.Scope, cancellationToken);

        // Whoever says that there is nothing to do has taken the incident.
        if (word.Verdict != FeedbackVerdict.Useful && anomaly.IncidentId is { } incident)
        {
            await grains.Get<IAlertGrain>(ScopePath.Organization.Key)
                .HandleAsync(new(incident, IncidentStepKind.Acknowledge, Caller.Name(context)), cancellationToken);
        }

        await ShowAsync(anomaly, anomalies, feed, cancellationToken);
        return TypedResults.Ok(word.ToResponse());
    }

    private static async Task<Results<NoContent, NotFound>> TakeBack(
        string id,
        IAnomalyStore anomalies,
        IGuidanceStore guidance,
        GuidanceNews news,
        ILiveFeed feed,
        IAuditLog audit,
        HttpContext context,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await guidance.RemoveFeedbackAsync(id, cancellationToken) is not { } word)
        {
            return TypedResults.NotFound();
        }

        await audit.AppendAsync([GuidanceAudit.Of(context, time.GetUtcNow(), "feedback.takenBack", word)], cancellationToken);
        await news.WordChangedAsync(word.Anomaly.Scope, cancellationToken);
        await ShowAsync(word.Anomaly, anomalies, feed, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SensitivityResponse>, ValidationProblem, NotFound>> GetSensitivity(
        IGuidanceBook book,
        IScopeDirectory scopes,
        DetectorOptions options,
        TimeProvider time,
        string? scope,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.Scope(scope);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (!await SummaryApi.Exists(scopes, path, cancellationToken))
        {
            return TypedResults.NotFound();
        }

        var now = time.GetUtcNow();
        var guidance = book.For(path);
        var words = guidance.Feedback.Select(Mapping.ToWord).Where(word => word.At <= now && word.Until > now).Reverse().ToList();
        int Count(FeedbackVerdict verdict) => words.Count(word => word.Verdict == verdict);
        return TypedResults.Ok(new SensitivityResponse(
            path.Key,
            options.FalseAlertsPer30Days,
            guidance.FalseAlertsPer30Days(options.FalseAlertsPer30Days, now),
            Count(FeedbackVerdict.Useful),
            Count(FeedbackVerdict.Expected),
            Count(FeedbackVerdict.Noise),
            words));
    }

    /// <summary>Other viewers see the word beside the incident.</summary>
    private static async Task ShowAsync(Anomaly anomaly, IAnomalyStore anomalies, ILiveFeed feed, CancellationToken cancellationToken)
    {
        if (anomaly.IncidentId is { } id && await anomalies.FindIncidentAsync(id, cancellationToken) is { } incident)
        {
            feed.IncidentChanged(incident);
        }
    }
}

using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Identity;
using FinOpsAI.Web.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>What people said of detectors.</summary>
internal static class DetectorsApi
{
    public static void MapDetectorsApi(this IEndpointRouteBuilder api) => api
        .MapGet("/detectors/verdicts", Verdicts)
        .NeedsOnOrganization(Permission.ReadCosts)
        .WithName("listDetectorVerdicts")
        .WithTags("Anomalies")
        .WithSummary("People's words by kind of anomaly and by scope, with the sensitivity they have led to");

    private static async Task<Ok<DetectorVerdictsResponse>> Verdicts(
        IGuidanceStore guidance, IGuidanceBook book, DetectorOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = now - ScopeGuidance.Memory;
        var words = await guidance.ListFeedbackAsync(since, cancellationToken);
        static int Count(IEnumerable<AnomalyFeedback> of, FeedbackVerdict verdict) => of.Count(word => word.Verdict == verdict);
        return TypedResults.Ok(new DetectorVerdictsResponse(
            since,
            options.FalseAlertsPer30Days,
            [.. words
                .GroupBy(word => word.Anomaly.Kind)
                .OrderBy(kind => kind.Key)
                .Select(kind => new DetectorVerdictResponse(
                    kind.Key, Count(kind, FeedbackVerdict.Useful), Count(kind, FeedbackVerdict.Expected), Count(kind, FeedbackVerdict.Noise)))],
            [.. words
                .GroupBy(word => word.Anomaly.Scope)
                .OrderBy(scope => scope.Key.Key, StringComparer.Ordinal)
                .Select(scope => new ScopeVerdictResponse(
                    scope.Key.ToResponse(),
                    Count(scope, FeedbackVerdict.Useful),
                    Count(scope, FeedbackVerdict.Expected),
                    Count(scope, FeedbackVerdict.Noise),
                    book.For(scope.Key).FalseAlertsPer30Days(options.FalseAlertsPer30Days, now)))]));
    }
}

using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>What was told, and whether it arrived.</summary>
internal static class DeliveriesApi
{
    private const string Tag = "Deliveries";
    private const int ResentAtMost = 1_000;

    private static readonly Dictionary<string, DeliveryState> States = new()
    {
        ["waiting"] = DeliveryState.Waiting,
        ["delivered"] = DeliveryState.Delivered,
        ["dead"] = DeliveryState.Dead,
        ["folded"] = DeliveryState.Folded,
    };

    public static void MapDeliveriesApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/notices", ListNotices).NeedsOnOrganization(Permission.ManageAlerts).WithName("listNotices").WithTags(Tag).WithSummary("What was told, newest first");
        api.MapGet("/deliveries", List).NeedsOnOrganization(Permission.ManageAlerts).WithName("listDeliveries").WithTags(Tag).WithSummary("To whom, and whether it arrived, newest first");
        api.MapPost("/deliveries/resend", Resend).NeedsOnOrganization(Permission.ManageAlerts).WithName("resendDeliveries").WithTags(Tag).WithSummary("Sends dead deliveries again");
    }

    private static async Task<Results<Ok<NoticeListResponse>, ValidationProblem>> ListNotices(
        IOutbox outbox, string? scope, string? thread, string? limit, CancellationToken cancellationToken)
    {
        var query = new Query();
        var path = query.OptionalScope(scope);
        var count = query.Limit(limit, 100, 1_000);
        return query.Problem() is { } problem
            ? problem
            : TypedResults.Ok(new NoticeListResponse(
                [.. (await outbox.ListNoticesAsync(path, thread, count, cancellationToken)).Select(notice => notice.ToResponse())]));
    }

    private static async Task<Results<Ok<DeliveryListResponse>, ValidationProblem>> List(
        [FromServices] DeliveryReader reader, string? channel, string? state, string? thread, string? limit, CancellationToken cancellationToken)
    {
        var query = new Query();
        var filter = new DeliveryFilter(channel, query.Choice("state", state, States), thread, query.Limit(limit, 100, 1_000));
        return query.Problem() is { } problem
            ? problem
            : TypedResults.Ok(new DeliveryListResponse(await reader.ListAsync(filter, cancellationToken)));
    }

    private static async Task<Results<Ok<ResendResponse>, ValidationProblem>> Resend(
        ResendRequest request, HttpContext context, IOutbox outbox, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new Query();
        if (request.Ids is null == request.Channel is null)
        {
            query.Fail("ids", "Expected ids or a channel, and not both.");
        }
        else if (request.Ids?.Count > ResentAtMost)
        {
            query.Fail("ids", $"{request.Ids.Count} are too many: expected at most {ResentAtMost}.");
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var now = time.GetUtcNow();
        var resent = 0;
        while (true)
        {
            var ids = request.Ids
                ?? [.. (await outbox.ListAsync(new(request.Channel, DeliveryState.Dead, Limit: ResentAtMost), cancellationToken)).Select(d => d.Id)];
            var revived = await outbox.ReviveAsync(ids, now, cancellationToken);
            resent += revived.Count;
            if (request.Ids is not null || revived.Count < ResentAtMost)
            {
                break;
            }
        }

        if (resent > 0)
        {
            var subject = request.Channel is { } channel ? $"channel/{channel}" : "deliveries";
            await audit.AppendAsync(
                [
                    new(now, Caller.Name(context), "delivery.resent", subject, null)
                    {
                        Details = new Dictionary<string, string> { ["count"] = resent.ToString(System.Globalization.CultureInfo.InvariantCulture) },
                    },
                ],
                cancellationToken);
        }

        return TypedResults.Ok(new ResendResponse(resent));
    }
}

using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>Where people are told.</summary>
internal static class ChannelsApi
{
    private const string Tag = "Channels";

    public static void MapChannelsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/channel-kinds", ListKinds).NeedsOnOrganization(Permission.ManageAlerts).WithName("listChannelKinds").WithTags(Tag).WithSummary("Ways to reach people and their settings");
        api.MapGet("/channels", List).NeedsOnOrganization(Permission.ManageAlerts).WithName("listChannels").WithTags(Tag).WithSummary("All channels and how they fare");
        api.MapPost("/channels", Add).NeedsOnOrganization(Permission.ManageAlerts).WithName("addChannel").WithTags(Tag).WithSummary("Sets up a channel");
        api.MapGet("/channels/{id}", Get).NeedsOnOrganization(Permission.ManageAlerts).WithName("getChannel").WithTags(Tag).WithSummary("A channel and how it fares");
        api.MapPut("/channels/{id}", Change).NeedsOnOrganization(Permission.ManageAlerts).WithName("changeChannel").WithTags(Tag).WithSummary("Changes a channel");
        api.MapDelete("/channels/{id}", Remove).NeedsOnOrganization(Permission.ManageAlerts).WithName("removeChannel").WithTags(Tag).WithSummary("Removes a channel; what waits for it is given up");
        api.MapPost("/channels/{id}/test", Test).NeedsOnOrganization(Permission.ManageAlerts).WithName("testChannel").WithTags(Tag).WithSummary("Sends a test message at once");
        api.MapPost("/channels/{id}/enable", Enable).NeedsOnOrganization(Permission.ManageAlerts).WithName("enableChannel").WithTags(Tag).WithSummary("Puts a disabled channel back in use");
    }

    private static Ok<ChannelKindListResponse> ListKinds(INoticeSender sender) => TypedResults.Ok(new ChannelKindListResponse(
        [.. sender.Kinds.Where(kind => kind.Kind != Channel.ConsoleId).Select(kind => kind.ToResponse())], AlertMapping.Roles));

    private static async Task<Ok<ChannelListResponse>> List([FromServices] ChannelsReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ListAsync(cancellationToken));

    private static async Task<Results<Ok<ChannelResponse>, NotFound>> Get(
        string id, [FromServices] ChannelsReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(id, cancellationToken) is { } channel
            ? TypedResults.Ok(await reader.OfAsync(channel, cancellationToken))
            : TypedResults.NotFound();

    private static async Task<Results<Created<ChannelResponse>, ValidationProblem>> Add(
        ChannelRequest request,
        HttpContext context,
        IChannelStore store,
        INoticeSender sender,
        ISecretStore secrets,
        IAuditLog audit,
        [FromServices] ChannelsReader reader,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var query = new Query();
        var others = await store.ListChannelsAsync(cancellationToken);
        if (others.Any(other => other.Id == request.Id))
        {
            query.Fail("id", $"'{request.Id}' is taken: expected another id, or none to have one made.");
        }

        if (new ChannelForm(query, sender, secrets, time.GetUtcNow()).Read(request, null) is not { } channel)
        {
            return query.Problem()!;
        }

        var taken = others.Select(other => other.Id).Append(Channel.ConsoleId);
        channel = channel.Id.Length > 0 ? channel : channel with { Id = SourceId.Of(channel.Name, channel.Kind, taken) };
        await store.SaveChannelAsync(channel, cancellationToken);
        await AuditAsync(audit, context, time, "added", channel, cancellationToken);
        return TypedResults.Created($"/api/v1/channels/{channel.Id}", await reader.OfAsync(channel, cancellationToken));
    }

    private static async Task<Results<Ok<ChannelResponse>, NotFound, ValidationProblem>> Change(
        string id,
        ChannelRequest request,
        HttpContext context,
        IChannelStore store,
        INoticeSender sender,
        ISecretStore secrets,
        IAuditLog audit,
        [FromServices] ChannelsReader reader,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await store.FindChannelAsync(id, cancellationToken) is not { } before)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        if (new ChannelForm(query, sender, secrets, time.GetUtcNow()).Read(request, before) is not { } channel)
        {
            return query.Problem()!;
        }

        await store.SaveChannelAsync(channel, cancellationToken);
        await AuditAsync(audit, context, time, "changed", channel, cancellationToken);
        return TypedResults.Ok(await reader.OfAsync(channel, cancellationToken));
    }

    private static async Task<Results<NoContent, NotFound>> Remove(
        string id, HttpContext context, IChannelStore store, IOutbox outbox, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await store.RemoveChannelAsync(id, cancellationToken) is not { } channel)
        {
            return TypedResults.NotFound();
        }

        await outbox.GiveUpAsync(id, time.GetUtcNow(), "The channel was removed.", cancellationToken);
        await AuditAsync(audit, context, time, "removed", channel, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ChannelTestResponse>, NotFound>> Test(
        string id,
        HttpContext context,
        INoticeSender sender,
        [FromServices] ChannelsReader reader,
        IOptions<WebOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(id, cancellationToken) is not { } channel)
        {
            return TypedResults.NotFound();
        }

        var notice = ChannelNotices.Test(channel, Caller.Name(context), options.Value.Currency, time.GetUtcNow());
        var result = await sender.SendAsync(channel, notice, cancellationToken);
        var ok = result.Outcome == SendOutcome.Delivered;
        return TypedResults.Ok(new ChannelTestResponse(ok, result.Message ?? (ok ? "It arrived." : "It did not arrive.")));
    }

    private static async Task<Results<Ok<ChannelResponse>, NotFound>> Enable(
        string id,
        HttpContext context,
        IChannelStore store,
        IAuditLog audit,
        [FromServices] ChannelsReader reader,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await store.FindChannelAsync(id, cancellationToken) is not { } channel)
        {
            return TypedResults.NotFound();
        }

        var state = (await store.ListStatesAsync(cancellationToken)).FirstOrDefault(state => state.Id == id);
        if (state?.DisabledAt is not null)
        {
            await store.SaveStateAsync(state with { DisabledAt = null, DisabledBecause = null, Refusals = 0 }, cancellationToken);
            await AuditAsync(audit, context, time, "enabled", channel, cancellationToken);
        }

        return TypedResults.Ok(await reader.OfAsync(channel, cancellationToken));
    }

    private static Task AuditAsync(
        IAuditLog audit, HttpContext context, TimeProvider time, string verb, Channel channel, CancellationToken cancellationToken) => audit.AppendAsync(
        [
            new(time.GetUtcNow(), Caller.Name(context), $"channel.{verb}", $"channel/{channel.Id}", null)
            {
                Details = new Dictionary<string, string> { ["kind"] = channel.Kind, ["name"] = channel.Name },
            },
        ],
        cancellationToken);
}

using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Incidents' handling, notices, deliveries, channels and routes to wire. Secrets stay behind.</summary>
internal static class AlertMapping
{
    private static readonly string[] References = ["env:", "file:", "config:"];

    /// <summary>The roles that channels and routes may name.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["admin", "finops", "engineer", "manager", "executive", "viewer"];

    public static IncidentHandlingResponse ToResponse(this IncidentHandling handling) => new(
        handling.Assignee,
        handling.AcknowledgedBy,
        handling.AcknowledgedAt,
        handling.SnoozedUntil,
        handling.Outcome,
        handling.ClosedBy,
        handling.ClosedAt,
        handling.Reopened,
        handling.Told?.Escalations ?? 0,
        handling.Told?.EscalatesAt,
        [.. handling.Comments.Select(comment => new IncidentCommentResponse(comment.Id, comment.Author, comment.At, comment.Text))]);

    public static IncidentHistoryResponse ToHistory(this AuditEntry entry) => new(entry.At, entry.Actor, entry.Action, entry.Details);

    public static NoticeResponse ToResponse(this Notice notice) => new(
        notice.Key,
        notice.Thread,
        notice.Kind,
        notice.Phase,
        notice.Scope.ToResponse(),
        notice.Severity,
        notice.At,
        notice.Figures,
        notice.English.ToResponse(),
        notice.Korean.ToResponse(),
        notice.Subject,
        notice.Page,
        notice.Owner,
        notice.Escalation);

    public static DeliveryResponse ToResponse(this Delivery delivery, IReadOnlyDictionary<string, Channel> channels, Notice? first) => new(
        delivery.Id,
        delivery.Channel,
        channels.GetValueOrDefault(delivery.Channel)?.Name ?? (delivery.Channel == Channel.ConsoleId ? "Console" : delivery.Channel),
        channels.GetValueOrDefault(delivery.Channel)?.Kind ?? (delivery.Channel == Channel.ConsoleId ? Channel.ConsoleId : null),
        delivery.Thread,
        delivery.Notices,
        first is null ? null : new(first.English.Title, first.Korean.Title),
        delivery.State,
        delivery.CreatedAt,
        delivery.DueAt,
        delivery.WasHeld,
        delivery.Attempts,
        delivery.LastTriedAt,
        delivery.LastError,
        delivery.DeliveredAt,
        delivery.FoldedInto);

    public static ChannelKindResponse ToResponse(this ChannelKind kind) => new(
        kind.Kind,
        new(kind.Title.En, kind.Title.Ko),
        new(kind.Description.En, kind.Description.Ko),
        [.. kind.Settings.Select(setting => new SourceSettingResponse(
            setting.Name,
            new(setting.Label.En, setting.Label.Ko),
            setting.Help is null ? null : new(setting.Help.En, setting.Help.Ko),
            setting.Type,
            setting.IsRequired,
            setting.Default,
            setting.Choices))]);

    public static ChannelResponse ToResponse(this Channel channel, ChannelKind? kind, ChannelState? state, long waiting, long dead) => new(
        channel.Id,
        channel.Kind,
        channel.Name,
        channel.Language == NarrativeLanguage.Korean ? "ko" : "en",
        channel.Role,
        channel.Settings,
        Secrets(channel, kind),
        channel.Id == Channel.ConsoleId ? null : channel.CreatedAt,
        channel.Id == Channel.ConsoleId,
        Status(state),
        state?.LastSuccessAt,
        state?.LastErrorAt,
        state?.LastError,
        state?.DisabledAt,
        state?.DisabledBecause,
        waiting,
        dead);

    public static RouteResponse ToResponse(this Route route) => new(
        route.Id,
        route.Name,
        route.Scope.ToResponse(),
        route.Kinds,
        route.MinSeverity,
        route.Channels,
        route.Role,
        route.Quiet is not { } quiet ? null : new(
            quiet.From.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            quiet.To.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            quiet.TimeZone,
            [.. quiet.QuietDays.Select(day => day.ToString().ToLowerInvariant())],
            quiet.CriticalBreaksThrough),
        route.IsEscalation,
        route.IsPaused,
        route.CreatedAt);

    private static NoticeTextResponse ToResponse(this NoticeText text) => new(text.Title, text.Paragraphs, text.Facts, text.Advice);

    private static ChannelStatus Status(ChannelState? state) => state switch
    {
        null or { LastSuccessAt: null, LastErrorAt: null, DisabledAt: null } => ChannelStatus.Unused,
        { DisabledAt: not null } => ChannelStatus.Disabled,
        { LastErrorAt: { } error } when state.LastSuccessAt is not { } success || success < error => ChannelStatus.Failing,
        _ => ChannelStatus.Well,
    };

    private static Dictionary<string, SourceSecretResponse> Secrets(Channel channel, ChannelKind? kind) =>
        (kind?.Settings.Where(setting => setting.Type == SourceSettingType.Secret).Select(setting => setting.Name) ?? channel.Secrets.Keys)
            .ToDictionary(
                name => name,
                name => channel.Secrets.TryGetValue(name, out var kept)
                    ? new SourceSecretResponse(true, References.Any(place => kept.StartsWith(place, StringComparison.Ordinal)) ? kept : null)
                    : new SourceSecretResponse(false, null));
}

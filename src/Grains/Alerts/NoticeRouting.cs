using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Alerts;

/// <summary>The channels and routes at one moment.</summary>
/// <param name="Channels">All channels by id, the server's log among them.</param>
/// <param name="Disabled">Why channels that nothing is sent to are disabled, by id.</param>
/// <param name="Routes">All routes.</param>
public sealed record RoutingTable(
    IReadOnlyDictionary<string, Channel> Channels, IReadOnlyDictionary<string, string> Disabled, IReadOnlyList<Route> Routes)
{
    /// <summary>Channels and routes as they are now.</summary>
    public static async Task<RoutingTable> ReadAsync(IChannelStore channels, CancellationToken cancellationToken)
    {
        var all = await channels.ListChannelsAsync(cancellationToken);
        var states = await channels.ListStatesAsync(cancellationToken);
        return new(
            all.Prepend(NoticeRouting.Console).ToDictionary(channel => channel.Id, StringComparer.Ordinal),
            states.Where(state => state.DisabledAt is not null)
                .ToDictionary(state => state.Id, state => state.DisabledBecause ?? "", StringComparer.Ordinal),
            await channels.ListRoutesAsync(cancellationToken));
    }
}

/// <summary>Where a notice goes, and when.</summary>
public static class NoticeRouting
{
    /// <summary>The server's log, which is always there.</summary>
    public static Channel Console { get; } = new()
    {
        Id = Channel.ConsoleId, Kind = Channel.ConsoleId, Name = "Console", CreatedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>The deliveries of a notice, at least one.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="table">Channels and routes.</param>
    /// <param name="followers">Channels that heard of its thread before.</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<Delivery> Plan(Notice notice, RoutingTable table, IReadOnlyCollection<string> followers, DateTimeOffset now)
    {
        var due = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        void To(string channel, DateTimeOffset at)
        {
            if (table.Channels.ContainsKey(channel))
            {
                due[channel] = due.TryGetValue(channel, out var known) && known < at ? known : at;
            }
        }

        // Whoever heard the beginning hears the end, whatever its severity is by then; nobody hears an end without a beginning.
        var isNews = notice.Phase is NoticePhase.Opened or NoticePhase.Updated || followers.Count == 0;
        foreach (var follower in followers)
        {
            var ways = table.Routes.Where(route => !route.IsPaused && Targets(route, table).Contains(follower)).ToList();
            To(follower, ways.Count == 0 ? now : ways.Min(route => When(route, notice, now)));
        }

        foreach (var route in isNews ? table.Routes.Where(route => route.Fits(notice)) : [])
        {
            foreach (var channel in Targets(route, table))
            {
                To(channel, When(route, notice, now));
            }
        }

        if (due.Keys.All(table.Disabled.ContainsKey))
        {
            due[Channel.ConsoleId] = now;
        }

        return [.. due.Select(target => Of(target.Key, notice, target.Value, table.Disabled.GetValueOrDefault(target.Key), now))];
    }

    /// <summary>A delivery's id: the same for the same channel and notice for ever.</summary>
    public static string IdOf(string channel, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{channel}\n{key}"))).AsSpan(0, 16));

    private static Delivery Of(string channel, Notice notice, DateTimeOffset due, string? disabled, DateTimeOffset now) =>
        new(IdOf(channel, notice.Key), channel, notice.Thread, [notice.Key], now)
        {
            DueAt = due,
            WasHeld = due > now,
            State = disabled is null ? DeliveryState.Waiting : DeliveryState.Dead,
            LastError = disabled is null ? null : $"The channel is disabled: {disabled}",
        };

    private static IEnumerable<string> Targets(Route route, RoutingTable table) => route.Role is null
        ? route.Channels
        : route.Channels.Concat(table.Channels.Values.Where(channel => channel.Role == route.Role).Select(channel => channel.Id)).Distinct();

    private static DateTimeOffset When(Route route, Notice notice, DateTimeOffset now) =>
        route.Quiet is { } quiet && !(quiet.CriticalBreaksThrough && notice.Severity == Severity.Critical) && quiet.EndOf(now) is { } end ? end : now;
}

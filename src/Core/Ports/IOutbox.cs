using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Ports;

/// <summary>Which deliveries to list, newest first.</summary>
/// <param name="Channel">Of this channel; null for all.</param>
/// <param name="State">In this state; null for all.</param>
/// <param name="Thread">Of this thread; null for all.</param>
/// <param name="Limit">1 to 1,000.</param>
public sealed record DeliveryFilter(string? Channel = null, DeliveryState? State = null, string? Thread = null, int Limit = 100);

/// <summary>A delivery that was claimed: until the lease ends nobody else sends it.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="LeaseUntil">What ends it, and what settling must give back, UTC.</param>
public sealed record ClaimedDelivery(Delivery Delivery, DateTimeOffset LeaseUntil);

/// <summary>
/// What was told, and its way to those who are to be told. A notice and its deliveries are written in one transaction; a delivery leaves the outbox only
/// when it arrived or was given up.
/// </summary>
public interface IOutbox
{
    /// <summary>Writes notices with their deliveries in one transaction. Keys and ids that exist stay as they are.</summary>
    Task AddAsync(IReadOnlyList<Notice> notices, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Notices of these keys, in no order; unknown keys are left out.</summary>
    Task<IReadOnlyList<Notice>> FindNoticesAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Notices, newest first.</summary>
    /// <param name="scope">On this scope and below; null for all.</param>
    /// <param name="thread">Of this thread; null for all.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<Notice>> ListNoticesAsync(ScopePath? scope, string? thread, int limit, CancellationToken cancellationToken);

    /// <summary>Channels that have a delivery due, in no order.</summary>
    Task<IReadOnlyList<string>> DueChannelsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Claims deliveries of a channel that are due and that nobody holds, oldest first. Within a thread nothing overtakes: what waits for another try stays
    /// ahead of the later ones, what quiet hours kept back goes as soon as a later one is due.
    /// </summary>
    Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(
        string channel, DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken);

    /// <summary>Writes what came of claimed deliveries, each only while its lease is still the one given; the lease ends.</summary>
    Task SettleAsync(IReadOnlyList<ClaimedDelivery> settled, CancellationToken cancellationToken);

    /// <summary>Settles claimed deliveries as parts of a digest and adds the digest, in one transaction.</summary>
    Task FoldAsync(Delivery digest, IReadOnlyList<ClaimedDelivery> parts, CancellationToken cancellationToken);

    /// <summary>Gives up everything that waits for a channel, except what somebody holds at this moment.</summary>
    /// <returns>What was given up.</returns>
    Task<IReadOnlyList<Delivery>> GiveUpAsync(string channel, DateTimeOffset now, string because, CancellationToken cancellationToken);

    /// <summary>One delivery; null when unknown.</summary>
    Task<Delivery?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Deliveries, newest first.</summary>
    Task<IReadOnlyList<Delivery>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <summary>Puts dead deliveries back in front, as if never tried.</summary>
    /// <param name="ids">Which.</param>
    /// <param name="now">When they are due, UTC.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Those that were dead and now wait.</returns>
    Task<IReadOnlyList<Delivery>> ReviveAsync(IReadOnlyList<string> ids, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many deliveries of each channel stand where.</summary>
    Task<IReadOnlyList<DeliveryCount>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Forgets notices told before a time with all their deliveries, except what still waits.</summary>
    Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>How many deliveries of a channel stand in a state.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
public sealed record DeliveryCount(string Channel, DeliveryState State, long Count);

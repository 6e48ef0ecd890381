using System.Text.Json;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>
/// Notices and deliveries as JSON, with the columns by which deliveries are claimed. Every change of a delivery names the state or the lease that it
/// starts from, so that of two processes one wins.
/// </summary>
internal sealed class Outbox(IPayloads payloads) : IOutbox
{
    private const int PageSize = 500;

    public Task AddAsync(IReadOnlyList<Notice> notices, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notices);
        ArgumentNullException.ThrowIfNull(deliveries);
        return payloads.WriteAsync(
            [
                .. notices.Select(notice => new PayloadSql(
                    "INSERT INTO notices (id, thread, path, at, payload) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING",
                    notice.Key,
                    notice.Thread,
                    ScopeSearch.Path(notice.Scope),
                    notice.At.ToStored(),
                    JsonSerializer.Serialize(notice, PayloadJson.Default.Notice))),
                .. deliveries.Select(Insert),
            ],
            cancellationToken);
    }

    public async Task<IReadOnlyList<Notice>> FindNoticesAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = new List<Notice>(keys.Count);
        foreach (var page in keys.Distinct().Chunk(PageSize))
        {
            found.AddRange(await payloads.ReadAsync(
                new($"SELECT payload FROM notices WHERE id IN ({Parameters(page.Length)})", [.. page.Select(key => (PayloadValue)key)]),
                PayloadJson.Default.Notice,
                cancellationToken));
        }

        return found;
    }

    public Task<IReadOnlyList<Notice>> ListNoticesAsync(ScopePath? scope, string? thread, int limit, CancellationToken cancellationToken)
    {
        Limits.Check(limit);
        var (belowFrom, belowTo) = scope is null ? ("", "") : ScopeSearch.Below(scope);
        return payloads.ReadAsync(
            new(
                """
                SELECT payload FROM notices
                WHERE ($1 IS NULL OR path = $1 OR (path >= $2 AND path < $3)) AND ($4 IS NULL OR thread = $4)
                ORDER BY at DESC, id LIMIT $5
                """,
                scope is null ? null : ScopeSearch.Path(scope),
                belowFrom,
                belowTo,
                thread,
                limit),
            PayloadJson.Default.Notice,
            cancellationToken);
    }

    public Task<IReadOnlyList<string>> DueChannelsAsync(DateTimeOffset now, CancellationToken cancellationToken) => payloads.ReadAsync(
        new(
            // Ids hold nothing that JSON would escape.
            """SELECT '"' || channel || '"' FROM deliveries WHERE state = 0 AND due <= $1 AND lease <= $1 GROUP BY channel""",
            now.ToStored()),
        PayloadJson.Default.String,
        cancellationToken);

    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(
        string channel, DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        Limits.Check(limit);
        await ReleaseAsync(channel, now, cancellationToken);

        // Within a thread nothing overtakes: a resolve that came before its trigger would leave the alert open for ever. The conditions stand outside too,
        // because a second process that waited for the first one's rows looks at those alone again.
        var claimed = await payloads.WriteAsync(
            new(
                """
                UPDATE deliveries SET lease = $1
                WHERE id IN (
                    SELECT d.id FROM deliveries d
                    WHERE d.channel = $2 AND d.state = 0 AND d.due <= $3 AND d.lease <= $3
                      AND NOT EXISTS (
                        SELECT 1 FROM deliveries e WHERE e.channel = d.channel AND e.thread = d.thread AND e.state = 0 AND e.seq < d.seq)
                    ORDER BY d.due, d.seq LIMIT $4)
                  AND state = 0 AND lease <= $3
                RETURNING payload
                """,
                leaseUntil.ToStored(),
                channel,
                now.ToStored(),
                limit),
            PayloadJson.Default.Delivery,
            cancellationToken);
        return [.. claimed
            .OrderBy(delivery => delivery.DueAt).ThenBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.Id, StringComparer.Ordinal)
            .Select(delivery => new ClaimedDelivery(delivery, leaseUntil))];
    }

    public Task SettleAsync(IReadOnlyList<ClaimedDelivery> settled, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settled);
        return payloads.WriteAsync([.. settled.Select(Settle)], cancellationToken);
    }

    public Task FoldAsync(Delivery digest, IReadOnlyList<ClaimedDelivery> parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentNullException.ThrowIfNull(parts);
        return payloads.WriteAsync([Insert(digest), .. parts.Select(Settle)], cancellationToken);
    }

    public async Task<IReadOnlyList<Delivery>> GiveUpAsync(
        string channel, DateTimeOffset now, string because, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var all = new List<Delivery>();
        while (true)
        {
            // What is being sent at this moment is settled by whoever sends it.
            var page = await payloads.ReadAsync(
                new(
                    "SELECT payload FROM deliveries WHERE channel = $1 AND state = 0 AND lease <= $2 ORDER BY seq LIMIT $3",
                    channel,
                    now.ToStored(),
                    PageSize),
                PayloadJson.Default.Delivery,
                cancellationToken);
            var dead = page.Select(delivery => delivery with { State = DeliveryState.Dead, LastError = because }).ToList();
            await payloads.WriteAsync(
                [.. dead.Select(delivery => new PayloadSql(
                    "UPDATE deliveries SET state = $1, payload = $2 WHERE id = $3 AND state = 0 AND lease <= $4",
                    (int)DeliveryState.Dead,
                    JsonSerializer.Serialize(delivery, PayloadJson.Default.Delivery),
                    delivery.Id,
                    now.ToStored()))],
                cancellationToken);
            all.AddRange(dead);
            if (page.Count < PageSize)
            {
                return all;
            }
        }
    }

    public Task<Delivery?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return payloads.ReadAsync(
            new("SELECT payload FROM deliveries WHERE id = $1", id), PayloadJson.Default.Delivery, cancellationToken).FirstAsync();
    }

    public Task<IReadOnlyList<Delivery>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Limits.Check(filter.Limit);
        return payloads.ReadAsync(
            new(
                """
                SELECT payload FROM deliveries
                WHERE ($1 IS NULL OR channel = $1) AND ($2 IS NULL OR state = $2) AND ($3 IS NULL OR thread = $3)
                ORDER BY seq DESC LIMIT $4
                """,
                filter.Channel,
                (long?)filter.State,
                filter.Thread,
                filter.Limit),
            PayloadJson.Default.Delivery,
            cancellationToken);
    }

    public async Task<IReadOnlyList<Delivery>> ReviveAsync(IReadOnlyList<string> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var all = new List<Delivery>();
        foreach (var page in ids.Distinct().Chunk(PageSize))
        {
            var dead = await payloads.ReadAsync(
                new(
                    $"SELECT payload FROM deliveries WHERE id IN ({Parameters(page.Length)}) AND state = 2",
                    [.. page.Select(id => (PayloadValue)id)]),
                PayloadJson.Default.Delivery,
                cancellationToken);
            var revived = dead.Select(delivery => delivery with { State = DeliveryState.Waiting, DueAt = now, Attempts = 0 }).ToList();
            await payloads.WriteAsync(
                [.. revived.Select(delivery => new PayloadSql(
                    "UPDATE deliveries SET state = 0, due = $1, lease = 0, payload = $2 WHERE id = $3 AND state = 2",
                    now.ToStored(),
                    JsonSerializer.Serialize(delivery, PayloadJson.Default.Delivery),
                    delivery.Id))],
                cancellationToken);
            all.AddRange(revived);
        }

        return all;
    }

    public Task<IReadOnlyList<DeliveryCount>> CountAsync(CancellationToken cancellationToken) => payloads.ReadAsync(
        new(
            """
            SELECT '{"channel":"' || channel || '","state":' || state || ',"count":' || COUNT(*) || '}'
            FROM deliveries GROUP BY channel, state ORDER BY channel, state
            """),
        PayloadJson.Default.DeliveryCount,
        cancellationToken);

    public Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => payloads.WriteAsync(
        [
            new("DELETE FROM deliveries WHERE created < $1 AND state <> 0", before.ToStored()),
            new(
                """
                DELETE FROM notices WHERE at < $1
                  AND NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.thread = notices.thread AND deliveries.state = 0)
                """,
                before.ToStored()),
        ],
        cancellationToken);

    /// <summary>
    /// What breaks through quiet hours takes along what they kept back of its thread: it neither waits for their end nor overtakes. A delivery that waits for
    /// another try keeps its time, and its place.
    /// </summary>
    private async Task ReleaseAsync(string channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ahead = await payloads.ReadAsync(
            new(
                """
                SELECT e.payload FROM deliveries e
                WHERE e.channel = $1 AND e.state = 0 AND e.due > $2 AND e.lease <= $2
                  AND EXISTS (
                    SELECT 1 FROM deliveries d WHERE d.channel = e.channel AND d.thread = e.thread AND d.state = 0 AND d.due <= $2 AND d.seq > e.seq)
                """,
                channel,
                now.ToStored()),
            PayloadJson.Default.Delivery,
            cancellationToken);
        var held = ahead.Where(delivery => delivery is { WasHeld: true, Attempts: 0 }).ToList();
        if (held.Count > 0)
        {
            await payloads.WriteAsync(
                [.. held.Select(delivery => new PayloadSql(
                    "UPDATE deliveries SET due = $1, payload = $2 WHERE id = $3 AND state = 0 AND due = $4 AND lease <= $1",
                    now.ToStored(),
                    JsonSerializer.Serialize(delivery with { DueAt = now, WasHeld = false }, PayloadJson.Default.Delivery),
                    delivery.Id,
                    delivery.DueAt.ToStored()))],
                cancellationToken);
        }
    }

    private static PayloadSql Insert(Delivery delivery) => new(
        """
        INSERT INTO deliveries (id, channel, thread, state, due, lease, created, payload) VALUES ($1, $2, $3, $4, $5, 0, $6, $7)
        ON CONFLICT (id) DO NOTHING
        """,
        delivery.Id,
        delivery.Channel,
        delivery.Thread,
        (int)delivery.State,
        delivery.DueAt.ToStored(),
        delivery.CreatedAt.ToStored(),
        JsonSerializer.Serialize(delivery, PayloadJson.Default.Delivery));

    private static PayloadSql Settle(ClaimedDelivery settled) => new(
        "UPDATE deliveries SET state = $1, due = $2, lease = 0, payload = $3 WHERE id = $4 AND lease = $5",
        (int)settled.Delivery.State,
        settled.Delivery.DueAt.ToStored(),
        JsonSerializer.Serialize(settled.Delivery, PayloadJson.Default.Delivery),
        settled.Delivery.Id,
        settled.LeaseUntil.ToStored());

    private static string Parameters(int count) => string.Join(", ", Enumerable.Range(1, count).Select(number => $"${number}"));
}

using System.Globalization;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Attribution;

/// <summary>
/// The rules in use, and the only place where rules and shared costs are changed: each change is a line of the audit log. What another process
/// changed on the same store is seen within <see cref="Freshness"/>. Safe to share between threads.
/// </summary>
public sealed class AttributionBook(IAttributionStore store, IAuditLog audit, TimeProvider time)
{
    private const int MostNamed = 20;

    private volatile Known? _known;

    /// <summary>For how long the store is not asked whether there is a newer version.</summary>
    public static TimeSpan Freshness { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The rules in use, for records that are about to be written.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer: a record must not slip past rules that nobody could read.</exception>
    public ValueTask<Attributor> CurrentAsync(CancellationToken cancellationToken) =>
        _known is { } known && time.GetElapsedTime(known.At) < Freshness
            ? ValueTask.FromResult(known.Attributor)
            : new(LoadAsync(cancellationToken));

    /// <summary>The newest version, from the store.</summary>
    public async Task<RuleSet> NewestAsync(CancellationToken cancellationToken) => (await LoadAsync(cancellationToken)).Set;

    /// <summary>Makes a new version of checked rules.</summary>
    /// <param name="expected">The version that the change starts from.</param>
    /// <param name="rules">All rules, in order.</param>
    /// <param name="by">Who changes them.</param>
    /// <param name="note">Why; null when nothing was said.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    /// <returns>The new version; null when <paramref name="expected"/> is not the newest.</returns>
    public async Task<RuleSet?> ChangeAsync(
        int expected, IReadOnlyList<AttributionRule> rules, string by, string? note, CancellationToken cancellationToken)
    {
        var before = await NewestAsync(cancellationToken);
        var now = time.GetUtcNow();
        var set = new RuleSet(expected + 1, now, by, note, rules);
        if (before.Version != expected || !await store.AddAsync(set, cancellationToken))
        {
            return null;
        }

        await LoadAsync(cancellationToken);
        await audit.AppendAsync(
            [
                new(now, by, "attribution.rules_changed", "attribution/rules", null)
                {
                    Details = Changes(before.Rules, set),
                },
            ],
            cancellationToken);
        return set;
    }

    /// <summary>Adds or replaces a checked shared cost.</summary>
    public async Task SaveSharedCostAsync(SharedCost shared, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shared);
        await store.SaveSharedCostAsync(shared, cancellationToken);
        await audit.AppendAsync(
            [
                new(time.GetUtcNow(), by, "shared_cost.changed", $"shared-cost/{shared.Id}", shared.Origin.Scope)
                {
                    Details = new Dictionary<string, string>
                    {
                        ["name"] = shared.Name,
                        ["method"] = shared.Method.ToString(),
                        ["driver"] = shared.Driver?.ToString() ?? "",
                        ["targets"] = shared.Targets.Count == 0
                            ? "all teams"
                            : string.Join(", ", shared.Targets.Take(MostNamed).Select(target => target.Scope.Key)),
                    },
                },
            ],
            cancellationToken);
    }

    /// <summary>Removes a shared cost.</summary>
    /// <returns>False when there is none of that id.</returns>
    public async Task<bool> RemoveSharedCostAsync(string id, string by, CancellationToken cancellationToken)
    {
        if (await store.RemoveSharedCostAsync(id, cancellationToken) is not { } removed)
        {
            return false;
        }

        await audit.AppendAsync(
            [
                new(time.GetUtcNow(), by, "shared_cost.removed", $"shared-cost/{id}", removed.Origin.Scope)
                {
                    Details = new Dictionary<string, string> { ["name"] = removed.Name },
                },
            ],
            cancellationToken);
        return true;
    }

    private async Task<Attributor> LoadAsync(CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        var version = await store.GetVersionAsync(cancellationToken);
        var attributor = _known?.Attributor is { } known && known.Set.Version == version
            ? known
            : version == 0 ? Attributor.None
            : new(await store.FindAsync(version, cancellationToken) ?? throw new InvalidOperationException($"Rules of version {version} are gone."));
        _known = new(attributor, at);
        return attributor;
    }

    private static Dictionary<string, string> Changes(IReadOnlyList<AttributionRule> before, RuleSet set)
    {
        var old = before.ToDictionary(rule => rule.Id, StringComparer.OrdinalIgnoreCase);
        var now = set.Rules.Select(rule => rule.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var details = new Dictionary<string, string>
        {
            ["version"] = set.Version.ToString(CultureInfo.InvariantCulture),
            ["rules"] = set.Rules.Count.ToString(CultureInfo.InvariantCulture),
            ["added"] = Names(set.Rules.Where(rule => !old.ContainsKey(rule.Id)).Select(rule => rule.Id)),
            ["removed"] = Names(before.Where(rule => !now.Contains(rule.Id)).Select(rule => rule.Id)),
        };
        if (set.Note is { } note)
        {
            details["note"] = note;
        }

        return details;
    }

    private static string Names(IEnumerable<string> ids)
    {
        var all = ids.ToList();
        return string.Join(", ", all.Take(MostNamed)) + (all.Count > MostNamed ? ", …" : "");
    }

    private sealed record Known(Attributor Attributor, long At);
}

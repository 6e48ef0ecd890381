using FinOpsAI.Core.Changes;
using FinOpsAI.Web.Identity;

namespace FinOpsAI.Web.Contracts;

/// <summary>Tells a change. The same scope, kind, title, version and time again is the same change.</summary>
/// <param name="Scope">What was changed; default the organization. It need not have any spend yet.</param>
/// <param name="Kind"><c>deploy</c>, <c>model</c>, <c>prompt</c>, <c>config</c> or <c>other</c>.</param>
/// <param name="Title">What people call it; 1 to 200 characters.</param>
/// <param name="At">When it took effect, RFC 3339; without a zone it is UTC. From 2000 to one day ahead; default now.</param>
/// <param name="Version">Which version it brought; at most 100 characters.</param>
/// <param name="Url">Where it can be read up, http or https; at most 2,000 characters.</param>
/// <param name="By">For whom a program tells it, at most 100 characters; a person tells in their own name.</param>
public sealed record ChangeRequest(string? Scope, string? Kind, string? Title, string? At, string? Version, string? Url, string? By) : IScopedRequest;

/// <summary>A change that was told.</summary>
/// <param name="Id">By what it is.</param>
/// <param name="Scope">What was changed.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Title">What people call it.</param>
/// <param name="At">When it took effect, UTC.</param>
/// <param name="Version">Which version it brought; null for none.</param>
/// <param name="Url">Where it can be read up, http or https; null for nowhere.</param>
/// <param name="By">Who told it.</param>
public sealed record ChangeResponse(
    string Id, ScopeResponse Scope, ChangeKind Kind, string Title, DateTimeOffset At, string? Version, string? Url, string By);

/// <summary>Changes.</summary>
/// <param name="Items">The newest first.</param>
public sealed record ChangeListResponse(IReadOnlyList<ChangeResponse> Items);

/// <summary>How a change is known.</summary>
public enum ChangeSource
{
    /// <summary>Somebody told it.</summary>
    Told = 1,

    /// <summary>It follows from the usage.</summary>
    Seen = 2,
}

/// <summary>A change near an anomaly. That it lies near says nothing of causes.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Source">How it is known.</param>
/// <param name="Scope">Where: the anomaly's scope, one above or one below it.</param>
/// <param name="At">When it took effect, UTC; for what is seen by the day the start of the day.</param>
/// <param name="LeadTime">Seconds from <paramref name="At"/> to the anomaly's start; negative for a change after it.</param>
/// <param name="IsByDay">Whether only the UTC day is known, not the time.</param>
/// <param name="Told">What was told; null for what was seen.</param>
/// <param name="Seen">What was seen; null for what was told.</param>
public sealed record NearbyChangeResponse(
    string Id, ChangeSource Source, ScopeResponse Scope, DateTimeOffset At, double LeadTime, bool IsByDay, ToldChangeResponse? Told, SeenChangeResponse? Seen);

/// <summary>What was told of a change.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Version">Which version it brought; null for none.</param>
/// <param name="Url">Where it can be read up, http or https; null for nowhere.</param>
/// <param name="By">Who told it.</param>
public sealed record ToldChangeResponse(ChangeKind Kind, string Title, string? Version, string? Url, string By);

/// <summary>What was seen in the usage, and from which figures it follows.</summary>
/// <param name="Kind">What.</param>
/// <param name="Provider">The model's provider; empty where it is about no model.</param>
/// <param name="Model">The model; empty where it is about none.</param>
/// <param name="DaysLooked">Whole UTC days without use: before the first one, or since the last one; null where that has no meaning.</param>
/// <param name="LastUsed">The last UTC day on which the model had been used; null for never, or where that has no meaning.</param>
/// <param name="Before">The model's use in the seven UTC days before; null where it had none, or it is about no model.</param>
/// <param name="After">The model's use on the day itself; null where it had none, or it is about no model.</param>
public sealed record SeenChangeResponse(
    SeenChangeKind Kind, string Provider, string Model, int? DaysLooked, DateOnly? LastUsed, ModelUse? Before, ModelUse? After);

/// <summary>What changed around an anomaly: told from 48 hours before its start, seen from 7 UTC days before, both up to its end.</summary>
/// <param name="From">Start of the stretch in which told ones are listed, UTC.</param>
/// <param name="To">Its end, UTC, exclusive.</param>
/// <param name="Items">Those nearest to the anomaly's start first.</param>
public sealed record NearbyChangeListResponse(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<NearbyChangeResponse> Items);

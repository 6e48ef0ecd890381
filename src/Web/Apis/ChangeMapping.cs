using FinOpsAI.Core.Changes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Changes to wire.</summary>
internal static class ChangeMapping
{
    public static ChangeResponse ToResponse(this Change change) => new(
        change.Id, change.Scope.ToResponse(), change.Kind, change.Title, change.At, change.Version, change.Url, change.By);

    public static NearbyChangeResponse Near(this Change change, DateTimeOffset start) => new(
        change.Id,
        ChangeSource.Told,
        change.Scope.ToResponse(),
        change.At,
        (start - change.At).TotalSeconds,
        IsByDay: false,
        new(change.Kind, change.Title, change.Version, change.Url, change.By),
        null);

    public static NearbyChangeResponse Near(this SeenChange change, DateTimeOffset start) => new(
        ContentId.Of(change.Kind, change.Scope.Key, change.At.UtcTicks, change.Provider, change.Model),
        ChangeSource.Seen,
        change.Scope.ToResponse(),
        change.At,
        (start - change.At).TotalSeconds,
        IsByDay: change.Kind != SeenChangeKind.ScopeStarted,
        null,
        new(change.Kind, change.Provider, change.Model, change.DaysLooked, change.LastUsed, change.Before, change.After));
}

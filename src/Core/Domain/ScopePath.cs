using System.Diagnostics.CodeAnalysis;

namespace FinOpsAI.Core.Domain;

/// <summary>
/// Names one scope by its way from the organization down, and is the string key of that scope's cost grain:
/// <c>org</c>, <c>team:search</c>, <c>project:search/chat</c>, <c>resource:search/chat/gpt-4o-prod</c>.
/// Each segment is percent-encoded, so that a name with a slash or a colon (an ARN) stays one segment.
/// </summary>
public sealed record ScopePath
{
    /// <summary>The name under which spend without a team, project or resource is shown.</summary>
    public const string Unattributed = "unattributed";

    /// <summary>The longest name of a team, project or resource, in characters.</summary>
    public const int MaxNameLength = 512;

    /// <summary>The organization, parent of all teams.</summary>
    public static ScopePath Organization { get; } = new(ScopeKind.Organization, null, null, null);

    /// <summary>Computed once: a scope is a dictionary key a dozen times for each ledger entry.</summary>
    private readonly int _hash;

    private ScopePath(ScopeKind kind, string? team, string? project, string? resource)
    {
        Kind = kind;
        Team = team;
        Project = project;
        ResourceName = resource;
        Key = kind switch
        {
            ScopeKind.Organization => "org",
            ScopeKind.Team => $"team:{Escape(team!)}",
            ScopeKind.Project => $"project:{Escape(team!)}/{Escape(project!)}",
            _ => $"resource:{Escape(team!)}/{Escape(project!)}/{Escape(resource!)}",
        };
        _hash = Key.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>The level of this scope.</summary>
    public ScopeKind Kind { get; }

    /// <summary>The team's name; null for the organization.</summary>
    public string? Team { get; }

    /// <summary>The project's name; null above projects.</summary>
    public string? Project { get; }

    /// <summary>The resource's name; null above resources.</summary>
    public string? ResourceName { get; }

    /// <summary>The canonical string form, used as grain key, in URLs and in the API's <c>scope</c> parameter.</summary>
    public string Key { get; }

    /// <summary>The scope's own name, without its parents; <c>org</c> for the organization.</summary>
    public string Name => ResourceName ?? Project ?? Team ?? "org";

    /// <summary>The next wider scope; null for the organization.</summary>
    public ScopePath? Parent => Kind switch
    {
        ScopeKind.Organization => null,
        ScopeKind.Team => Organization,
        ScopeKind.Project => ForTeam(Team!),
        _ => ForProject(Team!, Project!),
    };

    /// <summary>A team's scope.</summary>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static ScopePath ForTeam(string team)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(team);
        return new(ScopeKind.Team, team, null, null);
    }

    /// <summary>A project's scope.</summary>
    /// <exception cref="ArgumentException">A name is blank.</exception>
    public static ScopePath ForProject(string team, string project)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(team);
        ArgumentException.ThrowIfNullOrWhiteSpace(project);
        return new(ScopeKind.Project, team, project, null);
    }

    /// <summary>A resource's scope.</summary>
    /// <exception cref="ArgumentException">A name is blank.</exception>
    public static ScopePath ForResource(string team, string project, string resource)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(team);
        ArgumentException.ThrowIfNullOrWhiteSpace(project);
        ArgumentException.ThrowIfNullOrWhiteSpace(resource);
        return new(ScopeKind.Resource, team, project, resource);
    }

    /// <summary>Reads a key as <see cref="Key"/> writes it.</summary>
    /// <returns>False when <paramref name="key"/> is null, has an unknown kind, or the wrong number of names.</returns>
    public static bool TryParse(string? key, [NotNullWhen(true)] out ScopePath? path)
    {
        path = null;
        if (key is null)
        {
            return false;
        }

        if (key is "org")
        {
            path = Organization;
            return true;
        }

        var colon = key.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return false;
        }

        var names = key[(colon + 1)..].Split('/').Select(Uri.UnescapeDataString).ToArray();
        if (names.Any(string.IsNullOrWhiteSpace))
        {
            return false;
        }

        path = (key[..colon], names.Length) switch
        {
            ("team", 1) => ForTeam(names[0]),
            ("project", 2) => ForProject(names[0], names[1]),
            ("resource", 3) => ForResource(names[0], names[1], names[2]),
            _ => null,
        };
        return path is not null;
    }

    /// <summary>Reads a key as <see cref="Key"/> writes it.</summary>
    /// <exception cref="FormatException">The key does not name a scope.</exception>
    public static ScopePath Parse(string key) => TryParse(key, out var path)
        ? path
        : throw new FormatException($"'{key}' is not a scope: expected org, team:T, project:T/P or resource:T/P/R.");

    /// <summary>This scope and all wider ones, narrowest first: for a resource, four scopes.</summary>
    public IEnumerable<ScopePath> SelfAndAncestors()
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            yield return scope;
        }
    }

    /// <summary>True when <paramref name="other"/> is this scope or lies below it.</summary>
    public bool Contains(ScopePath other) =>
        other.Kind >= Kind
        && (Team is null || Team == other.Team)
        && (Project is null || Project == other.Project)
        && (ResourceName is null || ResourceName == other.ResourceName);

    /// <inheritdoc />
    public bool Equals(ScopePath? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Key == other.Key);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <inheritdoc />
    public override string ToString() => Key;

    private static string Escape(string name) => Uri.EscapeDataString(name);
}

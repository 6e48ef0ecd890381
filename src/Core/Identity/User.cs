namespace FinOpsAI.Core.Identity;

/// <summary>A person who can sign in.</summary>
public sealed record User
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Never changes.</summary>
    public required string Id { get; init; }

    /// <summary>What is typed to sign in, such as an e-mail address; the audit log's name of the person. One in the installation, case aside.</summary>
    public required string Name { get; init; }

    /// <summary>How pages call the person.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Roles on scopes; none for somebody who may do nothing yet.</summary>
    public required IReadOnlyList<Grant> Grants { get; init; }

    /// <summary>The password's salted hash.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>Random; changes with the password and when the user is disabled: sessions that carry an older one are over.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Wrong passwords since the last right one or the last lockout.</summary>
    public int FailedSignIns { get; init; }

    /// <summary>No sign-in before, UTC; null when not locked out.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>UTC; null before the first.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>Can no longer sign in since, UTC; null for one who can.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Grows by one with every change; a change of an older one is refused.</summary>
    public long Version { get; init; }

    /// <summary>A new user, who can sign in at once.</summary>
    /// <param name="name">One that <see cref="IsName"/> takes.</param>
    /// <param name="displayName">How pages call the person; null for the name.</param>
    /// <param name="grants">Roles.</param>
    /// <param name="passwordHash">The password's salted hash.</param>
    /// <param name="now">UTC.</param>
    public static User New(string name, string? displayName, IReadOnlyList<Grant> grants, string passwordHash, DateTimeOffset now) => new()
    {
        Id = Secrets.Id(),
        Name = name,
        DisplayName = displayName ?? name,
        Grants = grants,
        PasswordHash = passwordHash,
        SecurityStamp = Secrets.Random(),
        CreatedAt = now,
    };

    /// <summary>Whether a person can have the name: 1 to <see cref="MaxNameLength"/> characters that can be seen, and none by which the audit log calls a program.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Trim().Length is > 0 and <= MaxNameLength
            && !name.Any(char.IsControl)
            && !name.StartsWith(ApiToken.ActorMark, StringComparison.OrdinalIgnoreCase)
            && !string.Equals(name, Actor.Product.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A name as it is compared.</summary>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Trim().ToUpperInvariant();
    }
}

using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Identity;

/// <summary>What a program shows instead of a password. The secret itself is nowhere kept.</summary>
public sealed record ApiToken
{
    /// <summary>What every token's secret begins with, so that a scanner of sources recognizes a leaked one.</summary>
    public const string Mark = "fai_";

    /// <summary>What the audit log's name of a program begins with.</summary>
    public const string ActorMark = "token:";

    /// <summary>Never changes.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for; the audit log's name of the program.</summary>
    public required string Name { get; init; }

    /// <summary>The user whose token it is, who bounds what it may do; null for one made on the store's own machine.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The secret's first characters, to tell tokens apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the secret, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>What it may do at most.</summary>
    public required IReadOnlyList<Permission> Permissions { get; init; }

    /// <summary>Where it may do it at most.</summary>
    public required ScopePath Scope { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Good before this alone, UTC; null for no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>No longer good since, UTC; null for one that was not revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it is good at a time.</summary>
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    /// <summary>A new secret: the mark and 256 random bits.</summary>
    public static string NewSecret() => Mark + Secrets.Random();

    /// <summary>A secret's hash. Without salt, so that it can be looked up: 256 random bits cannot be guessed.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A new token and its secret, which is shown once.</summary>
    public static (ApiToken Token, string Secret) Make(
        string name, string? ownerId, IReadOnlyList<Permission> permissions, ScopePath scope, DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        var secret = NewSecret();
        var hash = HashOf(secret);
        return (new()
        {
            Id = hash[..16],
            Name = name,
            OwnerId = ownerId,
            Prefix = secret[..(Mark.Length + 6)],
            Hash = hash,
            Permissions = permissions,
            Scope = scope,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        }, secret);
    }

    /// <summary>The actor that it stands for.</summary>
    /// <param name="owner">Its owner as of now; null for a token without one.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Null when its owner is gone or disabled, or it is itself not good any more.</returns>
    public Actor? ToActor(User? owner, DateTimeOffset now)
    {
        if (!IsGood(now) || (OwnerId is not null && owner is not { DisabledAt: null }))
        {
            return null;
        }

        return new(Id, $"{ActorMark}{Name}", ActorKind.Token, owner?.Grants ?? Actor.Product.Grants)
        {
            Limit = new(Permissions.ToHashSet(), Scope),
        };
    }
}

/// <summary>When a token was last used.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="At">UTC, to about a minute.</param>
public sealed record TokenUse(string Id, DateTimeOffset At);

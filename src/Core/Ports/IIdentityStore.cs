using FinOpsAI.Core.Identity;

namespace FinOpsAI.Core.Ports;

/// <summary>Users and tokens.</summary>
public interface IIdentityStore
{
    /// <summary>All users, by name.</summary>
    Task<IReadOnlyList<User>> ListUsersAsync(CancellationToken cancellationToken);

    /// <summary>A user by id; null when unknown.</summary>
    Task<User?> FindUserAsync(string id, CancellationToken cancellationToken);

    /// <summary>A user by name, case aside; null when unknown.</summary>
    Task<User?> FindUserByNameAsync(string name, CancellationToken cancellationToken);

    /// <summary>Adds a user.</summary>
    /// <returns>False, with nothing written, when the name is taken.</returns>
    Task<bool> AddUserAsync(User user, CancellationToken cancellationToken);

    /// <summary>Adds the very first user.</summary>
    /// <returns>False, with nothing written, when there is any user already: of two who try at once, one succeeds.</returns>
    Task<bool> AddFirstUserAsync(User user, CancellationToken cancellationToken);

    /// <summary>Writes a user that changed.</summary>
    /// <returns>False, with nothing written, when the stored one's version is not the one before, or the name is another's.</returns>
    Task<bool> UpdateUserAsync(User user, CancellationToken cancellationToken);

    /// <summary>All tokens, newest first.</summary>
    Task<IReadOnlyList<ApiToken>> ListTokensAsync(CancellationToken cancellationToken);

    /// <summary>A token by the hash of its secret; null when unknown.</summary>
    Task<ApiToken?> FindTokenByHashAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Adds a token.</summary>
    Task AddTokenAsync(ApiToken token, CancellationToken cancellationToken);

    /// <summary>Revokes a token that is not revoked yet.</summary>
    /// <returns>The token as it is now; null when there is none with this id that was not revoked.</returns>
    Task<ApiToken?> RevokeTokenAsync(string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>When tokens were last used.</summary>
    Task<IReadOnlyList<TokenUse>> ListTokenUsesAsync(CancellationToken cancellationToken);

    /// <summary>Notes that a token was used.</summary>
    Task NoteTokenUseAsync(TokenUse use, CancellationToken cancellationToken);
}

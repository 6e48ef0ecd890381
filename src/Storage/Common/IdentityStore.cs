using System.Text.Json;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Users and tokens: JSON with the columns that they are found by.</summary>
internal sealed class IdentityStore(IPayloads payloads) : IIdentityStore
{
    public Task<IReadOnlyList<User>> ListUsersAsync(CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM users ORDER BY name"), PayloadJson.Default.User, cancellationToken);

    public Task<User?> FindUserAsync(string id, CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM users WHERE id = $1", id), PayloadJson.Default.User, cancellationToken).FirstAsync();

    public Task<User?> FindUserByNameAsync(string name, CancellationToken cancellationToken) =>
        payloads.ReadAsync(
            new("SELECT payload FROM users WHERE name = $1", User.Normalize(name)), PayloadJson.Default.User, cancellationToken).FirstAsync();

    public Task<bool> AddUserAsync(User user, CancellationToken cancellationToken) =>
        WriteAsync(
            user,
            "INSERT INTO users (name, version, payload, id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING payload",
            cancellationToken);

    /// <remarks>The column 'first' can hold its number once: two who find the table empty at the same time cannot both be the first.</remarks>
    public Task<bool> AddFirstUserAsync(User user, CancellationToken cancellationToken) =>
        WriteAsync(
            user,
            """
            INSERT INTO users (name, version, payload, id, first)
            SELECT $1, $2, $3, $4, 1 WHERE NOT EXISTS (SELECT 1 FROM users) ON CONFLICT DO NOTHING RETURNING payload
            """,
            cancellationToken);

    public Task<bool> UpdateUserAsync(User user, CancellationToken cancellationToken) =>
        WriteAsync(
            user,
            """
            UPDATE users SET name = $1, version = $2, payload = $3 WHERE id = $4 AND version = $2 - 1
            AND NOT EXISTS (SELECT 1 FROM users AS other WHERE other.name = $1 AND other.id <> $4) RETURNING payload
            """,
            cancellationToken);

    /// <summary>Writes a user: $1 is its name as it is compared, $2 its version, $3 the payload, $4 its id.</summary>
    /// <returns>False when the statement changed nothing.</returns>
    private async Task<bool> WriteAsync(User user, string sql, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        var payload = JsonSerializer.Serialize(user, PayloadJson.Default.User);
        var written = await payloads.WriteAsync(
            new(sql, User.Normalize(user.Name), user.Version, payload, user.Id), PayloadJson.Default.User, cancellationToken);
        return written.Count == 1;
    }

    public Task<IReadOnlyList<ApiToken>> ListTokensAsync(CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM tokens ORDER BY created DESC, id"), PayloadJson.Default.ApiToken, cancellationToken);

    public Task<ApiToken?> FindTokenByHashAsync(string hash, CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM tokens WHERE hash = $1", hash), PayloadJson.Default.ApiToken, cancellationToken).FirstAsync();

    public Task AddTokenAsync(ApiToken token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        return payloads.WriteAsync(
            [
                new(
                    "INSERT INTO tokens (id, hash, created, payload) VALUES ($1, $2, $3, $4)",
                    token.Id,
                    token.Hash,
                    token.CreatedAt.ToStored(),
                    JsonSerializer.Serialize(token, PayloadJson.Default.ApiToken)),
            ],
            cancellationToken);
    }

    public async Task<ApiToken?> RevokeTokenAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found = await payloads.ReadAsync(
            new("SELECT payload FROM tokens WHERE id = $1 AND revoked IS NULL", id), PayloadJson.Default.ApiToken, cancellationToken).FirstAsync();

        // A token changes only here, so what was read is still so unless it has been revoked in between.
        return found is null
            ? null
            : await payloads.WriteAsync(
                new(
                    "UPDATE tokens SET revoked = $1, payload = $2 WHERE id = $3 AND revoked IS NULL RETURNING payload",
                    at.ToStored(),
                    JsonSerializer.Serialize(found with { RevokedAt = at }, PayloadJson.Default.ApiToken),
                    id),
                PayloadJson.Default.ApiToken,
                cancellationToken).FirstAsync();
    }

    public Task<IReadOnlyList<TokenUse>> ListTokenUsesAsync(CancellationToken cancellationToken) =>
        payloads.ReadAsync(new("SELECT payload FROM token_uses ORDER BY id"), PayloadJson.Default.TokenUse, cancellationToken);

    public Task NoteTokenUseAsync(TokenUse use, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(use);
        return payloads.WriteAsync(
            [PayloadSql.Upsert("token_uses", "id, payload", use.Id, JsonSerializer.Serialize(use, PayloadJson.Default.TokenUse))], cancellationToken);
    }
}

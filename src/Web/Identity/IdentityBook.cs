using System.Collections.Concurrent;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Web.Identity;

/// <summary>
/// Users and tokens as every request needs them, remembered for five seconds. A change made through this server counts at once; one made
/// elsewhere (another server, the command line) after these seconds.
/// </summary>
internal sealed class IdentityBook(IIdentityStore store, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (User User, DateTimeOffset At)> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (ApiToken Token, DateTimeOffset At)> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _uses = new(StringComparer.Ordinal);
    private int _changes;

    /// <summary>A user by id; null when unknown.</summary>
    public async ValueTask<User?> FindUserAsync(string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_users.TryGetValue(id, out var known) && now - known.At < Remembered)
        {
            return known.User;
        }

        var changes = Volatile.Read(ref _changes);
        var user = await store.FindUserAsync(id, cancellationToken);
        if (user is not null && changes == Volatile.Read(ref _changes))
        {
            _users[id] = (user, now);
        }

        return user;
    }

    /// <summary>The actor that a token's secret stands for; null when it is unknown or not good any more.</summary>
    public ValueTask<Actor?> FindActorAsync(string secret, CancellationToken cancellationToken) => OfHashAsync(ApiToken.HashOf(secret), cancellationToken);

    /// <summary>The same by the secret's hash.</summary>
    public async ValueTask<Actor?> OfHashAsync(string hash, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await FindTokenAsync(hash, now, cancellationToken) is not { } token)
        {
            return null;
        }

        var owner = token.OwnerId is null ? null : await FindUserAsync(token.OwnerId, cancellationToken);
        return token.ToActor(owner, now);
    }

    /// <summary>Notes that a token was used, about once a minute.</summary>
    public async ValueTask NoteUseAsync(string tokenId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_uses.TryGetValue(tokenId, out var last) && now - last < UseNoted)
        {
            return;
        }

        _uses[tokenId] = now;
        await store.NoteTokenUseAsync(new(tokenId, now), cancellationToken);
    }

    /// <summary>Forgets what is remembered, after a change.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _changes);
        _users.Clear();
        _tokens.Clear();
    }

    private async ValueTask<ApiToken?> FindTokenAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_tokens.TryGetValue(hash, out var known) && now - known.At < Remembered)
        {
            return known.Token;
        }

        var changes = Volatile.Read(ref _changes);
        var token = await store.FindTokenByHashAsync(hash, cancellationToken);
        if (token is not null && changes == Volatile.Read(ref _changes))
        {
            _tokens[hash] = (token, now);
        }

        return token;
    }
}

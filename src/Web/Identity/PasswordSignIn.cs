using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Identity;

/// <summary>Signs in by name and password; too many wrong ones lock the user out for a while.</summary>
internal sealed class PasswordSignIn(
    IIdentityStore store, Passwords passwords, IAuditLog audit, IdentityBook book, IOptions<IdentityOptions> options, TimeProvider time) : ISignIn
{
    private const int Tries = 10;

    public async Task<User?> SignInAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        // Once, and for unknown, locked and disabled users too: how long an answer takes says nothing of them.
        var user = await store.FindUserByNameAsync(attempt.Name, cancellationToken);
        var isRight = passwords.IsRight(user, attempt.Password);
        for (var left = Tries; left > 0; left--)
        {
            var now = time.GetUtcNow();
            if (user is not { DisabledAt: null } || user.IsLocked(now))
            {
                await RefusedAsync(user, user is null ? "unknown" : user.DisabledAt is null ? "locked" : "disabled", attempt.Address, cancellationToken);
                return null;
            }

            var after = isRight ? user.Succeeded(now) : user.Failed(now, options.Value.MaxFailedSignIns, options.Value.Lockout);
            if (await store.UpdateUserAsync(after, cancellationToken))
            {
                book.Forget();
                if (isRight)
                {
                    await AuditAsync("session.signedIn", after, new() { ["address"] = attempt.Address }, cancellationToken);
                    return after;
                }

                await RefusedAsync(after, after.IsLocked(now) ? "password, now locked" : "password", attempt.Address, cancellationToken);
                return null;
            }

            // Somebody else changed the user meanwhile: look again, so that no failure goes uncounted and no old password counts.
            var again = await store.FindUserAsync(user.Id, cancellationToken);
            isRight = isRight && again?.PasswordHash == user.PasswordHash;
            user = again;
        }

        return null;
    }

    private Task RefusedAsync(User? user, string reason, string address, CancellationToken cancellationToken) =>
        AuditAsync("session.refused", user, new() { ["reason"] = reason, ["address"] = address }, cancellationToken);

    /// <summary>The name that an unknown one typed is not kept: it may be a password in the wrong field.</summary>
    private Task AuditAsync(string action, User? user, Dictionary<string, string> details, CancellationToken cancellationToken) => audit.AppendAsync(
        [new(time.GetUtcNow(), user?.Name ?? "anonymous", action, user is null ? "user" : $"user/{user.Id}", null) { Details = details }],
        cancellationToken);
}

namespace FinOpsAI.Core.Identity;

/// <summary>What changes of a user do to whether it can sign in.</summary>
public static class SignInRules
{
    /// <summary>Whether a user may try now.</summary>
    public static bool IsLocked(this User user, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.LockedUntil > now;
    }

    /// <summary>The user after a wrong password: one failure more, locked out when there were too many.</summary>
    public static User Failed(this User user, DateTimeOffset now, int attempts, TimeSpan lockout)
    {
        ArgumentNullException.ThrowIfNull(user);
        var failures = user.FailedSignIns + 1;
        return failures < attempts
            ? user with { FailedSignIns = failures, Version = user.Version + 1 }
            : user with { FailedSignIns = 0, LockedUntil = now + lockout, Version = user.Version + 1 };
    }

    /// <summary>The user after the right password.</summary>
    public static User Succeeded(this User user, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user with { FailedSignIns = 0, LockedUntil = null, LastSignInAt = now, Version = user.Version + 1 };
    }

    /// <summary>The user with another password: all sessions are over, and a lockout is lifted.</summary>
    public static User WithPassword(this User user, string hash)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user with
        {
            PasswordHash = hash, SecurityStamp = Secrets.Random(), FailedSignIns = 0, LockedUntil = null, Version = user.Version + 1,
        };
    }

    /// <summary>The user who can sign in no longer: all sessions are over.</summary>
    public static User Disabled(this User user, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user with { DisabledAt = user.DisabledAt ?? now, SecurityStamp = Secrets.Random(), Version = user.Version + 1 };
    }

    /// <summary>The user who can sign in again, disabled or locked out before.</summary>
    public static User Enabled(this User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user with { DisabledAt = null, LockedUntil = null, FailedSignIns = 0, Version = user.Version + 1 };
    }
}

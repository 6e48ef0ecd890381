using System.Globalization;
using FinOpsAI.Core.Audit;

namespace FinOpsAI.Core.Identity;

/// <summary>What the audit log keeps of changes to users and tokens: never a password or a secret.</summary>
public static class IdentityAudit
{
    /// <summary>A line on a user; it concerns the whole installation.</summary>
    /// <param name="user">The user as it is now.</param>
    /// <param name="action">What was done, such as <c>user.added</c>.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="at">UTC.</param>
    public static AuditEntry ToAudit(this User user, string action, string actor, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new(at, actor, action, $"user/{user.Id}", null)
        {
            Details = new Dictionary<string, string>
            {
                ["name"] = user.Name,
                ["roles"] = string.Join(", ", user.Grants.Select(grant => $"{grant.Role} on {grant.Scope.Key}")),
            },
        };
    }

    /// <summary>A line on a token.</summary>
    /// <param name="token">The token as it is now.</param>
    /// <param name="action">What was done, such as <c>token.made</c>.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="at">UTC.</param>
    public static AuditEntry ToAudit(this ApiToken token, string action, string actor, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new(at, actor, action, $"token/{token.Id}", token.Scope)
        {
            Details = new Dictionary<string, string>
            {
                ["name"] = token.Name,
                ["prefix"] = token.Prefix,
                ["permissions"] = string.Join(", ", token.Permissions),
                ["expires"] = token.ExpiresAt?.ToString("O", CultureInfo.InvariantCulture) ?? "never",
            },
        };
    }
}

using FinOpsAI.Core.Identity;
using Microsoft.AspNetCore.Identity;

namespace FinOpsAI.Web.Identity;

/// <summary>Passwords by the framework's hasher: PBKDF2 with HMAC-SHA-512, a salt of their own, 100,000 rounds.</summary>
public sealed class Passwords
{
    /// <summary>The longest password, in characters: hashing takes no longer than it must.</summary>
    public const int MaxLength = 200;

    private readonly PasswordHasher<object> _hasher = new();
    private readonly string _nobodys;

    /// <summary>Makes the hash of nobody's password, against which unknown names are checked.</summary>
    public Passwords() => _nobodys = Hash(Secrets.Random());

    /// <summary>A password's hash with a new salt.</summary>
    public string Hash(string password) => _hasher.HashPassword(this, password);

    /// <summary>Whether a password is a user's; takes as long for a user who does not exist.</summary>
    public bool IsRight(User? user, string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var found = _hasher.VerifyHashedPassword(this, user?.PasswordHash ?? _nobodys, password.Length > MaxLength ? "" : password);
        return user is not null && found != PasswordVerificationResult.Failed;
    }

    /// <summary>Why a password cannot be taken; null when it can.</summary>
    public static string? Fault(string? password, string name, int minLength) => password switch
    {
        null or "" => "Required.",
        { Length: var length } when length < minLength => $"Too short: expected at least {minLength} characters.",
        { Length: > MaxLength } => $"Too long: expected at most {MaxLength} characters.",
        _ when password.Distinct().Count() < 4 => "Too simple: expected at least 4 different characters.",
        _ when password.Contains(name, StringComparison.OrdinalIgnoreCase) && name.Length > 0 => "Must not hold the name.",
        _ => null,
    };
}

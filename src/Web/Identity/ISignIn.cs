using FinOpsAI.Core.Identity;

namespace FinOpsAI.Web.Identity;

/// <summary>What somebody shows to be let in.</summary>
/// <param name="Name">The name typed.</param>
/// <param name="Password">The password typed.</param>
/// <param name="Address">Where the request comes from.</param>
internal sealed record SignInAttempt(string Name, string Password, string Address)
{
    /// <inheritdoc />
    /// <remarks>Without the password, so that no log ever holds it.</remarks>
    public override string ToString() => $"Sign-in from {Address}";
}

/// <summary>
/// Decides who signs in. Everything behind it, sessions, roles and permissions, does not ask how: an identity provider (OpenID Connect) goes in
/// here, finding the <see cref="User"/> by the e-mail address that the provider vouches for.
/// </summary>
internal interface ISignIn
{
    /// <summary>The user; null when refused, whatever the reason. Each outcome is in the audit log.</summary>
    Task<User?> SignInAsync(SignInAttempt attempt, CancellationToken cancellationToken);
}

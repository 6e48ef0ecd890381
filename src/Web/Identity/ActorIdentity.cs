using System.Security.Claims;
using FinOpsAI.Core.Identity;

namespace FinOpsAI.Web.Identity;

/// <summary>An actor as the framework carries it with a request or a live connection.</summary>
internal sealed class ActorIdentity : ClaimsIdentity
{
    /// <summary>The claim with the user's security stamp.</summary>
    public const string Stamp = "stamp";

    /// <summary>The claim with the hash of a token's secret, by which a live connection is checked again.</summary>
    public const string TokenHash = "token";

    public ActorIdentity(Actor actor, string scheme, params IEnumerable<Claim> claims)
        : base([new(ClaimTypes.NameIdentifier, actor.Id), new(ClaimTypes.Name, actor.Name), .. claims], scheme) => Who = actor;

    /// <summary>Who it is.</summary>
    public Actor Who { get; }

    /// <summary>A user's identity.</summary>
    public static ActorIdentity Of(User user) => new(
        new(user.Id, user.Name, ActorKind.User, user.Grants), Schemes.Session, new Claim(Stamp, user.SecurityStamp));
}

/// <summary>The ways in.</summary>
internal static class Schemes
{
    /// <summary>Chooses one of the others.</summary>
    public const string Any = "FinOpsAI";

    /// <summary>A signed-in person's cookie.</summary>
    public const string Session = "session";

    /// <summary>A program's token.</summary>
    public const string Token = "token";

    /// <summary>A chosen role over generated data.</summary>
    public const string Demo = "demo";
}

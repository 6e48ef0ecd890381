using FinOpsAI.Core.Identity;

namespace FinOpsAI.Web.Contracts;

/// <summary>Who asks, and what the pages need to know of it.</summary>
/// <param name="SetupNeeded">Nobody can sign in yet: the first administrator is made with the setup code of the server's log.</param>
/// <param name="IsDemo">Generated data: a role is chosen instead of signing in.</param>
/// <param name="Actor">Who asks; null for nobody: sign in.</param>
/// <param name="AntiforgeryToken">
/// To be sent in the header <c>X-XSRF-TOKEN</c> with every POST, PUT and DELETE of this session; it changes with the user. Null when none is needed.
/// </param>
/// <param name="DemoRoles">Roles to choose from; empty outside of demo mode.</param>
/// <param name="MinPasswordLength">Characters.</param>
public sealed record SessionResponse(
    bool SetupNeeded, bool IsDemo, ActorResponse? Actor, string? AntiforgeryToken, IReadOnlyList<Role> DemoRoles, int MinPasswordLength);

/// <summary>Somebody with roles.</summary>
/// <param name="Id">Of the user or token.</param>
/// <param name="Name">As in the audit log.</param>
/// <param name="DisplayName">How pages call the person.</param>
/// <param name="Kind">User, token or demo.</param>
/// <param name="Roles">All roles, wherever.</param>
/// <param name="Grants">Which role where.</param>
/// <param name="Permissions">What may be done where.</param>
/// <param name="LandingRole">The role whose page is shown first.</param>
/// <param name="HomeScope">Where pages begin: the organization for who sees it, else the first team.</param>
public sealed record ActorResponse(
    string Id,
    string Name,
    string DisplayName,
    ActorKind Kind,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<GrantResponse> Grants,
    IReadOnlyList<PermissionResponse> Permissions,
    Role LandingRole,
    ScopeResponse? HomeScope);

/// <summary>A role on a scope.</summary>
/// <param name="Role">What may be done.</param>
/// <param name="Scope">The organization or a team.</param>
public sealed record GrantResponse(Role Role, ScopeResponse Scope);

/// <summary>Where something may be done.</summary>
/// <param name="Permission">What.</param>
/// <param name="Scopes">The widest scopes; on everything below as well.</param>
public sealed record PermissionResponse(Permission Permission, IReadOnlyList<ScopeResponse> Scopes);

/// <summary>A name and password.</summary>
/// <param name="Name">As it was given when the user was made; case does not matter.</param>
/// <param name="Password">The password.</param>
public sealed record SignInRequest(string? Name, string? Password);

/// <summary>The first administrator.</summary>
/// <param name="Code">The setup code of the server's log.</param>
/// <param name="Name">To sign in with, such as an e-mail address.</param>
/// <param name="DisplayName">How pages call the person; null for the name.</param>
/// <param name="Password">The password.</param>
public sealed record SetupRequest(string? Code, string? Name, string? DisplayName, string? Password);

/// <summary>A change of one's own password.</summary>
/// <param name="Current">The password until now.</param>
/// <param name="New">The password from now on.</param>
public sealed record PasswordRequest(string? Current, string? New);

/// <summary>A choice in demo mode.</summary>
/// <param name="Role">The role.</param>
/// <param name="Scope">The organization or a team; null for the organization.</param>
public sealed record DemoRoleRequest(Role Role, string? Scope);

/// <summary>A user.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Name">To sign in with; the audit log's name.</param>
/// <param name="DisplayName">How pages call the person.</param>
/// <param name="Grants">Which role where.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="LastSignInAt">UTC; null before the first.</param>
/// <param name="LockedUntil">UTC; null when not locked out.</param>
/// <param name="DisabledAt">UTC; null for one who can sign in.</param>
public sealed record UserResponse(
    string Id,
    string Name,
    string DisplayName,
    IReadOnlyList<GrantResponse> Grants,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt,
    DateTimeOffset? LockedUntil,
    DateTimeOffset? DisabledAt);

/// <summary>All users, by name.</summary>
public sealed record UserListResponse(IReadOnlyList<UserResponse> Items);

/// <summary>A role on a scope.</summary>
/// <param name="Role">What may be done.</param>
/// <param name="Scope"><c>org</c> or <c>team:T</c>; null for the organization.</param>
public sealed record GrantRequest(Role Role, string? Scope);

/// <summary>A user to be made or changed.</summary>
/// <param name="Name">To sign in with.</param>
/// <param name="DisplayName">How pages call the person; null for the name.</param>
/// <param name="Grants">Which role where.</param>
/// <param name="Password">The first password; at a change a new one, null to leave it.</param>
public sealed record UserRequest(string? Name, string? DisplayName, IReadOnlyList<GrantRequest>? Grants, string? Password);

/// <summary>An API token, without its secret.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Owner">Whose it is; null for one made on the store's own machine.</param>
/// <param name="Prefix">The secret's first characters.</param>
/// <param name="Permissions">What it may do at most; never more than its owner.</param>
/// <param name="Scope">Where at most.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ExpiresAt">Good before this, UTC; null for no end.</param>
/// <param name="RevokedAt">UTC; null when not revoked.</param>
/// <param name="LastUsedAt">UTC, to about a minute; null when never used.</param>
public sealed record TokenResponse(
    string Id,
    string Name,
    string? Owner,
    string Prefix,
    IReadOnlyList<Permission> Permissions,
    ScopeResponse Scope,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt);

/// <summary>Tokens, newest first: one's own, or all for who manages identity.</summary>
public sealed record TokenListResponse(IReadOnlyList<TokenResponse> Items);

/// <summary>A token to be made.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Permissions">What it may do; nothing that the maker may not.</param>
/// <param name="Scope">Where; null for the organization.</param>
/// <param name="ExpiresAt">Good before this, UTC; null for no end.</param>
public sealed record TokenRequest(string? Name, IReadOnlyList<Permission>? Permissions, string? Scope, DateTimeOffset? ExpiresAt);

/// <summary>A new token.</summary>
/// <param name="Token">The token.</param>
/// <param name="Secret">To be sent as <c>Authorization: Bearer SECRET</c>. Shown this once: only its hash is kept.</param>
public sealed record TokenMadeResponse(TokenResponse Token, string Secret);

using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Apis;

/// <summary>Reads what is said about a user.</summary>
internal sealed class UserForm(Passwords passwords, IOptions<IdentityOptions> options)
{
    private const int MaxGrants = 50;

    /// <summary>The user as it shall be, with the next version; null with faults.</summary>
    public User? Read(Query query, UserRequest request, User? before, DateTimeOffset now)
    {
        query.Require("name", request.Name);
        var name = query.Text("name", request.Name, User.MaxNameLength) ?? "";
        if (name.Length > 0 && !User.IsName(name))
        {
            query.Fail("name", "Not a name that a person can have.");
        }

        var displayName = query.Text("displayName", request.DisplayName, User.MaxNameLength) ?? name;
        var grants = Grants(query, request.Grants);
        if ((before is null || request.Password is not null)
            && Passwords.Fault(request.Password, name, options.Value.MinPasswordLength) is { } fault)
        {
            query.Fail("password", fault);
        }

        if (query.HasFailed)
        {
            return null;
        }

        if (before is null)
        {
            return User.New(name, displayName, grants, passwords.Hash(request.Password!), now);
        }

        var after = request.Password is null ? before with { Version = before.Version + 1 } : before.WithPassword(passwords.Hash(request.Password));
        return after with { Name = name, DisplayName = displayName, Grants = grants };
    }

    private static List<Grant> Grants(Query query, IReadOnlyList<GrantRequest>? requests)
    {
        if (requests is { Count: > MaxGrants })
        {
            query.Fail("grants", $"{requests.Count} roles are too many: expected at most {MaxGrants}.");
            return [];
        }

        var grants = new List<Grant>();
        foreach (var request in requests ?? [])
        {
            if (!ScopePath.TryParse(request.Scope ?? ScopePath.Organization.Key, out var scope) || !Grant.CanBeOn(scope))
            {
                query.Fail("grants", $"'{request.Scope}' cannot have roles: expected org or team:T.");
                return [];
            }

            grants.Add(new(request.Role, scope));
        }

        return [.. grants.Distinct()];
    }
}

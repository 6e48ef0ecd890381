using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Identity;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>users</c>: who can sign in. Works on the store itself: whoever has its file, or its connection, has everything anyway.</summary>
internal static class UserCommands
{
    public static Command Create()
    {
        var command = new Command("users", "Users: who can sign in to the dashboard, and as what.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Add());
        command.Subcommands.Add(Password());
        command.Subcommands.Add(Switch("disable", "Let a user in no longer; sessions and tokens end within seconds.", "user.disabled", SignInRules.Disabled));
        command.Subcommands.Add(Switch("enable", "Let a disabled or locked-out user in again.", "user.enabled", (user, _) => user.Enabled()));
        return command;
    }

    private static Command List()
    {
        var store = new StoreSettings();
        var command = new Command("list", "All users, as tab-separated lines.");
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            Console.WriteLine("name\troles\tlast sign-in\tstate");
            foreach (var user in await app.Services.GetRequiredService<IIdentityStore>().ListUsersAsync(token))
            {
                Console.WriteLine(string.Join(
                    '\t',
                    user.Name,
                    string.Join(", ", user.Grants.Select(grant => $"{Words.Of(grant.Role)} {grant.Scope.Key}")),
                    user.LastSignInAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never",
                    user.DisabledAt is null ? "active" : "disabled"));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Add()
    {
        var store = new StoreSettings();
        var name = NameArgument();
        var roles = new Option<string[]>("--role")
        {
            Description = $"ROLE for the organization, or ROLE@TEAM; more than one allowed. Roles: {string.Join(", ", Enum.GetValues<Role>().Select(Words.Of))}",
            HelpName = "ROLE[@TEAM]",
            Required = true,
        };
        var display = new Option<string?>("--display-name") { Description = "How pages call the person; default: the name", HelpName = "TEXT" };
        var command = new Command("add", "Add a user; the password is read from the terminal or from standard input.");
        command.Arguments.Add(name);
        command.Options.Add(roles);
        command.Options.Add(display);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var grants = parsed.GetValue(roles)!.Select(ReadGrant).Distinct().ToList();
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var text = parsed.GetValue(name)!.Trim();
            if (!User.IsName(text))
            {
                throw new CommandException(
                    ExitCodes.Usage, $"NAME: expected 1 to {User.MaxNameLength} characters without line breaks, and no name of a program such as token:…");
            }

            var user = User.New(text, parsed.GetValue(display), grants, Hash(app, text), now);
            if (!await app.Services.GetRequiredService<IIdentityStore>().AddUserAsync(user, token))
            {
                throw new CommandException(ExitCodes.Failed, $"There is a user '{text}' already.");
            }

            await AuditAsync(app, "user.added", user, token);
            Console.WriteLine($"{text} can sign in.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Password()
    {
        var store = new StoreSettings();
        var name = NameArgument();
        var command = new Command("password", "Set a user's password, read from the terminal or from standard input; all sessions end.");
        command.Arguments.Add(name);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var user = await FindAsync(app, parsed.GetValue(name)!, token);
            await SaveAsync(app, user.WithPassword(Hash(app, user.Name)), "user.passwordSet", token);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Switch(string verb, string description, string action, Func<User, DateTimeOffset, User> change)
    {
        var store = new StoreSettings();
        var name = NameArgument();
        var command = new Command(verb, description);
        command.Arguments.Add(name);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var user = await FindAsync(app, parsed.GetValue(name)!, token);
            await SaveAsync(app, change(user, app.Services.GetRequiredService<TimeProvider>().GetUtcNow()), action, token);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> NameArgument() => new("NAME") { Description = "What the person types to sign in, such as an e-mail address" };

    private static Grant ReadGrant(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var role = at < 0 ? text : text[..at];
        var found = Enum.GetValues<Role>().Where(known => string.Equals(Words.Of(known), role, StringComparison.OrdinalIgnoreCase)).ToList();
        return found is [var known] && at != text.Length - 1
            ? new(known, at < 0 ? ScopePath.Organization : ScopePath.ForTeam(text[(at + 1)..]))
            : throw new CommandException(ExitCodes.Usage, $"--role {text}: expected ROLE or ROLE@TEAM, such as finOps or engineer@search.");
    }

    private static string Hash(WebApplication app, string name)
    {
        var password = Words.ReadSecret("Password: ");
        var options = app.Services.GetRequiredService<IOptions<IdentityOptions>>().Value;
        return Passwords.Fault(password, name, options.MinPasswordLength) is { } fault
            ? throw new CommandException(ExitCodes.Usage, $"Password: {fault}")
            : app.Services.GetRequiredService<Passwords>().Hash(password);
    }

    private static async Task<User> FindAsync(WebApplication app, string name, CancellationToken cancellationToken) =>
        await app.Services.GetRequiredService<IIdentityStore>().FindUserByNameAsync(name, cancellationToken)
        ?? throw new CommandException(ExitCodes.Usage, $"There is no user '{name}'; see 'finopsai users list'.");

    private static async Task SaveAsync(WebApplication app, User user, string action, CancellationToken cancellationToken)
    {
        if (!await app.Services.GetRequiredService<IIdentityStore>().UpdateUserAsync(user, cancellationToken))
        {
            throw new CommandException(ExitCodes.Failed, "The user was changed at the same time: try again.");
        }

        await AuditAsync(app, action, user, cancellationToken);
        Console.WriteLine($"Done: {user.Name}.");
    }

    private static Task AuditAsync(WebApplication app, string action, User user, CancellationToken cancellationToken) =>
        app.Services.GetRequiredService<IAuditLog>().AppendAsync(
            [user.ToAudit(action, Words.Actor, app.Services.GetRequiredService<TimeProvider>().GetUtcNow())], cancellationToken);
}

using System.CommandLine;
using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>tokens</c>: what programs come in with. Works on the store itself.</summary>
internal static class TokenCommands
{
    public static Command Create()
    {
        var command = new Command("tokens", "API tokens: what programs send as 'Authorization: Bearer TOKEN'.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Add());
        command.Subcommands.Add(Revoke());
        return command;
    }

    private static Command List()
    {
        var store = new StoreSettings();
        var command = new Command("list", "All tokens without their secrets, newest first, as tab-separated lines.");
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var identity = app.Services.GetRequiredService<IIdentityStore>();
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var uses = (await identity.ListTokenUsesAsync(token)).ToDictionary(use => use.Id, use => use.At);
            Console.WriteLine("id\tname\tbegins\tpermissions\tscope\texpires\tlast used\tstate");
            foreach (var one in await identity.ListTokensAsync(token))
            {
                Console.WriteLine(string.Join(
                    '\t',
                    one.Id,
                    one.Name,
                    one.Prefix,
                    string.Join(",", one.Permissions.Select(Words.Of)),
                    one.Scope.Key,
                    Day(one.ExpiresAt),
                    Day(uses.TryGetValue(one.Id, out var used) ? used : null),
                    one.IsGood(now) ? "good" : one.RevokedAt is null ? "expired" : "revoked"));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Add()
    {
        var store = new StoreSettings();
        var name = new Argument<string>("NAME") { Description = "What it is for, such as 'gateway'" };
        var permissions = new Option<string[]>("--permission")
        {
            Description = $"What it may do; more than one allowed. One of: {string.Join(", ", Enum.GetValues<Permission>().Select(Words.Of))}",
            HelpName = "PERMISSION",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var scope = new ScopeOption("Where");
        var days = new Option<int?>("--days") { Description = "Days until it expires; default: never", HelpName = "N" };
        var command = new Command("add", "Make a token. Only its secret is written to standard output, this once.");
        command.Arguments.Add(name);
        command.Options.Add(permissions);
        command.Options.Add(scope);
        command.Options.Add(days);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var allowed = parsed.GetValue(permissions)!.Select(ReadPermission).Distinct().Order().ToList();
            var path = scope.Of(parsed);

            if (parsed.GetValue(days) is < 1 or > 36_500)
            {
                throw new CommandException(ExitCodes.Usage, "--days: expected 1 to 36,500.");
            }

            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var (made, secret) = ApiToken.Make(
                parsed.GetValue(name)!, null, allowed, path, now, parsed.GetValue(days) is { } count ? now.AddDays(count) : null);
            await app.Services.GetRequiredService<IIdentityStore>().AddTokenAsync(made, token);
            await AuditAsync(app, "token.made", made, token);
            await Console.Error.WriteLineAsync($"Token {made.Id} for {made.Name}; its secret is not kept and not shown again:");
            Console.WriteLine(secret);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Revoke()
    {
        var store = new StoreSettings();
        var id = new Argument<string>("ID") { Description = "The token's id, as 'tokens list' shows it" };
        var command = new Command("revoke", "Let a token in no longer; it ends within seconds.");
        command.Arguments.Add(id);
        store.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var app = await store.OpenAsync(parsed, token, LogLevel.Warning);
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var revoked = await app.Services.GetRequiredService<IIdentityStore>().RevokeTokenAsync(parsed.GetValue(id)!, now, token)
                ?? throw new CommandException(ExitCodes.Usage, $"There is no token '{parsed.GetValue(id)}' to revoke; see 'finopsai tokens list'.");
            await AuditAsync(app, "token.revoked", revoked, token);
            Console.WriteLine($"Revoked: {revoked.Name}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Permission ReadPermission(string text) =>
        Enum.GetValues<Permission>().Where(known => string.Equals(Words.Of(known), text, StringComparison.OrdinalIgnoreCase)).ToList() is [var known]
            ? known
            : throw new CommandException(
                ExitCodes.Usage, $"--permission {text}: expected one of {string.Join(", ", Enum.GetValues<Permission>().Select(Words.Of))}.");

    private static string Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never";

    private static Task AuditAsync(WebApplication app, string action, ApiToken token, CancellationToken cancellationToken) =>
        app.Services.GetRequiredService<IAuditLog>().AppendAsync(
            [token.ToAudit(action, Words.Actor, app.Services.GetRequiredService<TimeProvider>().GetUtcNow())], cancellationToken);
}

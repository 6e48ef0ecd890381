using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;

namespace FinOpsAI.TestSupport;

/// <summary>Lets tests in: tokens written into a store, as the command line does.</summary>
public static class TestIdentity
{
    /// <summary>A token that may do everything, for the store that these options of <c>serve</c> name.</summary>
    /// <returns>Its secret; null when the options name no store.</returns>
    public static async Task<string?> AdministratorAsync(IReadOnlyList<string> options, string name = "tests")
    {
        await using var store = Open(options);
        return store is null ? null : await TokenAsync(store, name, Enum.GetValues<Permission>(), ScopePath.Organization);
    }

    /// <summary>A token without an owner.</summary>
    /// <returns>Its secret.</returns>
    public static async Task<string> TokenAsync(
        IStore store, string name, IReadOnlyList<Permission> permissions, ScopePath scope, DateTimeOffset? expiresAt = null)
    {
        var (token, secret) = ApiToken.Make(name, null, permissions, scope, TimeProvider.System.GetUtcNow(), expiresAt);
        await store.Administration.MigrateAsync(CancellationToken.None);
        await store.Identity.AddTokenAsync(token, CancellationToken.None);
        return secret;
    }

    private static IStore? Open(IReadOnlyList<string> options)
    {
        for (var index = 0; index + 1 < options.Count; index++)
        {
            switch (options[index])
            {
                case "--data":
                    return new SqliteStore(Path.Combine(options[index + 1], "finopsai.db"), new(), TimeProvider.System);
                case "--postgres":
                    return new PostgresStore(options[index + 1], new(), TimeProvider.System);
            }
        }

        return null;
    }
}

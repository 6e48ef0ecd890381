using FinOpsAI.Core.Domain;
using FinOpsAI.Storage.Common;
using Npgsql;

namespace FinOpsAI.Storage.Postgres;

/// <summary>Finds and adds the numbers of scopes and models, many at a time.</summary>
internal static class PostgresNames
{
    /// <summary>Makes sure that all scopes, with their ancestors, and models have numbers.</summary>
    public static async Task ResolveAsync(
        this NpgsqlConnection connection,
        PendingNames names,
        IEnumerable<ScopePath> scopes,
        IEnumerable<ModelName> models,
        CancellationToken cancellationToken)
    {
        // Each scope of the line on its own: a resource known from reading says nothing about the numbers of the scopes above it.
        var missing = scopes.Distinct().SelectMany(scope => scope.SelfAndAncestors()).Distinct().Where(scope => !names.TryGet(scope, out _)).ToList();

        // From the organization down, because a row holds its parent's number; in the order of keys, because two transactions that add
        // the same rows in different orders would wait for each other.
        foreach (var level in missing.GroupBy(scope => scope.Kind).OrderBy(level => level.Key))
        {
            await ResolveLevelAsync(connection, names, [.. level.OrderBy(scope => scope.Key, StringComparer.Ordinal)], cancellationToken);
        }

        var unknown = models.Where(model => !names.TryGet(model, out _)).Distinct()
            .OrderBy(model => model.Provider, StringComparer.Ordinal).ThenBy(model => model.Model, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            await ResolveModelsAsync(connection, names, unknown, cancellationToken);
        }
    }

    private static async Task ResolveLevelAsync(
        NpgsqlConnection connection, PendingNames names, List<ScopePath> scopes, CancellationToken cancellationToken)
    {
        await connection.Sql(
            """
            INSERT INTO scopes (key, kind, parent_id, search_name)
            SELECT * FROM unnest($1::text[], $2::smallint[], $3::integer[], $4::text[]) AS added (key, kind, parent_id, search_name)
            WHERE NOT EXISTS (SELECT 1 FROM scopes WHERE scopes.key = added.key)
            ON CONFLICT (key) DO NOTHING
            """)
            .With(scopes.Select(scope => scope.Key).ToArray())
            .With(scopes.Select(scope => (short)scope.Kind).ToArray())
            .With(scopes.Select(scope => scope.Parent is { } parent ? names.Id(parent) : (int?)null).ToArray())
            .With(scopes.Select(scope => ScopeSearch.Fold(scope.Name)).ToArray())
            .RunAsync(cancellationToken);
        var byKey = scopes.ToDictionary(scope => scope.Key);
        var found = await connection.Sql("SELECT key, scope_id FROM scopes WHERE key = ANY($1)").With(byKey.Keys.ToArray())
            .ListAsync(row => (Key: row.GetString(0), Id: row.GetInt32(1)), cancellationToken);
        foreach (var (key, id) in found)
        {
            names.Add(byKey[key], id);
        }
    }

    private static async Task ResolveModelsAsync(
        NpgsqlConnection connection, PendingNames names, List<ModelName> models, CancellationToken cancellationToken)
    {
        var providers = models.Select(model => model.Provider).ToArray();
        var named = models.Select(model => model.Model).ToArray();
        await connection.Sql(
            """
            INSERT INTO models (provider, model)
            SELECT * FROM unnest($1::text[], $2::text[]) AS added (provider, model)
            WHERE NOT EXISTS (SELECT 1 FROM models WHERE models.provider = added.provider AND models.model = added.model)
            ON CONFLICT (provider, model) DO NOTHING
            """).With(providers).With(named).RunAsync(cancellationToken);
        var found = await connection.Sql(
            """
            SELECT m.provider, m.model, m.model_id FROM models m
            JOIN unnest($1::text[], $2::text[]) AS asked (provider, model) ON m.provider = asked.provider AND m.model = asked.model
            """).With(providers).With(named)
            .ListAsync(row => (Model: new ModelName(row.GetString(0), row.GetString(1)), Id: row.GetInt32(2)), cancellationToken);
        foreach (var (model, id) in found)
        {
            names.Add(model, id);
        }
    }

    /// <summary>Fills the cache with the names behind numbers of committed rows.</summary>
    public static async Task LoadAsync(
        this NpgsqlConnection connection, NameCache cache, IEnumerable<int> scopes, IEnumerable<int> models, CancellationToken cancellationToken)
    {
        var unknownScopes = scopes.Where(id => !cache.Scopes.ContainsKey(id)).Distinct().ToArray();
        if (unknownScopes.Length > 0)
        {
            var found = await connection.Sql("SELECT scope_id, key FROM scopes WHERE scope_id = ANY($1)").With(unknownScopes)
                .ListAsync(row => (Id: row.GetInt32(0), Key: row.GetString(1)), cancellationToken);
            found.ForEach(scope => cache.Add(ScopePath.Parse(scope.Key), scope.Id));
        }

        var unknownModels = models.Where(id => !cache.Models.ContainsKey(id)).Distinct().ToArray();
        if (unknownModels.Length > 0)
        {
            var found = await connection.Sql("SELECT model_id, provider, model FROM models WHERE model_id = ANY($1)").With(unknownModels)
                .ListAsync(row => (Id: row.GetInt32(0), Model: new ModelName(row.GetString(1), row.GetString(2))), cancellationToken);
            found.ForEach(model => cache.Add(model.Model, model.Id));
        }
    }

    /// <summary>The scope's number; null when there is no such row.</summary>
    public static async Task<int?> FindScopeAsync(
        this NpgsqlConnection connection, NameCache cache, ScopePath scope, CancellationToken cancellationToken)
    {
        if (cache.ScopeIds.TryGetValue(scope, out var id))
        {
            return id;
        }

        var found = await connection.Sql("SELECT scope_id FROM scopes WHERE key = $1").With(scope.Key)
            .FirstAsync(row => (int?)row.GetInt32(0), cancellationToken);
        if (found is { } number)
        {
            cache.Add(scope, number);
        }

        return found;
    }
}

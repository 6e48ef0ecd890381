using FinOpsAI.Core.Domain;
using FinOpsAI.Storage.Common;

namespace FinOpsAI.Storage.Sqlite;

/// <summary>Finds and adds the numbers of scopes and models.</summary>
internal static class SqliteNames
{
    /// <summary>The scope's number; the row and its ancestors' are added when missing.</summary>
    public static int ScopeId(this SqliteSession session, PendingNames names, ScopePath scope)
    {
        if (names.TryGet(scope, out var id))
        {
            return id;
        }

        var parent = scope.Parent is { } wider ? session.ScopeId(names, wider) : (long?)null;
        id = session.FindScope(scope) ?? Insert();
        names.Add(scope, id);
        return id;

        int Insert()
        {
            var insert = session.Sql("INSERT INTO scopes (key, kind, parent_id, search_name) VALUES (?, ?, ?, ?) RETURNING scope_id")
                .Bind(scope.Key).Bind((int)scope.Kind).Bind(parent).Bind(ScopeSearch.Fold(scope.Name));
            insert.Step();
            var added = insert.Int32(0);
            insert.Reset();
            return added;
        }
    }

    /// <summary>The model's number; the row is added when missing.</summary>
    public static int ModelId(this SqliteSession session, PendingNames names, ModelName model)
    {
        if (names.TryGet(model, out var id))
        {
            return id;
        }

        var select = session.Sql("SELECT model_id FROM models WHERE provider = ? AND model = ?").Bind(model.Provider).Bind(model.Model);
        if (select.Step())
        {
            id = select.Int32(0);
            select.Reset();
        }
        else
        {
            var insert = session.Sql("INSERT INTO models (provider, model) VALUES (?, ?) RETURNING model_id")
                .Bind(model.Provider).Bind(model.Model);
            insert.Step();
            id = insert.Int32(0);
            insert.Reset();
        }

        names.Add(model, id);
        return id;
    }

    public static int? FindScope(this SqliteSession session, ScopePath scope)
    {
        var select = session.Sql("SELECT scope_id FROM scopes WHERE key = ?").Bind(scope.Key);
        if (!select.Step())
        {
            return null;
        }

        var id = select.Int32(0);
        select.Reset();
        return id;
    }

    /// <summary>The scope behind a number of a committed row.</summary>
    public static ScopePath Scope(this SqliteSession session, NameCache cache, int id)
    {
        if (!cache.Scopes.TryGetValue(id, out var scope))
        {
            var select = session.Sql("SELECT key FROM scopes WHERE scope_id = ?").Bind(id);
            scope = select.Step() ? ScopePath.Parse(select.Text(0)) : throw new InvalidDataException($"Scope {id} is missing.");
            select.Reset();
            cache.Add(scope, id);
        }

        return scope;
    }

    /// <summary>The model behind a number of a committed row.</summary>
    public static ModelName Model(this SqliteSession session, NameCache cache, int id)
    {
        if (!cache.Models.TryGetValue(id, out var model))
        {
            var select = session.Sql("SELECT provider, model FROM models WHERE model_id = ?").Bind(id);
            model = select.Step() ? new(select.Text(0), select.Text(1)) : throw new InvalidDataException($"Model {id} is missing.");
            select.Reset();
            cache.Add(model, id);
        }

        return model;
    }
}

using System.Collections.Concurrent;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Common;

/// <summary>A provider's model; the model is empty where none is involved.</summary>
internal readonly record struct ModelName(string Provider, string Model);

/// <summary>
/// The numbers that stand for scopes and models in rows. Holds committed numbers only (a transaction collects its new ones in
/// <see cref="PendingNames"/>), and rows of both tables are never deleted, so a number once known is good for ever.
/// </summary>
internal sealed class NameCache
{
    public ConcurrentDictionary<ScopePath, int> ScopeIds { get; } = new();

    public ConcurrentDictionary<int, ScopePath> Scopes { get; } = new();

    public ConcurrentDictionary<ModelName, int> ModelIds { get; } = new();

    public ConcurrentDictionary<int, ModelName> Models { get; } = new();

    /// <summary>The charge times that a scope's row is known to span; the row may span more.</summary>
    public ConcurrentDictionary<int, TimeSpanOf> Seen { get; } = new();

    public void Add(ScopePath scope, int id)
    {
        ScopeIds[scope] = id;
        Scopes[id] = scope;
    }

    public void Add(ModelName model, int id)
    {
        ModelIds[model] = id;
        Models[id] = model;
    }
}

/// <summary>The names that one transaction finds or adds. They reach the cache when it has committed, and are dropped with it otherwise.</summary>
internal sealed class PendingNames(NameCache cache)
{
    private readonly Dictionary<ScopePath, int> _scopes = [];
    private readonly Dictionary<ModelName, int> _models = [];
    private readonly Dictionary<int, TimeSpanOf> _seen = [];

    public bool TryGet(ScopePath scope, out int id) => cache.ScopeIds.TryGetValue(scope, out id) || _scopes.TryGetValue(scope, out id);

    public bool TryGet(ModelName model, out int id) => cache.ModelIds.TryGetValue(model, out id) || _models.TryGetValue(model, out id);

    /// <summary>The number of a scope that has been found or added before.</summary>
    public int Id(ScopePath scope) => TryGet(scope, out var id) ? id : throw new KeyNotFoundException($"No number for {scope}.");

    /// <summary>The number of a model that has been found or added before.</summary>
    public int Id(ModelName model) => TryGet(model, out var id) ? id : throw new KeyNotFoundException($"No number for {model}.");

    public void Add(ScopePath scope, int id) => _scopes[scope] = id;

    public void Add(ModelName model, int id) => _models[model] = id;

    /// <summary>The scopes whose rows do not surely span the given times; remembered as widened.</summary>
    public List<(int Id, TimeSpanOf Span)> Widen(Dictionary<ScopePath, TimeSpanOf> spans)
    {
        var wider = new List<(int, TimeSpanOf)>();
        foreach (var (scope, span) in spans)
        {
            var id = Id(scope);
            var known = cache.Seen.TryGetValue(id, out var seen);
            if (!known || !seen.Covers(span))
            {
                wider.Add((id, span));
                _seen[id] = known ? seen.With(span.Min).With(span.Max) : span;
            }
        }

        return wider;
    }

    public void Publish()
    {
        foreach (var (scope, id) in _scopes)
        {
            cache.Add(scope, id);
        }

        foreach (var (model, id) in _models)
        {
            cache.Add(model, id);
        }

        foreach (var (id, span) in _seen)
        {
            cache.Seen[id] = span;
        }
    }
}

using System.Collections.Concurrent;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Pipeline;

/// <summary>Which scopes have had records lately, by charge time: those for which time must pass.</summary>
public sealed class ActiveScopes
{
    private readonly ConcurrentDictionary<ScopePath, DateTimeOffset> _lastRecord = new();

    /// <summary>Notes a scope's newest record.</summary>
    public void Touch(ScopePath scope, DateTimeOffset timestamp) => _lastRecord.AddOrUpdate(
        scope, static (_, at) => at, static (_, known, at) => at > known ? at : known, timestamp);

    /// <summary>Scopes with a record since then, narrowest first, so that a cause is told before its impact.</summary>
    public IReadOnlyList<ScopePath> Since(DateTimeOffset since) =>
        [.. _lastRecord.Where(scope => scope.Value >= since).Select(scope => scope.Key).OrderByDescending(scope => scope.Kind)];
}

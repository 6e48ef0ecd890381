using System.Runtime.CompilerServices;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Tests.Facts;

/// <summary>Facts of records in memory, folded and read as a store does; notes what was read.</summary>
internal sealed class FactList : IFactStore
{
    public static readonly DateOnly Day = new(2026, 11, 20);

    private readonly FactAccumulator _sums = new();

    public List<(DateOnly From, DateOnly To, ScopeKind Kind, ScopePath? Within)> Reads { get; } = [];

    /// <summary>Adds a record of a day.</summary>
    public FactList Add(
        string resource, decimal cost, int day = 0, string model = "gpt", CostStatus status = CostStatus.Estimated, UsageFacets? facets = null,
        params (string Unit, decimal Quantity)[] usage)
    {
        var quantities = usage.ToDictionary(unit => unit.Unit, unit => unit.Quantity);
        _sums.Add(new(
            new(
                1, EntryKind.Charge, ScopePath.Parse($"resource:{resource}"), UtcDay.StartOf(Day.AddDays(day)), "openai", model, status, PricingState.Given,
                new(cost, cost * 2, cost * 3), UsageTotals.From(quantities), facets?.Experiment),
            (facets ?? Facets()) with { Counts = UsageFacets.CountsOf(quantities) },
            quantities));
        return this;
    }

    public static UsageFacets Facets(string tier = "", string feature = "", string customer = "") => new("", "", tier, "Usage", "", feature, customer);

    public async IAsyncEnumerable<IReadOnlyList<CostFact>> ReadAsync(
        DateOnly from, DateOnly to, ScopeKind kind, ScopePath? within, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        Reads.Add((from, to, kind, within));
        foreach (var page in _sums.Sums()
            .Where(row => row.Key.Day >= from && row.Key.Day < to && row.Key.Scope.Kind == kind && (within?.Contains(row.Key.Scope) ?? true))
            .OrderBy(row => row.Key.Day)
            .Chunk(3))
        {
            yield return [.. page.Select(row => new CostFact(row.Key, row.Value))];
        }
    }

    public Task<long> GetPositionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> CommitAsync(long previous, long upto, IReadOnlyDictionary<FactKey, FactSums> deltas, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task ResetAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}

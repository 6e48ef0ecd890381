using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Attribution;

/// <summary>Adds up what rules place and move, record by record. A preview and an application count with the same code.</summary>
public sealed class EffectTally(RuleSet rules)
{
    private const int MostMoves = 1_000;

    private readonly Dictionary<string, Placed> _placed = rules.Rules.ToDictionary(rule => rule.Id, _ => default(Placed), StringComparer.Ordinal);
    private readonly Dictionary<(DateOnly Month, string? Rule, string From, string To), (CostAmounts Cost, long Records)> _moves = [];
    private CostAmounts _cost;
    private CostAmounts _movedCost;
    private long _moved;

    /// <summary>Records seen so far.</summary>
    public long Records { get; private set; }

    /// <summary>Counts a record.</summary>
    /// <param name="record">As it is in the ledger.</param>
    /// <param name="now">Where the rules put it; the same instance when it stays.</param>
    /// <param name="rule">The rule that matches it; null when none does.</param>
    public void See(UsageRecord record, UsageRecord now, string? rule)
    {
        Records++;
        _cost += record.Cost;
        var moves = !ReferenceEquals(record, now);
        if (rule is not null)
        {
            _placed[rule] = _placed[rule].With(record.Cost, moves);
        }

        if (!moves)
        {
            return;
        }

        _moved++;
        _movedCost += record.Cost;
        var day = record.Timestamp.UtcDateTime;
        var key = (new DateOnly(day.Year, day.Month, 1), rule, Project(record.Scope), Project(now.Scope));
        var known = _moves.GetValueOrDefault(key);
        _moves[key] = (known.Cost + record.Cost, known.Records + 1);
    }

    /// <summary>The sums so far.</summary>
    public AttributionEffect Result()
    {
        var moves = _moves.Select(move => new AttributionMove(
                move.Key.Month, move.Key.Rule, move.Key.From, move.Key.To, move.Value.Cost, move.Value.Records))
            .OrderByDescending(move => Math.Abs(move.Cost.Effective)).ThenByDescending(move => move.Month)
            .ThenBy(move => move.Rule, StringComparer.Ordinal).ThenBy(move => move.From, StringComparer.Ordinal)
            .ThenBy(move => move.To, StringComparer.Ordinal)
            .ToList();
        if (moves.Count > MostMoves)
        {
            var rest = moves.Skip(MostMoves - 1).ToList();
            moves = [
                .. moves.Take(MostMoves - 1),
                new(rest.Max(move => move.Month), null, null, null, rest.Aggregate(default(CostAmounts), (sum, move) => sum + move.Cost), rest.Sum(move => move.Records)),
            ];
        }

        return new(
            Records,
            _cost,
            _moved,
            _movedCost,
            moves,
            [
                .. rules.Rules.Select(rule => (Rule: rule, Placed: _placed[rule.Id])).Select(item => new RuleEffect(
                    item.Rule.Id, item.Rule.Name, item.Placed.Cost, item.Placed.Records, item.Placed.MovedCost, item.Placed.Moved)),
            ]);
    }

    private static string Project(ScopePath scope) => scope.Parent!.Key;

    private readonly record struct Placed(CostAmounts Cost, long Records, CostAmounts MovedCost, long Moved)
    {
        public Placed With(CostAmounts cost, bool moves) =>
            new(Cost + cost, Records + 1, moves ? MovedCost + cost : MovedCost, moves ? Moved + 1 : Moved);
    }
}

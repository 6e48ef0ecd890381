using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Scenarios;

/// <summary>Folds daily facts of one scope into the traffic that is replayed, and decides for each row whether it can be priced again.</summary>
public sealed class BaselineFold
{
    private const string Usage = "Usage";

    private readonly TrafficRows _rows = new();
    private readonly UnitTable _units = new();
    private readonly RateBook _rates;

    /// <summary>Starts with nothing.</summary>
    public BaselineFold(IUsagePricer pricer) => _rates = new(pricer, _units);

    /// <summary>Reads a scope's facts.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="pricer">The prices.</param>
    /// <param name="scope">Whose.</param>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<BaselineTraffic> ReadAsync(
        IFactStore facts, IUsagePricer pricer, Domain.ScopePath scope, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(scope);
        var fold = new BaselineFold(pricer);
        await foreach (var page in facts.ReadAsync(from, to, scope.Kind, scope, cancellationToken))
        {
            foreach (var fact in page)
            {
                fold.Add(fact);
            }
        }

        return fold.ToTraffic(from, to);
    }

    /// <summary>Adds a row of facts.</summary>
    public void Add(CostFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var (key, sums) = fact;
        foreach (var unit in sums.Usage.Keys)
        {
            _units.PlaceOf(unit);
        }

        var usage = new decimal[_units.Count];
        foreach (var (unit, quantity) in sums.Usage)
        {
            usage[_units.PlaceOf(unit)] = quantity;
        }

        var tier = key.Facets.ServiceTier.Length == 0 ? TrafficKey.Standard : key.Facets.ServiceTier;
        var traffic = new TrafficKey(key.Provider, key.Model, tier);

        // A charge that is not for use has no price; what has none yet would look as if it were free.
        var isPriced = key.Facets.ChargeCategory is Usage or "" && sums.Unpriced == 0 && key.Model.Length > 0 && _rates.Prices(traffic, key.Day, usage);
        _rows.Add(new(traffic, key.Day, isPriced ? Growth.Priced : Unpriced(usage), usage, sums.Cost.Effective));
    }

    /// <summary>The traffic.</summary>
    public BaselineTraffic ToTraffic(DateOnly from, DateOnly to)
    {
        var traffic = new BaselineTraffic(from, to, [.. _rows.ToList().Select(Whole)], _units, _rates);
        var odd = Calibration.Of(traffic).Odd;
        if (odd.Count == 0)
        {
            return traffic;
        }

        // Refunds that outweigh the use, or a cost for what the catalogue has for free: no price can be carried over from them.
        var rows = new TrafficRows();
        foreach (var row in traffic.Rows)
        {
            rows.Add(row.Growth == Growth.Priced && odd.Contains(row.Key) ? row with { Growth = Unpriced(row.Usage) } : row);
        }

        return new(from, to, rows.ToList(), _units, _rates);
    }

    private TrafficRow Whole(TrafficRow row)
    {
        var usage = row.Usage;
        Array.Resize(ref usage, _units.Count);
        return row with { Usage = usage };
    }

    private Growth Unpriced(decimal[] usage)
    {
        if (usage[UnitTable.GpuHour] != 0)
        {
            return Growth.GpuHours;
        }

        return Enumerable.Range(0, usage.Length).Any(place => usage[place] != 0 && _units.IsHours(place)) ? Growth.Nothing : Growth.Use;
    }
}

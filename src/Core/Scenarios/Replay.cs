namespace FinOpsAI.Core.Scenarios;

/// <summary>A part of the traffic as it would be.</summary>
/// <param name="Key">The model and tier that it would have.</param>
/// <param name="Row">Where it is from.</param>
/// <param name="Usage">Quantity by the unit's place.</param>
public readonly record struct ReplayedLot(TrafficKey Key, TrafficRow Row, decimal[] Usage);

/// <summary>
/// What traffic would be, and cost, under drivers. First traffic moves to other models, then quantities grow, then the cache rate and the share of
/// batches of the model that has it now are set, then it is priced as of the day on which it was. docs/scenarios.md has the formulas.
/// </summary>
public sealed class Replay(BaselineTraffic traffic, ScenarioDrivers drivers)
{
    private readonly UnitTable _units = traffic.Units;
    private readonly RateBook _rates = traffic.Rates;
    private readonly decimal[] _growth = [.. Enumerable.Range(0, traffic.Units.Count).Select(place => GrowthOf(traffic.Units, drivers, place))];

    /// <summary>The traffic as it would be; what cannot be priced again included.</summary>
    public IEnumerable<ReplayedLot> Lots() => traffic.Rows.SelectMany(Lots);

    /// <summary>What the catalogue says for the priced traffic, by the model and tier that it would have.</summary>
    public Dictionary<TrafficKey, decimal> Catalogue()
    {
        var sums = new Dictionary<TrafficKey, decimal>();
        foreach (var lot in Lots())
        {
            if (lot.Row.Growth == Growth.Priced)
            {
                sums[lot.Key] = sums.GetValueOrDefault(lot.Key) + CatalogueCost(lot);
            }
        }

        return sums;
    }

    /// <summary>What all of it would really cost.</summary>
    public decimal Cost(Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        return Catalogue().Sum(sum => calibration.Apply(sum.Key, sum.Value)) + traffic.Rows.Where(row => row.Growth != Growth.Priced).Sum(UnpricedCost);
    }

    /// <summary>What some days of the traffic would cost at the whole traffic's relation of real to catalogue costs.</summary>
    public decimal Estimate(Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        return Catalogue().Sum(sum => sum.Value * calibration.Factor(sum.Key)) + traffic.Rows.Where(row => row.Growth != Growth.Priced).Sum(UnpricedCost);
    }

    /// <summary>What the catalogue says for a part of the priced traffic.</summary>
    public decimal CatalogueCost(ReplayedLot lot)
    {
        var rates = _rates.Of(lot.Key, lot.Row.Day);
        decimal cost = 0, hours = 0;
        for (var place = 0; place < lot.Usage.Length; place++)
        {
            if (lot.Usage[place] == 0 || rates[place] is not { } rate)
            {
                continue;
            }

            if (place == UnitTable.GpuHour)
            {
                hours = lot.Usage[place] * rate * drivers.GpuRate;
            }
            else
            {
                cost += lot.Usage[place] * rate;
            }
        }

        return (cost * PriceFactor(lot.Key)) + hours;
    }

    /// <summary>What a row that cannot be priced would cost.</summary>
    public decimal UnpricedCost(TrafficRow row) => row.Growth switch
    {
        Growth.Use => row.Cost * drivers.Users * drivers.RequestsPerUser,
        Growth.GpuHours => row.Cost * drivers.GpuHours * drivers.GpuRate,
        _ => row.Cost,
    };

    private IEnumerable<ReplayedLot> Lots(TrafficRow row)
    {
        if (row.Growth != Growth.Priced)
        {
            // Nobody knows what makes up its cost, so its quantities grow as its cost does.
            var use = row.Growth == Growth.Use ? drivers.Users * drivers.RequestsPerUser : 1;
            yield return new(row.Key, row, [.. row.Usage.Select((quantity, place) => quantity * (_units.IsHours(place) ? _growth[place] : use))]);
            yield break;
        }

        decimal stays = 1;
        if (drivers.Moves.Count > 0)
        {
            foreach (var (key, share) in Moves(row))
            {
                stays -= share;
                foreach (var lot in Shaped(key, row, Part(row.Usage, share, 0)))
                {
                    yield return lot;
                }
            }
        }

        // Parts of a whole may miss it by the last of 28 digits.
        stays = Math.Abs(stays) < 1e-20m ? 0 : stays;
        foreach (var lot in Shaped(row.Key, row, Part(row.Usage, stays, 1)))
        {
            yield return lot;
        }
    }

    /// <summary>Where the row's traffic goes, and which part of it.</summary>
    private List<(TrafficKey Key, decimal Share)> Moves(TrafficRow row)
    {
        List<(TrafficKey Key, decimal Share)> moves = [];
        decimal sum = 0;
        if (row.Key.Tier == TrafficKey.Provisioned)
        {
            return moves;
        }

        foreach (var move in drivers.Moves)
        {
            if (move.Share > 0 && Takes(move, row) && Target(move, row) is { } key)
            {
                moves.Add((key, move.Share));
                sum += move.Share;
            }
        }

        return sum > 1 ? [.. moves.Select(move => (move.Key, move.Share / sum))] : moves;
    }

    /// <summary>A move of all models is one of what generates text: embeddings are not taken along.</summary>
    private static bool Takes(ModelMove move, TrafficRow row) =>
        (move.ToModel != row.Key.Model || move.ToProvider != row.Key.Provider)
        && (move.FromProvider is "*" || move.FromProvider == row.Key.Provider)
        && (move.FromModel is "*" ? row.Usage[UnitTable.Output] > 0 : move.FromModel == row.Key.Model);

    /// <summary>The target in the row's tier, in the standard one where it has no such tier; null when it does not price all of the usage.</summary>
    private TrafficKey? Target(ModelMove move, TrafficRow row)
    {
        var usage = Part(row.Usage, 1, 0);
        var key = new TrafficKey(move.ToProvider, move.ToModel, row.Key.Tier);
        return _rates.Prices(key, row.Day, usage) ? key
            : _rates.Prices(key.In(TrafficKey.Standard), row.Day, usage) ? key.In(TrafficKey.Standard)
            : null;
    }

    /// <summary>Quantities that go with requests, times one share; those paid by the hour, times another.</summary>
    private decimal[] Part(decimal[] usage, decimal share, decimal hours)
    {
        var part = new decimal[usage.Length];
        for (var place = 0; place < part.Length; place++)
        {
            part[place] = usage[place] == 0 ? 0 : usage[place] * (_units.IsHours(place) ? hours : share);
        }

        return part;
    }

    private IEnumerable<ReplayedLot> Shaped(TrafficKey key, TrafficRow row, decimal[] usage)
    {
        var isAny = false;
        for (var place = 0; place < usage.Length; place++)
        {
            usage[place] *= _growth[place];
            isAny |= usage[place] != 0;
        }

        if (!isAny)
        {
            yield break;
        }

        if (drivers.CacheHitRate is { } rate && _rates.HasCachePrice(key, row.Day))
        {
            SetCacheRate(row, usage, rate);
        }

        if (drivers.BatchShare is not { } share || !_rates.IsBatchable(key, row.Day, usage))
        {
            yield return new(key, row, usage);
            yield break;
        }

        if (share < 1)
        {
            yield return new(key.In(TrafficKey.Standard), row, [.. usage.Select(quantity => quantity * (1 - share))]);
        }

        if (share > 0)
        {
            yield return new(key.In(TrafficKey.Batch), row, [.. usage.Select(quantity => quantity * share)]);
        }
    }

    /// <summary>All input tokens stay as many. Of those not read from the cache the same part is written to it as in all of the model's baseline.</summary>
    private void SetCacheRate(TrafficRow row, decimal[] usage, decimal rate)
    {
        var all = usage[UnitTable.Input] + usage[UnitTable.CacheRead] + usage[UnitTable.CacheWrite]
            + usage[UnitTable.CacheWrite5Minutes] + usage[UnitTable.CacheWrite1Hour];
        var (read, written) = (all * rate, 0m);
        usage[UnitTable.CacheWrite] = usage[UnitTable.CacheWrite5Minutes] = usage[UnitTable.CacheWrite1Hour] = 0;
        foreach (var (place, share) in traffic.CacheWrites[(row.Key.Provider, row.Key.Model)])
        {
            usage[place] = (all - read) * share;
            written += usage[place];
        }

        usage[UnitTable.CacheRead] = read;
        usage[UnitTable.Input] = all - read - written;
    }

    private decimal PriceFactor(TrafficKey key)
    {
        foreach (var change in drivers.Prices)
        {
            if ((change.Provider is "*" || change.Provider == key.Provider) && (change.Model is "*" || change.Model == key.Model))
            {
                return change.Factor;
            }
        }

        return 1;
    }

    private static decimal GrowthOf(UnitTable units, ScenarioDrivers drivers, int place)
    {
        if (units.IsHours(place))
        {
            return place == UnitTable.GpuHour ? drivers.GpuHours : 1;
        }

        var requests = drivers.Users * drivers.RequestsPerUser;
        return units.IsInput(place) ? requests * drivers.InputTokensPerRequest
            : units.IsOutput(place) ? requests * drivers.OutputTokensPerRequest
            : requests;
    }
}

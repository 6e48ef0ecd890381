using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Scenarios;

/// <summary>Gives each unit a place, so that usage is an array and a replay a sum of products. Grows while traffic is read.</summary>
public sealed class UnitTable
{
    /// <summary>Places that are always the same.</summary>
    internal const int Input = 0, CacheRead = 1, CacheWrite = 2, CacheWrite5Minutes = 3, CacheWrite1Hour = 4, Output = 5, Reasoning = 6, Request = 7, GpuHour = 8;

    private readonly List<string> _names =
    [
        UsageUnits.Input, UsageUnits.CacheRead, UsageUnits.CacheWrite, UsageUnits.CacheWrite5Minutes, UsageUnits.CacheWrite1Hour,
        UsageUnits.Output, UsageUnits.OutputReasoning, UsageUnits.Request, UsageUnits.GpuHour,
    ];

    private readonly Dictionary<string, int> _places;

    /// <summary>A table of the units that the drivers themselves speak of.</summary>
    public UnitTable() => _places = _names.Select((name, place) => (name, place)).ToDictionary(unit => unit.name, unit => unit.place, StringComparer.Ordinal);

    /// <summary>How many units there are.</summary>
    public int Count => _names.Count;

    /// <summary>A unit's name.</summary>
    public string this[int place] => _names[place];

    /// <summary>A unit's place; a new one at the end for one not met before.</summary>
    public int PlaceOf(string unit)
    {
        if (!_places.TryGetValue(unit, out var place))
        {
            _places[unit] = place = _names.Count;
            _names.Add(unit);
        }

        return place;
    }

    /// <summary>Usage by unit, as the rest of the product has it; units of which there is none are left out.</summary>
    public Dictionary<string, decimal> ToUsage(decimal[] usage)
    {
        var named = new Dictionary<string, decimal>(StringComparer.Ordinal);
        for (var place = 0; place < usage.Length; place++)
        {
            if (usage[place] != 0)
            {
                named[_names[place]] = usage[place];
            }
        }

        return named;
    }

    /// <summary>Whether a unit is paid by the hour, whoever uses it.</summary>
    internal bool IsHours(int place) => _names[place] is UsageUnits.GpuHour or UsageUnits.PtuHour or "instance_hour";

    /// <summary>Input of a request, cached or not.</summary>
    internal bool IsInput(int place) =>
        _names[place] is UsageUnits.Input or UsageUnits.Embedding || StartsWith(place, "token.input_") || StartsWith(place, "token.cache_");

    /// <summary>Output of a request, the reasoning that is a part of it included.</summary>
    internal bool IsOutput(int place) => _names[place] is UsageUnits.Output || StartsWith(place, "token.output_");

    /// <summary>Tokens that are counted once: reasoning is output already.</summary>
    internal bool IsToken(int place) => place != Reasoning && StartsWith(place, "token.");

    /// <summary>Units that may be without a price of their own: they are counted beside what is paid for.</summary>
    internal static bool MayBeFree(int place) => place is Request or Reasoning;

    private bool StartsWith(int place, string start) => _names[place].StartsWith(start, StringComparison.Ordinal);
}

using System.Globalization;

namespace FinOpsAI.Core.Gpu;

/// <summary>What a part of a GPU's cost is for.</summary>
public enum GpuCostKind
{
    /// <summary>A price per hour that covers everything: rented, or an internal price.</summary>
    Rental,

    /// <summary>Purchase less residual value, straight line over the years of use.</summary>
    Amortisation,

    /// <summary>Electricity, cooling included by the PUE.</summary>
    Power,

    /// <summary>Floor, rack, network.</summary>
    Space,

    /// <summary>Support contracts, licences, people.</summary>
    Support,
}

/// <summary>One part of a cost.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Amount">In the rate's currency, at most 12 decimals.</param>
public sealed record GpuCostPart(GpuCostKind Kind, decimal Amount);

/// <summary>A GPU's cost for some time, part by part, so that a reader sees where it comes from.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Parts">The parts; those that are 0 are left out.</param>
public sealed record GpuCost(string Currency, IReadOnlyList<GpuCostPart> Parts)
{
    /// <summary>The sum of the parts, exactly.</summary>
    public decimal Total => Parts.Sum(part => part.Amount);

    /// <summary><c>1.118721 amortisation + 0.1176 power = 1.236321 USD</c>, amounts shown to 6 decimals.</summary>
    public override string ToString()
    {
        var sum = string.Join(" + ", Parts.Select(part => $"{Show(part.Amount)} {part.Kind.ToString().ToLowerInvariant()}"));
        return $"{sum}{(sum.Length == 0 ? "" : " = ")}{Show(Total)} {Currency}";
    }

    private static string Show(decimal amount) => amount.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>Energy that a GPU was measured to take.</summary>
/// <param name="KilowattHours">0 or more.</param>
/// <param name="Hours">The hours for which it was measured.</param>
public readonly record struct GpuEnergy(decimal KilowattHours, decimal Hours);

using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Gpu;

/// <summary>
/// What hardware of one's own costs. All amounts are for a machine with <see cref="Gpus"/> GPUs and are divided by them. Per GPU and hour:
/// <code>
/// amortisation = (Purchase − Residual) / Years / HoursPerYear / Gpus     while amortised
/// power        = Watts / 1000 × PricePerKilowattHour × Pue / Gpus        or measured kWh × PricePerKilowattHour × Pue
/// space        = SpacePerYear / HoursPerYear / Gpus
/// support      = SupportPerYear / HoursPerYear / Gpus
/// </code>
/// </summary>
public sealed record GpuHardware
{
    /// <summary>Hours of a year in service all the time.</summary>
    public const decimal WholeYear = 8_760;

    /// <summary>Price paid.</summary>
    public required decimal Purchase { get; init; }

    /// <summary>What it will be worth at the end.</summary>
    public decimal Residual { get; init; }

    /// <summary>Years of use, above 0.</summary>
    public required decimal Years { get; init; }

    /// <summary>When it was bought, UTC: there is no amortisation before, nor after <see cref="Years"/>. Null: always amortised.</summary>
    public DateTimeOffset? Bought { get; init; }

    /// <summary>Nominal power in watts.</summary>
    public decimal Watts { get; init; }

    /// <summary>Whether the energy measured at the GPU replaces <see cref="Watts"/> where there is a measurement.</summary>
    public bool UsesMeasuredEnergy { get; init; }

    /// <summary>Price of a kilowatt hour.</summary>
    public decimal PricePerKilowattHour { get; init; }

    /// <summary>Power usage effectiveness: energy of the whole site / energy of its computers; 1 or more.</summary>
    public decimal Pue { get; init; } = 1;

    /// <summary>Floor, rack and network for a year.</summary>
    public decimal SpacePerYear { get; init; }

    /// <summary>Support, licences and people for a year.</summary>
    public decimal SupportPerYear { get; init; }

    /// <summary>Hours in a year in which it is in service, whether it computes or not; above 0. Fewer hours make each one dearer.</summary>
    public decimal HoursPerYear { get; init; } = WholeYear;

    /// <summary>GPUs in the machine that the amounts are for.</summary>
    public decimal Gpus { get; init; } = 1;

    /// <summary>The cost of one GPU in service from <paramref name="start"/> on.</summary>
    /// <param name="start">UTC.</param>
    /// <param name="hours">Hours in service.</param>
    /// <param name="measured">Energy measured at the GPU in that time; what was not measured counts by <see cref="Watts"/>.</param>
    public IReadOnlyList<GpuCostPart> CostOf(DateTimeOffset start, decimal hours, GpuEnergy? measured = null)
    {
        var yearly = hours / HoursPerYear / Gpus;
        var kilowattHours = UsesMeasuredEnergy && measured is { } energy
            ? energy.KilowattHours + Watts / 1_000 / Gpus * Math.Max(0, hours - energy.Hours)
            : Watts / 1_000 / Gpus * hours;
        GpuCostPart[] parts =
        [
            new(GpuCostKind.Amortisation, Round(IsAmortised(start) ? (Purchase - Residual) / Years * yearly : 0)),
            new(GpuCostKind.Power, Round(kilowattHours * PricePerKilowattHour * Pue)),
            new(GpuCostKind.Space, Round(SpacePerYear * yearly)),
            new(GpuCostKind.Support, Round(SupportPerYear * yearly)),
        ];
        return [.. parts.Where(part => part.Amount != 0)];
    }

    private bool IsAmortised(DateTimeOffset start)
    {
        if (Bought is not { } bought)
        {
            return true;
        }

        var months = (int)Math.Round(Years * 12);
        return start >= bought && start < bought.AddMonths(months);
    }

    private static decimal Round(decimal amount) => Math.Round(amount, ExactShares.Decimals);
}

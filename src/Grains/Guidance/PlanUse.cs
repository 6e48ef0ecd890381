using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Guidance;

/// <summary>
/// How much of each plan one clock of a scope has used up. A plan is a sum, not a rate: the hours of a training run may take it up as they like, and what goes beyond
/// the sum is judged as ever.
/// </summary>
internal sealed class PlanUse
{
    private readonly Dictionary<string, double> _used = new(StringComparer.Ordinal);

    /// <summary>What is left of a plan, reporting currency, with the plan's sign.</summary>
    public double Remaining(PlannedEvent plan)
    {
        var whole = (double)plan.ExtraCost;
        var used = _used.GetValueOrDefault(plan.Id);
        return whole > 0 ? Math.Max(0, whole - used) : Math.Min(0, whole - used);
    }

    /// <summary>The bucket with what plans allow in it.</summary>
    public CostPoint Allow(in CostPoint point, TimeSpan length, IReadOnlyList<PlannedEvent> plans)
    {
        double more = 0, less = 0;
        foreach (var plan in plans)
        {
            if (Overlaps(plan, point.Start, length))
            {
                var remaining = Remaining(plan);
                more += Math.Max(0, remaining);
                less += Math.Max(0, -remaining);
            }
        }

        return more == 0 && less == 0 ? point : point with { PlannedMore = more, PlannedLess = less };
    }

    /// <summary>Takes what was explained in a bucket from the plans that overlap it, the earliest first.</summary>
    public void Use(double explained, DateTimeOffset start, TimeSpan length, IReadOnlyList<PlannedEvent> plans)
    {
        foreach (var plan in plans)
        {
            if (explained == 0)
            {
                return;
            }

            if (Overlaps(plan, start, length) && Math.Sign(explained) == Math.Sign(plan.ExtraCost))
            {
                var remaining = Remaining(plan);
                var taken = explained > 0 ? Math.Min(explained, remaining) : Math.Max(explained, remaining);
                _used[plan.Id] = _used.GetValueOrDefault(plan.Id) + taken;
                explained -= taken;
            }
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_used.Count);
        foreach (var (id, used) in _used.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.Write(id);
            writer.Write(used);
        }
    }

    public static PlanUse Load(BinaryReader reader)
    {
        var use = new PlanUse();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            use._used[reader.ReadString()] = reader.ReadDouble();
        }

        return use;
    }

    private static bool Overlaps(PlannedEvent plan, DateTimeOffset start, TimeSpan length) => plan.Start < start + length && plan.End > start;
}

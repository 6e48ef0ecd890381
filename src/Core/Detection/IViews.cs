using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>A band of spend around what is expected, in money; never below 0.</summary>
internal readonly record struct Band(double Expected, double Lower, double Upper);

/// <summary>The views on one series, joined to one strength per bucket. Score first, then learn: a bucket is judged by what came before it.</summary>
internal interface IViews
{
    /// <summary>What made the last strength when it was not the amount of the bucket: a leak, a flatline; else none.</summary>
    AnomalyKind Pattern { get; }

    /// <summary>Deviation of the bucket scored last from level and profile, in sigmas, signed.</summary>
    double Deviation { get; }

    /// <summary>How unusual the bucket is; 0 is usual. Comparable between series of the same clock.</summary>
    double Score(DateTimeOffset start, double cost);

    /// <summary>Learns the bucket that was scored last.</summary>
    void Learn(DateTimeOffset start, double cost);

    /// <summary>Carries the state over a bucket without data.</summary>
    void Skip();

    /// <summary>Takes the level of the last half day as the new normal.</summary>
    void AcceptLevel();

    /// <summary>Takes the calm of the last buckets as normal: a flatline is told once.</summary>
    void AcceptCalm();

    /// <summary>Starts a scope without history from a wider scope's shape and noise. The level is its own from the first bucket on.</summary>
    void Begin(IViews wider);

    /// <summary>The band that holds 99 of 100 buckets.</summary>
    Band BandAt(DateTimeOffset start);

    /// <summary>The strength that makes a score of 0.5: as rare per bucket on every clock.</summary>
    double Middle { get; }

    /// <summary>The strength at which the expected number of false alerts in 30 days is <paramref name="falseAlerts"/>.</summary>
    double Threshold(double falseAlerts);

    void Save(BinaryWriter writer);

    void Load(BinaryReader reader);
}

/// <summary>Joins views: the cubic norm lets the strongest lead and agreement of others add to it, between the maximum (no agreement) and the sum.</summary>
internal static class Agreement
{
    public static double Of(ReadOnlySpan<double> strengths)
    {
        var sum = 0.0;
        foreach (var strength in strengths)
        {
            var s = Math.Max(0, strength);
            sum += s * s * s;
        }

        return Math.Cbrt(sum);
    }
}

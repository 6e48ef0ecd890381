using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Grains.Cost;

/// <summary>
/// Cold start: a new scope's detectors start from the shape and noise of the scope above it. Made from the wider scope's sums before the new one was born, not from its
/// detectors as they are, so that history told again gives the same.
/// </summary>
internal static class Prior
{
    /// <summary>What a scope can give; null when it is too young itself.</summary>
    public static DetectorPrior? Of(CostState state, DetectorOptions options, DateTimeOffset before)
    {
        var hour = Learn(state, options, Granularity.Hour, before);
        return hour.CanTeach ? new(StateBytes.Of(hour.Save), StateBytes.Of(Learn(state, options, Granularity.Day, before).Save)) : null;
    }

    /// <summary>A new detector; from nothing when there is no prior, or when it was made by another version.</summary>
    public static ScopeDetector Start(byte[]? prior, Granularity clock, DetectorOptions options)
    {
        if (prior is null)
        {
            return new(clock, options);
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(prior));
            var wider = ScopeDetector.Load(reader, options);
            return wider.CanTeach ? ScopeDetector.StartFrom(wider, options) : new(clock, options);
        }
        catch (InvalidDataException)
        {
            return new(clock, options);
        }
    }

    private static ScopeDetector Learn(CostState state, DetectorOptions options, Granularity clock, DateTimeOffset before)
    {
        var detector = new ScopeDetector(clock, options);
        var end = CostState.BucketOf(clock, before);
        for (var bucket = state.First(clock); bucket < end; bucket++)
        {
            detector.Observe(state.Point(clock, bucket));
        }

        return detector;
    }
}

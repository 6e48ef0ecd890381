using FinOpsAI.Grains.Cost;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Grains.Tests.Cost;

public sealed class BucketRingTests
{
    [Fact]
    public void It_keeps_what_a_dictionary_would_keep_within_its_window()
    {
        const int Capacity = 50;
        Prop.ForAll(
            Gen.Choose(0, 300).ListOf().ToArbitrary(),
            buckets =>
            {
                var ring = new BucketRing<int>(Capacity);
                var expected = new Dictionary<long, int>();
                long newest = -1;
                foreach (var bucket in buckets)
                {
                    newest = Math.Max(newest, bucket);
                    if (ring.IsTooOld(bucket))
                    {
                        continue;
                    }

                    ring.Touch(bucket)++;
                    expected[bucket] = expected.GetValueOrDefault(bucket) + 1;
                    foreach (var gone in expected.Keys.Where(key => key <= newest - Capacity).ToList())
                    {
                        expected.Remove(gone);
                    }
                }

                return Enumerable.Range(0, 301).All(bucket => ring[bucket] == expected.GetValueOrDefault(bucket));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_bucket_too_old_to_keep_is_said_to_be_so()
    {
        var ring = new BucketRing<int>(10);
        ring.Touch(100) = 1;

        ring.IsTooOld(90).ShouldBeTrue();
        ring.IsTooOld(91).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => ring.Touch(90));
    }
}

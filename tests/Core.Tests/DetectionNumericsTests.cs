using FinOpsAI.Core.Detection;

namespace FinOpsAI.Core.Tests;

public sealed class DetectionNumericsTests
{
    [Theory]
    [InlineData(2.0)]
    [InlineData(3.0)]
    public void A_Pareto_tail_is_extrapolated_by_its_own_exponent(double exponent)
    {
        var tail = new HillTail();
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            tail.Learn(Math.Pow(1 - random.NextDouble(), -1 / exponent));
        }

        // P(D >= d) = d^-exponent, so d = 10^(6 / exponent) is a one-in-a-million deviation.
        tail.Surprise(Math.Pow(10, 6 / exponent)).ShouldBe(6, 0.6);
        tail.Surprise(Math.Pow(10, 1 / exponent)).ShouldBe(1, 0.05);
        tail.Quantile(0.01).ShouldBe(Math.Pow(10, 2 / exponent), Math.Pow(10, 2 / exponent) * 0.15);
    }

    [Fact]
    public void Surprise_rises_with_the_deviation()
    {
        var tail = HillTail.OfSigmas();
        var last = 0.0;
        for (var z = 0.01; z < 1000; z *= 1.07)
        {
            var surprise = tail.Surprise(z);
            surprise.ShouldBeGreaterThanOrEqualTo(last - 1e-9);
            last = surprise;
        }
    }

    [Fact]
    public void The_tracked_subspace_foretells_a_new_rhythm_that_a_fixed_one_could_not()
    {
        var ssa = new IncrementalSsa(48, 6, 300);
        double Error(int from, int to, double period)
        {
            var worst = 0.0;
            for (var i = from; i < to; i++)
            {
                var value = Math.Sin(2 * Math.PI * i / period) + (0.5 * Math.Cos(4 * Math.PI * i / period));
                worst = i > to - 100 ? Math.Max(worst, Math.Abs(value - ssa.Predict())) : worst;
                ssa.Learn(value);
            }

            return worst;
        }

        Error(0, 1500, 24).ShouldBeLessThan(0.02);
        Error(1500, 5000, 17).ShouldBeLessThan(0.05);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-12)]
    [InlineData(0.02)]
    [InlineData(1)]
    [InlineData(1e9)]
    [InlineData(-3)]
    public void The_log_scale_is_inverted_exactly(double value)
    {
        var scale = new LogScale();
        scale.Start(50);
        scale.Back(scale.Forward(value)).ShouldBe(value, Math.Max(1e-12, Math.Abs(value) * 1e-9));
    }
}

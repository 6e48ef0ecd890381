using FinOpsAI.Core.Narratives;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Narratives;

public sealed class RoundedSumProperties
{
    [Fact]
    public void Rounded_parts_add_up_to_the_rounded_whole_and_none_is_off_by_two_units() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var decimals = random.Next(0, 7);
        decimal[] parts = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Math.Round((decimal)((random.NextDouble() - 0.5) * 1_000), 12))];
        var unit = new decimal(1, 0, 0, false, (byte)decimals);
        var whole = Math.Round(parts.Sum(), decimals, MidpointRounding.AwayFromZero) + (unit * random.Next(-1, 2) * random.Next(2));
        if (Math.Abs(whole - parts.Sum()) >= unit)
        {
            whole = Math.Round(parts.Sum(), decimals, MidpointRounding.AwayFromZero);
        }

        var rounded = RoundedSum.Round(whole, parts, decimals);

        rounded.Sum().ShouldBe(whole);
        foreach (var (part, shown) in parts.Zip(rounded))
        {
            Math.Abs(part - shown).ShouldBeLessThan(2 * unit);
            Math.Round(shown, decimals).ShouldBe(shown);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_missing_cent_goes_to_the_part_that_lost_most() =>
        RoundedSum.Round(1.00m, [0.333m, 0.333m, 0.334m], 2).ShouldBe([0.33m, 0.33m, 0.34m]);

    [Fact]
    public void Nothing_is_divided_among_nobody() => RoundedSum.Round(0, [], 2).ShouldBeEmpty();
}

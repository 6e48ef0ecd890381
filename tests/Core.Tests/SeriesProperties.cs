using FsCheck;

namespace FinOpsAI.Core.Tests;

/// <summary>Runs properties of whole series: each case is long, so there are fewer of them than by default.</summary>
internal static class SeriesProperties
{
    private const int Cases = 15;

    public static void Holds(this Property property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), property);
}

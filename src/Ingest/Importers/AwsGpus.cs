using System.Collections.Frozen;

namespace FinOpsAI.Ingest.Importers;

/// <summary>GPUs of the instance types that have some, after AWS's public list of accelerated instances.</summary>
internal static class AwsGpus
{
    private static readonly FrozenDictionary<string, int> Counts = new Dictionary<string, int>
    {
        ["p2.xlarge"] = 1, ["p2.8xlarge"] = 8, ["p2.16xlarge"] = 16,
        ["p3.2xlarge"] = 1, ["p3.8xlarge"] = 4, ["p3.16xlarge"] = 8, ["p3dn.24xlarge"] = 8,
        ["p4d.24xlarge"] = 8, ["p4de.24xlarge"] = 8,
        ["p5.4xlarge"] = 1, ["p5.48xlarge"] = 8, ["p5e.48xlarge"] = 8, ["p5en.48xlarge"] = 8, ["p6-b200.48xlarge"] = 8,
        ["g4dn.12xlarge"] = 4, ["g4dn.metal"] = 8,
        ["g5.12xlarge"] = 4, ["g5.24xlarge"] = 4, ["g5.48xlarge"] = 8,
        ["g5g.16xlarge"] = 2, ["g5g.metal"] = 2,
        ["g6.12xlarge"] = 4, ["g6.24xlarge"] = 4, ["g6.48xlarge"] = 8,
        ["g6e.12xlarge"] = 4, ["g6e.24xlarge"] = 4, ["g6e.48xlarge"] = 8,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OneEach = new[] { "g4dn", "g5", "g5g", "g6", "g6e" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Sizes =
        new[] { "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The GPUs of an instance type, also with SageMaker's <c>ml.</c> before it; 0 when it has none or is not known.</summary>
    public static int Count(string instance)
    {
        var type = instance.StartsWith("ml.", StringComparison.Ordinal) ? instance[3..] : instance;
        if (Counts.TryGetValue(type, out var count))
        {
            return count;
        }

        var dot = type.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && OneEach.Contains(type[..dot]) && Sizes.Contains(type[(dot + 1)..]) ? 1 : 0;
    }
}

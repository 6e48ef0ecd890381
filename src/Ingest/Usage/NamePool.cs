using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// Gives the same string object for the same name, so that millions of records share the few names they hold on to. Fixed in size:
/// a name displaced from its slot is merely made again. Safe to share between threads, as slots are replaced whole.
/// </summary>
public sealed class NamePool
{
    private const int Slots = 8_192;
    private const int LongestPooled = 256;
    private readonly string?[] _names = new string?[Slots];
    private readonly ScopePath?[] _scopes = new ScopePath?[Slots];

    /// <summary>The shared string of these characters.</summary>
    public string Get(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LongestPooled)
        {
            return name.ToString();
        }

        ref var slot = ref _names[string.GetHashCode(name) & (Slots - 1)];
        if (slot is { } held && name.SequenceEqual(held))
        {
            return held;
        }

        return slot = name.ToString();
    }

    /// <summary>The shared path of a resource; making one costs the percent-encoding of its key.</summary>
    public ScopePath GetScope(string team, string project, string resource)
    {
        ref var slot = ref _scopes[HashCode.Combine(team, project, resource) & (Slots - 1)];
        if (slot is { } held && held.ResourceName == resource && held.Project == project && held.Team == team)
        {
            return held;
        }

        return slot = ScopePath.ForResource(team, project, resource);
    }
}

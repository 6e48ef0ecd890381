namespace FinOpsAI.Silo.Hosting;

/// <summary>Which grains wait for the call that runs here, innermost first. A call back to one of them would wait for itself.</summary>
internal sealed record CallChain(GrainId Grain, CallChain? Outer)
{
    private static readonly AsyncLocal<CallChain?> Ambient = new();

    public static CallChain? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public bool Contains(GrainId grain)
    {
        for (var link = this; link is not null; link = link.Outer)
        {
            if (link.Grain == grain)
            {
                return true;
            }
        }

        return false;
    }
}

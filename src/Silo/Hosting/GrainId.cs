namespace FinOpsAI.Silo.Hosting;

/// <summary>A grain's contract and key.</summary>
internal readonly record struct GrainId(Type Contract, string Key)
{
    public override string ToString() => $"{Contract.Name}/{Key}";
}

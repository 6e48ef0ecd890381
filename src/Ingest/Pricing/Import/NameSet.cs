namespace FinOpsAI.Ingest.Pricing;

/// <summary>
/// Makes the names of a provider's models unique while another format is read: ours refuses a name that leads to two models, others take the
/// first.
/// </summary>
internal sealed class NameSet
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Takes a name for a model.</summary>
    /// <returns>False when another model has it.</returns>
    public bool TryTake(string name, string model)
    {
        var key = name.ToLowerInvariant().Replace('.', '-');
        return _owners.TryAdd(key, model) || _owners[key] == model;
    }
}

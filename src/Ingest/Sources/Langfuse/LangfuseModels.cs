using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Sources.Langfuse;

/// <summary>Langfuse knows models, not providers: the price list says whose a model is, the usual makers before those who resell.</summary>
internal sealed class LangfuseModels(PriceCatalogue catalogue)
{
    private static readonly string[] Makers = ["openai", "anthropic", "google"];

    private readonly string[] _providers =
        [.. catalogue.Models.Select(model => model.Provider).Distinct(StringComparer.Ordinal).OrderBy(provider => !Makers.Contains(provider))];

    /// <summary>Provider and model of a name; the provider is null when nobody is known to have such a model.</summary>
    public (string? Provider, string Model) Of(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && catalogue.ProviderId(name[..slash]) is var named && _providers.Contains(named, StringComparer.Ordinal))
        {
            return (named, name[(slash + 1)..]);
        }

        return (_providers.FirstOrDefault(provider => catalogue.Find(provider, name) is { } prices && !prices.Model.EndsWith('*')), name);
    }
}

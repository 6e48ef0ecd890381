using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>Which attributes say where usage belongs, as the settings name them. Those of a span or point go before the resource's.</summary>
internal sealed class OtlpPlacement(IOptions<OtlpOptions> options)
{
    private readonly string[] _team = OtlpOptions.Names(options.Value.TeamAttributes);
    private readonly string[] _project = OtlpOptions.Names(options.Value.ProjectAttributes);
    private readonly string[] _resource = OtlpOptions.Names(options.Value.ResourceAttributes);
    private readonly string[] _experiment = OtlpOptions.Names(options.Value.ExperimentAttributes);
    private readonly string[] _tags = OtlpOptions.Names(options.Value.TagAttributes);

    /// <summary>Every attribute that is read here.</summary>
    public IEnumerable<string> Attributes => [GenAi.ServiceName, .. _team, .. _project, .. _resource, .. _experiment, .. _tags];

    /// <summary>Fills in team, project, resource, experiment and tags.</summary>
    public void Apply(UsageDraft draft, Dictionary<string, string> own, OtlpResource resource)
    {
        draft.Team = Find(_team);
        draft.Project = Find(_project);
        draft.Resource = Find(_resource);
        draft.Experiment = Find(_experiment);
        foreach (var name in _tags)
        {
            PushTags.Set(draft, name, Find(name));
        }

        string? Find(params ReadOnlySpan<string> names) => GenAi.First(own, names) ?? GenAi.First(resource.Attributes, names);
    }
}

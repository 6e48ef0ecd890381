namespace FinOpsAI.Ingest.Sources.OpenAi;

/// <summary>
/// Names of projects and API keys, looked up once a read and only where they occur. Without the right to list them the ids stand for
/// themselves.
/// </summary>
internal sealed class OpenAiNames(OpenAiApi api, bool isWanted)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _keysByProject = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string>? _projects;

    /// <summary>The name of a project; its id when it has none.</summary>
    public async ValueTask<string?> ProjectAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is null || !isWanted)
        {
            return id;
        }

        _projects ??= await api.NamesAsync("projects", includesArchived: true, cancellationToken).ConfigureAwait(false);
        return _projects.GetValueOrDefault(id, id);
    }

    /// <summary>The name of a project's API key; its id when it has none.</summary>
    public async ValueTask<string?> KeyAsync(string? project, string? id, CancellationToken cancellationToken)
    {
        if (id is null || project is null || !isWanted)
        {
            return id;
        }

        if (!_keysByProject.TryGetValue(project, out var keys))
        {
            _keysByProject[project] = keys = await api.NamesAsync(
                $"projects/{Uri.EscapeDataString(project)}/api_keys", includesArchived: false, cancellationToken).ConfigureAwait(false);
        }

        return keys.GetValueOrDefault(id, id);
    }
}

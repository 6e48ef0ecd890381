using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Data sources with how they fare.</summary>
internal sealed class SourcesReader(ISourceReader reader, ISourceStore store, TimeProvider time)
{
    public SourceKindListResponse Kinds() => new([.. reader.Kinds.Select(SourceMapping.ToResponse)]);

    public async Task<SourceListResponse> ListAsync(CancellationToken cancellationToken)
    {
        var kinds = reader.Kinds.ToDictionary(kind => kind.Kind);
        var sources = await store.ListAsync(cancellationToken);
        var states = (await store.ListStatesAsync(cancellationToken)).ToDictionary(state => state.Id);
        var now = time.GetUtcNow();
        return new(now, [.. sources.Select(source =>
            source.ToResponse(kinds.GetValueOrDefault(source.Kind), states.GetValueOrDefault(source.Id), now))]);
    }

    /// <summary>A source; null when there is none of this id.</summary>
    public async Task<SourceResponse?> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } source ? await OfAsync(source, cancellationToken) : null;

    public async Task<SourceResponse> OfAsync(DataSource source, CancellationToken cancellationToken) => source.ToResponse(
        reader.Kinds.FirstOrDefault(kind => kind.Kind == source.Kind),
        await store.FindStateAsync(source.Id, cancellationToken),
        time.GetUtcNow());
}

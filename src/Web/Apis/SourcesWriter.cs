using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Sets up, changes, tries and removes data sources.</summary>
internal sealed class SourcesWriter(ISourceReader reader, ISourceStore store, ISecretStore secrets, IGrainResolver grains, TimeProvider time)
{
    /// <summary>The new source; null when it has faults, which the query then holds.</summary>
    public async Task<DataSource?> AddAsync(Query query, SourceRequest request, CancellationToken cancellationToken)
    {
        var others = await store.ListAsync(cancellationToken);
        if (others.Any(other => other.Id == request.Id))
        {
            query.Fail("id", $"'{request.Id}' is taken: expected another id, or none to have one made.");
        }

        if (Form(query).Read(request, null) is not { } source)
        {
            return null;
        }

        source = source.Id.Length > 0 ? source : source with { Id = SourceId.Of(source.Name, source.Kind, others) };
        await store.SaveAsync(source, cancellationToken);
        await HurryAsync(source, cancellationToken);
        return source;
    }

    /// <summary>The changed source; null when it has faults, which the query then holds.</summary>
    public async Task<DataSource?> ChangeAsync(Query query, DataSource before, SourceRequest request, CancellationToken cancellationToken)
    {
        if (Form(query).Read(request, before) is not { } source)
        {
            return null;
        }

        await store.SaveAsync(source, cancellationToken);
        await HurryAsync(source, cancellationToken);
        return source;
    }

    public async Task<DataSource> PauseAsync(DataSource before, bool isPaused, CancellationToken cancellationToken)
    {
        var source = before with { IsPaused = isPaused };
        await store.SaveAsync(source, cancellationToken);
        await HurryAsync(source, cancellationToken);
        return source;
    }

    /// <summary>What trying it showed; null when it has faults, which the query then holds.</summary>
    public async Task<SourceTestResponse?> TestAsync(Query query, SourceTestRequest request, DataSource? before, CancellationToken cancellationToken)
    {
        if (Form(query).Read(request, before) is not { } source)
        {
            return null;
        }

        var test = await reader.TestAsync(source, cancellationToken);
        return new(test.Fault is null, test.Fault, test.Message);
    }

    private SourceForm Form(Query query) => new(query, reader, secrets, time.GetUtcNow());

    /// <summary>Whoever has just mended a source wants to see at once whether it works.</summary>
    private async Task HurryAsync(DataSource source, CancellationToken cancellationToken)
    {
        if (source.IsPaused)
        {
            return;
        }

        try
        {
            await grains.Get<IConnectorGrain>(source.Id).HurryAsync(cancellationToken);
        }
        catch (GrainFault fault) when (fault.Retry)
        {
            // The source is saved: its schedule reads it a little later.
        }
    }
}

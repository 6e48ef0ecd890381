using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources;

/// <summary>All connectors behind one door; see <see cref="ISourceReader"/>.</summary>
public sealed class SourceReader(
    IEnumerable<IConnector> connectors, ISecretStore secrets, ConnectorHttp http, UsageNormalizer normalizer, UsageImports imports,
    TimeProvider time) : ISourceReader
{
    private readonly Dictionary<string, IConnector> _connectors =
        connectors.ToDictionary(connector => connector.Kind.Kind, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc />
    public IReadOnlyList<SourceKind> Kinds { get; } =
        [.. connectors.Select(Whole).OrderBy(kind => kind.Kind, StringComparer.Ordinal)];

    /// <inheritdoc />
    public IReadOnlyList<UsageError> Check(DataSource source)
    {
        if (!_connectors.TryGetValue(source.Kind, out var connector))
        {
            return [new(0, "kind", $"kind: got \"{Excerpt.Of(source.Kind)}\", expected one of {string.Join(", ", Kinds.Select(kind => kind.Kind))}.")];
        }

        var settings = Whole(connector).Settings;
        List<UsageError> errors = [];
        foreach (var name in source.Settings.Keys.Concat(source.Secrets.Keys).Where(name => settings.All(setting => setting.Name != name)))
        {
            errors.Add(new(0, name, $"{name} is no setting of {source.Kind}; expected {string.Join(", ", settings.Select(setting => setting.Name))}."));
        }

        foreach (var setting in settings)
        {
            var isSecret = setting.Type is SourceSettingType.Secret;
            var value = (isSecret ? source.Secrets : source.Settings).GetValueOrDefault(setting.Name);
            if (string.IsNullOrWhiteSpace(value))
            {
                if (setting.IsRequired && setting.Default is null)
                {
                    errors.Add(new(0, setting.Name, $"{setting.Name} is missing."));
                }
            }
            else if (Expected(setting, value.Trim()) is { } expected)
            {
                errors.Add(new(0, setting.Name, $"{setting.Name}: got \"{Excerpt.Of(value)}\", expected {expected}."));
            }
        }

        return errors;
    }

    /// <inheritdoc />
    public IAsyncEnumerable<SourceBatch> ReadAsync(DataSource source, SourceRead read, CancellationToken cancellationToken)
    {
        var connector = Find(source);
        return connector.ReadAsync(Context(source, connector), read, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<SourceTest> TestAsync(DataSource source, CancellationToken cancellationToken)
    {
        try
        {
            var connector = Find(source);
            return new(null, await connector.TestAsync(Context(source, connector), cancellationToken).ConfigureAwait(false));
        }
        catch (SourceException e)
        {
            return new(e.Code, e.Message);
        }
    }

    private static SourceKind Whole(IConnector connector) =>
        connector.Kind with { Settings = [.. connector.Kind.Settings, .. SourcePlacement.Settings] };

    private static string? Expected(SourceSetting setting, string value) => setting.Type switch
    {
        SourceSettingType.Number when !decimal.TryParse(
            value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _) => "a number such as 0.35",
        SourceSettingType.Flag when !bool.TryParse(value, out _) => "true or false",
        SourceSettingType.Choice when !setting.Choices.Contains(value, StringComparer.Ordinal) => string.Join(" or ", setting.Choices),
        _ => null,
    };

    private IConnector Find(DataSource source) =>
        _connectors.TryGetValue(source.Kind, out var connector)
            ? connector
            : throw new SourceException(SourceFaultCode.Settings, $"There is no connector '{source.Kind}'.");

    private ConnectorContext Context(DataSource source, IConnector connector) =>
        new(source, connector.Kind, secrets, http, normalizer, imports, time);
}

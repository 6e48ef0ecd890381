using System.Globalization;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources;

/// <summary>What a connector works with: the source's settings, a way to the provider, and the way to records.</summary>
public sealed class ConnectorContext
{
    private readonly SourceKind _kind;
    private readonly ISecretStore _secrets;

    internal ConnectorContext(
        DataSource source, SourceKind kind, ISecretStore secrets, ConnectorHttp http, UsageNormalizer normalizer, UsageImports imports,
        TimeProvider time)
    {
        Source = source;
        _kind = kind;
        _secrets = secrets;
        Http = http.For(this);
        Normalizer = normalizer;
        Imports = imports;
        Time = time;
        Place = new(this);
    }

    /// <summary>The source as set up.</summary>
    public DataSource Source { get; }

    /// <summary>The way to the provider.</summary>
    public ConnectorHttp Http { get; }

    /// <summary>The way from a draft to a record; <see cref="Batch"/> is the easier one.</summary>
    public UsageNormalizer Normalizer { get; }

    /// <summary>The readers of files.</summary>
    public UsageImports Imports { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Where records belong by the source's settings.</summary>
    public SourcePlacement Place { get; }

    /// <summary>Secrets revealed so far: what must not show in a message.</summary>
    internal List<string> Revealed { get; } = [];

    /// <summary>A new, empty batch.</summary>
    public SourceBatchBuilder Batch() => new(this);

    /// <summary>A setting's value or default; null when it has neither.</summary>
    public string? Text(string name)
    {
        var value = Source.Settings.GetValueOrDefault(name);
        return string.IsNullOrWhiteSpace(value) ? Setting(name).Default : value.Trim();
    }

    /// <summary>A setting's value or default.</summary>
    /// <exception cref="SourceException">It has neither.</exception>
    public string Required(string name) => Text(name) ?? throw Missing(name);

    /// <summary>A setting that is <c>true</c> or <c>false</c>; false when it has no value.</summary>
    public bool Flag(string name) => bool.TryParse(Text(name), out var value) && value;

    /// <summary>A number; null when it has no value.</summary>
    /// <exception cref="SourceException">It is no number.</exception>
    public decimal? Number(string name) => Text(name) switch
    {
        null => null,
        var text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        var text => throw new SourceException(SourceFaultCode.Settings, $"{name}: got \"{Excerpt.Of(text)}\", expected a number such as 0.35."),
    };

    /// <summary>An address with the scheme http or https, without a slash at its end.</summary>
    /// <exception cref="SourceException">It is none.</exception>
    public string Url(string name)
    {
        var text = Required(name).TrimEnd('/');
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? text
            : throw new SourceException(SourceFaultCode.Settings, $"{name}: got \"{Excerpt.Of(text)}\", expected an address such as https://api.example.com.");
    }

    /// <summary>The lines of a setting that hold something, trimmed, without those that begin with <c>#</c>.</summary>
    public IEnumerable<string> Lines(string name) =>
        (Text(name) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#');

    /// <summary>A secret; null when none was entered.</summary>
    /// <exception cref="SourceException">The place it refers to has none.</exception>
    public string? OptionalSecret(string name)
    {
        if (!Source.Secrets.TryGetValue(name, out var kept) || kept.Length == 0)
        {
            return null;
        }

        var secret = _secrets.Reveal(kept);
        if (!Revealed.Contains(secret, StringComparer.Ordinal))
        {
            Revealed.Add(secret);
        }

        return secret;
    }

    /// <summary>A secret.</summary>
    /// <exception cref="SourceException">There is none.</exception>
    public string Secret(string name) => OptionalSecret(name) ?? throw Missing(name);

    private SourceSetting Setting(string name) =>
        _kind.Settings.FirstOrDefault(setting => setting.Name == name)
        ?? SourcePlacement.Settings.FirstOrDefault(setting => setting.Name == name)
        ?? throw new ArgumentException($"{_kind.Kind} has no setting '{name}'.", nameof(name));

    private static SourceException Missing(string name) => new(SourceFaultCode.Settings, $"{name} is missing.");
}

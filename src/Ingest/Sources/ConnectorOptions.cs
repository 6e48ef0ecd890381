using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Sources;

/// <summary>How connectors talk to providers. Configuration section <see cref="SectionName"/>.</summary>
public sealed class ConnectorOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "FinOpsAI:Connectors";

    /// <summary>The longest wait for the head of one answer.</summary>
    /// <value>1 second to 1 hour; default 100 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How often one request is tried again at once after 429, 5xx and broken connections, before the source's schedule takes over.</summary>
    /// <value>0 to 10; default 3.</value>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>The wait before the first of these tries; doubled for each further one.</summary>
    /// <value>Above zero to 1 minute; default 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A provider that asks for a longer wait than this is left alone until then, and the source's schedule takes over.</summary>
    /// <value>Zero to 10 minutes; default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest JSON answer that is read into memory.</summary>
    /// <value>Bytes, 1 MiB to 1 GiB; default 64 MiB.</value>
    [Range(1_048_576, 1_073_741_824)]
    public int MaxAnswerBytes { get; set; } = 67_108_864;
}

[OptionsValidator]
internal sealed partial class ConnectorOptionsValidator : IValidateOptions<ConnectorOptions>;

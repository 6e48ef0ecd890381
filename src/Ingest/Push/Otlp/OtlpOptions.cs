using System.ComponentModel.DataAnnotations;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>Which of its signals a sender's usage is counted by; the other one is acknowledged and dropped, so that it is never both.</summary>
public enum OtlpUsageSignal
{
    /// <summary>Spans: each request with its own tokens and attributes. Too low where spans are sampled.</summary>
    Spans,

    /// <summary>The histogram <c>gen_ai.client.token.usage</c>: complete, but without cached tokens and single requests.</summary>
    Metrics,
}

/// <summary>How OpenTelemetry is taken in. Configuration section <see cref="SectionName"/>.</summary>
/// <remarks>Attributes are named in the order in which they are asked, separated by commas; those of a span go before the resource's.</remarks>
public sealed class OtlpOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "FinOpsAI:Otlp";

    /// <summary>The signal that counts for every sender not named in <see cref="Services"/>.</summary>
    /// <value>Default <see cref="OtlpUsageSignal.Spans"/>.</value>
    public OtlpUsageSignal Signal { get; set; } = OtlpUsageSignal.Spans;

    /// <summary>The signal that counts for single senders, by <c>service.name</c>.</summary>
    /// <value>Default none.</value>
    public IDictionary<string, OtlpUsageSignal> Services { get; } = new Dictionary<string, OtlpUsageSignal>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The attributes that name the team.</summary>
    /// <value>Default <c>team, cost_center</c>.</value>
    public string TeamAttributes { get; set; } = "team, cost_center";

    /// <summary>The attributes that name the project.</summary>
    /// <value>Default <c>project, service.namespace, k8s.namespace.name</c>.</value>
    public string ProjectAttributes { get; set; } = "project, service.namespace, k8s.namespace.name";

    /// <summary>The attributes that name the resource.</summary>
    /// <value>Default <c>service.name</c>.</value>
    public string ResourceAttributes { get; set; } = "service.name";

    /// <summary>The attributes that name the experiment.</summary>
    /// <value>Default <c>experiment</c>.</value>
    public string ExperimentAttributes { get; set; } = "experiment";

    /// <summary>The attributes that are kept as tags.</summary>
    /// <value>Default environment, agent and conversation.</value>
    public string TagAttributes { get; set; } =
        "deployment.environment.name, deployment.environment, gen_ai.agent.name, gen_ai.agent.id, gen_ai.conversation.id";

    /// <summary>The longest export after decompression.</summary>
    /// <value>Bytes, 65,536 to 1,073,741,824; default 67,108,864 (64 MiB), as OTLP recommends.</value>
    [Range(65_536, 1_073_741_824)]
    public int MaxBodyBytes { get; set; } = 67_108_864;

    /// <summary>Exports that may be held in memory at the same time; further ones are told to come again (429).</summary>
    /// <value>1 to 1,000; default 16.</value>
    [Range(1, 1_000)]
    public int MaxConcurrentExports { get; set; } = 16;

    /// <summary>Cumulative series whose last point is held in memory; of others it is looked up in the ledger.</summary>
    /// <value>1 to 10,000,000; default 100,000.</value>
    [Range(1, 10_000_000)]
    public int MaxSeries { get; set; } = 100_000;

    /// <summary>Splits a list of attributes.</summary>
    internal static string[] Names(string list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

[OptionsValidator]
internal sealed partial class OtlpOptionsValidator : IValidateOptions<OtlpOptions>;

internal sealed class OtlpOptionsRules : IValidateOptions<OtlpOptions>
{
    public ValidateOptionsResult Validate(string? name, OtlpOptions options)
    {
        List<string> failures = [];
        foreach (var (setting, list) in (ReadOnlySpan<(string, string)>)
        [
            (nameof(options.TeamAttributes), options.TeamAttributes), (nameof(options.ProjectAttributes), options.ProjectAttributes),
            (nameof(options.ResourceAttributes), options.ResourceAttributes), (nameof(options.ExperimentAttributes), options.ExperimentAttributes),
            (nameof(options.TagAttributes), options.TagAttributes),
        ])
        {
            foreach (var attribute in OtlpOptions.Names(list).Where(attribute => PromptText.IsKey(attribute)))
            {
                failures.Add($"{OtlpOptions.SectionName}:{setting} names {attribute}, which carries prompt or completion text; that is never kept.");
            }
        }

        if (!Enum.IsDefined(options.Signal))
        {
            failures.Add($"{OtlpOptions.SectionName}:{nameof(options.Signal)} is {options.Signal}; expected Spans or Metrics.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

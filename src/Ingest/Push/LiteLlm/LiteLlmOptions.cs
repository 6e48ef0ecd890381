using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Push.LiteLlm;

/// <summary>How calls reported by LiteLLM are taken in. Configuration section <see cref="SectionName"/>.</summary>
public sealed class LiteLlmOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "FinOpsAI:LiteLlm";

    /// <summary>
    /// Whether the end user, the key owner's user id and the caller's address are kept, as the tags <c>end_user</c>, <c>user_id</c> and
    /// <c>requester_ip</c>. They are personal data.
    /// </summary>
    /// <value>Default false.</value>
    public bool KeepPersonalData { get; set; }

    /// <summary>The longest single call. A report holds prompt and answer, which are passed over but have to be read past.</summary>
    /// <value>Bytes, 65,536 to 268,435,456; default 33,554,432 (32 MiB).</value>
    [Range(65_536, 268_435_456)]
    public int MaxCallBytes { get; set; } = 33_554_432;
}

[OptionsValidator]
internal sealed partial class LiteLlmOptionsValidator : IValidateOptions<LiteLlmOptions>;

namespace FinOpsAI.Web;

/// <summary>What the web side shows and limits; configuration section <c>FinOpsAI:Web</c>.</summary>
public sealed class WebOptions
{
    /// <summary>The organization's display name.</summary>
    /// <value>Default <c>My organization</c>.</value>
    public string Organization { get; set; } = "My organization";

    /// <summary>ISO 4217 code of the reporting currency.</summary>
    /// <value>Default <c>USD</c>.</value>
    public string Currency { get; set; } = "USD";

    /// <summary>Where people reach the dashboard, such as <c>https://finops.example</c>: messages link to it.</summary>
    /// <value>Default none: messages have no links.</value>
    public string? PublicUrl { get; set; }

    /// <summary>Whether the data is generated.</summary>
    /// <value>Default false; set by the <c>demo</c> command.</value>
    public bool IsDemo { get; set; }

    /// <summary>Largest usage upload in bytes, as sent.</summary>
    /// <value>Default 256 MiB; from 64 KiB.</value>
    public long MaxUploadBytes { get; set; } = 256L << 20;

    /// <summary>How often changed figures are sent to a viewer.</summary>
    /// <value>Default 250 ms; 50 ms to 10 s.</value>
    public TimeSpan LiveInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(Organization))
        {
            yield return "FinOpsAI:Web:Organization must not be empty.";
        }

        if (Currency is not { Length: 3 } || !Currency.All(char.IsAsciiLetterUpper))
        {
            yield return $"FinOpsAI:Web:Currency is '{Currency}': expected an ISO 4217 code such as USD or KRW.";
        }

        if (PublicUrl is not null && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"))
        {
            yield return $"FinOpsAI:Web:PublicUrl is '{PublicUrl}': expected an address such as https://finops.example.";
        }

        if (MaxUploadBytes < 64 << 10)
        {
            yield return $"FinOpsAI:Web:MaxUploadBytes is {MaxUploadBytes}: expected at least 65536.";
        }

        if (LiveInterval < TimeSpan.FromMilliseconds(50) || LiveInterval > TimeSpan.FromSeconds(10))
        {
            yield return $"FinOpsAI:Web:LiveInterval is {LiveInterval}: expected 00:00:00.050 to 00:00:10.";
        }
    }
}

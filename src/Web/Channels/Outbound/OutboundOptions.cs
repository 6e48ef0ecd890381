using System.Net;

namespace FinOpsAI.Web.Channels.Outbound;

/// <summary>Where the server may connect when people tell it to; configuration section <c>FinOpsAI:Outbound</c>.</summary>
public sealed class OutboundOptions
{
    /// <summary>Whether <c>http:</c> addresses are allowed. What is sent over them can be read on the way.</summary>
    /// <value>Default false.</value>
    public bool AllowHttp { get; set; }

    /// <summary>Hosts that may have a private address: a name, or <c>*.</c> and a suffix.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>Private networks that may be reached, such as <c>10.20.0.0/16</c>.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate() => AllowedNetworks
        .Where(network => !IPNetwork.TryParse(network, out _))
        .Select(network => $"FinOpsAI:Outbound:AllowedNetworks holds '{network}': expected a network such as 10.20.0.0/16.");

    internal bool AllowsHost(string host) => AllowedHosts.Any(allowed => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase));

    internal bool AllowsAddress(IPAddress address) => AllowedNetworks.Any(network => IPNetwork.Parse(network).Contains(address));
}

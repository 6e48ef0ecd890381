using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Channels.Outbound;

/// <summary>A target that the server must not be sent to.</summary>
public sealed class OutboundRefusedException(string message) : Exception(message);

/// <summary>Finds the addresses of a name; tests put their own in place of DNS.</summary>
public interface IHostResolver
{
    /// <summary>The addresses; empty when there are none.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>The system's resolver.</summary>
internal sealed class DnsResolver : IHostResolver
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await Dns.GetHostAddressesAsync(host, cancellationToken);
}

/// <summary>
/// Keeps people who may enter an address from sending the server to places that only the server can reach: each connection goes to an address that was
/// checked at that moment, so that a name which changes its address in between gains nothing.
/// </summary>
public sealed class OutboundGuard(IHostResolver resolver, IOptions<OutboundOptions> options)
{
    /// <summary>Says what is wrong with an address that somebody enters; null when nothing is. Names are looked up only when they are used.</summary>
    public string? Fault(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0)
        {
            return "Expected an address such as https://hooks.example.com/abc.";
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !options.Value.AllowHttp)
        {
            return "Expected https: FinOpsAI:Outbound:AllowHttp is off.";
        }

        return uri.UserInfo.Length > 0
            ? "Expected no user name or password in the address."
            : IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var literal) && !Allows(uri.IdnHost, literal) ? Refusal(uri.IdnHost, literal) : null;
    }

    /// <summary>Connects to a host, at an address that is allowed.</summary>
    /// <exception cref="OutboundRefusedException">It has none.</exception>
    /// <exception cref="SocketException">It cannot be reached.</exception>
    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var bare = host.Trim('[', ']');
        var found = IPAddress.TryParse(bare, out var literal) ? [literal] : await resolver.ResolveAsync(bare, cancellationToken);
        var allowed = found.Where(address => Allows(bare, address)).ToArray();
        if (allowed.Length == 0)
        {
            throw found.Count == 0 ? new SocketException((int)SocketError.HostNotFound) : new OutboundRefusedException(Refusal(bare, found[0]));
        }

        Exception? last = null;
        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }

    private bool Allows(string host, IPAddress address) =>
        PublicAddress.Is(address) || options.Value.AllowsHost(host) || options.Value.AllowsAddress(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static string Refusal(string host, IPAddress address) => host == address.ToString()
        ? $"{host} is no address of the public internet: FinOpsAI:Outbound can allow it."
        : $"{host} leads to {address}, which is no address of the public internet: FinOpsAI:Outbound can allow it.";
}

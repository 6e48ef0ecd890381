using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Web.Channels.Outbound;

/// <summary>
/// HTTP to addresses that people entered: every connection through the guard, no redirects, no cookies, no proxy that would connect past the guard, and
/// answers read no further than needed.
/// </summary>
public sealed class OutboundHttp : IDisposable
{
    private const int ReadAtMost = 2_000;

    private readonly OutboundGuard _guard;
    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    /// <summary>Makes the client; connects to nothing.</summary>
    public OutboundHttp(OutboundGuard guard, TimeProvider time)
    {
        _guard = guard;
        _time = time;
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = async (context, token) =>
                await guard.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, token),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("FinOpsAI/1");
    }

    /// <summary>Sends once. The answer says what came of it; only cancellation is thrown.</summary>
    /// <param name="request">The request; its address is checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SendResult> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_guard.Fault(request.RequestUri?.ToString()) is { } fault)
        {
            return new(SendOutcome.Refused, fault);
        }

        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode
                ? SendResult.Delivered with { Answer = await SaidAsync(response, cancellationToken) }
                : await RefusalAsync(response, cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is OutboundRefusedException refused)
        {
            return new(SendOutcome.Refused, refused.Message);
        }
        catch (OutboundRefusedException e)
        {
            return new(SendOutcome.Refused, e.Message);
        }
        catch (HttpRequestException e)
        {
            // Its message may hold the address, and the address the secret: only the kind of error is said.
            return new(SendOutcome.Later, $"Cannot be reached: {Reason(e)}.");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return new(SendOutcome.Later, "The connection broke.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<SendResult> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var message = await SaidAsync(response, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.Gone => new(SendOutcome.Gone, message),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 => new(SendOutcome.Later, message) { RetryAfter = RetryAfter(response) },
            _ when status >= 500 => new(SendOutcome.Later, message) { RetryAfter = RetryAfter(response) },
            _ when status is >= 300 and < 400 => new(SendOutcome.Refused, $"{message} Redirects are not followed: enter the final address."),
            _ => new(SendOutcome.Refused, message),
        };
    }

    private static async Task<string> SaidAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var text = await ReadAsync(response, cancellationToken);
        return text.Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $"HTTP {status}: {text}")
            : string.Create(CultureInfo.InvariantCulture, $"HTTP {status}.");
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[ReadAtMost];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            var text = System.Text.Encoding.UTF8.GetString(buffer, 0, length);
            return string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim() is var line && line.Length > 200 ? line[..200] + "…" : line;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return "";
        }
    }

    private static string Reason(HttpRequestException error) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name is not known",
        HttpRequestError.SecureConnectionError => "the certificate is not trusted, or TLS failed",
        HttpRequestError.ConnectionError => "no connection",
        _ when error.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound } => "the name is not known",
        _ => "the connection failed",
    };
}

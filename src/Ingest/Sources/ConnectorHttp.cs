using System.Globalization;
using System.Net;
using System.Text.Json;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Sources;

/// <summary>
/// HTTP as all connectors need it: short outages are waited out, long ones become a <see cref="SourceException"/> that says in words what
/// happened, and no message ever holds a secret. Redirects are not followed, as they would take keys to another host.
/// </summary>
public sealed class ConnectorHttp
{
    private readonly HttpClient _client;
    private readonly ConnectorOptions _options;
    private readonly TimeProvider _time;
    private readonly ConnectorContext? _context;

    /// <summary>The shared part; connectors get one bound to their source.</summary>
    public ConnectorHttp(HttpClient client, IOptions<ConnectorOptions> options, TimeProvider time)
        : this(client, options.Value, time, null)
    {
    }

    private ConnectorHttp(HttpClient client, ConnectorOptions options, TimeProvider time, ConnectorContext? context) =>
        (_client, _options, _time, _context) = (client, options, time, context);

    /// <summary>A client as this class expects it: no redirects, no time-out of its own, decompression of gzip, deflate and Brotli.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a request and reads its answer as JSON. 204 is an empty document (<see cref="JsonValueKind.Undefined"/> root: null).</summary>
    /// <param name="request">Makes the request; called anew for each try, so that signatures and times are fresh.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SourceException">No usable answer.</exception>
    public Task<JsonDocument?> JsonAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken) => TryAsync(
        request,
        async (response, token) =>
        {
            if (response.StatusCode is HttpStatusCode.NoContent)
            {
                return null;
            }

            var content = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            await using var limited = new LimitedStream(content, _options.MaxAnswerBytes);
            return await JsonDocument.ParseAsync(limited, cancellationToken: token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Sends a request and reads its answer as text.</summary>
    /// <param name="request">Makes the request; called anew for each try.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SourceException">No usable answer.</exception>
    public Task<string> TextAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken) => TryAsync(
        request,
        async (response, token) =>
        {
            var content = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            await using var limited = new LimitedStream(content, _options.MaxAnswerBytes);
            using var reader = new StreamReader(limited);
            return await reader.ReadToEndAsync(token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Sends a request and gives its answer to read piece by piece; the caller disposes it. Only the head is tried again.</summary>
    /// <param name="request">Makes the request; called anew for each try.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SourceException">No usable answer.</exception>
    public Task<HttpResponseMessage> OpenAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken) =>
        TryAsync(request, (response, _) => Task.FromResult(response), cancellationToken, keepsResponse: true);

    internal ConnectorHttp For(ConnectorContext context) => new(_client, _options, _time, context);

    private async Task<T> TryAsync<T>(
        Func<HttpRequestMessage> request,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken,
        bool keepsResponse = false)
    {
        for (var attempt = 0; ; attempt++)
        {
            SourceException fault;
            try
            {
                return await OnceAsync(request, read, keepsResponse, cancellationToken).ConfigureAwait(false);
            }
            catch (SourceException e)
            {
                fault = e;
            }

            var mayPass = fault.Code is SourceFaultCode.RateLimited or SourceFaultCode.Unavailable or SourceFaultCode.BadAnswer;
            var wait = fault.RetryAfter ?? _options.FirstWait * Math.Pow(2, attempt);
            if (!mayPass || attempt >= _options.Retries || wait > _options.LongestWait)
            {
                throw fault;
            }

            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> OnceAsync<T>(
        Func<HttpRequestMessage> make,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        bool keepsResponse,
        CancellationToken cancellationToken)
    {
        using var request = make();
        var name = $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}";
        HttpResponseMessage? response = null;
        using var patience = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw await FaultAsync(name, response, either.Token).ConfigureAwait(false);
            }

            var answer = await read(response, either.Token).ConfigureAwait(false);
            response = keepsResponse ? null : response;
            return answer;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(SourceFaultCode.Unavailable, $"{name}: no answer within {_options.RequestTimeout}.", null, e);
        }
        catch (JsonException e)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{name}: the answer is not whole JSON: {e.Message}", null, e);
        }
        catch (HttpRequestException e)
        {
            throw new SourceException(SourceFaultCode.Unavailable, Clean($"{name}: {e.Message}"), null, e);
        }
        catch (IOException e)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{name}: the answer breaks off: {e.Message}", null, e);
        }
        catch (InvalidDataException e)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{name}: the answer cannot be decompressed: {e.Message}", null, e);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private async Task<SourceException> FaultAsync(string name, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var error = await ProviderError.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        var said = Clean(error.Sentence);
        var because = said.Length == 0 ? "" : $": {said}";
        return status switch
        {
            401 => new(SourceFaultCode.Unauthorized, $"{name}: the key was refused (401){because}{Skew(response)}"),
            403 when error.Code is SourceFaultCode.RateLimited => new(
                SourceFaultCode.RateLimited, $"{name}: asked too often (403){because}", RetryAfter(response)),
            403 => new(SourceFaultCode.Forbidden, $"{name}: the key has no right to this (403){because}{Skew(response)}"),
            404 => new(SourceFaultCode.Forbidden, $"{name}: there is no such thing (404){because}"),
            429 => new(SourceFaultCode.RateLimited, $"{name}: asked too often (429){because}", RetryAfter(response)),
            400 when error.Code is { } code => new(code, $"{name}: {error.Kind}{because}{Skew(response)}", RetryAfter(response)),
            >= 300 and < 400 => new(
                SourceFaultCode.Settings, $"{name}: sent elsewhere ({status}, {response.Headers.Location?.Host}); redirects are not followed."),
            >= 500 or 408 => new(SourceFaultCode.Unavailable, $"{name}: the provider failed ({status}){because}", RetryAfter(response)),
            _ => new(SourceFaultCode.Settings, $"{name}: refused ({status}){because}{Skew(response)}"),
        };
    }

    /// <summary>The longest of all waits that the answer asks for; some providers name several.</summary>
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? longest = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => null,
        };
        foreach (var (header, values) in response.Headers)
        {
            var unit = header.Equals("retry-after-ms", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromMilliseconds(1)
                : header.StartsWith("x-ms-ratelimit-", StringComparison.OrdinalIgnoreCase)
                  && header.EndsWith("-retry-after", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromSeconds(1)
                : TimeSpan.Zero;
            if (unit > TimeSpan.Zero && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
                && double.IsFinite(count) && count * unit is var wait && (longest is null || wait > longest))
            {
                longest = wait;
            }
        }

        return longest < TimeSpan.Zero ? TimeSpan.Zero : longest;
    }

    /// <summary>A wrong clock is a common cause of refused signatures and keys, and hard to guess.</summary>
    private string Skew(HttpResponseMessage response)
    {
        var skew = response.Headers.Date - _time.GetUtcNow();
        return skew?.Duration() > TimeSpan.FromMinutes(2)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" (this machine's clock is {Math.Round(skew.Value.Duration().TotalMinutes)} minutes {(skew > TimeSpan.Zero ? "behind" : "ahead of")} the provider's)")
            : "";
    }

    private string Clean(string text) =>
        (_context?.Revealed ?? []).Where(secret => secret.Length > 3).Aggregate(text, (seen, secret) => seen.Replace(secret, "***", StringComparison.Ordinal));
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Pinecone;

/// <summary>One export that is ready.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where its zip lies, for an hour.</param>
/// <param name="Through">All usage before it is in the export; null when the answer does not say.</param>
/// <param name="Rows">How many rows there must be; null when the answer does not say.</param>
internal sealed record PineconeExport(string Id, Uri Url, DateTimeOffset? Through, long? Rows);

/// <summary>Pinecone's cost and usage exports: ordered, waited for, downloaded.</summary>
internal sealed class PineconeApi(ConnectorContext context)
{
    private const string What = "Pinecone export";

    /// <summary>Large organisations wait some minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly string _address = context.Url("base_url") + "/admin/cost-usage-exports";
    private readonly string _key = context.Secret("admin_key");
    private readonly string _version = context.Required("api_version");

    /// <summary>Orders an export of whole UTC days and waits until it is ready.</summary>
    /// <param name="start">Inclusive.</param>
    /// <param name="end">Exclusive.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SourceException">There is none.</exception>
    public async Task<PineconeExport> CreateAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["period_start"] = Day(start), ["period_end"] = Day(end) }.ToJsonString();
        var id = await OrderAsync(body, cancellationToken).ConfigureAwait(false);
        return await SlowAnswer.WaitAsync(
            context,
            What,
            Patience,
            async token =>
            {
                using var answer = await context.Http.JsonAsync(() => Request(HttpMethod.Get, $"{_address}/{Uri.EscapeDataString(id)}", null), token)
                    .ConfigureAwait(false);
                return Ready(id, JsonFields.Root(answer, What));
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks whether the key may see exports.</summary>
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        using var answer = await context.Http.JsonAsync(() => Request(HttpMethod.Get, _address, null), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens an export's zip. Its host is another one, which the key is none of the business of.</summary>
    public Task<HttpResponseMessage> DownloadAsync(PineconeExport export, CancellationToken cancellationToken)
    {
        var api = new Uri(_address);
        var hosts = context.Required("download_hosts").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isKnown = export.Url.Host.Equals(api.Host, StringComparison.OrdinalIgnoreCase) || hosts.Any(host =>
            export.Url.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || export.Url.Host.EndsWith("." + host.TrimStart('.'), StringComparison.OrdinalIgnoreCase));
        if (!isKnown || (export.Url.Scheme != Uri.UriSchemeHttps && export.Url.Scheme != api.Scheme))
        {
            throw new SourceException(
                SourceFaultCode.Settings,
                $"{What}: the file is said to be at {export.Url.Scheme}://{Excerpt.Of(export.Url.Host)}, which is none of download_hosts ({string.Join(", ", hosts)}).");
        }

        return context.Http.OpenAsync(() => new(HttpMethod.Get, export.Url), cancellationToken);
    }

    private async Task<string> OrderAsync(string body, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await context.Http.JsonAsync(() => Request(HttpMethod.Post, _address, body), cancellationToken).ConfigureAwait(false);
            return JsonFields.TextOrNull(JsonFields.Root(answer, What), "id")
                ?? throw new SourceException(SourceFaultCode.BadAnswer, $"{What}: the answer has no \"id\".");
        }
        catch (SourceException e) when (e.Code is SourceFaultCode.Settings && e.Message.Contains("(409)", StringComparison.Ordinal))
        {
            throw new SourceException(SourceFaultCode.Unavailable, $"{e.Message} Pinecone makes one export at a time: another one is being made.", null, e);
        }
    }

    private static PineconeExport? Ready(string id, JsonElement answer)
    {
        var status = JsonFields.TextOrNull(answer, "status") ?? "";
        if (new[] { "fail", "error", "cancel", "expire" }.Any(word => status.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            throw new SourceException(
                SourceFaultCode.Unavailable, $"{What} ended as {Excerpt.Of(status)}: {Excerpt.Of(JsonFields.TextOrNull(answer, "error") ?? "no reason given")}.");
        }

        if (JsonFields.TextOrNull(answer, "download_url") is not { } url)
        {
            return null;
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? new(
                id, address,
                IsoTimestamp.TryParse(JsonFields.TextOrNull(answer, "data_available_through"), out var through) ? through : null,
                (long?)JsonFields.Number(answer, "row_count"))
            : throw new SourceException(SourceFaultCode.BadAnswer, $"{What}: its download_url is no address.");
    }

    private HttpRequestMessage Request(HttpMethod method, string address, string? body)
    {
        var request = new HttpRequestMessage(method, address);
        if (body is not null)
        {
            request.Content = new StringContent(body, null, "application/json");
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        request.Headers.Add("X-Pinecone-Api-Version", _version);
        return request;
    }

    private static string Day(DateTimeOffset day) => day.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Naver;

/// <summary>Asks Naver Cloud's billing API: signed, page by page.</summary>
internal sealed class NaverApi(ConnectorContext context)
{
    private readonly string _baseUrl = context.Url("base_url");
    private readonly string _accessKey = context.Required("access_key");
    private readonly string _secretKey = context.Secret("secret_key").Trim();

    /// <summary>The rows of a month, page by page; each page is valid until the next is asked for.</summary>
    /// <param name="operation">Such as <c>getContractDemandCostList</c>.</param>
    /// <param name="month"><c>yyyyMM</c>.</param>
    /// <param name="pageSize">Rows a page.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<NaverPage> PagesAsync(
        string operation, string month, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long seen = 0;
        for (var page = 1; ; page++)
        {
            var number = page;
            using var answer = await context.Http.JsonAsync(() => Request(operation, month, number, pageSize), cancellationToken).ConfigureAwait(false);
            var found = Read(JsonFields.Root(answer, operation), operation);
            seen += found.Rows.GetArrayLength();
            yield return found;
            if (found.Rows.GetArrayLength() == 0 || (found.Total is { } all ? seen >= all : found.Rows.GetArrayLength() < pageSize))
            {
                if (seen < found.Total)
                {
                    throw new SourceException(
                        SourceFaultCode.BadAnswer, $"{operation}: {month} has {found.Total} rows, page {page} ends after {seen}.");
                }

                yield break;
            }
        }
    }

    private HttpRequestMessage Request(string operation, string month, int page, int pageSize)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Get,
            QueryText.Of(
                $"{_baseUrl}/cost/{operation}",
                ("startMonth", month), ("endMonth", month), ("pageNo", Invariant(page)), ("pageSize", Invariant(pageSize)),
                ("isOrganization", context.Flag("organization") ? "true" : null), ("isPartner", context.Flag("partner") ? "true" : null),
                ("responseFormatType", "json")));
        var timestamp = Invariant(context.Time.GetUtcNow().ToUnixTimeMilliseconds());
        request.Headers.TryAddWithoutValidation("x-ncp-apigw-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("x-ncp-iam-access-key", _accessKey);
        request.Headers.TryAddWithoutValidation(
            "x-ncp-apigw-signature-v2",
            NaverSignature.Of(_secretKey, "GET", request.RequestUri!.PathAndQuery, timestamp, _accessKey));
        return request;
    }

    /// <summary>The envelope is named after the operation; the array of rows is the only one in it.</summary>
    private static NaverPage Read(JsonElement root, string operation)
    {
        var body = root.TryGetProperty($"{operation}Response", out var envelope) && envelope.ValueKind is JsonValueKind.Object ? envelope : root;
        var code = Field(body, "returnCode");
        if (code is not (null or "0"))
        {
            throw new SourceException(
                SourceFaultCode.Unavailable,
                $"{operation}: the provider answered with code {Excerpt.Of(code)}: {Excerpt.Of(Field(body, "returnMessage") ?? "")}");
        }

        var rows = body.EnumerateObject().Where(property => property.Value.ValueKind is JsonValueKind.Array).Select(property => property.Value).ToList();
        return rows.Count == 1
            ? new(rows[0], long.TryParse(Field(body, "totalRows"), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null)
            : throw new SourceException(SourceFaultCode.BadAnswer, $"{operation}: the answer has {rows.Count} lists, expected one.");
    }

    private static string? Field(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static string Invariant(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A page of rows.</summary>
/// <param name="Rows">An array.</param>
/// <param name="Total">Rows of all pages; null when the answer does not say.</param>
internal readonly record struct NaverPage(JsonElement Rows, long? Total);

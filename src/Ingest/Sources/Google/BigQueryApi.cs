using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Google;

/// <summary>Runs queries of one column in BigQuery.</summary>
internal sealed class BigQueryApi
{
    private const string Scope = "https://www.googleapis.com/auth/bigquery";
    private const int RowsPerPage = 5_000;

    /// <summary>Each poll is held open by the server for as long as <see cref="ServerWait"/>.</summary>
    private const int MostPolls = 60;

    private static readonly TimeSpan ServerWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EarlyRenewal = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private readonly ConnectorContext _context;
    private readonly GoogleServiceAccount _account;
    private readonly string _jobs;
    private (string Token, DateTimeOffset Until)? _token;

    public BigQueryApi(ConnectorContext context)
    {
        _context = context;
        _account = GoogleServiceAccount.Parse(context.Secret("key"));
        var project = context.Text("job_project") ?? _account.ProjectId ?? context.Required("job_project");
        _jobs = $"{context.Url("base_url")}/projects/{Uri.EscapeDataString(project)}/queries";
    }

    /// <summary>How many bytes a query would be charged for; it is not run.</summary>
    public async Task<decimal> EstimateAsync(string sql, IReadOnlyList<object> parameters, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, _jobs, Body(sql, parameters, isDryRun: true), cancellationToken).ConfigureAwait(false);
        var bytes = JsonFields.TextOrNull(JsonFields.Root(answer, "bigquery"), "totalBytesProcessed");
        return decimal.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    /// <summary>Runs a query and gives the values of its first column, page by page.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> QueryAsync(
        string sql, IReadOnlyList<object> parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Post, _jobs, Body(sql, parameters, isDryRun: false), cancellationToken).ConfigureAwait(false);
        for (var polls = 0; ; )
        {
            string next;
            using (answer)
            {
                var root = JsonFields.Root(answer, "bigquery");
                if (root.TryGetProperty("jobComplete", out var complete) && complete.ValueKind is JsonValueKind.False)
                {
                    if (++polls > MostPolls)
                    {
                        throw new SourceException(SourceFaultCode.Unavailable, "bigquery: the query does not come to an end.");
                    }

                    next = Results(root, null);
                }
                else
                {
                    yield return Values(root);
                    if (JsonFields.TextOrNull(root, "pageToken") is not { } token)
                    {
                        yield break;
                    }

                    next = Results(root, token);
                }
            }

            answer = await SendAsync(HttpMethod.Get, next, null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A parameter of a query.</summary>
    public static object Timestamp(string name, DateTimeOffset value) => new
    {
        name,
        parameterType = new { type = "TIMESTAMP" },
        parameterValue = new { value = value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture) },
    };

    /// <summary>A parameter of a query.</summary>
    public static object Strings(string name, IEnumerable<string> values) => new
    {
        name,
        parameterType = new { type = "ARRAY", arrayType = new { type = "STRING" } },
        parameterValue = new { arrayValues = values.Select(value => new { value }).ToArray() },
    };

    private static List<string> Values(JsonElement root)
    {
        try
        {
            return
            [
                .. JsonFields.Array(root, "rows").Select(row =>
                    JsonFields.TextOrNull(JsonFields.Array(row, "f").First(), "v") ?? throw new RowException("v", "a row has no value.")),
            ];
        }
        catch (Exception e) when (e is RowException or InvalidOperationException)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"bigquery: the rows are not as expected: {e.Message}", null, e);
        }
    }

    private string Results(JsonElement root, string? pageToken)
    {
        var job = root.TryGetProperty("jobReference", out var reference) ? reference : default;
        return JsonFields.TextOrNull(job, "jobId") is { } id
            ? QueryText.Of(
                $"{_jobs}/{Uri.EscapeDataString(id)}",
                ("location", JsonFields.TextOrNull(job, "location")), ("maxResults", Invariant(RowsPerPage)),
                ("timeoutMs", Invariant((long)ServerWait.TotalMilliseconds)), ("pageToken", pageToken))
            : throw new SourceException(SourceFaultCode.BadAnswer, "bigquery: the answer names no job.");
    }

    private byte[] Body(string sql, IReadOnlyList<object> parameters, bool isDryRun) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            query = sql,
            useLegacySql = false,
            parameterMode = "NAMED",
            queryParameters = parameters,
            dryRun = isDryRun ? true : (bool?)null,
            location = _context.Text("location"),
            maxResults = RowsPerPage,
            timeoutMs = (long)ServerWait.TotalMilliseconds,
            maximumBytesBilled = _context.Number("max_gib") is { } gib ? Invariant((long)(gib * 1_073_741_824)) : null,
        },
        WithoutNulls);

    private async Task<JsonDocument?> SendAsync(HttpMethod method, string address, byte[]? body, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(cancellationToken).ConfigureAwait(false);
        return await _context.Http.JsonAsync(
            () =>
            {
                var request = new HttpRequestMessage(method, address);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                if (body is not null)
                {
                    request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
                }

                return request;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        var now = _context.Time.GetUtcNow();
        if (_token is { } known && known.Until - EarlyRenewal > now)
        {
            return known.Token;
        }

        using var answer = await _context.Http.JsonAsync(
            () => new HttpRequestMessage(HttpMethod.Post, _account.TokenUri)
            {
                Content = new FormUrlEncodedContent(
                [
                    new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                    new("assertion", _account.Assertion(Scope, _context.Time.GetUtcNow())),
                ]),
            },
            cancellationToken).ConfigureAwait(false);
        var root = JsonFields.Root(answer, "google token");
        var token = JsonFields.TextOrNull(root, "access_token")
            ?? throw new SourceException(SourceFaultCode.BadAnswer, "google token: the answer has no access_token.");
        _context.Revealed.Add(token);
        var seconds = root.TryGetProperty("expires_in", out var expires) && expires.ValueKind is JsonValueKind.Number && expires.TryGetInt32(out var given)
            ? given
            : 0;
        _token = (token, now + TimeSpan.FromSeconds(seconds));
        return token;
    }

    private static string Invariant(long value) => value.ToString(CultureInfo.InvariantCulture);
}

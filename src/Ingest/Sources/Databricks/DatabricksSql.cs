using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Databricks;

/// <summary>Runs SQL on a warehouse by the Statement Execution API and reads its rows chunk by chunk.</summary>
internal sealed class DatabricksSql(ConnectorContext context)
{
    private const string Path = "/api/2.0/sql/statements";
    private const string What = "Databricks statement";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _host = context.Url("host");
    private readonly string _token = context.Secret("token");
    private readonly string _warehouse = context.Required("warehouse_id");

    /// <summary>The rows of a statement, each a text or null by column.</summary>
    /// <param name="statement">SQL with named parameters.</param>
    /// <param name="parameters">Name, value and SQL type of each.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SourceException">It cannot be run or read to its end.</exception>
    public async IAsyncEnumerable<DatabricksRow> ReadAsync(
        string statement, IReadOnlyList<(string Name, string Value, string Type)> parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var first = await RunAsync(statement, parameters, cancellationToken).ConfigureAwait(false);
        var columns = Columns(first.RootElement);
        var result = JsonFields.Object(first.RootElement, "result");
        using var chunks = new Chunk();
        while (result is { } rows)
        {
            foreach (var row in JsonFields.Array(rows, "data_array"))
            {
                yield return new(columns, row);
            }

            result = JsonFields.TextOrNull(rows, "next_chunk_internal_link") is { } link
                ? chunks.Keep(await ChunkAsync(link, cancellationToken).ConfigureAwait(false))
                : null;
        }
    }

    private async Task<JsonDocument> RunAsync(
        string statement, IReadOnlyList<(string Name, string Value, string Type)> parameters, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["statement"] = statement,
            ["warehouse_id"] = _warehouse,
            ["wait_timeout"] = "30s",
            ["on_wait_timeout"] = "CONTINUE",
            ["format"] = "JSON_ARRAY",
            ["disposition"] = "INLINE",
            ["parameters"] = new JsonArray([.. parameters.Select(p => new JsonObject { ["name"] = p.Name, ["value"] = p.Value, ["type"] = p.Type })]),
        }.ToJsonString();
        JsonDocument? answer = null;
        return await SlowAnswer.WaitAsync(
            context,
            What,
            Patience,
            async token =>
            {
                var id = answer is null ? null : JsonFields.TextOrNull(answer.RootElement, "statement_id");
                answer?.Dispose();
                answer = await context.Http.JsonAsync(() => Request(id, body), token).ConfigureAwait(false);
                return IsDone(JsonFields.Root(answer, What)) ? answer : null;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private HttpRequestMessage Request(string? id, string body)
    {
        var request = id is null
            ? new HttpRequestMessage(HttpMethod.Post, _host + Path) { Content = new StringContent(body, null, "application/json") }
            : new HttpRequestMessage(HttpMethod.Get, $"{_host}{Path}/{Uri.EscapeDataString(id)}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        return request;
    }

    /// <summary>Whether the rows are there; a statement that failed is a fault.</summary>
    private static bool IsDone(JsonElement answer)
    {
        var status = JsonFields.Object(answer, "status") ?? throw new SourceException(SourceFaultCode.BadAnswer, $"{What}: the answer has no \"status\".");
        switch (JsonFields.TextOrNull(status, "state"))
        {
            case "SUCCEEDED":
                return true;
            case "PENDING" or "RUNNING" when JsonFields.TextOrNull(answer, "statement_id") is not null:
                return false;
            case var state:
                var error = JsonFields.Object(status, "error");
                var message = error is { } said ? $"{JsonFields.TextOrNull(said, "error_code")}: {JsonFields.TextOrNull(said, "message")}" : "no reason given";
                var code = message.Contains("PERMISSION", StringComparison.OrdinalIgnoreCase) || message.Contains("PRIVILEGE", StringComparison.OrdinalIgnoreCase)
                    ? SourceFaultCode.Forbidden
                    : SourceFaultCode.Unavailable;
                throw new SourceException(code, $"{What} ended as {state}: {Usage.Excerpt.Of(message)}");
        }
    }

    private static Dictionary<string, int> Columns(JsonElement answer)
    {
        var manifest = JsonFields.Object(answer, "manifest") ?? throw new SourceException(SourceFaultCode.BadAnswer, $"{What}: the answer has no \"manifest\".");
        if (JsonFields.Flag(manifest, "truncated") is true)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{What}: the answer was cut off by the server, as it is too large.");
        }

        var schema = JsonFields.Object(manifest, "schema") ?? default;
        return JsonFields.Array(schema, "columns").Select((column, index) => (Name: JsonFields.TextOrNull(column, "name") ?? "", index))
            .DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(column => column.Name, column => column.index, StringComparer.OrdinalIgnoreCase);
    }

    private async Task<JsonDocument> ChunkAsync(string link, CancellationToken cancellationToken)
    {
        // The key goes with the request, so it must stay with the host.
        if (link is not ['/', ..] || link.StartsWith("//", StringComparison.Ordinal))
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{What}: the next rows are said to be at {Usage.Excerpt.Of(link)}, which is not a path.");
        }

        var answer = await context.Http.JsonAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, _host + link);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
                return request;
            },
            cancellationToken).ConfigureAwait(false);
        JsonFields.Root(answer, What);
        return answer!;
    }

    /// <summary>Holds the chunk that is being read, and lets go of the one before.</summary>
    private sealed class Chunk : IDisposable
    {
        private JsonDocument? _current;

        /// <summary>The rows stand in the answer itself, or in its <c>result</c>.</summary>
        public JsonElement Keep(JsonDocument chunk)
        {
            _current?.Dispose();
            _current = chunk;
            return JsonFields.Object(chunk.RootElement, "result") ?? chunk.RootElement;
        }

        public void Dispose() => _current?.Dispose();
    }
}

/// <summary>One row of an answer; columns are found by name.</summary>
internal readonly struct DatabricksRow(IReadOnlyDictionary<string, int> columns, JsonElement values)
{
    /// <summary>A column's text; null when it is null or there is no such column.</summary>
    public string? this[string column] =>
        columns.TryGetValue(column, out var index) && values.ValueKind is JsonValueKind.Array && index < values.GetArrayLength()
            ? values[index] switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } value ? value : null,
                { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
                var other => other.GetRawText(),
            }
            : null;
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>Asks a Prometheus, or what speaks like one (Thanos, Mimir, VictoriaMetrics).</summary>
internal sealed class PrometheusApi(ConnectorContext context)
{
    private readonly string _url = context.Url("url");
    private readonly AuthenticationHeaderValue? _authorization = Authorization(context);
    private readonly string? _tenant = context.Text("tenant");

    /// <summary>All series of a query, moment by moment.</summary>
    /// <param name="query">PromQL.</param>
    /// <param name="start">Inclusive, UTC.</param>
    /// <param name="end">Inclusive, UTC.</param>
    /// <param name="step">Between moments.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SortedDictionary<DateTimeOffset, List<PrometheusSample>>> RangeAsync(
        string query, DateTimeOffset start, DateTimeOffset end, TimeSpan step, CancellationToken cancellationToken)
    {
        SortedDictionary<DateTimeOffset, List<PrometheusSample>> moments = [];
        await AskAsync(
            "query_range",
            [new("query", query), new("start", Unix(start)), new("end", Unix(end)), new("step", Seconds(step))],
            (labels, series) =>
            {
                foreach (var pair in series.GetProperty("values").EnumerateArray())
                {
                    Add(moments, labels, pair);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return moments;
    }

    /// <summary>All series of a query at one moment.</summary>
    public async Task<List<PrometheusSample>> AtAsync(string query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        SortedDictionary<DateTimeOffset, List<PrometheusSample>> moments = [];
        await AskAsync(
            "query",
            [new("query", query), new("time", Unix(at))],
            (labels, series) => Add(moments, labels, series.GetProperty("value")),
            cancellationToken).ConfigureAwait(false);
        return [.. moments.Values.SelectMany(samples => samples)];
    }

    private async Task AskAsync(
        string path, KeyValuePair<string, string>[] form, Action<IReadOnlyDictionary<string, string>, JsonElement> take,
        CancellationToken cancellationToken)
    {
        var address = new Uri($"{_url}/api/v1/{path}");
        using var answer = await context.Http.JsonAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
                request.Headers.Authorization = _authorization;
                if (_tenant is not null)
                {
                    request.Headers.Add("X-Scope-OrgID", _tenant);
                }

                return request;
            },
            cancellationToken).ConfigureAwait(false);
        try
        {
            var root = answer?.RootElement ?? default;
            if (root.GetProperty("status").GetString() != "success")
            {
                var said = root.TryGetProperty("error", out var error) ? Usage.Excerpt.Of(error.ToString()) : "no success";
                throw new SourceException(SourceFaultCode.BadAnswer, $"POST {address}: {said}.");
            }

            foreach (var series in root.GetProperty("data").GetProperty("result").EnumerateArray())
            {
                take(Labels(series.GetProperty("metric")), series);
            }
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"POST {address}: the answer is none of Prometheus's: {e.Message}", null, e);
        }
    }

    private static Dictionary<string, string> Labels(JsonElement metric) => metric.EnumerateObject()
        .Where(label => label.Value.ValueKind is JsonValueKind.String && label.Value.GetString()!.Length > 0)
        .ToDictionary(label => label.Name, label => label.Value.GetString()!);

    private static void Add(
        SortedDictionary<DateTimeOffset, List<PrometheusSample>> moments, IReadOnlyDictionary<string, string> labels, JsonElement pair)
    {
        if (pair.ValueKind is not JsonValueKind.Array || pair.GetArrayLength() != 2
            || !PrometheusText.TryValue(pair[1].ToString(), out var value)
            || pair[0].ValueKind is not JsonValueKind.Number || !pair[0].TryGetDecimal(out var seconds))
        {
            throw new InvalidOperationException($"got {Usage.Excerpt.Of(pair.ToString())}, expected a time and a value");
        }

        var at = DateTimeOffset.UnixEpoch + TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        if (!moments.TryGetValue(at, out var samples))
        {
            moments[at] = samples = [];
        }

        samples.Add(new(labels.GetValueOrDefault("__name__", ""), labels, value, at));
    }

    private static AuthenticationHeaderValue? Authorization(ConnectorContext context)
    {
        if (context.OptionalSecret("token") is { } token)
        {
            return new("Bearer", token);
        }

        return context.Text("user") is { } user
            ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{context.OptionalSecret("password")}")))
            : null;
    }

    private static string Unix(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan step) => ((long)step.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}

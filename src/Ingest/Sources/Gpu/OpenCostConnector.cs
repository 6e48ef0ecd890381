using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>
/// Reads the costs of Kubernetes workloads that OpenCost or Kubecost has worked out: a day at a time in hours, the last days again.
/// </summary>
public sealed class OpenCostConnector : IConnector
{
    private const int BatchSize = 5_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "opencost.allocation",
        new("OpenCost allocations", "OpenCost 비용 배분"),
        new(
            "Reads the costs of Kubernetes workloads from OpenCost or Kubecost, hour by hour. No key by default. OpenCost works out costs some "
            + "minutes after the hour and changes them when cloud prices are reconciled, so three days are read again.",
            "OpenCost나 Kubecost가 계산한 쿠버네티스 작업 비용을 시간별로 읽습니다. 기본 설정에서는 키가 필요 없습니다. 시간이 끝난 뒤 몇 분 후에 계산되고 "
            + "클라우드 요금과 맞춰지며 바뀌므로 최근 3일을 다시 읽습니다."),
        [
            new("url", new("Address", "주소"))
            {
                IsRequired = true,
                Help = new(
                    "Without /allocation: http://opencost:9003, or http://kubecost:9090/model.",
                    "/allocation을 뺀 주소: http://opencost:9003 또는 http://kubecost:9090/model"),
            },
            new("token", new("Bearer token", "베어러 토큰"), SourceSettingType.Secret)
            {
                Help = new("Only behind a proxy that asks for one.", "프록시가 토큰을 요구할 때만 입력합니다."),
            },
            new("aggregate", new("Group by", "묶는 기준"))
            {
                Default = "namespace,controller",
                Help = new(
                    "namespace, controller, pod, container, node, cluster, label:team, … with commas between.",
                    "namespace, controller, pod, container, node, cluster, label:team 등을 쉼표로 구분합니다."),
            },
            new("costs", new("Costs", "비용 범위"), SourceSettingType.Choice)
            {
                Default = "total",
                Choices = ["total", "gpu"],
                Help = new(
                    "total: all of a workload, processor, memory and disks too. gpu: the GPU alone; workloads without one are left out.",
                    "total: CPU·메모리·디스크를 포함한 전체 비용. gpu: GPU 비용만. GPU가 없는 작업은 제외됩니다."),
            },
            new("currency", new("Currency", "통화"))
            {
                Default = "USD", Help = new("Of OpenCost's price model; its answers do not say.", "OpenCost 요금 설정의 통화입니다. 응답에는 나오지 않습니다."),
            },
            new("provider", new("Provider", "공급자")) { Default = "kubernetes" },
            new("idle_team", new("Team of idle time", "유휴 시간 담당 팀")) { Default = "platform" },
        ])
    {
        Every = Hour,
        Lookback = TimeSpan.FromDays(3),
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new OpenCostRows(context);
        var batch = context.Batch();
        for (var day = Granularity.Day.Floor(read.From); day < read.To; day += Day)
        {
            var start = day > read.From ? day : Granularity.Hour.Floor(read.From);
            var end = day + Day < read.To ? day + Day : Granularity.Hour.Floor(read.To + Hour - TimeSpan.FromTicks(1));
            using var answer = await AskAsync(context, start, end, cancellationToken).ConfigureAwait(false);
            var hours = Hours(answer, start, end);
            for (var hour = start; hour < end; hour += Hour)
            {
                var window = GpuRecords.WindowName(hour);
                foreach (var (name, allocation) in hours.GetValueOrDefault(hour) ?? [])
                {
                    rows.Add(batch, hour, window, name, allocation);
                    if (batch.Count >= BatchSize)
                    {
                        yield return batch.Build(new(window, IsLast: false));
                    }
                }

                yield return batch.Build(new(window), hour + Hour <= read.To ? hour + Hour : null);
            }
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var end = Granularity.Hour.Floor(context.Time.GetUtcNow());
        using var answer = await AskAsync(context, end - Hour, end, cancellationToken).ConfigureAwait(false);
        var allocations = Hours(answer, end - Hour, end).Values.SelectMany(hour => hour).ToList();
        var warning = allocations.Select(pair => OpenCostRows.DefaultPrice(pair.Allocation)).OfType<string>().FirstOrDefault();
        var withGpu = allocations.Count(pair => OpenCostRows.Number(pair.Allocation, "gpuHours") > 0);
        return $"{allocations.Count} allocations in the last hour, {withGpu} with a GPU."
            + (warning is null ? "" : $" {warning}");
    }

    private static async Task<JsonDocument?> AskAsync(
        ConnectorContext context, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var token = context.OptionalSecret("token");
        var address = new Uri(
            $"{context.Url("url")}/allocation?window={Iso(start)},{Iso(end)}&step=1h&aggregate={Uri.EscapeDataString(context.Required("aggregate"))}"
            + "&includeIdle=true&accumulate=false");
        return await context.Http.JsonAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
                return request;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The allocations of each hour; an hour of which nothing is said is not in it.</summary>
    private static Dictionary<DateTimeOffset, List<(string Name, JsonElement Allocation)>> Hours(
        JsonDocument? answer, DateTimeOffset start, DateTimeOffset end)
    {
        var root = answer?.RootElement ?? default;
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Array)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, "GET /allocation: the answer has no list of data.");
        }

        Dictionary<DateTimeOffset, List<(string, JsonElement)>> hours = [];
        foreach (var set in data.EnumerateArray().Where(set => set.ValueKind is JsonValueKind.Object))
        {
            foreach (var pair in set.EnumerateObject().Where(pair => pair.Value.ValueKind is JsonValueKind.Object))
            {
                var hour = Granularity.Hour.Floor(StartOf(pair.Value));
                if (hour < start || hour >= end)
                {
                    throw new SourceException(
                        SourceFaultCode.BadAnswer, $"GET /allocation: got an hour at {Iso(hour)}, asked from {Iso(start)} to {Iso(end)}.");
                }

                if (!hours.TryGetValue(hour, out var list))
                {
                    hours[hour] = list = [];
                }

                list.Add((pair.Name, pair.Value));
            }
        }

        return hours;
    }

    /// <summary>
    /// The start of the step that an allocation is of; a workload that began within it says so in its own start, not in its window.
    /// </summary>
    private static DateTimeOffset StartOf(JsonElement allocation)
    {
        var text = allocation.TryGetProperty("window", out var window) && window.ValueKind is JsonValueKind.Object
            && window.TryGetProperty("start", out var of)
            ? of
            : allocation.TryGetProperty("start", out var own) ? own : default;
        return text.ValueKind is JsonValueKind.String && IsoTimestamp.TryParse(text.GetString(), out var start)
            ? start
            : throw new SourceException(SourceFaultCode.BadAnswer, "GET /allocation: an allocation does not say its hour (window.start).");
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

using System.Runtime.CompilerServices;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>
/// Reads what an existing Prometheus has scraped from DCGM exporters and, for the labels of pods, from kube-state-metrics. One window an hour;
/// the last days are read again, as a Prometheus may get samples late.
/// </summary>
public sealed class PrometheusConnector : IConnector
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "gpu.prometheus",
        new("GPU metrics in Prometheus", "프로메테우스의 GPU 지표"),
        new(
            "Reads DCGM metrics and pod labels from a Prometheus (Thanos, Mimir, VictoriaMetrics) and divides the GPUs' cost by a rate card. Needs "
            + "the right to query. Two queries an hour of data; the running hour is delivered as it grows.",
            "프로메테우스(Thanos, Mimir, VictoriaMetrics 포함)에서 DCGM 지표와 파드 레이블을 읽고, 단가표에 따라 GPU 비용을 나눕니다. 조회 권한이 필요합니다. "
            + "데이터 한 시간마다 질의 두 번이며, 진행 중인 시간도 함께 갱신됩니다."),
        [
            new("url", new("Address", "주소"))
            {
                IsRequired = true, Help = new("Without /api/v1, such as http://prometheus:9090.", "/api/v1을 뺀 주소. 예: http://prometheus:9090"),
            },
            new("token", new("Bearer token", "베어러 토큰"), SourceSettingType.Secret),
            new("user", new("User", "사용자")) { Help = new("For basic authentication, instead of a token.", "토큰 대신 기본 인증을 쓸 때 입력합니다.") },
            new("password", new("Password", "비밀번호"), SourceSettingType.Secret),
            new("tenant", new("Tenant", "테넌트")) { Help = new("Sent as X-Scope-OrgID (Mimir, Cortex).", "X-Scope-OrgID로 보냅니다(Mimir, Cortex).") },
            new("selector", new("Selector", "선택 조건"))
            {
                Help = new("Label conditions for all queries, such as cluster=\"prod\".", "모든 질의에 붙일 레이블 조건. 예: cluster=\"prod\""),
            },
            new("step_seconds", new("Step (seconds)", "간격(초)"), SourceSettingType.Number)
            {
                Default = "60",
                Help = new("Between samples, not below Prometheus's scrape interval.", "표본 간격. 프로메테우스의 수집 간격보다 짧지 않게 합니다."),
            },
            new("pod_labels", new("Read pod labels", "파드 레이블 읽기"), SourceSettingType.Flag)
            {
                Default = "true",
                Help = new(
                    "From kube_pod_labels of kube-state-metrics, which shows only labels it is told to (--metric-labels-allowlist).",
                    "kube-state-metrics의 kube_pod_labels에서 읽습니다. --metric-labels-allowlist로 허용한 레이블만 보입니다."),
            },
            .. GpuSettings.RateSettings,
            GpuSettings.InventorySetting,
            .. GpuSettings.PolicySettings,
            new("silence_hours", new("Longest silence (hours)", "최대 공백(시간)"), SourceSettingType.Number)
            {
                Default = "6",
                Help = new(
                    "A GPU that is silent for up to so long and then back was in service all the time, unmeasured.",
                    "이 시간 안에 다시 보이는 GPU는 그동안에도 사용 중(미측정)이었던 것으로 계산합니다."),
            },
        ]);

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settings = GpuSettings.Of(context);
        var api = new PrometheusApi(context);
        var records = new GpuRecords(settings, context.Batch());
        var first = Granularity.Hour.Floor(read.From);
        await foreach (var (hour, end) in HoursAsync(api, context, first, read.To, cancellationToken).ConfigureAwait(false))
        {
            var labels = hour.Devices.Count > 0 && context.Flag("pod_labels")
                ? await PodLabelsAsync(api, context, end, cancellationToken).ConfigureAwait(false)
                : null;
            foreach (var batch in records.Write(
                settings.Inventory.Complete(hour, end), hour.Start + Hour <= read.To ? hour.Start + Hour : null,
                workload => labels?.GetValueOrDefault((workload.Namespace ?? "", workload.Pod ?? ""))))
            {
                yield return batch;
            }
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var settings = GpuSettings.Of(context);
        var now = context.Time.GetUtcNow();
        var samples = await new PrometheusApi(context).AtAsync(Metrics(context), now, cancellationToken).ConfigureAwait(false);
        var readings = DcgmReadings.Of(samples);
        if (readings.Count == 0)
        {
            return "Prometheus answers but knows of no GPU: no DCGM_FI_* metrics, or the selector fits none.";
        }

        var models = string.Join(", ", readings.CountBy(reading => reading.Device.Model).Select(model => $"{model.Value} × {model.Key}"));
        return $"Prometheus knows of {models}; {readings.Count(reading => reading.Rows.Any(row => row.Workload is not null))} with a workload."
            + settings.Describe(readings.Select(reading => reading.Device.Model), now);
    }

    private static TimeSpan Step(ConnectorContext context) =>
        context.Number("step_seconds") is >= 1 and <= 900 and { } seconds && 3_600 % seconds == 0
            ? TimeSpan.FromSeconds((double)seconds)
            : throw new SourceException(
                SourceFaultCode.Settings, "step_seconds: expected a number from 1 to 900 by which an hour can be divided, such as 60.");

    private static string Metrics(ConnectorContext context) => $"{{__name__=~\"{string.Join('|', DcgmReadings.Metrics)}\"{Selector(context)}}}";

    private static string Selector(ConnectorContext context) =>
        context.Text("selector") is { } selector ? "," + selector.Trim('{', '}', ' ', ',') : "";

    /// <summary>
    /// The hours of a time and how far each one goes. What an hour holds depends on what was seen up to the longest silence before and after
    /// it, so that much more is read at the start, and an hour is given out that much later; near the end it is given out as it stands, and the next
    /// reads restate it.
    /// </summary>
    private static async IAsyncEnumerable<(GpuHour Hour, DateTimeOffset End)> HoursAsync(
        PrometheusApi api, ConnectorContext context, DateTimeOffset first, DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (step, silence, metrics) = (Step(context), Silence(context), Metrics(context));
        var meter = new GpuMeter(step, silence, countsSilence: false);
        meter.Begin(first - silence);
        var end = first;
        for (var start = first - silence; start < to; start += Hour)
        {
            end = start + Hour <= to ? start + Hour : start.AddTicks((to - start).Ticks / step.Ticks * step.Ticks);
            foreach (var (at, samples) in await api.RangeAsync(metrics, start, end, step, cancellationToken).ConfigureAwait(false))
            {
                foreach (var reading in DcgmReadings.Of(samples))
                {
                    meter.Observe(at, reading);
                }
            }

            foreach (var hour in meter.Close(end - silence, keepEmpty: true).Where(hour => hour.Start >= first))
            {
                yield return (hour, hour.Start + Hour);
            }
        }

        foreach (var hour in meter.Close(to + Hour + (2 * step), keepEmpty: true).Where(hour => hour.Start >= first && hour.Start < to))
        {
            yield return (hour, hour.Start + Hour < end ? hour.Start + Hour : end);
        }
    }

    private static TimeSpan Silence(ConnectorContext context) => context.Number("silence_hours") is >= 1 and <= 24 and { } hours && hours % 1 == 0
        ? TimeSpan.FromHours((double)hours)
        : throw new SourceException(SourceFaultCode.Settings, "silence_hours: expected a whole number from 1 to 24.");

    private static async Task<Dictionary<(string Namespace, string Pod), IReadOnlyDictionary<string, string>>> PodLabelsAsync(
        PrometheusApi api, ConnectorContext context, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var selector = Selector(context).TrimStart(',');
        var pods = await api.AtAsync($"last_over_time(kube_pod_labels{{{selector}}}[1h])", at, cancellationToken).ConfigureAwait(false);
        Dictionary<(string, string), IReadOnlyDictionary<string, string>> labels = [];
        foreach (var pod in pods)
        {
            if (DcgmLabels.First(pod.Labels, "exported_pod", "pod") is { } name)
            {
                labels[(DcgmLabels.First(pod.Labels, "exported_namespace", "namespace") ?? "", name)] = pod.Labels
                    .Where(label => label.Key.StartsWith("label_", StringComparison.Ordinal))
                    .ToDictionary(label => DcgmLabels.Tag(label.Key), label => label.Value);
            }
        }

        return labels;
    }
}

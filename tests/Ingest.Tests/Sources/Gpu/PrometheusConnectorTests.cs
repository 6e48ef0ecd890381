using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources.Gpu;

public sealed class PrometheusConnectorTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly List<string> _heads = [];
    private ProviderServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ProviderServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed record Series(Dictionary<string, string> Labels, Func<DateTimeOffset, string?> ValueAt);

    /// <summary>A Prometheus that knows some series of GPUs, and pods with labels.</summary>
    private void Serve(Series[] series, params Dictionary<string, string>[] pods)
    {
        _server.On("/api/v1/query_range", request =>
        {
            _heads.Add($"{request.Method} {request.Headers.Authorization} {request.Headers["X-Scope-OrgID"]}".TrimEnd());
            var form = Form(request);
            var (start, end) = (Time(form["start"]), Time(form["end"]));
            var step = TimeSpan.FromSeconds(int.Parse(form["step"], CultureInfo.InvariantCulture));
            return Success("matrix", series.Select(one => new
            {
                metric = one.Labels,
                values = Moments(start, end, step).Select(at => (At: at, Value: one.ValueAt(at))).Where(pair => pair.Value is not null)
                    .Select(pair => new object[] { pair.At.ToUnixTimeSeconds(), pair.Value! }),
                histograms = Array.Empty<object>(),
            }));
        });
        _server.On("/api/v1/query", request =>
        {
            _heads.Add($"{request.Method} {request.Headers.Authorization} {request.Headers["X-Scope-OrgID"]}".TrimEnd());
            var form = Form(request);
            return Success("vector", form["query"].Contains("kube_pod_labels", StringComparison.Ordinal)
                ? pods.Select(pod => new { metric = pod, value = new object[] { Time(form["time"]).ToUnixTimeSeconds(), "1" } })
                : series.Select(one => new { metric = one.Labels, value = new object[] { Time(form["time"]).ToUnixTimeSeconds(), one.ValueAt(Time(form["time"])) ?? "NaN" } }));
        });
    }

    private static ProviderAnswer Success(string type, object result) =>
        ProviderAnswer.Json(JsonSerializer.Serialize(new { status = "success", data = new { resultType = type, result }, warnings = Array.Empty<string>() }));

    private static Dictionary<string, string> Form(ProviderRequest request) =>
        request.Text.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')));

    private static DateTimeOffset Time(string seconds) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));

    private static IEnumerable<DateTimeOffset> Moments(DateTimeOffset start, DateTimeOffset end, TimeSpan step)
    {
        for (var at = start; at <= end; at += step)
        {
            yield return at;
        }
    }

    private static Series Gpu(string uuid, Func<DateTimeOffset, string?> value, string? ns = null, string? pod = null, string metric = "DCGM_FI_PROF_GR_ENGINE_ACTIVE")
    {
        Dictionary<string, string> labels = new()
        {
            ["__name__"] = metric, ["UUID"] = uuid, ["modelName"] = "NVIDIA H100 80GB HBM3", ["Hostname"] = "node-1", ["job"] = "dcgm", ["namespace"] = "gpu-operator",
            ["pod"] = "dcgm-exporter-abcde",
        };
        if (pod is not null)
        {
            (labels["exported_namespace"], labels["exported_pod"]) = (ns!, pod);
        }

        return new(labels, value);
    }

    private DataSource Source(SourceKit kit, params (string Name, string Value)[] more) =>
        kit.Source("gpu.prometheus", [("url", _server.Url), ("token", "tok-secret"),
            .. more.Any(s => s.Name == "step_seconds") ? [] : new[] { ("step_seconds", "300") },
            .. more.Any(s => s.Name == "rates") ? [] : new[] { ("rates", "H100 | per_hour=2.50") }, .. more]);

    private static readonly Series[] TwoGpus =
    [
        Gpu("GPU-1", _ => "0.55", "payments", "ranker-6d4cf56db6-x2x4z"), Gpu("GPU-2", at => at < Ten.AddMinutes(30) ? "1" : "0", "search", "indexer-0"),
    ];

    [Fact]
    public async Task Hours_are_windows_with_the_labels_of_pods()
    {
        Serve(TwoGpus, new Dictionary<string, string>
        {
            ["namespace"] = "payments", ["pod"] = "ranker-6d4cf56db6-x2x4z", ["label_team"] = "risk", ["label_app_kubernetes_io_name"] = "ranker",
        });
        using var kit = new SourceKit();

        var batches = await kit.ReadAsync(Source(kit, ("teams", "search = find")), Ten, Ten.AddHours(2));

        batches.Select(batch => (batch.Window!.Name, batch.Window.IsLast, batch.CoveredUntil)).ShouldBe(
            [("2026-11-20T10:00Z", true, Ten.AddHours(1)), ("2026-11-20T11:00Z", true, Ten.AddHours(2))]);
        batches[0].Records.Select(record => (record.Scope.Key, record.Cost.Effective)).ShouldBe(
        [
            ("resource:risk/payments/ranker", 1.375m), ("resource:platform/idle/node-1", 1.125m), ("resource:find/search/indexer-0", 1.041666666667m),
            ("resource:platform/idle/node-1", 1.458333333333m),
        ]);
        batches.ShouldAllBe(batch => batch.Records.Sum(record => record.Cost.Effective) == 5m);
        batches[0].Records[0].Tags["app_kubernetes_io_name"].ShouldBe("ranker");
        _heads.Distinct().ShouldBe(["POST Bearer tok-secret"]);
    }

    [Fact]
    public async Task Hour_read_again_has_the_same_ids_and_no_group_that_is_gone()
    {
        Serve(TwoGpus);
        using var kit = new SourceKit();
        var first = await kit.RecordsAsync(Source(kit), Ten, Ten.AddHours(1));
        Serve([TwoGpus[0]]);

        var second = await kit.ReadAsync(Source(kit), Ten, Ten.AddHours(1));

        second.ShouldHaveSingleItem().Records.Select(record => record.Id).ShouldBe(first.Take(2).Select(record => record.Id));
        Serve([]);
        (await kit.ReadAsync(Source(kit), Ten, Ten.AddHours(1))).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            empty => empty.Records.ShouldBeEmpty(), empty => empty.Window.ShouldBe(new SourceWindow("2026-11-20T10:00Z")));
    }

    [Fact]
    public async Task Running_hour_is_delivered_but_not_covered()
    {
        Serve(TwoGpus);
        using var kit = new SourceKit();

        var running = (await kit.ReadAsync(Source(kit), Ten, Ten.AddMinutes(24))).ShouldHaveSingleItem();

        running.CoveredUntil.ShouldBeNull();
        running.Records.Sum(record => record.Usage[UsageUnits.GpuHour]).ShouldBe(2m / 3, 1e-11m);
    }

    [Fact]
    public async Task Gap_in_the_series_is_unmeasured()
    {
        Serve([Gpu("GPU-1", at => at > Ten.AddMinutes(10) && at < Ten.AddMinutes(40) ? null : "1", "a", "b")]);
        using var kit = new SourceKit();

        var records = await kit.RecordsAsync(Source(kit), Ten, Ten.AddHours(1));

        // Of the gap from 10 to 40 two steps count: 10 + 10 + 20 of 60 minutes are known.
        records.Select(record => (record.Scope.Project, record.Cost.Effective)).ShouldBe([("a", 1.666666666667m), ("unmeasured", 0.833333333333m)]);
    }

    [Fact]
    public async Task Silence_over_whole_hours_is_unmeasured_once_the_GPU_is_back()
    {
        Serve([Gpu("GPU-1", at => at > Ten.AddMinutes(60) && at < Ten.AddMinutes(200) ? null : "1", "a", "b")]);
        using var kit = new SourceKit();

        var silent = await kit.RecordsAsync(Source(kit), Ten.AddHours(1), Ten.AddHours(2));
        var back = await kit.RecordsAsync(Source(kit), Ten.AddHours(1), Ten.AddHours(4));
        var shorter = await kit.RecordsAsync(Source(kit, ("silence_hours", "1")), Ten.AddHours(1), Ten.AddHours(4));

        // Whether it is gone or silent nobody can say at first; when it is back, the hours between are restated.
        silent.ShouldBeEmpty();
        back.Where(record => record.Timestamp < Ten.AddHours(3)).Select(record => (record.Timestamp, record.Scope.Project, record.Cost.Effective)).ShouldBe(
            [(Ten.AddHours(1), "unmeasured", 2.50m), (Ten.AddHours(2), "unmeasured", 2.50m)]);
        shorter.ShouldAllBe(record => record.Timestamp == Ten.AddHours(3));
    }

    [Fact]
    public async Task Hours_are_the_same_wherever_the_read_begins()
    {
        Serve([Gpu("GPU-1", at => at.Minute is 20 or 25 || at.Hour is 8 or 13 ? null : "0.3", "a", "b"), Gpu("GPU-2", at => at.Minute < 50 ? "NaN" : "1", "c", "d")]);
        using var kit = new SourceKit();

        var all = await kit.ReadAsync(Source(kit), Ten.AddHours(-4), Ten.AddHours(6));
        for (var from = -3; from < 6; from++)
        {
            var some = await kit.ReadAsync(Source(kit), Ten.AddHours(from), Ten.AddHours(6));
            some.Select(Text).ShouldBe(all.Skip(from + 4).Select(Text), $"from {from}");
        }

        static string Text(SourceBatch batch) =>
            $"{batch.Window} {string.Join(' ', batch.Records.Select(record => $"{record.Id} {record.Cost} {record.Usage[UsageUnits.GpuHour]}"))}";
    }

    [Fact]
    public async Task Many_GPUs_come_in_several_batches_of_one_window()
    {
        Serve([.. Enumerable.Range(0, 5_100).Select(i => Gpu($"GPU-{i}", _ => "0.5", "a", "b"))]);
        using var kit = new SourceKit();

        var batches = await kit.ReadAsync(Source(kit, ("step_seconds", "900"), ("silence_hours", "1"), ("pod_labels", "false")), Ten, Ten.AddHours(1));

        batches.Select(batch => (batch.Window, batch.Records.Count, batch.CoveredUntil)).ShouldBe(
        [
            (new("2026-11-20T10:00Z", IsLast: false), 5_000, null), (new("2026-11-20T10:00Z", IsLast: false), 5_000, null),
            (new("2026-11-20T10:00Z"), 200, Ten.AddHours(1)),
        ]);
        batches.SelectMany(batch => batch.Records).Select(record => record.Id).Distinct().Count().ShouldBe(10_200);
        batches.Sum(batch => batch.Records.Sum(record => record.Cost.Effective)).ShouldBe(5_100 * 2.50m);
    }

    [Fact]
    public async Task Measured_energy_makes_the_power_s_part_of_the_price()
    {
        Serve(
        [
            Gpu("GPU-1", _ => "1", "a", "b"),
            Gpu("GPU-1", at => ((at - Ten).TotalSeconds * 500_000 + 7e9).ToString(CultureInfo.InvariantCulture), metric: "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION"),
        ]);
        using var kit = new SourceKit();

        var record = (await kit.RecordsAsync(
            Source(kit, ("rates", "H100 | purchase=8760 | years=1 | watts=700 | measured=true | kwh=0.20 | pue=1.5")), Ten, Ten.AddHours(1))).ShouldHaveSingleItem();

        // 500 W for an hour are 0.5 kWh; × 0.20 × 1.5 = 0.15, beside 1 of amortisation.
        record.Cost.Effective.ShouldBe(1.15m);
    }

    [Fact]
    public async Task Selector_tenant_and_basic_authentication_are_sent()
    {
        Serve(TwoGpus);
        using var kit = new SourceKit();
        var source = kit.Source(
            "gpu.prometheus", ("url", _server.Url), ("user", "u"), ("password", "pass-word"), ("tenant", "t1"), ("selector", "{cluster=\"prod\"}"));

        await kit.ReadAsync(source, Ten, Ten.AddHours(1));

        var queries = _server.Requests.Select(request => Form(request)["query"]).ToList();
        queries[0].ShouldBe(
            "{__name__=~\"DCGM_FI_PROF_GR_ENGINE_ACTIVE|DCGM_FI_DEV_GPU_UTIL|DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION|DCGM_FI_DEV_POWER_USAGE\",cluster=\"prod\"}");
        queries[^1].ShouldBe("last_over_time(kube_pod_labels{cluster=\"prod\"}[1h])");
        _heads.Distinct().ShouldBe(["POST Basic dTpwYXNzLXdvcmQ= t1"]);
    }

    [Fact]
    public async Task Prometheus_that_fails_is_told_apart_in_words()
    {
        Serve(TwoGpus);
        using var kit = new SourceKit();

        await ConnectorFaults.HoldAsync(kit, _server, Source(kit), Ten, Ten.AddHours(2));
    }

    [Theory]
    [InlineData("""{"status":"error","errorType":"timeout","error":"query timed out"}""", "query timed out")]
    [InlineData("""{"hello":"world"}""", "none of Prometheus's")]
    [InlineData("""{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[["x"]]}]}}""", "none of Prometheus's")]
    public async Task Answer_of_another_form_is_a_bad_answer(string json, string message)
    {
        _server.On("/api/v1/query_range", json);
        using var kit = new SourceKit();

        var fault = await kit.FaultAsync(Source(kit), Ten, Ten.AddHours(1));

        fault.Code.ShouldBe(SourceFaultCode.BadAnswer);
        fault.Message.ShouldContain(message);
    }

    [Fact]
    public async Task Test_says_what_Prometheus_knows()
    {
        Serve(TwoGpus);
        using var kit = new SourceKit();

        (await kit.Reader.TestAsync(Source(kit), TestContext.Current.CancellationToken)).ShouldBe(
            new(null, "Prometheus knows of 2 × NVIDIA H100 80GB HBM3; 2 with a workload. NVIDIA H100 80GB HBM3: 2.5 rental = 2.5 USD."));
        Serve([]);
        (await kit.Reader.TestAsync(Source(kit), TestContext.Current.CancellationToken)).Message.ShouldContain("no GPU");
    }
}

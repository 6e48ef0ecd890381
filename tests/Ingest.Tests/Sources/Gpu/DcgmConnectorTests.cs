using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources.Gpu;

public sealed class DcgmConnectorTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private ProviderServer _server = null!;
    private string? _cursor;

    public async ValueTask InitializeAsync() => _server = await ProviderServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Gpu(string uuid, string value, string labels = "", string node = "node-1") =>
        $"DCGM_FI_PROF_GR_ENGINE_ACTIVE{{gpu=\"0\",UUID=\"{uuid}\",modelName=\"NVIDIA H100 80GB HBM3\",hostname=\"{node}\"{labels}}} {value}\n";

    private static ProviderAnswer Metrics(params string[] lines) => ProviderAnswer.Text(
        "# HELP DCGM_FI_PROF_GR_ENGINE_ACTIVE Ratio of time the graphics engine is active.\n# TYPE DCGM_FI_PROF_GR_ENGINE_ACTIVE gauge\n"
        + string.Concat(lines) + "some_new_metric{a=\"b\"} 1\n",
        "text/plain; version=0.0.4");

    private DataSource Source(SourceKit kit, params (string Name, string Value)[] more) => kit.Source(
        "gpu.dcgm",
        [
            .. more.Any(s => s.Name == "rates") ? [] : new[] { ("rates", "H100 | per_hour=2.50") },
            ("urls", string.Join('\n', (more.FirstOrDefault(s => s.Name == "paths").Value ?? "/metrics").Split(' ').Select(path => _server.Url + path))),
            .. more.Where(s => s.Name != "paths"),
        ]) with { Every = Interval };

    /// <summary>Looks once, as the schedule would.</summary>
    private async Task<List<SourceBatch>> LookAsync(double minute, params (string Name, string Value)[] settings)
    {
        using var kit = new SourceKit(options => options.Retries = 0, Ten.AddMinutes(minute));
        var batches = await kit.ReadAsync(Source(kit, settings), Ten, Ten.AddMinutes(minute), _cursor);
        _cursor = batches[^1].Cursor.ShouldNotBeNull();
        return batches;
    }

    private async Task<List<SourceBatch>> LookUntilAsync(double minute, params (string Name, string Value)[] settings)
    {
        List<SourceBatch> batches = [];
        for (var at = 0.0; at <= minute; at += Interval.TotalMinutes)
        {
            batches.AddRange(await LookAsync(at, settings));
        }

        return batches;
    }

    [Fact]
    public async Task Hour_is_delivered_once_it_is_over_with_idle_time_on_its_own_line()
    {
        _server.On("/metrics", _ => Metrics(
            Gpu("GPU-1", "0.55", ",namespace=\"payments\",pod=\"ranker-6d4cf56db6-x2x4z\",container=\"main\",label_team=\"search\""), Gpu("GPU-2", "0")));

        var batches = await LookUntilAsync(70);

        var hour = batches.Where(batch => batch.Window is not null).ShouldHaveSingleItem();
        hour.Window.ShouldBe(new SourceWindow("2026-11-20T10:00Z"));
        hour.CoveredUntil.ShouldBe(Ten.AddHours(1));
        hour.Errors.ShouldBeEmpty();
        hour.Records.Select(record => (record.Scope.Key, record.Cost.Effective, record.Usage[UsageUnits.GpuHour])).ShouldBe(
        [
            ("resource:search/payments/ranker", 1.375m, 0.55m), ("resource:platform/idle/node-1", 1.125m, 0.45m),
            ("resource:platform/idle/node-1", 2.50m, 1m),
        ]);
        var ranker = hour.Records[0];
        ranker.Timestamp.ShouldBe(Ten);
        ranker.Provider.ShouldBe("self-hosted");
        ranker.Model.ShouldBe("NVIDIA H100 80GB HBM3");
        ranker.Service.ShouldBe("gpu.k8s");
        ranker.Status.ShouldBe(CostStatus.Estimated);
        ranker.Pricing.ShouldBe(PricingState.Given);
        ranker.Cost.List.ShouldBe(1.375m);
        ranker.Tags.ShouldBe(
            new Dictionary<string, string>
            {
                ["namespace"] = "payments", ["pod"] = "ranker-6d4cf56db6-x2x4z", ["container"] = "main", ["team"] = "search", ["gpu"] = "GPU-1",
                ["node"] = "node-1", ["AllocatedMethodId"] = "gpu.use.own_line", ["AllocatedRatio"] = "0.55",
            },
            ignoreOrder: true);
        batches[^1].CoveredUntil.ShouldBe(Ten.AddHours(1));
    }

    [Fact]
    public async Task Nothing_is_delivered_before_the_hour_is_over()
    {
        _server.On("/metrics", _ => Metrics(Gpu("GPU-1", "0.5")));

        (await LookUntilAsync(65)).ShouldAllBe(batch => batch.Window == null && batch.Records.Count == 0);
    }

    [Fact]
    public async Task Place_that_was_not_saved_gives_the_same_hour_again_with_the_same_ids()
    {
        _server.On("/metrics", _ => Metrics(Gpu("GPU-1", "0.5", ",namespace=\"a\",pod=\"b\"")));
        await LookUntilAsync(65);
        var before = _cursor;
        var first = await LookAsync(70);
        _cursor = before;

        var second = await LookAsync(71);

        second[0].Records.Select(record => (record.Id, record.Cost)).ShouldBe(first[0].Records.Select(record => (record.Id, record.Cost)));
    }

    [Fact]
    public async Task Exporter_that_fails_leaves_a_gap_and_an_error_and_its_GPU_still_costs()
    {
        var isDown = false;
        _server.On("/a", _ => Metrics(Gpu("GPU-1", "1", ",pod=\"busy\"")));
        _server.On("/b", _ => isDown ? ProviderAnswer.Error(503) : Metrics(Gpu("GPU-2", "1", ",pod=\"hidden\"", "node-2")));
        List<SourceBatch> batches = [];
        for (var minute = 0; minute <= 70; minute += 5)
        {
            isDown = minute >= 30;
            batches.AddRange(await LookAsync(minute, ("paths", "/a /b")));
        }

        var hour = batches.Single(batch => batch.Window is not null);
        batches.SelectMany(batch => batch.Errors).Count().ShouldBe(9);
        batches.SelectMany(batch => batch.Errors).ShouldAllBe(error => error.Field == "urls" && error.Message.Contains("/b: the provider failed (503)"));
        hour.Records.Select(record => (record.Scope.Project + "/" + record.Scope.ResourceName, record.Cost.Effective)).ShouldBe(
            [("unattributed/busy", 2.50m), ("unattributed/hidden", 1.041666666667m), ("unmeasured/node-2", 1.458333333333m)]);
    }

    [Fact]
    public async Task When_no_exporter_answers_the_read_fails_and_the_gap_is_charged_once_they_are_back()
    {
        var isDown = false;
        _server.On("/metrics", _ => isDown ? ProviderAnswer.Error(503) : Metrics(Gpu("GPU-1", "0")));
        await LookUntilAsync(10);
        isDown = true;
        (await Should.ThrowAsync<SourceException>(() => LookAsync(15))).Code.ShouldBe(SourceFaultCode.Unavailable);
        isDown = false;

        var hour = (await LookAsync(125)).Where(batch => batch.Window is not null).ToList();

        hour.Select(batch => batch.Window!.Name).ShouldBe(["2026-11-20T10:00Z"]);
        hour[0].Records.Select(record => (record.Scope.Project, record.Cost.Effective)).ShouldBe([("idle", 0.416666666667m), ("unmeasured", 2.083333333333m)]);
    }

    [Fact]
    public async Task Inventory_makes_an_exporter_that_was_never_there_cost()
    {
        _server.On("/metrics", _ => Metrics(Gpu("GPU-1", "0")));

        var hour = (await LookUntilAsync(70, ("inventory", "node-1 | H100 | 2"))).Single(batch => batch.Window is not null);

        hour.Records.Select(record => (record.Scope.Project, record.Cost.Effective)).ShouldBe([("idle", 2.50m), ("unmeasured", 2.50m)]);
    }

    [Fact]
    public async Task Model_without_a_rate_is_unpriced_never_free()
    {
        _server.On("/metrics", _ => Metrics(Gpu("GPU-1", "0.25", ",pod=\"a\"")));

        var hour = (await LookUntilAsync(70, ("rates", "B200 | per_hour=5"))).Single(batch => batch.Window is not null);

        hour.Records.ShouldAllBe(record => record.Pricing == PricingState.Unpriced);
        hour.Records.Sum(record => record.Usage[UsageUnits.GpuHour]).ShouldBe(1);
    }

    [Theory]
    [InlineData(401, SourceFaultCode.Unauthorized)]
    [InlineData(403, SourceFaultCode.Forbidden)]
    [InlineData(404, SourceFaultCode.Forbidden)]
    [InlineData(429, SourceFaultCode.RateLimited)]
    [InlineData(500, SourceFaultCode.Unavailable)]
    public async Task Fault_of_the_only_exporter_is_the_source_s(int status, SourceFaultCode code)
    {
        _server.On("/metrics", _ => ProviderAnswer.Error(status, """{"error":"no, tok-secret"}""").With("Retry-After", "3600"));

        var fault = await Should.ThrowAsync<SourceException>(() => LookAsync(0, ("token", "tok-secret")));

        fault.Code.ShouldBe(code);
        fault.Message.ShouldNotContain("tok-secret");
        if (status == 429)
        {
            fault.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        }
    }

    [Theory]
    [InlineData("<html>not here</html>\n", "names no GPU")]
    [InlineData("", "names no GPU")]
    [InlineData("DCGM_FI_PROF_GR_ENGINE_ACTIVE{UUID=\"GPU-1\"} 0.5", "breaks off")]
    public async Task Answer_that_is_not_an_exporter_s_is_a_bad_answer(string body, string message)
    {
        _server.On("/metrics", _ => ProviderAnswer.Text(body));

        var fault = await Should.ThrowAsync<SourceException>(() => LookAsync(0));

        fault.Code.ShouldBe(SourceFaultCode.BadAnswer);
        fault.Message.ShouldContain(message);
    }

    [Fact]
    public async Task Short_outage_and_cut_off_answer_are_waited_out()
    {
        _server.On("/metrics", _ => Metrics(Gpu("GPU-1", "0.5")));
        using var kit = new SourceKit(now: Ten);
        foreach (var trouble in new[] { ProviderAnswer.Error(500), ProviderAnswer.Error(429).With("Retry-After", "0"), Metrics(Gpu("GPU-1", "1")).Broken() })
        {
            _server.Once(trouble, trouble);

            var batches = await kit.ReadAsync(Source(kit), Ten, Ten);

            batches.SelectMany(batch => batch.Errors).ShouldBeEmpty();
            batches[^1].Cursor!.ShouldContain("GPU-1");
        }
    }

    [Fact]
    public async Task Place_that_cannot_be_read_is_told_and_begun_anew()
    {
        _server.On("/metrics", _ => Metrics(Gpu("GPU-1", "0.5")));
        _cursor = "{\"devices\":7}";

        var batch = (await LookAsync(0)).ShouldHaveSingleItem();

        batch.Errors.ShouldHaveSingleItem().Message.ShouldContain("begins anew");
        _cursor!.ShouldContain("GPU-1");
    }

    [Fact]
    public async Task Sample_with_an_old_time_of_its_own_is_not_taken_for_new()
    {
        var old = Ten.AddMinutes(-20).ToUnixTimeMilliseconds();
        _server.On("/metrics", _ => Metrics($"DCGM_FI_PROF_GR_ENGINE_ACTIVE{{UUID=\"GPU-1\",modelName=\"H100\"}} 1 {old}\n"));

        (await LookAsync(0))[^1].Cursor!.ShouldNotContain("GPU-1");
    }

    [Fact]
    public async Task Token_is_sent_and_test_says_what_is_there()
    {
        _server.On("/a", request => request.Headers.Authorization == "Bearer tok-secret"
            ? Metrics(Gpu("GPU-1", "0.5", ",pod=\"a\""), Gpu("GPU-2", "0"))
            : ProviderAnswer.Error(401));
        _server.On("/b", _ => ProviderAnswer.Error(500));
        using var kit = new SourceKit(options => options.Retries = 0);

        var test = await kit.Reader.TestAsync(Source(kit, ("paths", "/a /b"), ("token", "tok-secret")), TestContext.Current.CancellationToken);

        test.Fault.ShouldBeNull();
        test.Message.ShouldStartWith("1 of 2 exporters answer: 2 × NVIDIA H100 80GB HBM3; 1 with a workload. NVIDIA H100 80GB HBM3: 2.5 rental = 2.5 USD. GET ");
    }

    [Theory]
    [InlineData("rates", "H100 | per_hour=x", "rates: line 1, per_hour: got \"x\"")]
    [InlineData("rates", "H100 | per_hour=1 | currency=ZZZ", "rates: H100, currency: got \"ZZZ\"")]
    [InlineData("rates_file", "/nowhere/rates.json", "rates_file: rates is there too")]
    [InlineData("inventory", "node-1", "inventory: line 1, inventory: got \"node-1\"")]
    [InlineData("urls", "node-1:9400", "urls: got \"node-1:9400\"")]
    [InlineData("gone_after_hours", "0", "gone_after_hours: expected")]
    public async Task Setting_that_makes_no_sense_is_named(string name, string value, string message)
    {
        using var kit = new SourceKit();
        var source = Source(kit);
        source = source with { Settings = new Dictionary<string, string>(source.Settings) { [name] = value } };

        var test = await kit.Reader.TestAsync(source, TestContext.Current.CancellationToken);
        var fault = await kit.FaultAsync(source, Ten, Ten);

        fault.Code.ShouldBe(SourceFaultCode.Settings);
        fault.Message.ShouldContain(message);
        if (name != "gone_after_hours")
        {
            test.Message.ShouldContain(message);
        }
    }
}

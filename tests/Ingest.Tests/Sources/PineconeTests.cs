using System.IO.Compression;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class PineconeTests : IAsyncLifetime
{
    private const string Path = "/admin/cost-usage-exports";
    private static readonly DateTimeOffset From = new(2026, 10, 28, 0, 0, 0, TimeSpan.Zero);

    private const string Header =
        "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,"
        + "ConsumedUnit,EffectiveCost,ListCost,ServiceProviderName,HostProviderName,ResourceId,ServiceName,SkuMeter,SubAccountId,SubAccountName,Tags,x_Next";

    private readonly SourceKit _kit = new();
    private readonly Dictionary<string, byte[]> _months = [];
    private ProviderServer _server = null!;
    private string _download = "";
    private int _rows = 2;

    public async ValueTask InitializeAsync()
    {
        _server = await ProviderServer.StartAsync();
        _download = _server.Url;
        _months["2026-10"] = Zip(("part-1-of-1.csv", Csv("2026-10", ("idx-a", "1.5"), ("idx-b", "0.25"))));
        _months["2026-11"] = Zip(("part-2-of-2.csv", Csv("2026-11", ("idx-b", "0.125"))), ("part-1-of-2.csv", Csv("2026-11", ("idx-a", "2.000000000001"))));
        _server.On(Path, request => ProviderAnswer.Json($$"""{"id":"exp-{{request.Text.Split('"')[3][..7]}}","status":"pending"}"""))
            .On($"{Path}/*", request => ProviderAnswer.Json(
                $$"""{"id":"x","status":"completed","new":1,"row_count":{{_rows}},"data_available_through":"2026-11-18T00:00:00Z","download_url":"{{_download}}/files/{{request.Path[^7..]}}?signature=s"}"""))
            .On("/files/*", request => ProviderAnswer.Bytes(_months[request.Path[^7..]], "application/zip"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _kit.Dispose();
    }

    private DataSource Source(params IEnumerable<(string, string)> more) =>
        _kit.Source("pinecone.exports", [("admin_key", "pck-secret"), ("base_url", _server.Url), ("teams", "proj-1 = search"), .. more]);

    private static string Csv(string month, params IEnumerable<(string Index, string Cost)> rows) => Header + "\r\n" + string.Concat(rows.Select(row =>
        $"{row.Cost},org-1,USD,{month}-01T00:00:00Z,{month}-28T00:00:00Z,Usage,{month}-05T00:00:00Z,{month}-06T00:00:00Z,1000,RUs,{row.Cost},{row.Cost},Pinecone,AWS,{row.Index},Database,Read Units,p-77,proj-1,\"{{\"\"env\"\":\"\"prod\"\"}}\",?\r\n"));

    private static byte[] Zip(params IEnumerable<(string Name, string Text)> files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files.Append(("manifest.json", """{"parts":[]}""")))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return memory.ToArray();
    }

    [Fact]
    public async Task Months_are_exported_whole_and_read_as_FOCUS_part_by_part()
    {
        var batches = await _kit.ReadAsync(Source(), From, SourceKit.Now);

        batches.Select(batch => batch.Window).ShouldBe([new("2026-10"), new("2026-11")]);
        batches.Select(batch => batch.CoveredUntil).ShouldBe([new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 18, 0, 0, 0, TimeSpan.Zero)]);
        var records = batches.SelectMany(batch => batch.Records).ToList();
        records.Sum(record => record.Cost.Billed).ShouldBe(3.875000000001m);
        records[0].ShouldSatisfyAllConditions(
            record => record.Provider.ShouldBe("pinecone"),
            record => record.Source.ShouldBe("pinecone.exports:s1"),
            record => record.Scope.ShouldBe(ScopePath.ForResource("search", "proj-1", "idx-a")),
            record => record.Tags["focus.sub_account"].ShouldBe("p-77"),
            record => record.Status.ShouldBe(CostStatus.Confirmed));
        records[2].Scope.Name.ShouldBe("idx-a", "parts are read in the order of their numbers");
        _server.Requests.Where(request => request.Method == "POST").Select(request => request.Text).ShouldBe(
            [
                """{"period_start":"2026-10-01T00:00:00Z","period_end":"2026-11-01T00:00:00Z"}""",
                """{"period_start":"2026-11-01T00:00:00Z","period_end":"2026-11-20T00:00:00Z"}""",
            ]);
    }

    [Fact]
    public async Task Key_and_version_go_to_the_API_and_never_to_the_download()
    {
        await _kit.ReadAsync(Source(), From, SourceKit.Now);

        foreach (var request in _server.Requests)
        {
            var isFile = request.Path.StartsWith("/files", StringComparison.Ordinal);
            request.Headers.Authorization.ToString().ShouldBe(isFile ? "" : "Bearer pck-secret");
            request.Headers["X-Pinecone-Api-Version"].ToString().ShouldBe(isFile ? "" : "2026-07");
        }
    }

    [Fact]
    public async Task Month_exported_anew_replaces_the_one_before_with_the_same_ids()
    {
        var first = await _kit.ReadAsync(Source(), From, SourceKit.Now);
        _months["2026-11"] = Zip(("part-1-of-1.csv", Csv("2026-11", ("idx-a", "3"))));
        _rows = 1;
        var second = (await _kit.ReadAsync(Source(), new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero), SourceKit.Now)).ShouldHaveSingleItem();

        second.Window.ShouldBe(first[1].Window);
        second.Records.ShouldHaveSingleItem().Id.ShouldBe(first[1].Records[0].Id);
        second.Records[0].Cost.Effective.ShouldBe(3m);
    }

    [Fact]
    public async Task First_day_of_a_month_exports_the_month_before_alone()
    {
        using var kit = new SourceKit(now: new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));

        var batches = await kit.ReadAsync(Source(), From, new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));

        batches.ShouldHaveSingleItem().Window.ShouldBe(new("2026-10"));
    }

    [Fact]
    public async Task Export_that_is_not_ready_is_asked_for_again()
    {
        _server.Once(ProviderAnswer.Json("""{"id":"exp-2026-11","status":"pending"}"""), ProviderAnswer.Json("""{"id":"exp-2026-11","status":"processing"}"""));

        (await _kit.ReadAsync(Source(), new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero), SourceKit.Now)).ShouldHaveSingleItem().Records.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Export_that_failed_or_stands_in_the_way_of_another_is_a_fault_that_passes()
    {
        _server.Once(ProviderAnswer.Json("""{"id":"e","status":"pending"}"""), ProviderAnswer.Json("""{"id":"e","status":"failed","error":"too much"}"""));
        (await _kit.FaultAsync(Source(), From, SourceKit.Now)).ShouldSatisfyAllConditions(
            fault => fault.Code.ShouldBe(SourceFaultCode.Unavailable),
            fault => fault.Message.ShouldContain("too much"));

        _server.Once(ProviderAnswer.Error(409));
        (await _kit.FaultAsync(Source(), From, SourceKit.Now)).ShouldSatisfyAllConditions(
            fault => fault.Code.ShouldBe(SourceFaultCode.Unavailable),
            fault => fault.Message.ShouldContain("one export at a time"));
    }

    [Fact]
    public async Task Download_from_an_unknown_host_is_refused_until_it_is_named()
    {
        _download = "https://files.elsewhere.example";
        (await _kit.FaultAsync(Source(), From, SourceKit.Now)).ShouldSatisfyAllConditions(
            fault => fault.Code.ShouldBe(SourceFaultCode.Settings),
            fault => fault.Message.ShouldContain("files.elsewhere.example"));

        _download = "ftp://127.0.0.1";
        (await _kit.FaultAsync(Source(), From, SourceKit.Now)).Code.ShouldBe(SourceFaultCode.Settings);
        _server.Requests.ShouldNotContain(request => request.Path.StartsWith("/files", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_that_is_not_whole_takes_nothing_back()
    {
        _months["2026-10"] = Zip(("part-2-of-2.csv", Csv("2026-10", ("idx-a", "1"))));
        await RefusedAsync("parts are missing");

        _months["2026-10"] = Zip();
        await RefusedAsync("parts are missing");

        _months["2026-10"] = Zip(("part-1-of-1.csv", Csv("2026-10", ("idx-a", "1"))));
        await RefusedAsync("1 rows, its manifest says 2");

        _months["2026-10"] = [1, 2, 3];
        await RefusedAsync("no zip");

        async Task RefusedAsync(string message)
        {
            var fault = await _kit.FaultAsync(Source(), From, SourceKit.Now);
            fault.Code.ShouldBe(SourceFaultCode.BadAnswer);
            fault.Message.ShouldContain(message);
        }
    }

    [Fact]
    public async Task Month_without_usage_is_an_empty_window()
    {
        _rows = 0;
        _months["2026-11"] = Zip();

        var batch = (await _kit.ReadAsync(Source(), new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero), SourceKit.Now)).ShouldHaveSingleItem();

        batch.Records.ShouldBeEmpty();
        batch.Window.ShouldBe(new("2026-11"));
    }

    [Fact]
    public async Task Faults_of_the_provider_are_waited_out_or_told() =>
        await ConnectorFaults.HoldAsync(_kit, _server, Source(), new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero), SourceKit.Now);

    [Fact]
    public async Task Test_asks_for_nothing_that_costs()
    {
        _server.On(Path, """{"data":[]}""");

        (await _kit.Reader.TestAsync(Source(), TestContext.Current.CancellationToken)).Fault.ShouldBeNull();
        _server.Requests.ShouldHaveSingleItem().Method.ShouldBe("GET");
    }
}

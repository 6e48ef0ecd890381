using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Sources.Naver;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class NaverBillingTests : IAsyncLifetime
{
    private const string Contract = "/billing/v1/cost/getContractDemandCostList";
    private const string Product = "/billing/v1/cost/getProductDemandCostList";
    private const string Secret = "ncp-demo-secret";

    /// <summary>The start of November in Korea.</summary>
    private static readonly DateTimeOffset November = new(2026, 10, 31, 15, 0, 0, TimeSpan.Zero);

    private readonly SourceKit _kit = new();
    private ProviderServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ProviderServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _kit.Dispose();
        await _server.DisposeAsync();
    }

    private DataSource Source(params (string, string)[] settings) => _kit.Source(
        "naver.billing", [("access_key", "ncp-demo-access"), ("secret_key", Secret), ("base_url", $"{_server.Url}/billing/v1"), .. settings]);

    private static string Row(string contract = "777", string demand = "2268000", string type = "SVR", string currency = "KRW") =>
        $$"""
        {"memberNo":"100","regionCode":"KR","demandMonth":"202610","demandType":{"code":"{{type}}","codeName":"Server"},
         "demandTypeDetail":{"code":"GPU","codeName":"GPU Server"},"contract":{"contractNo":"{{contract}}","instanceName":"gpu-train-{{contract}}"},
         "unitUsageQuantity":720,"packageUnitUsageQuantity":0,"totalUnitUsageQuantity":720,"usageUnit":{"code":"HH","codeName":"hour"},
         "productPrice":3500,"useAmount":2520000,"promotionDiscountAmount":0,"etcDiscountAmount":0,"promiseDiscountAmount":252000,
         "memberPriceDiscountAmount":0,"memberPromiseDiscountAddAmount":0,"demandAmount":{{demand}},
         "payCurrency":{"code":"{{currency}}","codeName":"{{currency}}"},"thisMonthAppliedExchangeRate":1,"writeDate":"2026-11-01T00:00:00+0900","unknown":[]}
        """;

    private static string Page(string operation, IReadOnlyList<string> rows, int total) =>
        $$$"""
        {"{{{operation}}}Response":{"totalRows":{{{total}}},"requestId":"demo","returnCode":"0","returnMessage":"success",
         "{{{char.ToLowerInvariant(operation[3])}}}{{{operation[4..]}}}":[{{{string.Join(',', rows)}}}]}}
        """;

    /// <summary>Answers with a month's rows, so many a page.</summary>
    private void Serve(Dictionary<string, string[]> months, int pageSize = 1_000) => _server.On(Contract, request =>
    {
        var rows = months.GetValueOrDefault(request.Query["startMonth"]!, []);
        var page = int.Parse(request.Query["pageNo"]!, CultureInfo.InvariantCulture);
        return ProviderAnswer.Json(Page("getContractDemandCostList", [.. rows.Skip((page - 1) * pageSize).Take(pageSize)], rows.Length));
    });

    private async Task<UsageRecord> OneAsync(string row)
    {
        Serve(new() { ["202610"] = [row] });
        return (await _kit.RecordsAsync(Source(), November.AddDays(-1), November)).ShouldHaveSingleItem();
    }

    [Fact]
    public void Signature_of_a_known_request_is_known() => NaverSignature.Of(
        Secret, "GET",
        "/billing/v1/cost/getProductDemandCostList?startMonth=202601&endMonth=202601&pageNo=1&pageSize=1000&responseFormatType=json",
        "1767225600000", "ncp-demo-access").ShouldBe("VKYTvjEl8ADhdiRPo8MwYwuKjk9k4N1a3WBg2E0soLs=");

    [Fact]
    public async Task Requests_are_signed_as_they_are_sent()
    {
        await OneAsync(Row());
        var request = _server.Requests[0];

        request.RawTarget.ShouldBe($"{Contract}?startMonth=202610&endMonth=202610&pageNo=1&pageSize=1000&responseFormatType=json");
        var timestamp = request.Headers["x-ncp-apigw-timestamp"].ToString();
        timestamp.ShouldBe(SourceKit.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        request.Headers["x-ncp-iam-access-key"].ToString().ShouldBe("ncp-demo-access");
        request.Headers["x-ncp-apigw-signature-v2"].ToString().ShouldBe(
            NaverSignature.Of(Secret, "GET", request.RawTarget, timestamp, "ncp-demo-access"));
    }

    [Fact]
    public async Task A_contract_is_charged_in_won_at_the_start_of_its_Korean_month()
    {
        var record = await OneAsync(Row());

        record.Timestamp.ShouldBe(new(2026, 9, 30, 15, 0, 0, TimeSpan.Zero));
        record.Provider.ShouldBe("naver");
        record.BillingCurrency.ShouldBe("KRW");
        record.StatedCost.ShouldBe(new CostAmounts(2_268_000, 2_268_000, 2_520_000));
        record.Status.ShouldBe(CostStatus.Confirmed);
        record.ExchangeRate.ShouldNotBeNull();
        record.Usage.ShouldBe(new Dictionary<string, decimal> { ["instance_hour"] = 720 });
        (record.Service, record.Region, record.Scope.Project, record.Scope.Name).ShouldBe(("Server", "KR", "100", "gpu-train-777"));
        record.Tags["contract_no"].ShouldBe("777");
    }

    [Fact]
    public async Task The_running_month_is_an_estimate_and_not_covered()
    {
        Serve(new() { ["202610"] = [Row()], ["202611"] = [Row()] });

        var batches = await _kit.ReadAsync(Source(), November.AddMonths(-2), SourceKit.Now);

        batches.Select(b => (b.Window!.Name, b.Window.IsLast, b.CoveredUntil, b.Records.Count)).ShouldBe(
            [("2026-09", true, November.AddDays(-31), 0), ("2026-10", true, November, 1), ("2026-11", true, November, 1)]);
        batches[2].Records[0].Status.ShouldBe(CostStatus.Estimated);
        batches[2].Records[0].Cost.Billed.ShouldBe(0);
        batches[2].Records[0].StatedCost!.Value.Effective.ShouldBe(2_268_000);
        batches[2].Records[0].Id.ShouldNotBe(batches[1].Records[0].Id);
        batches[1].CoveredUntil!.Value.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Pages_are_followed_to_the_number_of_rows_that_is_told()
    {
        var rows = Enumerable.Range(0, 25).Select(n => Row($"{n}")).ToArray();
        Serve(new() { ["202610"] = rows }, pageSize: 10);

        var records = await _kit.RecordsAsync(Source(), November.AddDays(-1), November);

        records.Select(r => r.Id).Distinct().Count().ShouldBe(25);
        _server.Requests.Select(r => r.Query["pageNo"].ToString()).ShouldBe(["1", "2", "3"]);
        Serve(new() { ["202610"] = rows });
        (await _kit.RecordsAsync(Source(), November.AddDays(-1), November)).Select(r => r.Id).ShouldBe(records.Select(r => r.Id));
    }

    [Fact]
    public async Task A_month_that_ends_before_the_number_of_rows_that_is_told_is_a_bad_answer()
    {
        _server.On(Contract, request => ProviderAnswer.Json(
            Page("getContractDemandCostList", request.Query["pageNo"] == "1" ? [Row()] : [], 2)));

        (await _kit.FaultAsync(Source(), November.AddDays(-1), November)).Code.ShouldBe(SourceFaultCode.BadAnswer);
    }

    [Fact]
    public async Task A_contract_that_has_gone_is_missing_from_its_month()
    {
        Serve(new() { ["202610"] = [Row("1"), Row("2")] });
        var before = await _kit.ReadAsync(Source(), November.AddDays(-1), November);
        Serve(new() { ["202610"] = [Row("2", "2268000")] });
        var after = await _kit.ReadAsync(Source(), November.AddDays(-1), November);

        after.ShouldHaveSingleItem().Records.ShouldHaveSingleItem().Id.ShouldBe(before[0].Records[1].Id);
    }

    [Fact]
    public async Task A_charge_that_does_not_add_up_is_told_and_kept()
    {
        Serve(new() { ["202610"] = [Row(demand: "2268001")] });

        var batch = (await _kit.ReadAsync(Source(), November.AddDays(-1), November)).ShouldHaveSingleItem();

        batch.Records.ShouldHaveSingleItem().StatedCost!.Value.Effective.ShouldBe(2_268_001);
        var error = batch.Errors.ShouldHaveSingleItem();
        error.Field.ShouldBe("demandAmount");
        error.Message.ShouldContain("2268001 of contract 777 is not useAmount 2520000 less discounts of 252000");
    }

    [Fact]
    public async Task Amounts_may_be_text_and_fields_may_be_missing()
    {
        var record = await OneAsync("""{"demandAmount":"-1500","demandType":{"codeName":"CLOVA Studio"},"usageUnit":{"code":"TK","codeName":"토큰"},"totalUnitUsageQuantity":"-3"}""");

        record.ChargeCategory.ShouldBe("Credit");
        record.StatedCost!.Value.Billed.ShouldBe(-1_500);
        record.BillingCurrency.ShouldBe("KRW");
        record.Usage.ShouldBe(new Dictionary<string, decimal> { ["other:토큰"] = -3 });
        record.Scope.Name.ShouldBe("CLOVA Studio");
    }

    [Fact]
    public async Task A_row_without_an_amount_costs_only_itself()
    {
        Serve(new() { ["202610"] = ["""{"memberNo":"1"}""", Row()] });

        var batch = (await _kit.ReadAsync(Source(), November.AddDays(-1), November)).ShouldHaveSingleItem();

        batch.Records.Count.ShouldBe(1);
        batch.Errors.ShouldHaveSingleItem().Message.ShouldBe("2026-10: demandAmount is missing.");
    }

    [Fact]
    public async Task Products_and_organisations_are_a_matter_of_settings()
    {
        _server.On(Product, Page("getProductDemandCostList", ["""{"memberNo":"7","productDemandType":{"code":"AI","codeName":"AI Services"},"useAmount":10,"etcDiscountAmount":1,"demandAmount":9}"""], 1));

        var record = (await _kit.RecordsAsync(Source(("level", "product"), ("organization", "true")), November.AddDays(-1), November)).ShouldHaveSingleItem();

        record.Service.ShouldBe("AI Services");
        record.StatedCost.ShouldBe(new CostAmounts(9, 9, 10));
        _server.Requests[0].Query["isOrganization"].ToString().ShouldBe("true");
        _server.Requests[0].Query.ContainsKey("isPartner").ShouldBeFalse();
    }

    [Fact]
    public async Task A_refusal_within_a_good_answer_is_told()
    {
        _server.On(Contract, """{"getContractDemandCostListResponse":{"returnCode":"10200","returnMessage":"month is not closed"}}""");

        var fault = await _kit.FaultAsync(Source(), November.AddDays(-1), November);

        fault.Code.ShouldBe(SourceFaultCode.Unavailable);
        fault.Message.ShouldContain("10200: month is not closed");
    }

    [Fact]
    public async Task Trying_it_counts_the_charges_of_last_month()
    {
        Serve(new() { ["202610"] = [Row()] });

        (await _kit.Reader.TestAsync(Source(), TestContext.Current.CancellationToken)).ShouldBe(
            new SourceTest(null, "The key may read charges; 1 in 2026-10."));
    }

    [Fact]
    public async Task Faults_of_the_provider_are_waited_out_or_told()
    {
        Serve(new() { ["202610"] = [Row()] });

        await ConnectorFaults.HoldAsync(_kit, _server, Source(), November.AddDays(-1), November);
    }
}

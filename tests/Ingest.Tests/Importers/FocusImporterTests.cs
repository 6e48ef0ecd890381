using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Tests.Importers;

public sealed class FocusImporterTests
{
    private const string Header12 =
        "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,ChargeClass,ChargeDescription,ChargePeriodStart,ChargePeriodEnd,"
        + "ConsumedQuantity,ConsumedUnit,EffectiveCost,InvoiceId,ListCost,ProviderName,ResourceId,ServiceName,SkuMeter,SkuPriceDetails,SubAccountId,SubAccountName,Tags";

    private const string Row12 =
        "0.45,acct-1,USD,2026-01-01T00:00:00Z,Usage,,Output of demo,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,"
        + "30,1000 Tokens,0.40,,0.50,Demo AI,ep-7,Demo Inference,Output Tokens,\"{\"\"x_ModelName\"\":\"\"demo-large\"\"}\",proj-9,Chat,\"{\"\"team\"\":\"\"payments\"\",\"\"canary\"\":true}\"";

    private readonly ImportKit _kit = new();

    private async Task<UsageRecord> OneAsync(string header, string row, ImportContext? context = null) =>
        (await _kit.ReadAsync("focus", $"{header}\n{row}\n", context)).ShouldHaveSingleItem().Record.ShouldNotBeNull();

    [Fact]
    public async Task Row_of_version_1_2_keeps_costs_scope_usage_and_tags()
    {
        var record = await OneAsync(Header12, Row12);

        record.Cost.ShouldBe(new CostAmounts(0.40m, 0.45m, 0.50m));
        record.StatedCost.ShouldBe(record.Cost);
        record.Scope.ShouldBe(ScopePath.ForResource("payments", "Chat", "ep-7"));
        record.Provider.ShouldBe("demo ai");
        record.Model.ShouldBe("demo-large");
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.Output] = 30_000 });
        record.Tags.ShouldBe(
            new Dictionary<string, string> { ["team"] = "payments", ["canary"] = "true", ["focus.sub_account"] = "proj-9" }, ignoreOrder: true);
        record.Status.ShouldBe(CostStatus.Confirmed);
        record.Source.ShouldBe("focus");
    }

    [Fact]
    public async Task Row_with_an_invoice_is_invoiced() =>
        (await OneAsync(Header12, Row12.Replace("0.40,,", "0.40,INV-7,"))).Status.ShouldBe(CostStatus.Invoiced);

    [Theory]
    [InlineData("NULL")]
    [InlineData("null")]
    [InlineData("\"NULL\"")]
    [InlineData("")]
    [InlineData("\"\"")]
    public async Task Null_in_every_spelling_is_missing_and_not_zero(string spelling)
    {
        var record = await OneAsync(Header12, Row12.Replace(",0.50,Demo", $",{spelling},Demo").Replace("ep-7", spelling));

        record.Cost.List.ShouldBe(record.Cost.Effective);
        record.Scope.ResourceName.ShouldBe("Demo Inference");
    }

    [Fact]
    public async Task Row_without_any_cost_is_an_error()
    {
        var item = (await _kit.ReadAsync("focus", $"{Header12}\n{Row12.Replace("0.45,", "NULL,").Replace(",0.40,", ",NULL,")}")).ShouldHaveSingleItem();

        item.Error!.Line.ShouldBe(2);
        item.Error.Message.ShouldContain("both empty");
    }

    [Theory]
    [InlineData("2026-01-05 10:00:00")]
    [InlineData("2026-01-05T10:00:00Z")]
    [InlineData("2026-01-05T19:00:00+09:00")]
    [InlineData("\"2026-01-05 10:00:00.000\"")]
    [InlineData("1/5/26 10:00")]
    public async Task Period_is_read_as_UTC_in_every_spelling(string time) =>
        (await OneAsync(Header12, Row12.Replace("2026-01-05T10:00:00Z", time))).Timestamp.ShouldBe(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Version_1_3_names_the_provider_anew()
    {
        var record = await OneAsync(Header12.Replace("ProviderName", "ServiceProviderName,HostProviderName"), Row12.Replace("Demo AI", "OpenAI,Microsoft"));

        record.Provider.ShouldBe("openai");
    }

    [Fact]
    public async Task Columns_are_found_by_name_in_any_order_and_case_after_a_byte_order_mark()
    {
        const string text = "\uFEFF\"billingcurrency\",\"CHARGEPERIODSTART\",\"EffectiveCost\",\"providername\",\"x_Custom\"\r\n\"KRW\",\"2026-01-05\",\"1e3\",\"Naver Cloud\",\"a,\"\"b\"\"\nc\"\r\n";

        var record = (await _kit.ReadAsync("focus", text)).ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.StatedCost.ShouldBe(new CostAmounts(1000, 1000, 1000));
        record.BillingCurrency.ShouldBe("KRW");
        record.Provider.ShouldBe("naver");
        record.ExchangeRate.ShouldNotBeNull().To.ShouldBe("USD");
        record.Cost.Effective.ShouldBe(Math.Round(1000 * record.ExchangeRate!.Rate, 12));
    }

    [Theory]
    [InlineData("\"{\"\" org\"\":\"\"a\"\",\"\"org\"\":\"\"b\"\"}\"", "org", "b")]
    [InlineData("\"{\"\"flag\"\":null}\"", "flag", "true")]
    [InlineData("\"\"\"team\"\":\"\"x\"\",\"\"env\"\":\"\"y\"\"\"", "env", "y")]
    [InlineData("not json", "focus.tags_raw", "not json")]
    [InlineData("[1]", "focus.tags_raw", "[1]")]
    public async Task Odd_tags_do_not_cost_the_row(string tags, string key, string value)
    {
        var row = Row12[..Row12.LastIndexOf("\"{", StringComparison.Ordinal)] + tags;

        (await OneAsync(Header12, row)).Tags[key].ShouldBe(value);
    }

    [Fact]
    public async Task More_tags_than_allowed_are_cut_rather_than_refused()
    {
        var tags = string.Join(",", Enumerable.Range(0, 200).Select(i => $"\"\"k{i}\"\":\"\"{new string('v', 2000)}\"\""));
        var row = Row12[..Row12.LastIndexOf("\"{", StringComparison.Ordinal)] + $"\"{{{tags}}}\"";

        (await OneAsync(Header12, row)).Tags.Count.ShouldBeLessThanOrEqualTo(_kit.Ingest.Options.MaxTags);
    }

    [Fact]
    public async Task Credits_and_corrections_may_be_negative()
    {
        var record = await OneAsync(Header12, Row12.Replace("Usage,,", "credit,Correction,").Replace(",30,", ",-30,").Replace("0.40,", "-0.40,"));

        record.ChargeCategory.ShouldBe("Credit");
        record.Cost.Effective.ShouldBe(-0.40m);
        record.Usage[UsageUnits.Output].ShouldBe(-30_000);
        record.Tags["focus.charge_class"].ShouldBe("Correction");
    }

    [Theory]
    [InlineData("Tokens", "Input Tokens", "token.input", 30)]
    [InlineData("1K Tokens", "cached input", "token.cache_read", 30_000)]
    [InlineData("1M Tokens", "Cache Write Tokens", "token.cache_write", 30_000_000)]
    [InlineData("Tokens", "who knows", "other:Tokens", 30)]
    [InlineData("GB-Hours", "Output", "other:GB-Hours", 30)]
    [InlineData("Requests", "", "request", 30)]
    [InlineData("GPU-Hours", "", "gpu_hour", 30)]
    public async Task Units_are_mapped_only_where_they_are_certain(string unit, string meter, string expected, decimal quantity)
    {
        var record = await OneAsync(Header12, Row12.Replace("Output of demo", "").Replace("1000 Tokens", unit).Replace("Output Tokens", meter));

        record.Usage.ShouldBe(new Dictionary<string, decimal> { [expected] = quantity });
    }

    [Fact]
    public async Task Rows_alike_are_told_apart_and_a_corrected_row_keeps_its_id()
    {
        var first = await _kit.ReadAsync("focus", $"{Header12}\n{Row12}\n{Row12}\n{Row12.Replace("ep-7", "ep-8")}");
        var corrected = await _kit.ReadAsync("focus", $"{Header12}\n{Row12.Replace("0.45", "0.99")}", new() { Revision = 2 });

        first.Select(item => item.Record!.Id).Distinct().Count().ShouldBe(3);
        first[1].Record!.Id.ShouldBe(first[0].Record!.Id + "-2");
        corrected[0].Record!.Id.ShouldBe(first[0].Record!.Id);
        corrected[0].Record!.Revision.ShouldBe(2);
    }

    [Fact]
    public async Task Context_names_team_project_and_resource_where_the_row_does_not()
    {
        var context = new ImportContext { Team = "finance", TeamTag = "cost_center", Project = "shared", Resource = "bill" };

        (await OneAsync(Header12, Row12, context)).Scope.ShouldBe(ScopePath.ForResource("finance", "shared", "bill"));
    }

    [Fact]
    public async Task Bad_rows_are_errors_with_their_line_and_the_rest_is_kept()
    {
        var items = await _kit.ReadAsync("focus", string.Join("\n", Header12, Row12, Row12.Replace("0.45", "abc"), "too,few", Row12.Replace("USD", "XXX"), "", Row12));

        items.Select(item => item.Error?.Line).ShouldBe([null, 3L, 4L, 5L, null]);
        items[1].Error!.Message.ShouldBe("BilledCost: got \"abc\", expected a decimal number.");
        items[2].Error!.Message.ShouldContain("2 columns, expected the header's 22");
        items[3].Error!.Field.ShouldBe("billing_currency");
    }

    [Fact]
    public async Task File_without_a_header_says_what_was_expected_and_found()
    {
        var item = (await _kit.ReadAsync("focus", $"{Row12}\n{Row12}")).ShouldHaveSingleItem();

        item.Stop.ShouldBe(ReadStop.Unreadable);
        item.Error!.Message.ShouldContain("ChargePeriodStart");
        item.Error.Message.ShouldContain("found: 0.45, acct-1, USD");
    }

    [Fact]
    public async Task Version_1_4_has_no_older_provider_columns()
    {
        var header = Header12.Replace("ProviderName", "ServiceProviderName,HostProviderName,AllocatedTags,InvoiceDetailId");

        var record = await OneAsync(header, Row12.Replace("Demo AI", "NHN Cloud,Not Applicable,\"{\"\"env\"\":\"\"prod\"\"}\","));

        record.Provider.ShouldBe("nhn cloud");
        record.Tags["env"].ShouldBe("prod");
    }

    [Theory]
    [InlineData("AWS", "USE1-Claude4.6Sonnet-output-tokens-cross-region-global", "1K tokens", "x", "global.claude-sonnet-4-6", "token.output", 30_000)]
    [InlineData("AWS", "USE1-Train:ml.p3.2xlarge", "Hrs", "x", null, "instance_hour", 30)]
    [InlineData("Microsoft", "gpt 4o mini Outp glbl Tokens", "Units", "Azure OpenAI", "gpt-4o-mini", "token.output", 30)]
    [InlineData("Microsoft", "Hot LRS Data Stored", "GB", "Storage", null, "other:GB", 30)]
    [InlineData("OpenAI", "gpt-4o Output Tokens", "Tokens", "x", "gpt-4o", "token.output", 30)]
    [InlineData("OpenAI", "Output Tokens", "Tokens", "x", null, "token.output", 30)]
    public async Task Meter_names_the_model_where_that_is_clear(
        string provider, string meter, string unit, string service, string? model, string canonical, decimal quantity)
    {
        var row = Row12.Replace("\"{\"\"x_ModelName\"\":\"\"demo-large\"\"}\"", "").Replace("Demo AI", provider).Replace("Output Tokens", meter)
            .Replace("1000 Tokens", unit).Replace("Demo Inference", service);

        var record = await OneAsync(Header12, row);

        record.Model.ShouldBe(model);
        record.Usage[canonical].ShouldBe(quantity);
    }

    [Theory]
    [InlineData("gpt-4o", "gpt-4o")]
    [InlineData("DZH318Z0BQPS", null)]
    public async Task Sku_names_the_model_only_where_the_catalogue_knows_it(string sku, string? model)
    {
        var row = Row12.Replace("\"{\"\"x_ModelName\"\":\"\"demo-large\"\"}\"", "").Replace("Demo AI", "OpenAI");

        (await OneAsync(Header12 + ",SkuId", $"{row},{sku}")).Model.ShouldBe(model);
    }

    [Fact]
    public async Task Azure_export_of_version_1_0_names_meter_and_category_in_columns_of_its_own()
    {
        var header = Header12.Replace(",SkuMeter,", ",x_SkuMeterName,") + ",x_SkuMeterSubcategory";
        var row = Row12.Replace("\"{\"\"x_ModelName\"\":\"\"demo-large\"\"}\"", "").Replace("Output Tokens", "5.1 cd inp Dz 1M Tokens").Replace("1000 Tokens", "Units");

        var record = await OneAsync(header, $"{row},Azure OpenAI GPT5");

        record.Model.ShouldBe("gpt-5.1");
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.CacheRead] = 30 });
    }
}

using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Tests.Importers;

public sealed class AzureCostImporterTests
{
    private const string Enterprise =
        "BillingAccountId,BillingPeriodStartDate,BillingPeriodEndDate,SubscriptionId,SubscriptionName,Date,MeterId,MeterCategory,MeterSubCategory,MeterName,Quantity,Cost,"
        + "BillingCurrency,ResourceLocation,ResourceId,AdditionalInfo,Tags,UnitOfMeasure,ResourceGroup,ChargeType,x_New";

    private const string Row =
        "123,01/01/2026,01/31/2026,sub-1,Prod,01/05/2026,guid-1,Foundry Models,Azure OpenAI,gpt 4o mini Outp glbl Tokens,4975.24,12.4381,"
        + "EUR,koreacentral,/subscriptions/SUB-1/resourceGroups/AI/openai,\"{\"\"a\"\":1}\",\"\"\"team\"\": \"\"payments\"\",\"\"env\"\": \"\"prod\"\"\",1K,ai-rg,Usage,?";

    private readonly ImportKit _kit = new();

    private async Task<UsageRecord> OneAsync(string row, string header = Enterprise) =>
        (await _kit.ReadAsync("azure-cost", $"{header}\n{row}\n")).ShouldHaveSingleItem() is var item ? item.Record.ShouldNotBeNull(item.Error?.Message) : null!;

    [Fact]
    public async Task Row_of_an_enterprise_agreement_keeps_cost_tokens_scope_and_tags_without_braces()
    {
        var record = await OneAsync(Row);

        record.Timestamp.ShouldBe(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
        record.StatedCost!.Value.Effective.ShouldBe(12.4381m);
        record.BillingCurrency.ShouldBe("EUR");
        record.Provider.ShouldBe("azure");
        record.Model.ShouldBe("gpt-4o-mini");
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.Output] = 4_975_240m });
        record.Scope.ShouldBe(ScopePath.ForResource("payments", "ai-rg", "/subscriptions/sub-1/resourcegroups/ai/openai"));
        record.Tags["env"].ShouldBe("prod");
        record.Tags["azure.meter_id"].ShouldBe("guid-1");
        record.Status.ShouldBe(CostStatus.Confirmed);
    }

    [Fact]
    public async Task Row_of_a_customer_agreement_has_other_names_in_other_case()
    {
        const string header =
            "subscriptionId,date,meterCategory,meterSubCategory,meterName,quantity,costInBillingCurrency,paygCostInBillingCurrency,billingCurrencyCode,resourceGroupName,"
            + "instanceId,unitOfMeasure,chargeType,pricingModel,invoiceId,tags";
        var record = await OneAsync("sub-1,2026-01-05,Foundry Models,Azure OpenAI GPT5,5.4 inp Gl 1M Tokens,0.5,1.10,1.25,USD,ai-rg,/X/Y,1M,Usage,OnDemand,INV-1,\"{\"\"team\"\":\"\"a\"\"}\"", header);

        record.Cost.ShouldBe(new CostAmounts(1.10m, 1.10m, 1.25m));
        record.Model.ShouldBe("gpt-5.4");
        record.Usage[UsageUnits.Input].ShouldBe(500_000m);
        record.Scope.ResourceName.ShouldBe("/x/y");
        record.Status.ShouldBe(CostStatus.Invoiced);
    }

    [Theory]
    [InlineData("01/05/2026", "01/31/2026")]
    [InlineData("2026-01-05", "2026-01-31")]
    [InlineData("2026-01-05T00:00:00Z", "2026-01-31")]
    [InlineData("05/01/2026", "31/01/2026")]
    [InlineData("1/5/2026", "1/31/2026")]
    [InlineData("01/05/2026", "")]
    public async Task Order_of_a_date_is_told_by_the_end_of_the_billing_period(string date, string end) =>
        (await OneAsync(Row.Replace("01/05/2026", date).Replace("01/31/2026", end))).Timestamp.ShouldBe(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Date_that_contradicts_those_before_it_ends_the_file()
    {
        var text = $"{Enterprise}\n{Row}\n{Row.Replace("01/05/2026", "13/01/2026")}\n";

        (await Should.ThrowAsync<ImportException>(() => _kit.ReadAsync("azure-cost", text))).Message.ShouldContain("Line 3: the date \"13/01/2026\"");
        (await _kit.ReadAsync("azure-cost", $"{Enterprise}\n{Row}\n{Row.Replace("01/05/2026", "soon")}\n"))[1].Error!.Message.ShouldContain("expected a date");
    }

    [Theory]
    [InlineData("gpt 4.1 cached Inp glbl Tokens", "gpt-4.1", "token.cache_read", null)]
    [InlineData("gpt-4o-0806-Outp-glbl", "gpt-4o-0806", "token.output", null)]
    [InlineData("gpt-5-codex-ccchd-inp-glbl Tokens", "gpt-5", "token.cache_read", null)]
    [InlineData("5.4 inp Gl 1M Tokens", "gpt-5.4", "token.input", null)]
    [InlineData("5.1 cd inp Dz 1M Tokens", "gpt-5.1", "token.cache_read", null)]
    [InlineData("5.1 Cd Wr Dz 1M Tokens", "gpt-5.1", "token.cache_write", null)]
    [InlineData("gpt 4o Batch Inp regnl Tokens", "gpt-4o", "token.input", "batch")]
    [InlineData("gpt 5 pp opt Data Zone Tokens", "gpt-5", "token.output", "priority")]
    [InlineData("o4-mini Outpt glbl Tokens", "o4-mini", "token.output", null)]
    [InlineData("text embedding 3 large Tokens", "text-embedding-3-large", "token.embedding", null)]
    [InlineData("gpt-something-nobody-knows", null, "other:gpt-something-nobody-knows", null)]
    public async Task Meter_names_follow_no_grammar_and_are_read_word_by_word(string meter, string? model, string unit, string? tier)
    {
        var record = await OneAsync(Row.Replace("gpt 4o mini Outp glbl Tokens", meter));

        record.Model.ShouldBe(model);
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [unit] = 4_975_240m });
        record.ServiceTier.ShouldBe(tier);
    }

    [Theory]
    [InlineData("1K", 4_975_240)]
    [InlineData("1M", 4_975_240_000)]
    [InlineData("10K", 49_752_400)]
    [InlineData("1", 4_975.24)]
    public async Task Quantity_counts_blocks_of_the_unit(string unit, decimal tokens) =>
        (await OneAsync(Row.Replace(",1K,", $",{unit},"))).Usage[UsageUnits.Output].ShouldBe(tokens);

    [Theory]
    [InlineData("Foundry Models", "Provisioned Managed Global Unit", "100 Hours", "ptu_hour", 497_524)]
    [InlineData("Virtual Machines", "NC24ads A100 v4", "1 Hour", "instance_hour", 4_975.24)]
    [InlineData("Storage", "Hot LRS Data Stored", "1 GB/Month", "other:GB/Month", 4_975.24)]
    public async Task Other_meters_keep_their_unit(string category, string meter, string unit, string expected, decimal quantity) =>
        (await OneAsync(Row.Replace("Foundry Models,Azure OpenAI", $"{category},x").Replace("gpt 4o mini Outp glbl Tokens", meter).Replace(",1K,", $",{unit},")))
            .Usage.ShouldBe(new Dictionary<string, decimal> { [expected] = quantity });

    [Theory]
    [InlineData("Purchase", "Purchase")]
    [InlineData("Tax", "Tax")]
    [InlineData("UnusedReservation", "Usage")]
    [InlineData("Refund", "Adjustment")]
    [InlineData("RoundingAdjustment", "Adjustment")]
    public async Task Charges_that_are_no_use_have_no_quantity(string type, string category)
    {
        var record = await OneAsync(Row.Replace(",Usage,", $",{type},"));

        record.ChargeCategory.ShouldBe(category);
        record.Usage.ShouldBeEmpty();
        record.Tags["azure.charge_type"].ShouldBe(type);
    }

    [Fact]
    public async Task Id_outlives_a_corrected_amount_and_rows_alike_are_told_apart()
    {
        var items = await _kit.ReadAsync("azure-cost", $"{Enterprise}\n{Row}\n{Row}\n");

        items[1].Record!.Id.ShouldBe(items[0].Record!.Id + "-2");
        (await OneAsync(Row.Replace("12.4381", "13"))).Id.ShouldBe(items[0].Record!.Id);
    }

    [Fact]
    public async Task File_of_another_kind_says_what_is_missing_and_this_one_is_recognised()
    {
        (await _kit.ReadAsync("azure-cost", "Date,MeterName\n")).ShouldHaveSingleItem().Error!.Message.ShouldContain("CostInBillingCurrency");
        _kit.Imports.Choose("auto", new("x", Enterprise)).Format.ShouldBe("azure-cost");
    }
}

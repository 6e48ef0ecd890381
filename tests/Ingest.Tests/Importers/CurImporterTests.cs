using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Tests.Importers;

public sealed class CurImporterTests
{
    private const string Header =
        "identity_line_item_id,bill_payer_account_id,bill_billing_period_start_date,bill_billing_entity,bill_invoice_id,line_item_usage_start_date,line_item_usage_end_date,"
        + "line_item_usage_account_id,line_item_product_code,line_item_usage_type,line_item_operation,line_item_line_item_type,line_item_usage_amount,pricing_unit,"
        + "line_item_unblended_cost,pricing_public_on_demand_cost,line_item_currency_code,line_item_resource_id,product_region_code,product,resource_tags,"
        + "savings_plan_savings_plan_effective_cost,savings_plan_total_commitment_to_date,savings_plan_used_commitment,"
        + "reservation_effective_cost,reservation_unused_recurring_fee,reservation_unused_amortized_upfront_fee_for_billing_period,reservation_reservation_a_r_n,x_new";

    private readonly ImportKit _kit = new();

    /// <summary>A row with everything plain, and what a test changes.</summary>
    private static string Row(params IEnumerable<(string Column, string Value)> values) => Row(Header, values);

    private static string Row(string header, params IEnumerable<(string Column, string Value)> values)
    {
        Dictionary<string, string> row = new()
        {
            ["identity_line_item_id"] = "changes-with-every-delivery", ["bill_payer_account_id"] = "999900001111", ["bill_billing_entity"] = "AWS",
            ["bill_billing_period_start_date"] = "2026-01-01T00:00:00.000Z",
            ["line_item_usage_start_date"] = "2026-01-05T10:00:00Z", ["line_item_usage_end_date"] = "2026-01-05T11:00:00Z",
            ["line_item_usage_account_id"] = "111122223333", ["line_item_product_code"] = "AmazonBedrock",
            ["line_item_usage_type"] = "USE1-Nova2.0Lite-output-tokens", ["line_item_line_item_type"] = "Usage", ["line_item_usage_amount"] = "84.5",
            ["pricing_unit"] = "1K tokens", ["line_item_unblended_cost"] = "0.21125", ["pricing_public_on_demand_cost"] = "0.21125",
            ["line_item_currency_code"] = "USD", ["product_region_code"] = "us-east-1",
            ["line_item_resource_id"] = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/demo",
            ["resource_tags"] = "{\"user_team\":\"payments\",\"user_env\":\"prod\"}",
        };
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        return string.Join(',', header.Split(',').Select(column => $"\"{row.GetValueOrDefault(column, "").Replace("\"", "\"\"")}\""));
    }

    private async Task<List<UsageRecord>> ReadAsync(params IEnumerable<string> rows) =>
        [.. (await _kit.ReadAsync("cur", $"{Header}\n{string.Join('\n', rows)}\n")).Select(item => item.Record.ShouldNotBeNull(item.Error?.Message))];

    [Fact]
    public async Task Row_of_CUR_2_keeps_model_tokens_costs_scope_and_tags()
    {
        var record = (await ReadAsync(Row())).ShouldHaveSingleItem();

        record.Model.ShouldBe("nova-2-lite");
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.Output] = 84_500 });
        record.Cost.ShouldBe(new CostAmounts(0.21125m, 0.21125m, 0.21125m));
        record.Provider.ShouldBe("aws");
        record.Service.ShouldBe("AmazonBedrock");
        record.Region.ShouldBe("us-east-1");
        record.Status.ShouldBe(CostStatus.Confirmed);
        record.Timestamp.ShouldBe(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));
        record.Scope.ShouldBe(ScopePath.ForResource("payments", "111122223333", "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/demo"));
        record.Tags["env"].ShouldBe("prod");
        record.Tags["aws.usage_type"].ShouldBe("USE1-Nova2.0Lite-output-tokens");
    }

    [Fact]
    public async Task Savings_plan_use_negation_and_fee_sum_to_the_fee_in_both_costs()
    {
        // An hour of a plan of 10.00: 12.00 worth of use by the price list takes 7.25 of it, 2.75 goes unused.
        var rows = await ReadAsync(
            Row(("line_item_line_item_type", "SavingsPlanCoveredUsage"), ("line_item_unblended_cost", "12.00"), ("pricing_public_on_demand_cost", "12.00"), ("savings_plan_savings_plan_effective_cost", "7.25")),
            Row(("line_item_line_item_type", "SavingsPlanNegation"), ("line_item_unblended_cost", "-12.00"), ("pricing_public_on_demand_cost", "")),
            Row(("line_item_line_item_type", "SavingsPlanRecurringFee"), ("line_item_unblended_cost", "10.00"), ("pricing_public_on_demand_cost", ""), ("savings_plan_total_commitment_to_date", "10.00"), ("savings_plan_used_commitment", "7.25")));

        rows.Sum(row => row.Cost.Effective).ShouldBe(10m);
        rows.Sum(row => row.Cost.Billed).ShouldBe(10m);
        rows.Select(row => row.Cost.Effective).ShouldBe([7.25m, 0m, 2.75m]);
        rows.Select(row => row.ChargeCategory).ShouldBe(["Usage", "Adjustment", "Purchase"]);
        rows.Sum(row => row.Usage.Values.Sum()).ShouldBe(84_500m, "the same use must not be counted by its negation");
    }

    [Fact]
    public async Task Reserved_use_and_what_goes_unused_sum_to_the_fee()
    {
        var rows = await ReadAsync(
            Row(("line_item_line_item_type", "DiscountedUsage"), ("line_item_unblended_cost", "0"), ("reservation_effective_cost", "3.10")),
            Row(("line_item_line_item_type", "RIFee"), ("line_item_unblended_cost", "4.00"), ("reservation_unused_recurring_fee", "0.90"), ("reservation_unused_amortized_upfront_fee_for_billing_period", "0.25")),
            Row(("line_item_line_item_type", "Fee"), ("line_item_unblended_cost", "100"), ("reservation_reservation_a_r_n", "arn:x")),
            Row(("line_item_line_item_type", "Fee"), ("line_item_unblended_cost", "5")));

        rows.Select(row => row.Cost.Effective).ShouldBe([3.10m, 1.15m, 0m, 5m]);
        rows.Select(row => row.Cost.Billed).ShouldBe([0m, 4m, 100m, 5m]);
    }

    [Fact]
    public async Task Commitments_whose_columns_are_missing_keep_their_billed_cost_and_still_sum_to_the_fee()
    {
        var header = Header.Replace("savings_plan_used_commitment,", "");
        string[] types = ["SavingsPlanCoveredUsage", "SavingsPlanNegation", "SavingsPlanRecurringFee"];
        string[] costs = ["12", "-12", "10"];
        var text = string.Join('\n', [header, .. types.Select((type, i) => Row(header, ("line_item_line_item_type", type), ("line_item_unblended_cost", costs[i])))]);

        (await _kit.ReadAsync("cur", text)).Sum(item => item.Record!.Cost.Effective).ShouldBe(10m);
    }

    [Fact]
    public async Task Net_costs_are_used_throughout_and_take_a_discount_off_once()
    {
        var header = Header + ",line_item_net_unblended_cost";
        var text = string.Join('\n',
            header,
            Row(header, ("line_item_unblended_cost", "10"), ("line_item_net_unblended_cost", "9")),
            Row(header, ("line_item_unblended_cost", "5"), ("line_item_net_unblended_cost", "")),
            Row(header, ("line_item_line_item_type", "EdpDiscount"), ("line_item_unblended_cost", "-1"), ("line_item_net_unblended_cost", "")));

        var records = (await _kit.ReadAsync("cur", text)).ConvertAll(item => item.Record!);

        records.Select(record => record.Cost.Effective).ShouldBe([9m, 5m, 0m]);
        records[2].ChargeCategory.ShouldBe("Credit");
    }

    [Fact]
    public async Task Marketplace_row_counts_a_million_tokens_to_a_unit_and_names_the_model_by_its_product()
    {
        var record = (await ReadAsync(Row(
            ("bill_billing_entity", "AWS Marketplace"), ("line_item_product_code", "6y7x8opaque"), ("line_item_usage_type", "USE1-MP:USE1_CacheWrite1hInputTokenCount_Global-Units"),
            ("pricing_unit", "Units"), ("line_item_usage_amount", "0.0123"), ("pricing_public_on_demand_cost", "0"), ("line_item_unblended_cost", "0.07"),
            ("product", "{\"product_name\":\"Claude Sonnet 4.6 (Amazon Bedrock Edition)\"}")))).ShouldHaveSingleItem();

        record.Model.ShouldBe("global.claude-sonnet-4-6");
        record.Service.ShouldBe("AmazonBedrock");
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.CacheWrite1Hour] = 12_300 });
        record.Cost.List.ShouldBe(0.07m, "a list cost of 0 is an unknown one");
    }

    [Theory]
    [InlineData("USE1-Claude4.6Sonnet-output-tokens-cross-region-global", "global.claude-sonnet-4-6", "token.output", null)]
    [InlineData("APN2-Claude3.5Sonnet-input-tokens-batch", "claude-3-5-sonnet", "token.input", "batch")]
    [InlineData("Nova2.0Lite-input-tokens-flex", "nova-2-lite", "token.input", "flex")]
    [InlineData("EUW1-NovaPro-cache-read-input-token-count", "nova-pro", "token.cache_read", null)]
    [InlineData("USW2-NovaPro-cache-write-input-token-count-priority", "nova-pro", "token.cache_write", "priority")]
    [InlineData("USE1-openai.gpt-oss-120b-mantle-input-tokens-standard", "gpt-oss-120b", "token.input", null)]
    [InlineData("USE1-openai.gpt-oss-120b-mantle-cache-write-tokens-5m-long-ctx-standard", "gpt-oss-120b", "token.cache_write_5m", null)]
    [InlineData("USE1-Llama3.3-70B-output-tokens", "llama-3.3-70b", "token.output", null)]
    [InlineData("USE1-TitanEmbeddingV2-Text-input-tokens", "TitanEmbeddingV2-Text", "token.embedding", null)]
    [InlineData("USE1-SomethingNew9-output-tokens-novel-words", "SomethingNew9", "token.output", null)]
    public async Task Usage_type_names_model_token_kind_and_tier(string usageType, string model, string unit, string? tier)
    {
        var record = (await ReadAsync(Row(("line_item_usage_type", usageType)))).ShouldHaveSingleItem();

        record.Model.ShouldBe(model);
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [unit] = 84_500 });
        record.ServiceTier.ShouldBe(tier);
    }

    [Theory]
    [InlineData("1K tokens", 84_500)]
    [InlineData("1M tokens", 84_500_000)]
    [InlineData("Tokens", 84.5)]
    [InlineData("1000 Tokens", 84_500)]
    public async Task Quantity_is_scaled_by_the_pricing_unit(string unit, decimal expected) =>
        (await ReadAsync(Row(("pricing_unit", unit)))).ShouldHaveSingleItem().Usage[UsageUnits.Output].ShouldBe(expected);

    [Theory]
    [InlineData("Units", "other:Units")]
    [InlineData("Images", "image")]
    public async Task Unit_that_is_no_tokens_is_not_guessed(string unit, string expected) =>
        (await ReadAsync(Row(("pricing_unit", unit)))).ShouldHaveSingleItem().Usage.Keys.ShouldBe([expected]);

    [Theory]
    [InlineData("BoxUsage:p4d.24xlarge", 8)]
    [InlineData("APN2-SpotUsage:g5.4xlarge", 1)]
    [InlineData("USE1-Train:ml.p3.2xlarge", 1)]
    [InlineData("USE1-Host:ml.g5.12xlarge", 4)]
    [InlineData("USE1-Host:ml.m5.large", 0)]
    public async Task Machine_hours_are_also_hours_of_their_gpus(string usageType, int gpus)
    {
        var usage = (await ReadAsync(Row(("line_item_usage_type", usageType), ("pricing_unit", "Hrs"), ("line_item_usage_amount", "2.5")))).ShouldHaveSingleItem().Usage;

        usage["instance_hour"].ShouldBe(2.5m);
        usage.GetValueOrDefault(UsageUnits.GpuHour).ShouldBe(2.5m * gpus);
    }

    [Fact]
    public async Task Older_report_reads_like_the_new_one()
    {
        const string header =
            "identity/LineItemId,bill/InvoiceId,bill/PayerAccountId,lineItem/UsageStartDate,lineItem/UsageAccountId,lineItem/LineItemType,lineItem/ProductCode,lineItem/UsageType,"
            + "lineItem/UsageAmount,lineItem/UnblendedCost,lineItem/CurrencyCode,pricing/unit,pricing/publicOnDemandCost,product/ProductName,product/region,"
            + "savingsPlan/SavingsPlanEffectiveCost,savingsPlan/TotalCommitmentToDate,savingsPlan/UsedCommitment,resourceTags/user:Team,resourceTags/aws:createdBy";
        const string row =
            "x,INV-1,999900001111,2026-01-05 10:00:00,111122223333,SavingsPlanCoveredUsage,AmazonSageMaker,USE1-Host:ml.g5.12xlarge,1,7.09,USD,Hrs,7.09,Amazon SageMaker,us-east-1,5.5,0,0,payments,root";

        var record = (await _kit.ReadAsync("cur", $"{header}\n{row}\n")).ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.Cost.ShouldBe(new CostAmounts(5.5m, 7.09m, 7.09m));
        record.Status.ShouldBe(CostStatus.Invoiced);
        record.Scope.Team.ShouldBe("payments");
        record.Region.ShouldBe("us-east-1");
        record.Tags["aws:createdBy"].ShouldBe("root");
        record.Usage[UsageUnits.GpuHour].ShouldBe(4m);
    }

    [Theory]
    [InlineData("{\"accountTag/team\":\"a\",\"resourceTags/user:team\":\"c\",\"iamPrincipal/team\":\"b\"}", "c")]
    [InlineData("{\"resourceTags/team\":\"c\",\"accountTag/team\":\"a\"}", "c")]
    [InlineData("{\"accountTag/team\":\"a\"}", "a")]
    [InlineData("{user_team=c}", null)]
    public async Task Tag_nearest_to_the_resource_wins_and_odd_tags_do_not_cost_the_row(string tags, string? team)
    {
        var header = Header + ",tags";
        var record = (await _kit.ReadAsync("cur", $"{header}\n{Row(header, ("tags", tags), ("resource_tags", ""))}\n")).ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.Scope.Team.ShouldBe(team ?? ScopePath.Unattributed);
        record.Tags.ContainsKey("aws.tags_raw").ShouldBe(team is null);
    }

    [Fact]
    public async Task Id_outlives_a_new_delivery_a_corrected_amount_and_the_invoice()
    {
        var first = await ReadAsync(Row(), Row(), Row(("line_item_usage_type", "USE1-Nova2.0Lite-input-tokens")));
        var second = await ReadAsync(Row(("identity_line_item_id", "another"), ("line_item_unblended_cost", "9"), ("bill_invoice_id", "INV-1")));

        first.Select(record => record.Id).Distinct().Count().ShouldBe(3);
        second[0].Id.ShouldBe(first[0].Id);
        second[0].Status.ShouldBe(CostStatus.Invoiced);
    }

    [Fact]
    public async Task Report_without_needed_columns_names_them()
    {
        var item = (await _kit.ReadAsync("cur", "line_item_usage_start_date,line_item_usage_type\n")).ShouldHaveSingleItem();

        item.Stop.ShouldBe(ReadStop.Unreadable);
        item.Error!.Message.ShouldContain("missing: line_item_line_item_type, line_item_product_code, line_item_unblended_cost, line_item_currency_code.");
    }

    [Fact]
    public void Report_is_recognised_by_its_columns_old_and_new()
    {
        _kit.Imports.Choose("auto", new("x", Header)).Format.ShouldBe("cur");
        _kit.Imports.Choose("auto", new("x", "identity/LineItemId,lineItem/UsageStartDate,lineItem/UnblendedCost")).Format.ShouldBe("cur");
    }

    [Fact]
    public async Task Bad_amounts_are_told_by_column_and_line()
    {
        var items = await _kit.ReadAsync("cur", string.Join('\n', Header, Row(("line_item_unblended_cost", "x")), Row(("line_item_usage_amount", "y")), Row(("line_item_usage_start_date", "z")), Row()));

        items.Select(item => item.Error?.Field).ShouldBe(["line_item_unblended_cost", "line_item_usage_amount", "line_item_usage_start_date", null]);
        items[0].Error!.Line.ShouldBe(2);
    }
}

using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Tests.Usage;

public sealed class UsageValidationTests
{
    private readonly IngestKit _kit = new();

    /// <summary>A valid record with one field replaced (or, given as null, left out).</summary>
    private static string With(string field, string? value)
    {
        Dictionary<string, string> fields = new()
        {
            ["id"] = "\"r1\"", ["timestamp"] = "\"2026-11-20T10:00:00Z\"", ["provider"] = "\"openai\"", ["model"] = "\"gpt-4o\"", ["resource"] = "\"prod\"",
            ["project"] = "\"chat\"", ["team"] = "\"search\"", ["usage"] = "{\"token.input\":1000}",
        };
        fields.Remove(field);
        if (value is not null)
        {
            fields[field] = value;
        }

        return "{" + string.Join(",", fields.Select(f => $"\"{f.Key}\":{f.Value}")) + "}";
    }

    [Theory]
    [InlineData("id", null, "id is missing")]
    [InlineData("id", "\"\"", "id is missing")]
    [InlineData("id", "null", "id is missing")]
    [InlineData("id", "5", "id: got 5, expected a string")]
    [InlineData("id", "{}", "id: got an object, expected a string")]
    [InlineData("id", "\"a\\u0000b\"", "id: got a control character in \"a?b\"")]
    [InlineData("timestamp", null, "timestamp is missing")]
    [InlineData("timestamp", "\"1970-01-01T00:00:00Z\"", "timestamp: got 1970-01-01T00:00:00Z, expected from 2015-01-01T00:00:00Z to 2026-11-21T12:00:00Z")]
    [InlineData("timestamp", "0", "timestamp: got 1970-01-01T00:00:00Z")]
    [InlineData("timestamp", "\"2099-01-01T00:00:00Z\"", "timestamp: got 2099-01-01T00:00:00Z")]
    [InlineData("timestamp", "4070908800", "timestamp: got 2099-01-01T00:00:00Z")]
    [InlineData("timestamp", "\"2026-11-21T12:00:01Z\"", "timestamp: got 2026-11-21T12:00:01Z")]
    [InlineData("timestamp", "\"yesterday\"", "timestamp: got \"yesterday\", expected a time such as")]
    [InlineData("timestamp", "\"2026-02-30\"", "timestamp: got \"2026-02-30\"")]
    [InlineData("timestamp", "true", "timestamp: got true")]
    [InlineData("timestamp", "-1", "timestamp: got -1")]
    [InlineData("timestamp", "1e300", "timestamp: got 1e300")]
    [InlineData("provider", null, "provider is missing")]
    [InlineData("provider", "[\"openai\"]", "provider: got an array")]
    [InlineData("model", null, "model is missing, expected the model's name, or a cost")]
    [InlineData("usage", null, "usage is missing, expected at least one unit")]
    [InlineData("usage", "{}", "usage is missing")]
    [InlineData("usage", "[]", "usage: got an array, expected an object of unit and quantity")]
    [InlineData("usage", "{\"token.input\":-5}", "usage.token.input: got -5, expected 0 or more")]
    [InlineData("usage", "{\"token.input\":\"many\"}", "usage.token.input: got \"many\", expected a decimal number")]
    [InlineData("usage", "{\"token.input\":\"NaN\"}", "usage.token.input: got \"NaN\", expected a decimal number")]
    [InlineData("usage", "{\"token.input\":\"Infinity\"}", "usage.token.input: got \"Infinity\"")]
    [InlineData("usage", "{\"token.input\":1e400}", "usage.token.input: got 1e400, expected a decimal number")]
    [InlineData("usage", "{\"token.input\":\"1e400\"}", "usage.token.input: got \"1e400\"")]
    [InlineData("usage", "{\"token.input\":1e16}", "usage.token.input: got 10000000000000000, expected at most 1000000000000000")]
    [InlineData("usage", "{\"token.input\":true}", "usage.token.input: got true")]
    [InlineData("usage", "{\"token.input\":{}}", "usage.token.input: got an object")]
    [InlineData("usage", "{\"prompt_tokens\":5}", "usage.prompt_tokens is not a known unit")]
    [InlineData("usage", "{\"other:\":5}", "usage.other: is not a known unit")]
    [InlineData("usage", "{\"token.input\":5,\"token.input\":6}", "usage.token.input: got it twice")]
    [InlineData("usage", "{\"token.input\":NaN}", "The record: got malformed JSON at byte")]
    [InlineData("effective_cost", "\"free\"", "effective_cost: got \"free\"")]
    [InlineData("effective_cost", "1e12,\"EffectiveCost\":1", "effective_cost: got it twice")]
    [InlineData("effective_cost", "1000000000001", "effective_cost: got 1000000000001, expected at most 1000000000000")]
    [InlineData("billed_cost", "-1000000000001", "billed_cost: got -1000000000001")]
    [InlineData("effective_cost", "1,\"billing_currency\":\"XXX\"", "billing_currency: got \"XXX\", expected an ISO 4217 code")]
    [InlineData("effective_cost", "1,\"billing_currency\":\"BTC\"", "billing_currency: got \"BTC\"")]
    [InlineData("revision", "-1", "revision: got -1, expected a whole number from 0")]
    [InlineData("revision", "1.5", "revision: got 1.5")]
    [InlineData("status", "\"paid\"", "status: got \"paid\", expected estimated, confirmed or invoiced")]
    [InlineData("status", "\"invoiced\"", "status: got a cost said to be settled but none is given")]
    [InlineData("charge_category", "\"Gift\"", "charge_category: got \"Gift\", expected Usage, Purchase, Tax, Credit or Adjustment")]
    [InlineData("tags", "[]", "tags: got an array")]
    [InlineData("tags", "{\"a\":{}}", "tags.a: got an object")]
    [InlineData("tags", "{\"\":\"x\"}", "tags.: got a name of 0")]
    [InlineData("team", "\"\\ud800\"", "The record: got a string with a lone surrogate")]
    public async Task Wrong_value_is_refused_with_field_found_and_expected(string field, string? value, string message)
    {
        var items = await _kit.ReadAsync($"{With("id", "\"before\"")}\n{With(field, value)}\n{With("id", "\"after\"")}");

        items.Select(item => item.Record?.Id).ShouldBe(["before", null, "after"]);
        items[1].Error!.Line.ShouldBe(2);
        items[1].Error!.Message.ShouldStartWith(message);
        items[1].Error!.Message.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("id", 256)]
    [InlineData("team", 512)]
    [InlineData("model", 256)]
    [InlineData("experiment", 256)]
    public async Task Names_may_be_as_long_as_documented_and_no_longer(string field, int longest)
    {
        (await _kit.ReadAsync(With(field, $"\"{new string('가', longest)}\""))).ShouldHaveSingleItem().Record.ShouldNotBeNull();
        (await _kit.ReadAsync(With(field, $"\"{new string('가', longest + 1)}\""))).ShouldHaveSingleItem().Error!.Message
            .ShouldStartWith($"{field}: got {longest + 1} characters, expected at most {longest}");
        (await _kit.ReadAsync(With(field, $"\"{new string('x', 100_000)}\""))).ShouldHaveSingleItem().Error!.Field.ShouldBe(field);
    }

    [Fact]
    public async Task Too_many_tags_are_refused()
    {
        var tags = string.Join(",", Enumerable.Range(0, 65).Select(i => $"\"t{i}\":\"x\""));

        (await _kit.ReadAsync(With("tags", $"{{{tags}}}"))).ShouldHaveSingleItem().Error!.Message.ShouldBe("tags: got 65, expected at most 64.");
    }

    [Theory]
    [InlineData("\"2026-11-20T10:00:00\"")]
    [InlineData("\"2026-11-20 10:00:00.0000000\"")]
    [InlineData("\"2026-11-20T10:00Z\"")]
    [InlineData("\"2026-11-20T19:00:00+09:00\"")]
    [InlineData("\"2026-11-20T10:00:00.123456789Z\"")]
    [InlineData("1795168800")]
    [InlineData("1795168800.123")]
    [InlineData("1795168800123")]
    public async Task Time_is_read_in_every_documented_form(string value)
    {
        var record = (await _kit.ReadAsync(With("timestamp", value))).ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.Timestamp.ShouldBeInRange(new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero), new(2026, 11, 20, 10, 0, 0, 124, TimeSpan.Zero));
    }

    [Fact]
    public async Task Record_without_names_is_unattributed()
    {
        var record = (await _kit.ReadAsync("""{"id":"x","timestamp":"2026-11-20","provider":"openai","model":"gpt-4o","team":"  ","usage":{"token.input":1}}"""))
            .ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.Scope.ShouldBe(ScopePath.ForResource(ScopePath.Unattributed, ScopePath.Unattributed, ScopePath.Unattributed));
        record.Source.ShouldBe("api");
    }

    [Fact]
    public async Task Unknown_model_is_kept_unpriced()
    {
        var record = (await _kit.ReadAsync(With("model", "\"my-model-7\""))).ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.Pricing.ShouldBe(PricingState.Unpriced);
        record.Model.ShouldBe("my-model-7");
        record.Cost.ShouldBe(default);
    }

    [Theory]
    [InlineData("\"effective_cost\":1.5", 1.5, 1.5, 1.5, CostStatus.Confirmed)]
    [InlineData("\"billed_cost\":2", 2, 2, 2, CostStatus.Confirmed)]
    [InlineData("\"list_cost\":3", 3, 0, 3, CostStatus.Estimated)]
    [InlineData("\"effective_cost\":1,\"status\":\"estimated\"", 1, 0, 1, CostStatus.Estimated)]
    [InlineData("\"EffectiveCost\":\"1\",\"BilledCost\":2,\"ListCost\":3,\"status\":\"Invoiced\"", 1, 2, 3, CostStatus.Invoiced)]
    [InlineData("\"effective_cost\":0,\"billed_cost\":100,\"charge_category\":\"Purchase\"", 0, 100, 0, CostStatus.Confirmed)]
    [InlineData("\"effective_cost\":-4,\"usage\":{\"token.input\":-10}", -4, -4, -4, CostStatus.Confirmed)]
    public async Task Stated_costs_are_kept_and_the_missing_ones_follow(string fields, decimal effective, decimal billed, decimal list, CostStatus status)
    {
        var record = (await _kit.ReadAsync($$"""{"id":"x","timestamp":"2026-11-20","provider":"acme",{{fields}}}""")).ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.Cost.ShouldBe(new CostAmounts(effective, billed, list));
        record.StatedCost.ShouldBe(record.Cost);
        record.Status.ShouldBe(status);
        record.Pricing.ShouldBe(PricingState.Given);
        record.Model.ShouldBeNull();
        record.BillingCurrency.ShouldBe("USD");
        record.ExchangeRate.ShouldBeNull();
    }

    [Fact]
    public async Task Names_of_the_standard_tier_are_one()
    {
        foreach (var tier in new[] { "default", "auto", "Standard", "on_demand" })
        {
            (await _kit.ReadAsync(With("service_tier", $"\"{tier}\""))).ShouldHaveSingleItem().Record!.ServiceTier.ShouldBeNull();
        }
    }
}

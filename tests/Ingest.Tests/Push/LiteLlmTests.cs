using System.Text.Json.Nodes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Push.LiteLlm;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Ingest.Tests.Push;

public sealed class LiteLlmTests
{
    private const string Secret = "SECRET-4711-of-the-prompt";

    /// <summary>A call as LiteLLM reports it, with fields replaced or added.</summary>
    private static string Call(string id = "chatcmpl-demo-1", params (string Path, string? Json)[] changes)
    {
        var call = JsonNode.Parse($$"""
            { "id": "{{id}}", "trace_id": "tr-1", "call_type": "acompletion", "stream": true, "status": "success",
              "startTime": 1763631600.125, "endTime": 1763631603.5, "completionStartTime": 1763631600.9, "response_time": 3.375,
              "model": "gpt-4o-mini", "model_group": "fast", "model_id": "dep-3", "custom_llm_provider": "openai",
              "prompt_tokens": 1200, "completion_tokens": 300, "total_tokens": 1500, "response_cost": 0.00036,
              "cache_hit": false, "request_tags": ["feature:summary", "beta"], "end_user": "u-77", "requester_ip_address": "10.1.2.3",
              "metadata": { "user_api_key_hash": "ab12", "user_api_key_alias": "checkout", "user_api_key_team_id": "team-1",
                            "user_api_key_team_alias": "payments", "user_api_key_org_id": "org-9", "user_api_key_user_id": "owner-5",
                            "usage_object": { "prompt_tokens": 1200, "completion_tokens": 300,
                                              "prompt_tokens_details": { "cached_tokens": 200 },
                                              "completion_tokens_details": { "reasoning_tokens": 120 } } },
              "messages": "{{Secret}}", "response": { "choices": [ { "message": { "content": "{{Secret}}" } } ] } }
            """)!.AsObject();
        foreach (var (path, json) in changes)
        {
            var parts = path.Split('.');
            var node = parts[..^1].Aggregate((JsonNode)call, (parent, part) => parent[part] ??= new JsonObject()).AsObject();
            node.Remove(parts[^1]);
            if (json is not null)
            {
                node[parts[^1]] = JsonNode.Parse(json);
            }
        }

        return call.ToJsonString();
    }

    private static async Task<UsageRecord> TakeAsync(params (string Path, string? Json)[] changes)
    {
        await using var kit = await PushKit.StartAsync();
        var receipt = await kit.LiteLlmAsync(Call("call-1", changes));
        receipt.Accepted.ShouldBe(1, string.Join("; ", receipt.Errors.Select(error => error.Message)));
        return await kit.RecordAsync("call-1");
    }

    private static Dictionary<string, decimal> Units(UsageRecord record) => record.Usage.ToDictionary(unit => unit.Key, unit => unit.Value);

    [Fact]
    public async Task Call_becomes_one_record_with_its_owner_its_disjoint_tokens_and_the_gateways_cost()
    {
        var record = await TakeAsync();

        record.Source.ShouldBe("litellm");
        record.Timestamp.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1763631600125));
        (record.Provider, record.Model).ShouldBe(("openai", "gpt-4o-mini"));
        record.Scope.ShouldBe(ScopePath.ForResource("payments", "org-9", "checkout"));
        Units(record).ShouldBe(new Dictionary<string, decimal>
        {
            ["request"] = 1, ["token.input"] = 1000, ["token.cache_read"] = 200, ["token.output"] = 300, ["token.output_reasoning"] = 120,
        }, ignoreOrder: true);
        (record.Pricing, record.Status).ShouldBe((PricingState.Given, CostStatus.Estimated));
        record.Cost.ShouldBe(new CostAmounts(0.00036m, 0, 0.00036m));
        record.Tags["feature"].ShouldBe("summary");
        record.Tags["beta"].ShouldBe("true");
        record.Tags["call_type"].ShouldBe("acompletion");
    }

    [Theory]
    [InlineData("array", "application/json")]
    [InlineData("ndjson", "application/x-ndjson")]
    [InlineData("ndjson", "application/json")]
    [InlineData("single", "application/json")]
    [InlineData("gzip", "application/json")]
    public async Task All_three_log_formats_and_gzip_are_accepted(string format, string contentType)
    {
        await using var kit = await PushKit.StartAsync();
        string[] calls = format == "single" ? [Call("a")] : [Call("a"), Call("b"), Call("c")];

        var receipt = format switch
        {
            "gzip" => await kit.LiteLlmGzipAsync($"[{string.Join(",", calls)}]"),
            "array" => await kit.LiteLlmAsync($"[{string.Join(",\n", calls)}]", contentType),
            _ => await kit.LiteLlmAsync(string.Join("\n", calls), contentType),
        };

        (receipt.Accepted, receipt.Rejected, receipt.Body).ShouldBe((calls.Length, 0, UsageBodyState.Complete));
        (await kit.RecordsAsync()).Sum(record => record.Cost.Effective).ShouldBe(0.00036m * calls.Length);
    }

    [Fact]
    public async Task Answer_from_the_gateways_cache_costs_nothing_and_uses_no_token()
    {
        var record = await TakeAsync(("cache_hit", "true"), ("response_cost", "0.0"), ("saved_cache_cost", "0.00036"));

        Units(record).ShouldBe(new Dictionary<string, decimal> { ["request"] = 1 });
        (record.Cost.Effective, record.Pricing).ShouldBe((0m, PricingState.Given));
        record.Tags["cache_hit"].ShouldBe("true");
    }

    [Fact]
    public async Task Failed_call_costs_nothing_and_keeps_the_tokens_that_are_known()
    {
        var record = await TakeAsync(
            ("status", "\"failure\""), ("response_cost", "0"), ("custom_llm_provider", null), ("error_str", $"\"{Secret}\""),
            ("error_information", $$"""{"error_class":"RateLimitError","llm_provider":"anthropic","error_message":"{{Secret}}"}"""));

        record.Provider.ShouldBe("anthropic");
        (record.Cost.Effective, record.Pricing).ShouldBe((0m, PricingState.Given));
        record.Usage["token.output"].ShouldBe(300);
        (record.Tags["status"], record.Tags["error"]).ShouldBe(("failure", "RateLimitError"));
    }

    [Fact]
    public async Task Success_replaces_a_failed_try_of_the_same_id_whichever_comes_first()
    {
        await using var kit = await PushKit.StartAsync();
        var failure = Call("x", ("status", "\"failure\""));

        (await kit.LiteLlmAsync(failure)).Accepted.ShouldBe(1);
        (await kit.LiteLlmAsync(Call("x"))).Restated.ShouldBe(1);
        (await kit.LiteLlmAsync(failure)).Duplicates.ShouldBe(1);

        (await kit.RecordAsync("x")).Cost.Effective.ShouldBe(0.00036m);
    }

    [Fact]
    public async Task Call_delivered_again_counts_once()
    {
        await using var kit = await PushKit.StartAsync();

        await kit.LiteLlmAsync($"[{Call("a")},{Call("b")}]");
        var again = await kit.LiteLlmAsync($"[{Call("b")},{Call("a")},{Call("c")}]");

        (again.Accepted, again.Duplicates).ShouldBe((1, 2));
        (await kit.RecordsAsync()).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("null")]
    public async Task Call_without_a_gateway_price_is_priced_here(string cost)
    {
        var record = await TakeAsync(("response_cost", cost));

        // 1,000 uncached at 0.15, 200 cached at 0.075, 300 out at 0.60, each for a million.
        (record.Pricing, record.Cost.Effective).ShouldBe((PricingState.Catalogue, 0.000345m));
    }

    [Fact]
    public async Task Call_that_nobody_can_price_is_unpriced_and_not_free()
    {
        (await TakeAsync(("response_cost", "0"), ("model", "\"ours-7b\""))).Pricing.ShouldBe(PricingState.Unpriced);
        (await TakeAsync(("response_cost", "0"), ("model", "\"ours-7b\""), ("hidden_params", """{"response_cost":"0.0"}""")))
            .Pricing.ShouldBe(PricingState.Given);
    }

    [Fact]
    public async Task Discount_shows_as_the_difference_between_list_and_effective_cost()
    {
        var record = await TakeAsync(("cost_breakdown", """{"original_cost":0.0004,"discount_percent":0.1,"total_cost":0.00036}"""));

        record.Cost.ShouldBe(new CostAmounts(0.00036m, 0, 0.0004m));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":50,"cache_read_input_tokens":600,"cache_creation_input_tokens":300}""", 100, 600, 300, 50)]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":50,"cache_read_input_tokens":600,"prompt_tokens_details":{"cached_tokens":600}}""", 400, 600, 0, 50)]
    [InlineData("""{"input_tokens":100,"output_tokens":50,"cache_read_input_tokens":60,"cache_creation_input_tokens":30}""", 100, 60, 30, 50)]
    [InlineData("""{"input_tokens":100,"output_tokens":50,"input_tokens_details":{"cached_tokens":60},"output_tokens_details":{"reasoning_tokens":9}}""", 40, 60, 0, 50)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":50,"cache_read_input_tokens":600}""", 10, 600, 0, 50)]
    [InlineData("""{"prompt_tokens":"10","completion_tokens":"50","prompt_tokens_details":null}""", 10, 0, 0, 50)]
    public async Task Tokens_of_every_shape_of_usage_are_made_disjoint(string usage, decimal input, decimal read, decimal written, decimal output)
    {
        var record = await TakeAsync(("metadata.usage_object", usage));

        record.Usage.GetValueOrDefault("token.input").ShouldBe(input);
        record.Usage.GetValueOrDefault("token.cache_read").ShouldBe(read);
        record.Usage.GetValueOrDefault("token.cache_write").ShouldBe(written);
        record.Usage.GetValueOrDefault("token.output").ShouldBe(output);
    }

    [Fact]
    public async Task Cache_lifetimes_are_kept_apart()
    {
        var record = await TakeAsync(("metadata.usage_object", """
            {"prompt_tokens":1000,"completion_tokens":5,"cache_creation_input_tokens":300,
             "prompt_tokens_details":{"cached_tokens":0,"cache_creation_tokens":300,
                                      "cache_creation_token_details":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":60}}}
            """));

        Units(record).ShouldBe(new Dictionary<string, decimal>
        {
            ["request"] = 1, ["token.input"] = 700, ["token.cache_write_5m"] = 200, ["token.cache_write_1h"] = 60, ["token.cache_write"] = 40,
            ["token.output"] = 5,
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Totals_stand_in_where_there_is_no_usage_object()
    {
        (await TakeAsync(("metadata.usage_object", "null"))).Usage["token.input"].ShouldBe(1200);
        (await TakeAsync(("metadata.usage_object", null), ("hidden_params.usage_object", """{"prompt_tokens":7,"completion_tokens":8}""")))
            .Usage["token.input"].ShouldBe(7);
    }

    [Fact]
    public async Task Embeddings_are_a_unit_of_their_own()
    {
        var record = await TakeAsync(
            ("call_type", "\"aembedding\""), ("model", "\"text-embedding-3-small\""), ("response_cost", "0"),
            ("metadata.usage_object", """{"prompt_tokens":1000000,"completion_tokens":0,"total_tokens":1000000}"""));

        record.Usage["token.embedding"].ShouldBe(1_000_000);
        record.Cost.Effective.ShouldBe(0.02m);
    }

    [Fact]
    public async Task Tags_place_a_call_where_its_key_does_not()
    {
        var record = await TakeAsync(
            ("metadata.user_api_key_team_alias", null), ("metadata.user_api_key_team_id", null), ("metadata.user_api_key_alias", null),
            ("request_tags", """["team:search","project:ranker","experiment:exp-3","x:y:z", 5, null]"""));

        record.Scope.ShouldBe(ScopePath.ForResource("search", "ranker", "ab12"));
        record.Experiment.ShouldBe("exp-3");
        record.Tags["x"].ShouldBe("y:z");
    }

    [Fact]
    public async Task Tag_that_cannot_be_kept_does_not_cost_the_call()
    {
        var tags = new JsonArray([.. Enumerable.Range(0, 200).Select(i => (JsonNode)$"t{i}:v"), new string('x', 3_000)]);

        var record = await TakeAsync(("request_tags", tags.ToJsonString()), ("metadata.user_api_key_alias", "null"));

        record.Tags.Count.ShouldBeLessThanOrEqualTo(64);
    }

    [Fact]
    public async Task Key_that_came_in_place_of_its_hash_is_hashed()
    {
        var record = await TakeAsync(("metadata.user_api_key_hash", "\"sk-live-123456\""), ("metadata.user_api_key_alias", null));

        record.Scope.ResourceName.ShouldNotBeNull().ShouldNotContain("123456");
        record.Tags["api_key_id"].ShouldNotContain("123456");
    }

    [Fact]
    public async Task Bad_call_costs_only_itself_and_is_told_by_its_number()
    {
        await using var kit = await PushKit.StartAsync();
        string[] bad =
        [
            Call("b1", ("startTime", "\"yesterday\"")), Call("b2", ("prompt_tokens", "-5")), Call("b3", ("response_cost", "\"much\"")),
            Call("b4", ("id", null)), Call("b5", ("startTime", null)), Call("b6", ("response_cost", "1e400")), "7", "{\"id\":",
        ];

        var receipt = await kit.LiteLlmAsync($"{Call("a")}\n{string.Join("\n", bad)}\n{Call("z")}", "application/x-ndjson");

        (receipt.Accepted, receipt.Rejected).ShouldBe((2, bad.Length));
        receipt.Errors.Select(error => error.Line).ShouldBe(Enumerable.Range(2, bad.Length).Select(line => (long)line));
        receipt.Errors[0].Message.ShouldBe("startTime: got \"yesterday\", expected Unix seconds.");
        receipt.Errors[1].Field.ShouldBe("prompt_tokens");
    }

    [Fact]
    public async Task Unknown_fields_and_missing_optional_ones_do_not_matter()
    {
        await using var kit = await PushKit.StartAsync();

        var receipt = await kit.LiteLlmAsync("""
            [{"id":"bare","startTime":"1763631600","model":"openai/gpt-4o-mini","prompt_tokens":1000000,"news":{"deep":[1,{"x":null}]},
              "metadata":null,"hidden_params":null,"request_tags":null,"cache_hit":null,"status":"success"}]
            """);

        receipt.Accepted.ShouldBe(1);
        var record = await kit.RecordAsync("bare");
        (record.Provider, record.Cost.Effective, record.Pricing).ShouldBe(("openai", 0.15m, PricingState.Catalogue));
        record.Scope.ShouldBe(ScopePath.ForResource("unattributed", "unattributed", "unattributed"));
    }

    [Fact]
    public async Task Call_with_a_prompt_of_ten_megabytes_is_taken()
    {
        var record = await TakeAsync(("messages", $"\"{new string('m', 10 << 20)}\""));

        record.Usage["token.output"].ShouldBe(300);
    }

    [Fact]
    public async Task Text_of_prompts_answers_and_errors_is_nowhere_in_the_store()
    {
        await using var kit = await PushKit.StartAsync();
        var everywhere = Call(
            "s1", ("messages", $$"""[{"role":"user","content":"{{Secret}}"}]"""), ("error_str", $"\"{Secret}\""), ("news", $"\"{Secret}\""),
            ("model_parameters", $$"""{"system":"{{Secret}}","tools":["{{Secret}}"],"service_tier":"flex"}"""),
            ("metadata.requester_metadata", $$"""{"prompt":"{{Secret}}"}"""), ("metadata.spend_logs_metadata", $$"""{"x":"{{Secret}}"}"""),
            ("request_tags", $$"""["prompt:{{Secret}}","gen_ai.input.messages:{{Secret}}","feature:KEPT-4712"]"""));

        (await kit.LiteLlmAsync(everywhere)).Accepted.ShouldBe(1);

        (await kit.HoldsAsync("KEPT-4712")).ShouldBeTrue();
        (await kit.HoldsAsync(Secret)).ShouldBeFalse();
        (await kit.HoldsAsync("u-77")).ShouldBeFalse();
        (await kit.HoldsAsync("10.1.2.3")).ShouldBeFalse();
        (await kit.HoldsAsync("owner-5")).ShouldBeFalse();
    }

    [Fact]
    public async Task Personal_data_is_kept_when_the_setting_says_so()
    {
        await using var kit = await PushKit.StartAsync(services => services.Configure<LiteLlmOptions>(options => options.KeepPersonalData = true));

        await kit.LiteLlmAsync(Call("p"));

        var tags = (await kit.RecordAsync("p")).Tags;
        (tags["end_user"], tags["user_id"], tags["requester_ip"]).ShouldBe(("u-77", "owner-5", "10.1.2.3"));
    }

    [Fact]
    public async Task Ledger_that_does_not_answer_fails_the_request()
    {
        await using var kit = await PushKit.StartAsync();
        kit.IsLedgerDown = true;

        await Should.ThrowAsync<StoreUnavailableException>(() => kit.LiteLlmAsync(Call()));
    }
}

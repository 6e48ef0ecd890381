using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.Cli;

/// <summary><c>prices</c> as a person types it.</summary>
public sealed class PriceCommandTests : IDisposable
{
    private const string LiteLlm = """
        { "sample_spec": { "mode": "one of …" },
          "openai/gpt-4o": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2e-06, "output_cost_per_token": 1e-05, "cache_read_input_token_cost": 1.25e-06 },
          "gpt-4o-mini": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07, "cache_read_input_token_cost": 7.5e-08 },
          "gpt-of-tomorrow": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06, "input_cost_per_thought": 3 } }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Show_lists_the_prices_of_a_model_with_tier_dates_and_source()
    {
        var (exitCode, output, error) = await SiloProcess.RunInAsync(_folder.Path, "prices", "show", "gpt-4o-2024-08-06", "--provider", "OpenAI", "--tier", "batch");

        exitCode.ShouldBe(0, error);
        output.ShouldContain("token.output");
        output.ShouldContain("5 USD  1M");
        output.ShouldNotContain("standard");
        output.ShouldContain("days old");
        output.Split('\n').Count(line => line.StartsWith("openai", StringComparison.Ordinal)).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Show_with_a_date_gives_the_prices_in_force_then()
    {
        var (exitCode, output, error) = await SiloProcess.RunInAsync(_folder.Path, "prices", "show", "o3", "--provider", "openai", "--at", "2025-05-01", "--tier", "standard");

        exitCode.ShouldBe(0, error);
        output.ShouldContain("10 USD");
        output.ShouldContain("2025-06-10");
        output.ShouldNotContain("8 USD");
    }

    [Fact]
    public async Task Show_names_the_discount_that_applies()
    {
        await File.WriteAllTextAsync(
            _folder.File("finopsai.json"),
            """{"FinOpsAI":{"Prices":{"Discounts":[{"Provider":"openai","Factor":0.9,"Source":"contract 7","To":"2026-06-01T00:00:00Z"}]}}}""",
            TestContext.Current.CancellationToken);

        (await SiloProcess.RunInAsync(_folder.Path, "prices", "show", "o3", "--provider", "openai", "--at", "2026-05-31")).Output
            .ShouldContain("openai/o3: list price × 0.9 is paid (contract 7)");
        (await SiloProcess.RunInAsync(_folder.Path, "prices", "show", "o3", "--provider", "openai", "--at", "2026-06-01")).Output.ShouldNotContain("is paid");
    }

    [Fact]
    public async Task Show_of_an_unknown_model_or_a_date_that_is_none_says_so()
    {
        (await SiloProcess.RunInAsync(_folder.Path, "prices", "show", "nothing-of-the-kind")).ShouldSatisfyAllConditions(
            result => result.ExitCode.ShouldBe(1),
            result => result.Error.ShouldContain("No provider has a price for 'nothing-of-the-kind'"));
        (await SiloProcess.RunInAsync(_folder.Path, "prices", "show", "o3", "--at", "soon")).ExitCode.ShouldBe(64);
    }

    [Fact]
    public async Task Import_reports_what_is_new_and_changed_and_what_it_writes_is_used()
    {
        await File.WriteAllTextAsync(_folder.File("litellm.json"), LiteLlm, TestContext.Current.CancellationToken);

        var (exitCode, output, error) = await SiloProcess.RunInAsync(_folder.Path, "prices", "import", "litellm.json", "--out", "own.json");

        exitCode.ShouldBe(0, error);
        output.ShouldContain("litellm: 3 models of 1 providers read, 1 of them partial");
        output.ShouldContain("1 new, 1 changed, 1 unchanged");
        output.ShouldContain("changed: openai/gpt-4o: token.input 2.5/1M -> 2/1M");
        output.ShouldContain("new: openai/gpt-of-tomorrow");
        output.ShouldContain("note: gpt-of-tomorrow: unknown prices: input_cost_per_thought");

        await File.WriteAllTextAsync(
            _folder.File("finopsai.json"), """{"FinOpsAI":{"Prices":{"Files":["own.json"]}}}""", TestContext.Current.CancellationToken);
        var after = await SiloProcess.RunInAsync(_folder.Path, "prices", "show", "gpt-4o", "--provider", "openai");
        after.Output.ShouldContain("2 USD");
        after.Output.ShouldContain("LiteLLM");
    }

    [Fact]
    public async Task Check_ends_with_2_when_prices_differ_and_with_0_when_they_agree()
    {
        await File.WriteAllTextAsync(_folder.File("litellm.json"), LiteLlm, TestContext.Current.CancellationToken);
        var (exitCode, output, _) = await SiloProcess.RunInAsync(_folder.Path, "prices", "check", "litellm.json");

        exitCode.ShouldBe(2);
        output.ShouldContain("1 agree, 1 differ");
        output.ShouldContain("differs: openai/gpt-4o: token.input 2.5/1M here, 2/1M there");
        output.ShouldContain("only there: openai/gpt-of-tomorrow");

        await File.WriteAllTextAsync(
            _folder.File("litellm.json"), LiteLlm.Replace("\"input_cost_per_token\": 2e-06", "\"input_cost_per_token\": 2.5e-06", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        (await SiloProcess.RunInAsync(_folder.Path, "prices", "check", "litellm.json")).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("2020-01-01", 2, "STALE")]
    [InlineData("2100-01-01", 0, "treasury")]
    public async Task Rates_are_listed_with_source_and_age_and_stale_ones_are_told(string date, int expected, string text)
    {
        await File.WriteAllTextAsync(_folder.File("rates.csv"), $"date,from,to,rate,source\n{date},KRW,USD,0.0007,treasury\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            _folder.File("finopsai.json"), """{"FinOpsAI":{"Currency":{"RatesFile":"rates.csv"}}}""", TestContext.Current.CancellationToken);

        var (exitCode, output, error) = await SiloProcess.RunInAsync(_folder.Path, "rates", "show");

        exitCode.ShouldBe(expected, error);
        output.ShouldContain("KRW -> USD  0.0007  as of " + date);
        output.ShouldContain(text);
        output.ShouldContain("reference rate: European Central Bank");
    }

    [Fact]
    public async Task File_that_is_no_price_file_is_named()
    {
        await File.WriteAllTextAsync(_folder.File("nonsense.json"), "[1", TestContext.Current.CancellationToken);

        var (exitCode, _, error) = await SiloProcess.RunInAsync(_folder.Path, "prices", "import", "nonsense.json");

        exitCode.ShouldBe(1);
        error.ShouldContain("nonsense.json is not a price file");
    }
}

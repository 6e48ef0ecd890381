using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Tests.Pricing;

/// <summary>
/// The Azure LLM trace priced under every model of the catalogue, and once more by hand: the price files read as plain JSON, each request times its
/// prices, added up. Nothing of the product's pricing is used for the second figure.
/// </summary>
public sealed class AzureTracePricingTests
{
    private static readonly string[] Files = ["AzureLLMInferenceTrace_code.csv", "AzureLLMInferenceTrace_conv.csv"];

    [Fact]
    public async Task Priced_total_of_the_trace_under_every_model_is_that_of_a_naive_recomputation()
    {
        var kit = new IngestKit();
        var records = await ReadAsync(kit);
        var requests = NaiveRequests(input: 1, later: TimeSpan.Zero);
        records.Count.ShouldBe(requests.Count);
        var models = NaiveModels();
        models.Count.ShouldBe(kit.Catalogue.Models.Count());

        foreach (var model in models)
        {
            decimal total = 0;
            foreach (var record in records)
            {
                total += kit.Prices.Price(model.Provider, model.Id, null, record.Timestamp, record.Usage).Cost.Effective;
            }

            total.ShouldBe(model.Total(requests), $"{model.Provider}/{model.Id}");
        }
    }

    /// <summary>The trace's requests are short and older than all changes; made longer and moved to a weekday of 2026 they meet every rule.</summary>
    [Fact]
    public void Longer_and_later_requests_meet_cliffs_dates_and_hours_as_a_naive_recomputation_does()
    {
        var kit = new IngestKit();
        var requests = NaiveRequests(input: 40, later: new DateTime(2026, 8, 25, 1, 0, 0) - new DateTime(2023, 11, 16, 18, 0, 0));
        var usage = requests.ConvertAll(request => new Dictionary<string, decimal>
        {
            [UsageUnits.Input] = request.Input, [UsageUnits.Output] = request.Output, [UsageUnits.Request] = 1,
        });
        requests.ShouldContain(request => request.Input > 272_000);
        var models = NaiveModels().Where(model => model.DependsOnTheRequest).ToList();
        models.Count.ShouldBeGreaterThan(20);

        foreach (var model in models)
        {
            decimal total = 0;
            for (var i = 0; i < requests.Count; i++)
            {
                total += kit.Prices.Price(model.Provider, model.Id, null, new(requests[i].Time, TimeSpan.Zero), usage[i]).Cost.Effective;
            }

            total.ShouldBe(model.Total(requests), $"{model.Provider}/{model.Id}");
        }
    }

    private static async Task<List<UsageRecord>> ReadAsync(IngestKit kit)
    {
        List<UsageRecord> records = [];
        var importer = new AzureTraceImporter(new(kit.Normalizer, Microsoft.Extensions.Options.Options.Create(kit.Options)));
        foreach (var file in Files)
        {
            await using var stream = File.OpenRead(SharedData.Path("azure-llm-trace-2023", file));
            var context = new ImportContext { FileName = file, Provider = "openai", Model = "gpt-4o" };
            await foreach (var item in importer.ReadAsync(stream, context, TestContext.Current.CancellationToken))
            {
                records.Add(item.Record.ShouldNotBeNull(item.Error?.Message));
            }
        }

        return records;
    }

    private static List<NaiveRequest> NaiveRequests(int input, TimeSpan later) =>
    [
        .. from file in Files
           from line in File.ReadLines(SharedData.Path("azure-llm-trace-2023", file)).Skip(1)
           let columns = line.Split(',')
           select new NaiveRequest(
               DateTime.Parse(columns[0], CultureInfo.InvariantCulture) + later,
               input * long.Parse(columns[1], CultureInfo.InvariantCulture),
               long.Parse(columns[2], CultureInfo.InvariantCulture)),
    ];

    private static List<NaivePrices> NaiveModels()
    {
        var assembly = typeof(PriceCatalogue).Assembly;
        List<NaivePrices> models = [];
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.Contains(".Catalogue.", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var file = JsonDocument.Parse(stream);
            var provider = file.RootElement.GetProperty("provider").GetString()!;
            models.AddRange(file.RootElement.GetProperty("models").EnumerateArray().Select(model => new NaivePrices(provider, model)));
        }

        return models;
    }
}

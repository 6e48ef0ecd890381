using System.Globalization;
using System.Net;
using System.Text;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

public sealed class SqliteKillTests() : KillTests(StoreKind.Sqlite);

public sealed class PostgresKillTests() : KillTests(StoreKind.Postgres);

/// <summary>The promise of the ledger: what was acknowledged survives a kill at any moment and counts exactly once everywhere.</summary>
public abstract class KillTests(StoreKind kind)
{
    private const int Rounds = 12;
    private const int Senders = 4;
    private const int RecordsPerBatch = 40;

    private static readonly string[] Scopes =
        ["org", "team:alpha", "project:alpha/one", "resource:alpha/one/key-0", "resource:alpha/one/key-1"];

    [Fact(Timeout = 600_000)]
    public async Task Every_acknowledged_record_counts_once_however_often_the_process_is_killed()
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await TestStore.CreateAsync(kind, "kill");
        var random = new Random(4711);
        var sent = new List<Batch>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var silo = await SiloProcess.StartAsync(["serve", .. store.Options]);
            using var acknowledged = new SemaphoreSlim(0);
            var load = Enumerable.Range(0, Senders).Select(sender => LoadAsync(silo, round, sender, acknowledged, token)).ToList();

            // By what was acknowledged, not by the clock alone: a slow machine must not be killed before it has said anything.
            for (var wanted = random.Next(0, 8); wanted > 0; wanted--)
            {
                await acknowledged.WaitAsync(token);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 300)), TimeProvider.System, token);
            await silo.KillAsync();
            foreach (var batches in await Task.WhenAll(load))
            {
                sent.AddRange(batches);
            }
        }

        sent.Count(batch => batch.IsAcknowledged).ShouldBeGreaterThan(Rounds, "the load must really have been acknowledged between the kills");
        await using (var silo = await SiloProcess.StartAsync(["serve", .. store.Options]))
        {
            // Sent again, an acknowledged record must be known; one that was cut off may or may not be, but then it is by now.
            foreach (var batch in sent)
            {
                var (_, answer) = await silo.PostUsageAsync(Content(batch), token);
                answer.GetProperty("rejected").GetInt64().ShouldBe(0);
                if (batch.IsAcknowledged)
                {
                    answer.GetProperty("duplicates").GetInt64().ShouldBe(RecordsPerBatch, batch.Name);
                }
            }

            await VerifyAsync(silo, sent, token);
            (await silo.StopAsync()).ShouldBe(0);
        }

        // And the same again from nothing but the ledger.
        (await SiloProcess.RunAsync(["rebuild", .. store.Options])).ExitCode.ShouldBe(0);
        await using var rebuilt = await SiloProcess.StartAsync(["serve", .. store.Options]);
        await rebuilt.WhenReadyAsync(token);
        await VerifyAsync(rebuilt, sent, token);
    }

    private static async Task VerifyAsync(SiloProcess silo, List<Batch> sent, CancellationToken token)
    {
        var all = sent.SelectMany(Records).ToList();
        foreach (var scope in Scopes)
        {
            var expected = all.Where(record => !scope.StartsWith("resource", StringComparison.Ordinal) || scope.EndsWith(record.Resource, StringComparison.Ordinal)).ToList();
            var figures = new ScopeFigures(expected.Count, expected.Sum(record => record.Cost));
            var (grain, rollups) = await ScopeFigures.WhenCountedAsync(silo, scope, expected.Count, token);
            grain.ShouldBe(figures, scope);
            rollups.ShouldBe(figures, scope);
        }
    }

    /// <summary>Sends batch after batch until the process is gone.</summary>
    private static async Task<List<Batch>> LoadAsync(
        SiloProcess silo, int round, int sender, SemaphoreSlim acknowledged, CancellationToken token)
    {
        var batches = new List<Batch>();
        for (var number = 0; ; number++)
        {
            var batch = new Batch($"{round}-{sender}-{number}", round * 1_000 + number);
            batches.Add(batch);
            try
            {
                var (status, answer) = await silo.PostUsageAsync(Content(batch), token);
                status.ShouldBe(HttpStatusCode.OK, $"{answer}\n{silo.Output}");
                answer.GetProperty("accepted").GetInt64().ShouldBe(RecordsPerBatch);
                batch.IsAcknowledged = true;
                acknowledged.Release();
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return batches;
            }
        }
    }

    private static IEnumerable<(string Id, string Resource, decimal Cost)> Records(Batch batch) => Enumerable.Range(0, RecordsPerBatch)
        .Select(i => ($"{batch.Name}-{i}", $"key-{i % 2}", 0.000_001m * ((batch.Seed % 977) + i + 1)));

    private static StringContent Content(Batch batch)
    {
        var text = new StringBuilder();
        foreach (var (id, resource, cost) in Records(batch))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""{"id":"{{id}}","timestamp":"2026-05-01T10:00:00Z","provider":"openai","model":"gpt-4o","team":"alpha","project":"one","resource":"{{resource}}","usage":{"token.input":10},"effective_cost":{{cost}},"billing_currency":"USD"}""");
            text.Append('\n');
        }

        return new(text.ToString(), Encoding.UTF8, "application/x-ndjson");
    }

    private sealed record Batch(string Name, int Seed)
    {
        public bool IsAcknowledged { get; set; }
    }
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Showback;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>Rules, shared costs and showback in the running product, on random records: everything adds up, before and after rules change.</summary>
public sealed class AttributionTests : IDisposable
{
    private static readonly ShowbackPeriod[] Months =
    [
        ShowbackPeriod.Of(ShowbackPeriodKind.Month, AttributionCases.FirstDay), ShowbackPeriod.Of(ShowbackPeriodKind.Month, AttributionCases.LastDay),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = 300_000)]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task Showback_adds_up_to_what_was_sent_before_and_after_retroactive_rules_and_through_a_focus_file(StoreKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        var cases = new AttributionCases((int)kind + 40);
        var records = cases.Records(200);
        await using var store = await TestStore.CreateAsync(kind, "attribution");
        await using var silo = await SiloProcess.StartAsync(["serve", .. store.Options]);
        await PostAsync(silo, records, token);
        foreach (var shared in cases.SharedCosts(6))
        {
            await SendAsync(silo, HttpMethod.Post, "attribution/shared-costs", Request(shared), token);
        }

        await AddsUpAsync(silo, records, Attributor.None, token);
        for (var version = 1; version < 3; version++)
        {
            var rules = new Attributor(cases.RuleSet(version, 8));
            var preview = await SendAsync(silo, HttpMethod.Post, "attribution/preview", new { from = "2026-09-01", rules = rules.Set.Rules.Select(Rule) }, token);
            await SendAsync(silo, HttpMethod.Put, "attribution/rules", new { expectedVersion = version - 1, rules = rules.Set.Rules.Select(Rule) }, token);
            var applied = await SendAsync(silo, HttpMethod.Post, "attribution/apply", new { from = "2026-09-01" }, token);
            var again = await SendAsync(silo, HttpMethod.Post, "attribution/apply", new { from = "2026-09-01" }, token);

            applied.GetProperty("state").GetString().ShouldBe("done", applied.ToString());
            applied.GetProperty("effect").ToString().ShouldBe(preview.GetProperty("effect").ToString());
            again.GetProperty("effect").GetProperty("moved").GetInt64().ShouldBe(0);
            await AddsUpAsync(silo, records, rules, token);
        }

        await ThroughFocusFileAsync(silo, token);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_application_that_a_kill_cut_off_goes_on_with_the_next_start()
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite, "attribution");
        var cases = new AttributionCases(77);
        var records = cases.Records(100);
        var rules = cases.RuleSet(1, 8);
        await using (var direct = await SqliteStore.OpenAsync(
            Path.Combine(store.Options[1], "finopsai.db"), new(), TimeProvider.System, cancellationToken: token))
        {
            await direct.Ledger.AppendAsync(records, token);
            await direct.Attribution.AddAsync(rules, token);
            await direct.Attribution.SaveUnfinishedAsync(
                new("1", AttributionJobKind.Apply, "kim", rules.At, UtcDay.StartOf(Months[0].Start), UtcDay.StartOf(Months[1].End), 1), token);
        }

        await using var silo = await SiloProcess.StartAsync(["serve", .. store.Options]);

        await AddsUpAsync(silo, records, new(rules), token);
        var job = (await silo.GetAsync("/api/v1/attribution/jobs", token)).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (job.GetProperty("by").GetString(), job.GetProperty("state").GetString()).ShouldBe(("kim", "done"));
    }

    /// <summary>Waits until the sums show every record where the rules put it, then holds the report against what was sent.</summary>
    private static async Task AddsUpAsync(SiloProcess silo, IReadOnlyList<UsageRecord> records, Attributor rules, CancellationToken cancellationToken)
    {
        foreach (var month in Months)
        {
            var inside = rules.Apply(records)
                .Where(record => record.Timestamp >= UtcDay.StartOf(month.Start) && record.Timestamp < UtcDay.StartOf(month.End)).ToList();
            var direct = inside.GroupBy(record => record.Scope.Team!).ToDictionary(team => team.Key, team => team.Sum(record => record.Cost.Effective));
            var report = default(JsonElement);
            await SiloProcess.Until(
                async () =>
                {
                    report = (await silo.GetAsync($"/api/v1/showback?period={month.Name}", cancellationToken)).GetProperty("report");
                    return direct.All(team => Teams(report, "direct").GetValueOrDefault(team.Key) == team.Value);
                },
                cancellationToken);

            var organization = report.GetProperty("organization");
            foreach (var status in Enum.GetValues<CostStatus>())
            {
                var name = status.ToString().ToLowerInvariant();
                var sent = inside.Where(record => record.Status == status).Sum(record => record.Cost.Effective);
                organization.GetProperty("total").GetProperty(name).GetDecimal().ShouldBe(sent);
                report.GetProperty("teams").EnumerateArray().Sum(team => team.GetProperty("figures").GetProperty("total").GetProperty(name).GetDecimal())
                    .ShouldBe(sent);
            }

            organization.GetProperty("allocatedIn").EnumerateObject().Select(part => part.Value.GetDecimal())
                .ShouldBe(organization.GetProperty("allocatedOut").EnumerateObject().Select(part => part.Value.GetDecimal()));
        }
    }

    /// <summary>Our own file, imported into an empty store, makes the same showback: parts of shared costs have become spend of their teams.</summary>
    private async Task ThroughFocusFileAsync(SiloProcess silo, CancellationToken cancellationToken)
    {
        var month = Months[1];
        var report = (await silo.GetAsync($"/api/v1/showback?period={month.Name}", cancellationToken)).GetProperty("report");
        var total = report.GetProperty("organization").GetProperty("total").GetProperty("total").GetDecimal();
        report.GetProperty("organization").GetProperty("allocatedIn").GetProperty("total").GetDecimal().ShouldNotBe(0);
        await File.WriteAllBytesAsync(
            _folder.File("focus.csv"), await silo.Client.GetByteArrayAsync($"/api/v1/showback/focus?period={month.Name}", cancellationToken), cancellationToken);

        var (exitCode, output, error) = await SiloProcess.RunAsync(
            "import", _folder.File("focus.csv"), "--format", "focus", "--data", _folder.File("again"));

        exitCode.ShouldBe(0, error);
        output.ShouldContain(", 0 duplicates, 0 rejected");
        var read = output.Split("EffectiveCost ")[1].Split(',')[0];
        decimal.Parse(read, CultureInfo.InvariantCulture).ShouldBe(total);
        await using var again = await SiloProcess.StartAsync("serve", "--data", _folder.File("again"));
        var expected = Teams(report, "total");
        await SiloProcess.Until(
            async () => Teams((await again.GetAsync($"/api/v1/showback?period={month.Name}", cancellationToken)).GetProperty("report"), "total")
                .Where(team => team.Value != 0).OrderBy(team => team.Key)
                .SequenceEqual(expected.Where(team => team.Value != 0).OrderBy(team => team.Key)),
            cancellationToken);
        var imported = (await again.GetAsync($"/api/v1/showback?period={month.Name}", cancellationToken)).GetProperty("report").GetProperty("organization");
        imported.GetProperty("total").EnumerateObject().Select(part => (part.Name, part.Value.GetDecimal()))
            .ShouldBe(report.GetProperty("organization").GetProperty("total").EnumerateObject().Select(part => (part.Name, part.Value.GetDecimal())));
    }

    private static Dictionary<string, decimal> Teams(JsonElement report, string figure) => report.GetProperty("teams").EnumerateArray().ToDictionary(
        team => team.GetProperty("team").GetString()!,
        team => team.GetProperty("figures").GetProperty(figure).GetProperty("total").GetDecimal());

    private static async Task PostAsync(SiloProcess silo, IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(records.Select(record => new
        {
            id = record.Id,
            timestamp = record.Timestamp,
            provider = record.Provider,
            model = record.Model,
            team = record.Scope.Team,
            project = record.Scope.Project,
            resource = record.Scope.ResourceName,
            experiment = record.Experiment,
            usage = record.Usage,
            effective_cost = record.Cost.Effective,
            billed_cost = record.Cost.Billed,
            list_cost = record.Cost.List,
            status = record.Status.ToString().ToLowerInvariant(),
            tags = record.Tags,
        }));
        var (_, answer) = await silo.PostUsageAsync(new StringContent(body, Encoding.UTF8, "application/json"), cancellationToken);
        answer.GetProperty("accepted").GetInt64().ShouldBe(records.Count, answer.ToString());
    }

    private static async Task<JsonElement> SendAsync(SiloProcess silo, HttpMethod method, string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        using var answer = await silo.Client.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static object Rule(AttributionRule rule) => new
    {
        rule.Id,
        rule.Name,
        conditions = rule.Conditions.Select(condition => new { condition.Dimension, @operator = Camel(condition.Operator), condition.Values }),
        rule.Assign,
        rule.EffectiveFrom,
        rule.EffectiveUntil,
    };

    private static object Request(SharedCost shared) => new
    {
        shared.Id,
        shared.Name,
        origin = new { scope = shared.Origin.Scope.Key, shared.Origin.Provider, shared.Origin.Model },
        method = Camel(shared.Method),
        driver = shared.Driver is { } driver ? Camel(driver) : null,
        targets = shared.Targets.Select(target => new { scope = target.Scope.Key, target.Share }),
        shared.Except,
        fallback = Camel(shared.Fallback),
        shared.EffectiveFrom,
        shared.EffectiveUntil,
    };

    private static string Camel(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

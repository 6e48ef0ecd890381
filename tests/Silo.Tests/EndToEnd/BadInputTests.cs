using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>One running product for all bad inputs: it must survive each of them and still take a good record afterwards.</summary>
public sealed class BadInputServer : IAsyncLifetime
{
    private TestStore? _store;

    public SiloProcess Silo { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync(StoreKind.Sqlite, "bad");
        Silo = await SiloProcess.StartAsync(["serve", .. _store.Options]);
    }

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        await _store!.DisposeAsync();
    }
}

/// <summary>Bad input gets a clear error, the rest of the batch survives, memory stays bounded, the process lives.</summary>
public sealed class BadInputTests(BadInputServer server) : IClassFixture<BadInputServer>
{
    private const long MemoryLimit = 700L << 20;

    private static int _next;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("malformed JSON", """{"id":"x","timestamp":"2026-05-01T00:00:00Z","provider":"openai","usage":{""", "")]
    [InlineData("not an object", "42", "")]
    [InlineData("wrong type of id", """{"id":{},"timestamp":"2026-05-01T00:00:00Z","provider":"openai","model":"gpt-4o","usage":{"token.input":1}}""", "id")]
    [InlineData("missing id", """{"timestamp":"2026-05-01T00:00:00Z","provider":"openai","model":"gpt-4o","usage":{"token.input":1}}""", "id")]
    [InlineData("missing timestamp", """{"id":"x","provider":"openai","model":"gpt-4o","usage":{"token.input":1}}""", "timestamp")]
    [InlineData("wrong type of tokens", """{"id":"x","timestamp":"2026-05-01T00:00:00Z","provider":"openai","model":"gpt-4o","usage":{"token.input":"many"}}""", "usage.token.input")]
    [InlineData("NaN", """{"id":"x","timestamp":"2026-05-01T00:00:00Z","provider":"openai","model":"gpt-4o","usage":{"token.input":"NaN"}}""", "usage.token.input")]
    [InlineData("bare NaN", """{"id":"x","timestamp":"2026-05-01T00:00:00Z","provider":"openai","model":"gpt-4o","usage":{"token.input":NaN}}""", null)]
    [InlineData("1e400", """{"id":"x","timestamp":"2026-05-01T00:00:00Z","provider":"openai","model":"gpt-4o","usage":{"token.input":1e400}}""", "usage.token.input")]
    [InlineData("cost of 1e400", """{"id":"x","timestamp":"2026-05-01T00:00:00Z","provider":"openai","effective_cost":1e400,"usage":{}}""", "effective_cost")]
    [InlineData("negative tokens", """{"id":"x","timestamp":"2026-05-01T00:00:00Z","provider":"openai","model":"gpt-4o","usage":{"token.input":-5}}""", "usage.token.input")]
    [InlineData("unknown unit", """{"id":"x","timestamp":"2026-05-01T00:00:00Z","provider":"openai","model":"gpt-4o","usage":{"tokens":5}}""", "usage.tokens")]
    [InlineData("unknown currency", """{"id":"x","timestamp":"2026-05-01T00:00:00Z","provider":"openai","effective_cost":1,"billing_currency":"ZZZ","usage":{}}""", "billing_currency")]
    [InlineData("1970", """{"id":"x","timestamp":"1970-01-01T00:00:00Z","provider":"openai","model":"gpt-4o","usage":{"token.input":1}}""", "timestamp")]
    [InlineData("2099", """{"id":"x","timestamp":"2099-01-01T00:00:00Z","provider":"openai","model":"gpt-4o","usage":{"token.input":1}}""", "timestamp")]
    public async Task One_bad_line_is_refused_by_field_and_the_rest_is_kept(string what, string bad, string? field)
    {
        var (status, answer) = await PostAsync($"{Good()}\n{bad}\n{Good()}\n");

        status.ShouldBe(HttpStatusCode.OK, what);
        Count(answer, "accepted").ShouldBe(2, what);
        Count(answer, "rejected").ShouldBe(1, what);
        var error = answer.GetProperty("errors")[0];
        error.GetProperty("line").GetInt64().ShouldBe(2, what);
        if (field is not null)
        {
            error.GetProperty("field").GetString().ShouldBe(field, what);
        }

        error.GetProperty("message").GetString()!.Length.ShouldBeGreaterThan(15, what);
        await AliveAsync();
    }

    [Fact]
    public async Task A_break_in_an_array_keeps_what_came_before_it()
    {
        var (_, answer) = await PostAsync($"[{Good()},{Good()},{{\"id\":\"broken\",", "application/json");

        Count(answer, "accepted").ShouldBe(2);
        answer.GetProperty("errors").GetArrayLength().ShouldBeGreaterThan(0);
        await AliveAsync();
    }

    [Fact]
    public async Task Invalid_utf8_costs_only_its_own_record()
    {
        byte[] body = [.. Utf8(Good()), .. "\n{\"id\":\"x"u8, 0xC3, 0x28, .. "\",\"timestamp\":\"2026-05-01T00:00:00Z\",\"provider\":\"p\",\"model\":\"m\",\"usage\":{}}\n"u8, .. Utf8(Good()), .. "\n"u8];

        var (status, answer) = await PostAsync(new ByteArrayContent(body), "application/x-ndjson");

        status.ShouldBe(HttpStatusCode.OK);
        Count(answer, "accepted").ShouldBe(2);
        Count(answer, "rejected").ShouldBe(1);
        await AliveAsync();
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_costs_only_itself()
    {
        var (status, answer) = await PostAsync($"{Good()}\n{{\"id\":\"{new string('x', 10 << 20)}\"}}\n{Good()}\n");

        status.ShouldBe(HttpStatusCode.OK);
        Count(answer, "accepted").ShouldBe(2);
        Count(answer, "rejected").ShouldBe(1);
        await AliveAsync();
    }

    [Fact]
    public async Task Duplicate_ids_in_a_batch_count_once()
    {
        var record = Good();

        var (_, answer) = await PostAsync($"{record}\n{record}\n{record}\n");

        Count(answer, "accepted").ShouldBe(1);
        Count(answer, "duplicates").ShouldBe(2);
    }

    [Fact]
    public async Task An_unknown_model_is_stored_as_unpriced_and_shown()
    {
        var (_, answer) = await PostAsync(Good(model: "model-of-tomorrow") + "\n");

        Count(answer, "accepted").ShouldBe(1);
        Count(answer, "unpriced").ShouldBe(1);
        await SiloProcess.Until(
            async () => (await server.Silo.GetAsync("/api/v1/unpriced", Token)).GetProperty("items").EnumerateArray()
                .Any(item => item.GetProperty("model").GetString() == "model-of-tomorrow"),
            Token);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_gzip_bomb_of_a_gigabyte_is_cut_off_and_memory_stays_bounded()
    {
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(Utf8(Good() + "\n"), Token);
            var zeros = new byte[1 << 20];
            Array.Fill(zeros, (byte)' ');
            for (var i = 0; i < 1_024; i++)
            {
                await gzip.WriteAsync(zeros, Token);
            }
        }

        var content = new ByteArrayContent(bomb.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        var (status, answer) = await PostAsync(content, "application/x-ndjson");

        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        Count(answer, "accepted").ShouldBe(1);
        answer.GetProperty("body").GetString().ShouldBe("tooLarge");
        server.Silo.PeakResidentBytes.ShouldBeLessThan(MemoryLimit);
        await AliveAsync();
    }

    [Fact]
    public async Task Gzip_is_accepted_and_other_encodings_are_refused()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Utf8($"[{Good()},{Good()}]"), Token);
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        var (status, answer) = await PostAsync(content, "application/json");
        status.ShouldBe(HttpStatusCode.OK);
        Count(answer, "accepted").ShouldBe(2);

        var other = new ByteArrayContent(packed.ToArray());
        other.Headers.ContentEncoding.Add("br");
        (await PostAsync(other, "application/json")).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_csv_without_header_is_refused_with_what_was_expected()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("bare.csv");
        await File.WriteAllTextAsync(file, "2026-05-01,openai,5\n2026-05-02,openai,6\n", Token);

        var (exitCode, _, error) = await SiloProcess.RunAsync("import", file, "--format", "csv", "--data", folder.File("data"));

        exitCode.ShouldBe(1);
        error.ShouldContain("The first line must name the columns");
    }

    [Theory]
    [InlineData("/api/v1/costs?scope=teams:x", "scope")]
    [InlineData("/api/v1/costs?from=yesterday", "from")]
    [InlineData("/api/v1/costs?granularity=week", "granularity")]
    [InlineData("/api/v1/costs?group_by=colour", "group_by")]
    [InlineData("/api/v1/costs?metric=amortised", "metric")]
    [InlineData("/api/v1/costs?granularity=minute&from=2020-01-01&to=2026-01-01", "granularity")]
    [InlineData("/api/v1/forecasts?horizon=0", "horizon")]
    [InlineData("/api/v1/scopes?limit=-1", "limit")]
    [InlineData("/api/v1/anomalies?open=maybe", "open")]
    public async Task A_bad_query_is_a_problem_that_names_the_parameter(string path, string parameter)
    {
        using var answer = await server.Silo.Client.GetAsync(path, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        problem.RootElement.GetProperty("errors").TryGetProperty(parameter, out _).ShouldBeTrue(problem.RootElement.ToString());
    }

    [Fact]
    public async Task A_budget_of_nothing_is_refused()
    {
        using var answer = await server.Silo.Client.PutAsync(
            "/api/v1/budgets?scope=org", new StringContent("""{"monthlyAmount":0}""", Encoding.UTF8, "application/json"), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static long Count(JsonElement answer, string name) => answer.GetProperty(name).GetInt64();

    private static string Good(string model = "gpt-4o") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"id":"good-{{{Interlocked.Increment(ref _next)}}}","timestamp":"2026-11-01T00:00:00Z","provider":"openai","model":"{{{model}}}","team":"t","project":"p","resource":"r","usage":{"token.input":1000}}""");

    private Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string body, string type = "application/x-ndjson") =>
        PostAsync(new ByteArrayContent(Utf8(body)), type);

    private Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(HttpContent content, string type)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return server.Silo.PostUsageAsync(content, Token);
    }

    private async Task AliveAsync()
    {
        server.Silo.HasExited.ShouldBeFalse();
        (await server.Silo.Client.GetAsync("/healthz", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}

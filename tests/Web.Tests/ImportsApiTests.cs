using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

public sealed class ImportsApiTests(WebServer server)
{
    private static readonly string Day = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_with_other_column_names_is_looked_at_mapped_taken_and_audited()
    {
        var text = $"Tag;Anbieter;Betrag;Abteilung\n{Day};openai;\"2,5\";csv-web\n{Day};openai;viel;csv-web\n";
        const string map = "&map=timestamp%3DTag&map=provider%3DAnbieter&map=effective_cost%3DBetrag&map=team%3DAbteilung&decimal_comma=true";

        var (previewed, preview) = await PostAsync($"/api/v1/imports/preview?name=web-bill.csv{map}", text);
        var (taken, receipt) = await PostAsync($"/api/v1/imports?name=web-bill.csv{map}", text);
        var (_, again) = await PostAsync($"/api/v1/imports?name=web-bill.csv{map}", text);

        previewed.ShouldBe(HttpStatusCode.OK, preview.ToString());
        preview.GetProperty("rows")[0].GetProperty("record").GetProperty("scope").GetString().ShouldBe("resource:csv-web/unattributed/unattributed");
        preview.GetProperty("rejected").GetInt64().ShouldBe(1);
        preview.GetProperty("columns")[2].GetProperty("field").GetString().ShouldBe("effective_cost");
        taken.ShouldBe(HttpStatusCode.OK, receipt.ToString());
        (Count(receipt, "accepted"), Count(receipt, "rejected"), Count(receipt, "duplicates")).ShouldBe((1, 1, 0));
        receipt.GetProperty("errors")[0].GetProperty("line").GetInt64().ShouldBe(3);
        receipt.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("Betrag");
        (Count(again, "accepted"), Count(again, "duplicates")).ShouldBe((0, 1));
        (await server.AuditAsync("file/web-bill.csv", Token)).ShouldBe(["usage.imported", "usage.imported"]);
        await SiloProcess.Until(
            async () => (await server.Silo.Client.GetAsync("/api/v1/summary?scope=team:csv-web", Token)).StatusCode == HttpStatusCode.OK, Token);
    }

    [Fact]
    public async Task A_look_takes_nothing_and_says_what_is_missing()
    {
        var (status, preview) = await PostAsync("/api/v1/imports/preview?name=a.csv", $"date,amount\n{Day},5\n");

        status.ShouldBe(HttpStatusCode.OK);
        preview.GetProperty("missing").EnumerateArray().Select(lack => lack.GetString()).ShouldBe(["provider"]);
        preview.GetProperty("rows").GetArrayLength().ShouldBe(0);
        (await server.AuditAsync("file/a.csv", Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("preview?name=a.csv", "PK\u0003\u0004", "Excel workbook")]
    [InlineData("?name=a.csv", "no table at all", "cannot be told")]
    [InlineData("?name=a.csv&format=xml", "a,b", "'xml' is not a format")]
    [InlineData("?format=csv", "a,b", "Required.")]
    [InlineData("?name=a.csv&map=timestamp", "a,b", "expected field=column")]
    [InlineData("?name=a.csv&map=team%3Da&map=team%3Db", "a,b", "named twice")]
    [InlineData("preview?name=a.csv&revision=-1", "a,b", "out of range")]
    public async Task What_cannot_be_read_is_a_400_that_says_why(string query, string text, string message)
    {
        var (status, problem) = await PostAsync($"/api/v1/imports{(query[0] == '?' ? "" : "/")}{query}", text);

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.ToString().Replace("\\u0027", "'", StringComparison.Ordinal).ShouldContain(message, Case.Sensitive);
    }

    [Fact]
    public async Task A_preview_is_for_the_beginning_of_a_file_and_refuses_more()
    {
        var (status, _) = await PostAsync("/api/v1/imports/preview?name=a.csv", new string('a', 5 << 20));

        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_file_without_the_needed_columns_takes_nothing_and_says_what_was_found()
    {
        var (status, receipt) = await PostAsync("/api/v1/imports?name=b.csv&format=csv", "day,amount\n2026-11-18,5\n");

        status.ShouldBe(HttpStatusCode.BadRequest);
        receipt.GetProperty("body").GetString().ShouldBe("broken");
        receipt.GetProperty("errors")[0].GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("found: day, amount");
    }

    private static long Count(JsonElement receipt, string name) => receipt.GetProperty(name).GetInt64();

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string path, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        // What is refused by its length is answered before it is sent: who went on sending would find the line closed.
        request.Headers.ExpectContinue = true;
        using var answer = await server.Silo.Client.SendAsync(request, Token);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return (answer.StatusCode, document.RootElement.Clone());
    }
}

using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Showback;
using FinOpsAI.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Attribution;

public sealed partial class ShowbackTests
{
    private static readonly ShowbackPeriod Month = ShowbackPeriod.Of(ShowbackPeriodKind.Month, AttributionCases.LastDay);
    private static readonly DateTimeOffset Later = new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-05", "2026-05-01", "2026-06-01", "2026-04")]
    [InlineData("2026-W21", "2026-05-18", "2026-05-25", "2026-W20")]
    [InlineData("2026-W01", "2025-12-29", "2026-01-05", "2025-W52")]
    [InlineData("2020-W53", "2020-12-28", "2021-01-04", "2020-W52")]
    public void Months_and_iso_weeks_are_read_and_named(string name, string start, string end, string previous)
    {
        ShowbackPeriod.TryParse(name, out var period).ShouldBeTrue();

        (period.Name, period.Start.ToString("O", CultureInfo.InvariantCulture), period.End.ToString("O", CultureInfo.InvariantCulture), period.Previous.Name)
            .ShouldBe((name, start, end, previous));
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-W54")]
    [InlineData("2026-W00")]
    [InlineData("2021-W53")]
    [InlineData("26-05")]
    [InlineData("2026/05")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_period_is_refused(string? text) => ShowbackPeriod.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Teams_projects_and_models_add_up_to_the_organization_by_status_and_metric() => Prop.ForAll<int>(seed =>
    {
        var cases = new AttributionCases(seed);
        var records = cases.Records(80);
        foreach (var metric in Enum.GetValues<ShowbackMetric>())
        {
            var report = Report(records, cases.SharedCosts(5), null, metric);

            report.Organization.Total.ShouldBe(Whole(records, metric, Month.Start, Month.End));
            report.Organization.Previous.ShouldBe(Whole(records, metric, Month.Previous.Start, Month.Previous.End).Total);
            report.Organization.AllocatedIn.ShouldBe(report.Organization.AllocatedOut);
            Sum(report.Teams.Select(team => team.Figures)).ShouldBe(report.Organization);
            foreach (var team in report.Teams)
            {
                Sum(team.Projects.Select(line => line.Figures)).ShouldBe(team.Figures);
                Sum(team.Models.Select(line => line.Figures)).ShouldBe(team.Figures);
                team.Shares.Sum(share => share.In).ShouldBe(team.Figures.AllocatedIn.Total);
                team.Shares.Sum(share => share.Out).ShouldBe(team.Figures.AllocatedOut.Total);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_printed_page_adds_up_by_rows_and_columns_as_printed() => Prop.ForAll<int>(seed =>
    {
        var cases = new AttributionCases(seed);
        var page = ShowbackPage.Write(Report(cases.Records(60), cases.SharedCosts(4), null), NarrativeLanguage.English, "Org", "USD");

        foreach (Match table in Tables().Matches(page))
        {
            var rows = Rows().Matches(table.Groups["body"].Value).Select(Numbers).ToList();
            var foot = Numbers(Rows().Match(table.Groups["foot"].Value));
            if (foot.Length < 5)
            {
                continue;
            }

            for (var column = 0; column < 5; column++)
            {
                rows.Sum(row => row[column]).ShouldBe(foot[column]);
            }

            rows.Append(foot).ShouldAllBe(row => row[0] + row[1] - row[2] == row[3]);
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(NarrativeLanguage.English, "Estimated", "Confirmed", "Invoiced", "Period over")]
    [InlineData(NarrativeLanguage.Korean, "추정", "확인", "청구", "종료된 기간")]
    public void The_page_is_stamped_with_the_status_of_its_figures_and_names_are_encoded(NarrativeLanguage language, params string[] stamps)
    {
        var cases = new AttributionCases(5);

        var page = ShowbackPage.Write(Report(cases.Records(200), [], null), language, "Org & <script>", "KRW");

        foreach (var stamp in stamps)
        {
            Stamps().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ShouldContain(text => text.StartsWith(stamp, StringComparison.Ordinal));
        }

        page.ShouldContain("@page { size: A4");
        page.ShouldContain("break-before: page");
        page.ShouldContain("R&amp;D &quot;x&quot;, &lt;b&gt;");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("src=");
        page.ShouldNotContain("href=");
    }

    [Fact]
    public void A_period_that_is_not_over_says_so()
    {
        var report = ShowbackBuilder.Build(
            Month, Cells([], [], Month), Cells([], [], Month.Previous), null, ShowbackMetric.Effective, [], UtcDay.StartOf(Month.End).AddTicks(-1));

        report.IsComplete.ShouldBeFalse();
        ShowbackPage.Write(report, NarrativeLanguage.English, "Org", "USD").ShouldContain("Period open");
    }

    [Fact]
    public void One_team_is_shown_alone_with_the_organization_beside_it()
    {
        var records = new AttributionCases(3).Records(100);

        var report = Report(records, [], "search");

        report.Teams.ShouldHaveSingleItem().Team.ShouldBe("search");
        report.Organization.Total.ShouldBe(Whole(records, ShowbackMetric.Effective, Month.Start, Month.End));
        Report(records, [], "nobody").Teams.ShouldBeEmpty();
    }

    [Fact]
    public void The_focus_export_has_the_columns_of_the_standard_in_their_order()
    {
        var lines = File.ReadLines(Path.Combine(Repository.SharedData(), "..", "FORMATS.md"));
        var columns = lines.SkipWhile(line => !line.StartsWith("### 6.1", StringComparison.Ordinal))
            .TakeWhile(line => !line.StartsWith("### 6.2", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ToList();

        columns.Count.ShouldBe(57);
        FocusExport.Columns.Take(57).ShouldBe(columns);
        FocusExport.Columns.Skip(57).Take(5).ShouldBe(
            ["AllocatedMethodDetails", "AllocatedMethodId", "AllocatedResourceId", "AllocatedResourceName", "AllocatedTags"]);
    }

    [Fact]
    public async Task The_csv_file_guards_spreadsheets_against_formulas_and_keeps_every_digit()
    {
        var record = new AttributionCases(1).Records(1)[0] with
        {
            Scope = ScopePath.ForResource("=cmd()", "a,\"b\"", "r"), Cost = new(0.0000000000000001m, 0, 0), Timestamp = UtcDay.StartOf(Month.Start),
        };
        await using var writer = new StringWriter();

        await ShowbackCsv.WriteAsync(writer, Month.Name, Cells([record], [], Month), null, "USD", TestContext.Current.CancellationToken);

        writer.ToString().ShouldContain("'=cmd(),\"a,\"\"b\"\"\",");
        writer.ToString().ShouldContain(",0.0000000000000001,");
    }

    private static ShowbackReport Report(
        IReadOnlyList<UsageRecord> records, IReadOnlyList<SharedCost> shared, string? team, ShowbackMetric metric = ShowbackMetric.Effective) =>
        ShowbackBuilder.Build(Month, Cells(records, shared, Month), Cells(records, shared, Month.Previous), team, metric, shared, Later);

    private static ShowbackCells Cells(IReadOnlyList<UsageRecord> records, IReadOnlyList<SharedCost> shared, ShowbackPeriod period)
    {
        var origins = shared.Select(one => one.Origin.Scope).ToHashSet();
        var inside = records.Where(record => record.Timestamp >= UtcDay.StartOf(period.Start) && record.Timestamp < UtcDay.StartOf(period.End)).ToList();
        return ShowbackCells.Of(
            period.Start, period.End, DailyCosts.Of(inside, ScopeKind.Project),
            [.. DailyCosts.Of(inside, ScopeKind.Resource).Where(row => origins.Contains(row.Scope))], shared);
    }

    private static StatusAmounts Whole(IReadOnlyList<UsageRecord> records, ShowbackMetric metric, DateOnly from, DateOnly to) => records
        .Where(record => record.Timestamp >= UtcDay.StartOf(from) && record.Timestamp < UtcDay.StartOf(to))
        .Aggregate(default(StatusAmounts), (sum, record) => sum + StatusAmounts.Of(record.Status, ShowbackBuilder.Pick(metric, record.Cost)));

    private static ShowbackFigures Sum(IEnumerable<ShowbackFigures> all) => all.Aggregate(
        new ShowbackFigures(default, default, default, default, 0),
        (sum, one) => new(
            sum.Direct + one.Direct, sum.AllocatedIn + one.AllocatedIn, sum.AllocatedOut + one.AllocatedOut, sum.Total + one.Total, sum.Previous + one.Previous));

    /// <summary>Direct, in, out, total and before of a row of a table of figures.</summary>
    private static decimal[] Numbers(Match row) =>
    [
        .. CellsOf().Matches(row.Value).Skip(1).Take(5).Select(cell => decimal.TryParse(
            cell.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : 0),
    ];

    [GeneratedRegex("<tbody>(?<body>.*?)</tbody><tfoot>(?<foot>.*?)</tfoot>", RegexOptions.Singleline)]
    private static partial Regex Tables();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Rows();

    [GeneratedRegex("<td>(.*?)</td>")]
    private static partial Regex CellsOf();

    [GeneratedRegex("<span class=\"stamp [a-z]+\">(.*?)</span>")]
    private static partial Regex Stamps();
}

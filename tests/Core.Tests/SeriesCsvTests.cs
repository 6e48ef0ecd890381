using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Series;

namespace FinOpsAI.Core.Tests;

public sealed class SeriesCsvTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("timestamp,value\n2026-01-05 00:00:00,1.5\n2026-01-05 01:00:00,\n", "timestamp,value")]
    [InlineData("2026-01-05T00:00:00Z,1.5\n2026-01-05T01:00:00Z,NaN\n", null)]
    [InlineData("cost;when\n1,5;2026-01-05\nnull;2026-01-06\n", "cost;when")]
    [InlineData("\"date\"\t\"team\"\t\"EffectiveCost\"\n1767571200\tx\t1.5\n1767574800\ty\t\n", "\"date\"\t\"team\"\t\"EffectiveCost\"")]
    public void Common_shapes_are_understood(string text, string? header)
    {
        var file = SeriesCsv.Read(new StringReader(text), new(null, null));
        file.Header.ShouldBe(header);
        file.Rows.Count.ShouldBe(2);
        file.Rows[0].Time.ShouldBe(_start);
        file.Rows[0].Value.ShouldBe(1.5);
        double.IsNaN(file.Rows[1].Value).ShouldBeTrue();
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_in_the_error()
        => Should.Throw<FormatException>(() => SeriesCsv.Read(new StringReader("a,b\n1,2\n"), new(null, "spend"))).Message.ShouldContain("spend");

    [Theory]
    [InlineData("0.5/30d", 0.5)]
    [InlineData("1/7d", 30.0 / 7)]
    [InlineData("2/day", 60)]
    [InlineData("3", 3)]
    public void Budgets_are_read_as_people_write_them(string text, double perMonth) => AlertBudget.Parse(text).ShouldBe(perMonth, 1e-9);

    [Theory]
    [InlineData("")]
    [InlineData("often")]
    [InlineData("0/30d")]
    [InlineData("1/30x")]
    public void What_is_no_budget_is_refused(string text) => Should.Throw<FormatException>(() => AlertBudget.Parse(text));

    [Fact]
    public void Each_row_comes_out_with_a_score_and_a_flag_that_follow_from_the_rows_up_to_it()
    {
        var costs = DetectionScopeDetectorTests.Weeks(5);
        costs[700] *= 8;
        var lines = costs.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{_start.AddHours(i):yyyy-MM-dd HH:mm:ss},{c:R}")).ToArray();
        var whole = Detect(lines);
        whole.Length.ShouldBe(lines.Length + 1);
        whole[0].ShouldBe("timestamp,value,anomaly_score,is_anomaly");
        whole[701].ShouldStartWith(lines[700] + ",");
        whole[701].ShouldEndWith(",1");
        foreach (var cut in (int[])[5, 11, 100, 701])
        {
            Detect(lines[..cut]).ShouldBe(whole[..(cut + 1)]);
        }
    }

    [Fact]
    public void A_wide_file_gives_a_row_a_series_and_step()
    {
        var text = "V1,V2,V3\nH1," + string.Join(',', Enumerable.Range(0, 200).Select(i => 10 + (i % 24))) + "\nH2,5,5\n";
        using var output = new StringWriter();
        var (series, skipped) = SeriesForecast.RunWide(new StringReader(text), output, 3, [24]);
        series.ShouldBe(1);
        skipped.ShouldBe(["H2"]);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("id,step,p2_5,p10,p50,p90,p97_5,mean");
        lines.Length.ShouldBe(4);
        lines[3].ShouldStartWith("H1,3,");
    }

    [Fact]
    public void A_forecast_file_holds_the_quantiles_in_order()
    {
        var costs = DetectionScopeDetectorTests.Weeks(4);
        var text = "time,cost\n" + string.Join('\n', costs.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{_start.AddHours(i):O},{c}")));
        using var output = new StringWriter();
        SeriesForecast.Run(new StringReader(text), output, new(null, null), 24, null, SeriesCalendar.None).Reason.ShouldBeNull();
        var rows = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(l => l.Split(',').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        rows.Length.ShouldBe(24);
        rows.ShouldAllBe(r => r[1] <= r[2] && r[2] <= r[3] && r[3] <= r[4] && r[4] <= r[5]);
    }

    [Fact]
    public void A_backtest_reports_each_horizon_as_table_and_json()
    {
        var costs = DetectionScopeDetectorTests.Weeks(8);
        var text = "time,cost\n" + string.Join('\n', costs.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{_start.AddHours(i):O},{c}")));
        var rows = SeriesBacktest.Run(new StringReader(text), new(null, null), null, null, SeriesCalendar.None);
        rows.Select(r => r.Horizon).ShouldBe([1, 24, 168]);
        rows.ShouldAllBe(r => r.Wape > 0 && r.Wape < 0.12 && r.Grade == "run");
        using var json = new StringWriter();
        SeriesBacktest.WriteJson(json, rows);
        JsonDocument.Parse(json.ToString()).RootElement[1].GetProperty("horizon").GetInt32().ShouldBe(24);
        using var table = new StringWriter();
        SeriesBacktest.WriteTable(table, rows);
        table.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(4);
    }

    private static string[] Detect(string[] lines)
    {
        using var output = new StringWriter();
        SeriesDetection.Run(new StringReader("timestamp,value\n" + string.Join('\n', lines)), output, new(null, null), DetectorOptions.Default);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

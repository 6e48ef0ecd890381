using System.Globalization;
using System.Net;
using System.Text;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Showback;

/// <summary>
/// Showback as one self-contained HTML page made to be printed, or saved as PDF by the browser: A4, a page for each team, the status of the figures
/// stamped on it. It has no script and loads nothing. What is printed adds up by rows and by columns.
/// </summary>
public sealed class ShowbackPage
{
    private const string Style = """
        @page { size: A4; margin: 14mm }
        * { box-sizing: border-box }
        body { font: 10pt/1.45 system-ui, "Noto Sans KR", "Malgun Gothic", sans-serif; color: #1a1c1e; margin: 0 auto; max-width: 190mm; padding: 6mm }
        h1 { font-size: 17pt; margin: 0 0 1mm } h2 { font-size: 13pt; margin: 0 0 2mm } h3 { font-size: 10.5pt; margin: 5mm 0 1mm }
        p { margin: 0 0 2mm } .meta { color: #50555b }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
        th, td { padding: 1.1mm 1.6mm; border-bottom: .2mm solid #c9cdd2; text-align: right; vertical-align: top }
        th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere }
        thead th { border-bottom: .4mm solid #1a1c1e; font-size: 8.5pt } tfoot td { border-top: .4mm solid #1a1c1e; border-bottom: 0; font-weight: 700 }
        thead { display: table-header-group } tr { break-inside: avoid }
        .stamp { display: inline-block; border: .5mm solid currentColor; border-radius: 1mm; padding: .4mm 2mm; font-weight: 700; font-size: 9pt; margin: 0 1.5mm 1.5mm 0 }
        .estimated { color: #9a4a00 } .confirmed { color: #0b5394 } .invoiced { color: #1b6e3c } .period { color: #50555b }
        section { break-before: page; padding-top: 2mm } footer { margin-top: 6mm; color: #50555b; font-size: 8.5pt }
        """;

    private readonly StringBuilder _html = new();
    private readonly ShowbackReport _report;
    private readonly ShowbackWords _words;
    private readonly string _organization;
    private readonly string _currency;
    private readonly int _decimals;
    private readonly Dictionary<string, string> _shared;

    private ShowbackPage(ShowbackReport report, NarrativeLanguage language, string organization, string currency)
    {
        _report = report;
        _words = ShowbackWords.Of(language);
        _organization = organization;
        _currency = currency;
        _decimals = currency is "KRW" or "JPY" ? 0 : 2;
        _shared = report.Teams.SelectMany(team => team.Shares).DistinctBy(share => share.Shared)
            .ToDictionary(share => share.Shared, share => share.Name, StringComparer.Ordinal);
    }

    /// <summary>The page.</summary>
    /// <param name="report">The report.</param>
    /// <param name="language">Its language.</param>
    /// <param name="organization">The organization's name.</param>
    /// <param name="currency">ISO 4217 code of the amounts.</param>
    public static string Write(ShowbackReport report, NarrativeLanguage language, string organization, string currency)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new ShowbackPage(report, language, organization, currency).Page();
    }

    private string Page()
    {
        var title = $"{_words.Title} {_report.Period} · {_organization}";
        _html.Append("<!doctype html>\n<html lang=\"").Append(_words.Language).Append("\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width\"><title>").Append(Text(title)).Append("</title><style>").Append(Style)
            .Append("</style></head><body>\n");
        Head();
        var teams = _report.Teams.Select(team => (_words.TeamName(team.Team), team.Figures)).ToList();
        var printed = Table(_words.Team, teams, null);
        NotDivided();
        for (var index = 0; index < teams.Count; index++)
        {
            Team(_report.Teams[index], printed[index]);
        }

        return _html.Append("</body></html>\n").ToString();
    }

    private void Head()
    {
        var whole = _report.Teams.Aggregate(default(StatusAmounts), (sum, team) => sum + team.Figures.Total);
        _html.Append("<header><h1>").Append(Text($"{_words.Title} · {_organization}")).Append("</h1>\n<p class=\"meta\">")
            .Append(Text(string.Create(
                CultureInfo.InvariantCulture,
                $"{_words.Period}: {_report.Period} ({_report.From:yyyy-MM-dd} – {_report.To.AddDays(-1):yyyy-MM-dd}, UTC) · {_words.Metric}: {_report.Metric}Cost, {_currency} · {_words.AsOf}: {_report.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC")))
            .Append("</p>\n<p>");
        Stamps(whole);
        _html.Append("<span class=\"stamp period\">").Append(Text(_report.IsComplete ? _words.Complete : _words.Open)).Append("</span></p></header>\n");
    }

    /// <summary>One stamp for each status that some of the amount has, with how much of it.</summary>
    private void Stamps(StatusAmounts amounts)
    {
        decimal[] exact = [amounts.Estimated, amounts.Confirmed, amounts.Invoiced];
        var printed = PrintedColumn.Of(exact, null, _decimals);
        foreach (var status in Enum.GetValues<CostStatus>().Where(status => exact[(int)status] != 0))
        {
            _html.Append("<span class=\"stamp ").Append(status.ToString().ToLowerInvariant()).Append("\">")
                .Append(Text($"{_words.Of(status)} {Amount(printed[(int)status])}")).Append("</span>");
        }
    }

    private void Team(TeamShowback team, Printed printed)
    {
        _html.Append("<section><h2>").Append(Text($"{_words.Team}: {_words.TeamName(team.Team)}")).Append("</h2>\n<p>");
        Stamps(team.Figures.Total);
        _html.Append("</p>\n<h3>").Append(Text(_words.Project)).Append("</h3>\n");
        Table(_words.Project, [.. team.Projects.Select(line => (line.Name.Length == 0 ? _words.Whole : line.Name, line.Figures))], printed);
        _html.Append("<h3>").Append(Text(_words.Model)).Append("</h3>\n");
        Table(_words.Model, [.. team.Models.Select(line => (line.Name, line.Figures))], printed);
        if (team.Shares.Count > 0)
        {
            Shares(team, printed);
        }

        _html.Append("<footer>").Append(Text($"{_words.Rounded} {CsvText.Number(team.Figures.Total.Total)} {_currency}. {_words.StatusNote}"))
            .Append("</footer></section>\n");
    }

    private void Shares(TeamShowback team, Printed printed)
    {
        var taken = PrintedColumn.Of([.. team.Shares.Select(share => share.In)], printed.In, _decimals);
        var given = PrintedColumn.Of([.. team.Shares.Select(share => share.Out)], printed.Out, _decimals);
        _html.Append("<h3>").Append(Text(_words.Shared)).Append("</h3>\n");
        Rows(
            [_words.Shared, _words.In, _words.Out],
            team.Shares.Select((share, index) => new[] { share.Name, Amount(taken[index]), Amount(given[index]) }),
            [_words.Total, Amount(printed.In), Amount(printed.Out)]);
    }

    /// <summary>A table of figures that add up to what was printed above them, where something was.</summary>
    /// <returns>What is printed of each row.</returns>
    private List<Printed> Table(string head, List<(string Name, ShowbackFigures Figures)> rows, Printed? whole)
    {
        if (rows.Count == 0)
        {
            _html.Append("<p>").Append(Text(_words.Nothing)).Append("</p>\n");
            return [];
        }

        decimal[] Column(Func<ShowbackFigures, decimal> pick, decimal? sum) => PrintedColumn.Of([.. rows.Select(row => pick(row.Figures))], sum, _decimals);
        var direct = Column(figures => figures.Direct.Total, whole?.Direct);
        var taken = Column(figures => figures.AllocatedIn.Total, whole?.In);
        var given = Column(figures => figures.AllocatedOut.Total, whole?.Out);
        var before = Column(figures => figures.Previous, whole?.Before);
        List<Printed> printed = [.. rows.Select((_, index) => new Printed(direct[index], taken[index], given[index], before[index]))];
        var sum = printed.Aggregate(default(Printed), (total, row) => total + row);
        Rows(
            [head, _words.Direct, _words.In, _words.Out, _words.Total, _words.Previous, _words.Change, _words.Status],
            rows.Select((row, index) => Cells(row.Name, printed[index], row.Figures.Total)),
            Cells(_words.Total, sum, rows.Aggregate(default(StatusAmounts), (total, row) => total + row.Figures.Total)));
        return printed;
    }

    private string[] Cells(string name, Printed row, StatusAmounts total) =>
    [
        name, Amount(row.Direct), Amount(row.In), Amount(row.Out), Amount(row.Total), Amount(row.Before),
        row.Before == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{(row.Total - row.Before) / Math.Abs(row.Before) * 100:+#,0;-#,0;0} %"),
        string.Join(
            ", ",
            new[] { (CostStatus.Estimated, total.Estimated), (CostStatus.Confirmed, total.Confirmed), (CostStatus.Invoiced, total.Invoiced) }
                .Where(part => part.Item2 != 0).Select(part => _words.Of(part.Item1))),
    ];

    private void NotDivided()
    {
        if (_report.Stays.Count == 0)
        {
            return;
        }

        _html.Append("<h3>").Append(Text(_words.NotDivided)).Append("</h3>\n");
        var amounts = PrintedColumn.Of([.. _report.Stays.Select(stay => ShowbackBuilder.Pick(_report.Metric, stay.Cost))], null, _decimals);
        Rows(
            [_words.Shared, _words.Day, _words.Reason, _words.Total],
            _report.Stays.Select((stay, index) => new[]
            {
                _shared.GetValueOrDefault(stay.Shared) ?? stay.Shared,
                stay.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                stay.Reason is StayReason.NoDriver ? _words.NoDriver : _words.NoTargets,
                Amount(amounts[index]),
            }),
            [_words.Total, "", "", Amount(amounts.Sum())]);
    }

    private void Rows(string[] head, IEnumerable<string[]> rows, string[] foot)
    {
        _html.Append("<table><thead><tr>").AppendJoin("", head.Select(cell => $"<th scope=\"col\">{Text(cell)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            _html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Text(cell)}</td>")).Append("</tr>\n");
        }

        _html.Append("</tbody><tfoot><tr>").AppendJoin("", foot.Select(cell => $"<td>{Text(cell)}</td>")).Append("</tr></tfoot></table>\n");
    }

    private string Amount(decimal value) => value.ToString(_decimals == 0 ? "#,0" : "#,0.00", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>What is printed of a row; its total is what its parts add up to as printed.</summary>
    private readonly record struct Printed(decimal Direct, decimal In, decimal Out, decimal Before)
    {
        public decimal Total => Direct + In - Out;

        public static Printed operator +(Printed a, Printed b) => new(a.Direct + b.Direct, a.In + b.In, a.Out + b.Out, a.Before + b.Before);
    }
}

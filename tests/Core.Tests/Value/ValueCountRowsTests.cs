using System.Text.Json;
using FinOpsAI.Core.Value;

namespace FinOpsAI.Core.Tests.Value;

public sealed class ValueCountRowsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private readonly ValueCountRows _rows = new(Today);

    [Fact]
    public void Json_rows_are_read_digit_by_digit_as_numbers_or_texts_and_null_takes_a_day_back()
    {
        ReadJson("""[{"day":"2026-11-02","amount":"0.1"},{"day":"2026-11-01","amount":12.3450000000000000001},{"day":"2026-11-03","amount":null},{"day":"2026-11-04","amount":1e3}]""").ShouldBeTrue();

        _rows.Changes.ShouldBe(
            [new(new(2026, 11, 1), 12.3450000000000000001m), new(new(2026, 11, 2), 0.1m), new(new(2026, 11, 3), null), new(new(2026, 11, 4), 1000m)]);
        _rows.Rejected.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"day":"2026-11-31","amount":1}""", "day")]
    [InlineData("""{"day":20261101,"amount":1}""", "day")]
    [InlineData("""{"day":"1999-12-31","amount":1}""", "day")]
    [InlineData("""{"day":"2026-11-24","amount":1}""", "day")]
    [InlineData("""{"amount":1}""", "day")]
    [InlineData("""{"day":"2026-11-01"}""", "amount")]
    [InlineData("""{"day":"2026-11-01","amount":-1}""", "amount")]
    [InlineData("""{"day":"2026-11-01","amount":"1,000"}""", "amount")]
    [InlineData("""{"day":"2026-11-01","amount":1e400}""", "amount")]
    [InlineData("""{"day":"2026-11-01","amount":1000000000.1}""", "amount")]
    [InlineData("""{"day":"2026-11-01","amount":true}""", "amount")]
    [InlineData("""{"day":"2026-11-23","amount":1}""", "day")]
    [InlineData("42", "")]
    public void A_faulty_row_is_named_by_field_and_row_and_costs_only_itself(string faulty, string field)
    {
        ReadJson($$"""[{"day":"2026-11-23","amount":5},{{faulty}},{"day":"2026-11-20","amount":6}]""").ShouldBeTrue();

        _rows.Changes.ShouldBe([new(new(2026, 11, 20), 6), new(new(2026, 11, 23), 5)]);
        var error = _rows.Errors.ShouldHaveSingleItem();
        (error.Line, error.Field).ShouldBe((2, field));
        error.Message.ShouldStartWith(field);
    }

    [Theory]
    [InlineData("day,amount\n2026-11-01,412\n\n2026-11-02,390.5\n")]
    [InlineData("\uFEFF\"Day\";\"Amount\"\r\n2026-11-01;412\r\n\r\n2026-11-02;\"390.5\"")]
    [InlineData("2026-11-01\t412\n2026-11-02\t 390.5 ")]
    public void Csv_is_read_with_and_without_a_heading_and_as_spreadsheets_copy_it(string text)
    {
        _rows.TryReadCsv(text).ShouldBeTrue();

        _rows.Changes.ShouldBe([new(new(2026, 11, 1), 412), new(new(2026, 11, 2), 390.5m)]);
        _rows.Rejected.ShouldBe(0);
    }

    [Fact]
    public void Faults_of_a_csv_are_named_by_its_lines()
    {
        _rows.TryReadCsv("day,amount\n2026-11-01,many\n2026-11-02,1\n02.11.2026,1\n2026-11-03\n2026-11-04,\n2026-11-02,2").ShouldBeTrue();

        _rows.Errors.Select(error => (error.Line, error.Field)).ShouldBe([(2, "amount"), (4, "day"), (5, ""), (6, "amount"), (7, "day")]);
        _rows.Changes.ShouldBe([new(new(2026, 11, 2), 1)]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"counts":{}}""")]
    public void What_is_no_list_of_counts_is_refused_as_a_whole(string body) => _rows.TryReadJson(JsonDocument.Parse(body).RootElement).ShouldBeFalse();

    [Fact]
    public void Too_many_rows_are_refused_as_a_whole_and_at_most_a_hundred_faults_are_listed()
    {
        new ValueCountRows(Today).TryReadCsv(string.Concat(Enumerable.Repeat("x,1\n", ValueCountRows.MaxRows + 2))).ShouldBeFalse();
        _rows.TryReadCsv(string.Concat(Enumerable.Repeat("x,1\n", ValueCountRows.MaxRows))).ShouldBeTrue();

        (_rows.Errors.Count, _rows.Rejected).ShouldBe((100, ValueCountRows.MaxRows));
    }

    private bool ReadJson(string rows) => _rows.TryReadJson(JsonDocument.Parse($$"""{"counts":{{rows}}}""").RootElement);
}

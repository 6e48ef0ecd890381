using System.Globalization;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.Cli;

/// <summary>The commands as a person types them: texts, files and exit codes.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("import")]
    [InlineData("replay")]
    [InlineData("detect")]
    [InlineData("forecast")]
    [InlineData("backtest")]
    [InlineData("rebuild")]
    [InlineData("doctor")]
    public async Task Every_command_has_help(string command)
    {
        var (exitCode, output, _) = await SiloProcess.RunAsync(command, "--help");

        exitCode.ShouldBe(0);
        output.ShouldContain($"finopsai {command}");
    }

    [Theory]
    [InlineData("See 'finopsai --help'", "nonsense")]
    [InlineData("See 'finopsai replay --help'", "replay", "file.csv")]
    [InlineData("See 'finopsai value report --help'", "value", "report", "--from", "2026-13-01")]
    [InlineData("'2026-13-01' for option '--from': expected a day such as 2026-11-21.", "value", "report", "--from", "2026-13-01")]
    [InlineData("--speed is 'fast'", "replay", "file.csv", "--to", "http://127.0.0.1:1", "--speed", "fast")]
    [InlineData("--to is 'nowhere'", "replay", "file.csv", "--to", "nowhere")]
    [InlineData("--horizon is 0", "forecast", "file.csv", "--horizon", "0")]
    public async Task Wrong_usage_ends_with_64_and_says_what_is_right(string expected, params string[] arguments)
    {
        var (exitCode, _, error) = await SiloProcess.RunAsync(arguments);

        exitCode.ShouldBe(64, error);
        error.ShouldContain(expected);
    }

    [Fact]
    public async Task All_faults_of_the_configuration_are_told_at_once_by_key()
    {
        await File.WriteAllTextAsync(
            _folder.File("finopsai.json"),
            """{"FinOpsAI":{"Grains":{"LateAllowance":"05:00:00","MaterialShare":-1},"Web":{"LiveInterval":"1.00:00:00"}}}""",
            TestContext.Current.CancellationToken);

        var (exitCode, _, error) = await SiloProcess.RunInAsync(_folder.Path, "doctor");

        exitCode.ShouldBe(64, error);
        error.ShouldContain("FinOpsAI:Grains:LateAllowance is 05:00:00");
        error.ShouldContain("FinOpsAI:Grains:MaterialShare is -1");
        error.ShouldContain("FinOpsAI:Web:LiveInterval is 1.00:00:00");
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var (exitCode, _, error) = await SiloProcess.RunAsync("import", _folder.File("absent.csv"), "--data", _folder.File("data"));

        exitCode.ShouldBe(1);
        error.ShouldContain("absent.csv");
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_with_69()
    {
        await WriteSeriesAsync("series.csv");
        var (exitCode, _, error) = await SiloProcess.RunAsync(
            "replay", _folder.File("series.csv"), "--format", "csv", "--map", "timestamp=time,effective_cost=cost", "--provider", "p",
            "--id-prefix", "x", "--to", "http://127.0.0.1:9");

        exitCode.ShouldBe(69, error);
        error.ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task Doctor_tells_an_empty_installation_what_to_do()
    {
        var (exitCode, output, _) = await SiloProcess.RunAsync("doctor", "--data", _folder.File("data"));

        exitCode.ShouldBe(1);
        output.ShouldContain("does not exist yet");
    }

    [Fact]
    public async Task Detect_writes_every_row_with_score_and_flag_and_finds_the_spike()
    {
        await WriteSeriesAsync("series.csv");
        var (exitCode, _, error) = await SiloProcess.RunAsync("detect", _folder.File("series.csv"), "--out", _folder.File("out.csv"));

        exitCode.ShouldBe(0, error);
        var rows = await File.ReadAllLinesAsync(_folder.File("out.csv"), TestContext.Current.CancellationToken);
        rows[0].ShouldBe("time,cost,anomaly_score,is_anomaly");
        rows.Length.ShouldBe(1 + Hours);
        rows.Skip(1).Where(row => row.EndsWith(",1", StringComparison.Ordinal)).ShouldContain(row => row == rows[1 + SpikeHour]);
    }

    [Fact]
    public async Task Forecast_and_backtest_write_what_they_say_and_the_same_each_time()
    {
        await WriteSeriesAsync("series.csv");
        var first = await SiloProcess.RunAsync("forecast", _folder.File("series.csv"), "--horizon", "24", "--season", "24");
        var second = await SiloProcess.RunAsync("forecast", _folder.File("series.csv"), "--horizon", "24", "--season", "24");
        var backtest = await SiloProcess.RunAsync("backtest", _folder.File("series.csv"), "--json");

        first.ExitCode.ShouldBe(0, first.Error);
        first.Output.Split('\n')[0].TrimEnd().ShouldBe("step,p2_5,p10,p50,p90,p97_5,mean");
        first.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(25);
        second.Output.ShouldBe(first.Output);
        backtest.ExitCode.ShouldBe(0, backtest.Error);
        backtest.Output.ShouldContain("\"grade\"");
    }

    [Fact]
    public async Task A_file_may_be_read_by_the_clock_and_holidays_of_its_people()
    {
        await WriteSeriesAsync("series.csv");
        var plain = await SiloProcess.RunAsync("forecast", _folder.File("series.csv"), "--horizon", "120");
        var korean = await SiloProcess.RunAsync("forecast", _folder.File("series.csv"), "--horizon", "120", "--time-zone", "Asia/Seoul", "--holidays", "KR");
        var nowhere = await SiloProcess.RunAsync("detect", _folder.File("series.csv"), "--time-zone", "Mars/Olympus");

        plain.ExitCode.ShouldBe(0, plain.Error);
        korean.ExitCode.ShouldBe(0, korean.Error);
        korean.Output.Split('\n').Length.ShouldBe(plain.Output.Split('\n').Length);
        nowhere.ExitCode.ShouldBe(64);
        nowhere.Error.ShouldContain("'Mars/Olympus'");
    }

    private const int Hours = 24 * 30;
    private const int SpikeHour = 500;

    private Task WriteSeriesAsync(string name)
    {
        var random = new Random(5);
        var lines = Enumerable.Range(0, Hours).Select(hour =>
        {
            var cost = (10 + (5 * Math.Sin(hour % 24 / 24.0 * 2 * Math.PI))) * (1 + (0.05 * random.NextDouble())) * (hour == SpikeHour ? 8 : 1);
            return string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2026, 9, 1).AddHours(hour):yyyy-MM-dd HH:mm:ss},{cost:0.0000}");
        });
        return File.WriteAllLinesAsync(_folder.File(name), lines.Prepend("time,cost"));
    }
}

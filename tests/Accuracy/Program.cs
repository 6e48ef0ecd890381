using System.Globalization;
using FinOpsAI.Accuracy;
using FinOpsAI.Accuracy.Cost;
using FinOpsAI.Accuracy.M4;
using FinOpsAI.Accuracy.Nab;

// Seeds that no parameter was chosen on.
int[] seeds = [101, 102, 103, 104, 105, 106, 107, 108, 109, 110];
switch (args.FirstOrDefault())
{
    case "nab" when args.Contains("--fast"):
        {
            NabRun[] ours = [.. NabFile.LoadAll(SharedData.Folder("nab-half")).Select(NabReport.Ours)];
            Console.Write(NabReport.Table(new Dictionary<string, NabRun[]> { ["FinOpsAI"] = ours }));
            Console.Write(NabReport.PerFile(ours));
            return 0;
        }

    case "nab":
        Console.Write(Nab());
        return 0;
    case "m4":
        Console.Write(M4Report.Table(SharedData.Folder("m4-half")));
        return 0;
    case "burn":
        Console.Write(BurnReport.Table(Seeds()));
        return 0;
    case "cold-start":
        Console.Write(ColdStartReport.Table(Seeds()));
        return 0;
    case "cost" when args.Contains("--fast"):
        Console.Write(CostReport.OursAlone(Seeds()));
        return 0;
    case "cost":
        Console.Write(CostReport.Table(Seeds()));
        return 0;
    case "cost-forecast":
        Console.Write(CostForecastReport.Table(Seeds()));
        Console.Write("\n" + CalibrationReport.Table(Seeds()));
        return 0;
    case "all":
        AccuracyDocument.Write(
            Path.Combine(SharedData.Repository(), "docs", "accuracy.md"),
            ("nab", Nab()),
            ("m4", M4Report.Table(SharedData.Folder("m4-half"))),
            ("cost", CostReport.Table(Seeds())),
            ("burn", BurnReport.Table(Seeds())),
            ("cold-start", ColdStartReport.Table(Seeds())),
            ("cost-forecast", CostForecastReport.Table(Seeds())),
            ("calibration", CalibrationReport.Table(Seeds())));
        return 0;
    default:
        Console.Error.WriteLine("usage: Accuracy nab [--fast] | m4 | cost [--fast] [SEED...] | burn [SEED...] | cold-start [SEED...] | cost-forecast [SEED...] | all");
        return 2;
}

static string Nab()
{
    var folder = SharedData.Folder("nab-half");
    return NabReport.Table(NabReport.Detectors(NabFile.LoadAll(folder), Path.Combine(folder, "reference-numenta")));
}

int[] Seeds() => args[1..].Any(a => a[0] != '-') ? [.. args[1..].Where(a => a[0] != '-').Select(a => int.Parse(a, CultureInfo.InvariantCulture))] : seeds;

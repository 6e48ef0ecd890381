using FinOpsAI.Accuracy;
using FinOpsAI.Accuracy.Cost;
using FinOpsAI.Accuracy.M4;
using FinOpsAI.Accuracy.Nab;

switch (args.FirstOrDefault())
{
    case "nab":
        {
            var folder = SharedData.Folder("nab-half");
            var files = NabFile.LoadAll(folder);
            if (args.Contains("--fast"))
            {
                NabRun[] ours = [.. files.Select(NabReport.Ours)];
                Console.Write(NabReport.Table(new Dictionary<string, NabRun[]> { ["FinOpsAI"] = ours }));
                Console.Write(args.Contains("--files") ? NabReport.PerFile(ours) : string.Empty);
                return 0;
            }

            Console.Write(NabReport.Table(NabReport.Detectors(files, Path.Combine(folder, "reference-numenta"))));
            return 0;
        }

    case "x":
        Experiment.Run(NabFile.LoadAll(SharedData.Folder("nab-half")), args.ElementAtOrDefault(1) ?? "all");
        return 0;
    case "cx":
        Console.Write(CostReport.Row("x", [1, 2, 3, 4, 5, 6], false, CostX.Score));
        Console.Write(CostReport.Row("x", [1, 2, 3, 4, 5, 6], true, CostX.Score));
        return 0;
    case "cf":
        Console.Write(CostReport.Row("FinOpsAI", [1, 2, 3, 4, 5, 6], false, CostReport.Ours));
        Console.Write(CostReport.Row("FinOpsAI", [1, 2, 3, 4, 5, 6], true, CostReport.Ours));
        return 0;
    case "ff":
        Console.Write(CostForecastReport.Table([1, 2, 3, 4]));
        return 0;
    case "cost":
        Console.Write(CostReport.Table([101, 102, 103, 104, 105, 106, 107, 108, 109, 110]));
        return 0;
    case "m4":
        Console.Write(M4Report.Table(SharedData.Folder("m4-half")));
        return 0;
    default:
        Console.Error.WriteLine("usage: Accuracy nab | m4");
        return 2;
}

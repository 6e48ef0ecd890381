using FinOpsAI.Accuracy;
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

    case "m4":
        Console.Write(M4Report.Table(SharedData.Folder("m4-half")));
        return 0;
    default:
        Console.Error.WriteLine("usage: Accuracy nab | m4");
        return 2;
}

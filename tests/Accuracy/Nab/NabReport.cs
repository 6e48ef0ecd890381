using System.Globalization;
using System.Text;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Series;

namespace FinOpsAI.Accuracy.Nab;

/// <summary>Runs detectors over the benchmark files and tabulates their scores.</summary>
internal static class NabReport
{
    private const int Splits = 20;

    /// <summary>What this project's detector says about a file, as the command <c>detect</c> writes it.</summary>
    public static NabRun Ours(NabFile file) => new(file, [.. SeriesDetection.Scores(file.Rows, DetectorOptions.Default).Select(s => s.Score)]);

    public static IReadOnlyDictionary<string, NabRun[]> Detectors(NabFile[] files, string reference) => new Dictionary<string, NabRun[]>
    {
        ["FinOpsAI"] = [.. files.Select(Ours)],
        ["Numenta HTM (published scores)"] = [.. files.Select(f => new NabRun(f, f.Reference(reference)))],
        ["IID spike, 500 points"] = [.. files.Select(f => new NabRun(f, Baselines.IidSpike(f.Rows, 500)))],
        ["batch SSA residual, L = 64"] = [.. files.Select(f => new NabRun(f, Baselines.BatchSsa(f.Rows, 64)))],
        ["windowed z-score, 500 points"] = [.. files.Select(f => new NabRun(f, Baselines.WindowedZ(f.Rows, 500)))],
    };

    /// <summary>Mean and standard deviation over random halves: threshold fitted on one half of the files, scored on the other.</summary>
    public static (double Mean, double Deviation) HeldOut(NabRun[] runs, NabProfile profile)
    {
        var random = new Random(20260101);
        var scorer = new NabScorer(runs);
        var scores = new List<double>();
        for (var split = 0; split < Splits; split++)
        {
            // Stratified: alternate within each category after a shuffle, so that both halves hold files of all kinds.
            var order = runs.Select((r, i) => (Index: i, Category: r.File.Name.Split('/')[0], Key: random.NextDouble()))
                .OrderBy(x => x.Category, StringComparer.Ordinal).ThenBy(x => x.Key).Select(x => x.Index).ToArray();
            var first = order.Where((_, i) => i % 2 == 0).ToHashSet();
            var second = order.Where((_, i) => i % 2 == 1).ToHashSet();
            var (fit, check) = split % 2 == 0 ? (first, second) : (second, first);
            scores.Add(scorer.Score(scorer.Optimise(profile, fit).Threshold, profile, check));
        }

        var mean = scores.Average();
        return (mean, Math.Sqrt(scores.Sum(s => (s - mean) * (s - mean)) / (scores.Count - 1)));
    }

    public static string Table(IReadOnlyDictionary<string, NabRun[]> detectors)
    {
        var text = new StringBuilder();
        text.Append("| detector | threshold held out, mean of 20 splits (sd) | standard | low FP | low FN | windows hit | rows outside |\n|---|---|---|---|---|---|---|\n");
        foreach (var (name, runs) in detectors)
        {
            var (mean, deviation) = HeldOut(runs, NabProfile.Standard);
            var scorer = new NabScorer(runs);
            var standard = scorer.Optimise(NabProfile.Standard);
            var lowFp = scorer.Optimise(NabProfile.LowFalsePositives);
            var lowFn = scorer.Optimise(NabProfile.LowFalseNegatives);
            var (hits, outside) = NabScorer.Count(runs, standard.Threshold);
            text.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {mean:F1} ({deviation:F1}) | {standard.Score:F2} | {lowFp.Score:F2} | {lowFn.Score:F2} | {hits}/{runs.Sum(r => r.File.Windows.Length)} | {outside} |\n"));
        }

        return text.ToString();
    }

    public static string PerFile(NabRun[] runs)
    {
        var threshold = new NabScorer(runs).Optimise(NabProfile.Standard).Threshold;
        var text = new StringBuilder($"threshold {threshold}\n");
        foreach (var run in runs)
        {
            var (hits, outside) = NabScorer.Count([run], threshold);
            var raw = run.File.Windows.Length == 0 ? -0.11 * outside : new NabScorer([run]).Score(threshold, NabProfile.Standard) * 2 * run.File.Windows.Length / 100;
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{run.File.Name,-60} hits {hits}/{run.File.Windows.Length} outside {outside,4} gain {raw,7:F2} of {2 * run.File.Windows.Length}\n"));
        }

        return text.ToString();
    }
}

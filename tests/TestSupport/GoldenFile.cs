namespace FinOpsAI.TestSupport;

/// <summary>Compares a text with a file of the repository that somebody has read and found good.</summary>
public static class GoldenFile
{
    /// <summary>Set to 1, files are written instead of compared; read them before they are committed.</summary>
    public const string Variable = "FINOPSAI_WRITE_GOLDEN";

    /// <summary>The difference between a text and its file; null when there is none.</summary>
    /// <param name="path">The file, from the repository's root.</param>
    /// <param name="text">What it should hold; lines end with a line feed.</param>
    public static string? Difference(string path, string text)
    {
        var full = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }

        if (!File.Exists(full))
        {
            return $"{path} is not there; {Variable}=1 writes it.";
        }

        var expected = File.ReadAllText(full).ReplaceLineEndings("\n").Split('\n');
        var actual = text.Split('\n');
        for (var line = 0; line < Math.Max(expected.Length, actual.Length); line++)
        {
            var (was, now) = (expected.ElementAtOrDefault(line), actual.ElementAtOrDefault(line));
            if (was != now)
            {
                return $"{path}, line {line + 1}: expected \"{was}\", got \"{now}\"";
            }
        }

        return null;
    }
}

using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>Which of the delivered files are tables that can be read.</summary>
internal static class TableFiles
{
    public static bool IsCsv(string key) => EndsWith(key, ".csv") || EndsWith(key, ".csv.gz");

    /// <summary>Says no to a delivery as Parquet, and what to choose instead.</summary>
    /// <exception cref="SourceException">One of the files is Parquet.</exception>
    public static void RefuseParquet(IEnumerable<string> keys, string place, string choose)
    {
        if (keys.FirstOrDefault(key => EndsWith(key, ".parquet")) is { } parquet)
        {
            throw new SourceException(
                SourceFaultCode.Settings, $"{place}: {parquet} is Parquet, which is not read. {choose}");
        }
    }

    private static bool EndsWith(string key, string end) => key.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}

namespace FinOpsAI.Storage;

/// <summary>The databases a store can live in.</summary>
public enum StorageProvider
{
    /// <summary>A file beside the program; one machine.</summary>
    Sqlite,

    /// <summary>A server; one machine or many.</summary>
    Postgres,
}

/// <summary>Where the engine keeps its data and for how long.</summary>
public sealed class StorageOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "FinOpsAI:Storage";

    /// <summary>Which database.</summary>
    /// <value>Default Sqlite.</value>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>The SQLite file; folders are made when missing.</summary>
    /// <value>Default <c>data/finopsai.db</c>, from the working directory.</value>
    public string Path { get; set; } = "data/finopsai.db";

    /// <summary>The PostgreSQL connection string.</summary>
    /// <value>Required for Postgres, unused for Sqlite.</value>
    public string? ConnectionString { get; set; }

    /// <summary>For how long what is kept.</summary>
    public RetentionOptions Retention { get; set; } = new();
}

/// <summary>For how long what is kept, counted back from now by charge time. Daily sums stay for ever.</summary>
public sealed class RetentionOptions
{
    /// <summary>Ledger entries. Without them nothing before can be rebuilt, restated or looked up record by record.</summary>
    /// <value>Default null: for ever. Legal from 32 days, so that an open billing month is always whole.</value>
    public TimeSpan? Ledger { get; set; }

    /// <summary>Sums by minute.</summary>
    /// <value>Default 48 hours. Legal from 1 hour.</value>
    public TimeSpan MinuteRollups { get; set; } = TimeSpan.FromHours(48);

    /// <summary>Sums by hour.</summary>
    /// <value>Default 400 days. Legal from 1 day.</value>
    public TimeSpan HourRollups { get; set; } = TimeSpan.FromDays(400);
}

namespace FinOpsAI.Core.Identity;

/// <summary>What can be allowed: few and coarse. Stored by number: only ever add at the end.</summary>
public enum Permission
{
    /// <summary>Read costs, forecasts, anomalies, incidents, budgets, experiments and reports.</summary>
    ReadCosts,

    /// <summary>Read single usage records: who called what, when.</summary>
    ReadRecords,

    /// <summary>Send usage records.</summary>
    Ingest,

    /// <summary>Take, judge, assign, put off and comment incidents and anomalies.</summary>
    Triage,

    /// <summary>Start, change and end experiments.</summary>
    ManageExperiments,

    /// <summary>Reserve, settle and release amounts of budgets, as gateways do.</summary>
    Reserve,

    /// <summary>Ask for a larger budget.</summary>
    RequestIncrease,

    /// <summary>Approve or decline requests for larger budgets.</summary>
    ApproveIncrease,

    /// <summary>Set, change and remove budgets.</summary>
    ManageBudgets,

    /// <summary>Announce planned events.</summary>
    ManagePlans,

    /// <summary>Change attribution rules and shared costs.</summary>
    ManageAttribution,

    /// <summary>Set up and run data sources.</summary>
    ManageSources,

    /// <summary>Set up channels and routes, and send again.</summary>
    ManageAlerts,

    /// <summary>Write policies.</summary>
    ManagePolicies,

    /// <summary>Approve or decline what policies ask for.</summary>
    ApproveDecisions,

    /// <summary>Read the audit log.</summary>
    ReadAudit,

    /// <summary>Add, change and disable users, and see and revoke everybody's tokens.</summary>
    ManageIdentity,

    /// <summary>Read the server's own metrics.</summary>
    ReadMetrics,

    /// <summary>Make tokens for oneself, which can do no more than oneself.</summary>
    MakeTokens,

    /// <summary>Keep views of the explorer and scenarios, for oneself or all who see their scope.</summary>
    SaveAnalyses,
}
